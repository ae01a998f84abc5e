// A figure along a grid of what was swept: any that moves, chosen from a list.
import { say } from "../texts/say";
import { numberOf, type Row, rowsOf, textOf } from "../api/results";
import { lineChart } from "../charts/lines";
import { el } from "../util/dom";
import { choiceOf, figureName } from "./choice";
import { tableView } from "./studytables";
import type { View } from "./view";

/** Per point the first swept value, and how the others are: one line for each of the latter. */
function gridOf(points: readonly Row[]): Map<number, { x: number; line: string }> {
  const grid = new Map<number, { x: number; line: string }>();
  for (const row of points) {
    const at = grid.get(numberOf(row, "point"));
    if (at) at.line += `${at.line ? ", " : ""}${textOf(row, "cells")} = ${numberOf(row, "value")}`;
    else grid.set(numberOf(row, "point"), { x: numberOf(row, "value"), line: "" });
  }
  return grid;
}

export const sweepView: View = {
  id: "sweep",
  title: say("sweep"),
  needs: ["sweep_points"],
  has: ["sweep_figures"],
  draw: async ({ run, rows }) => {
    const points = rows["sweep_points"] ?? [];
    const figures = await rowsOf(run, "sweep_figures");
    const grid = gridOf(points);
    const swept = textOf(points[0] ?? {}, "cells");
    const names = [...new Set(figures.map(figureName))];
    const usual = names.find((name) => name.startsWith("crossings ") && name.endsWith(": t")) ?? names[0];
    const place = el("div", {});
    const draw = (chosen: string): void => {
      const own = figures.filter((row) => figureName(row) === chosen);
      const lines = new Map<string, { x: number; y: number | null }[]>();
      for (const row of own) {
        const at = grid.get(numberOf(row, "point"));
        if (!at) continue;
        const value = row["value"];
        const y = typeof value === "number" ? value : null;
        lines.set(at.line, [...(lines.get(at.line) ?? []), { x: at.x, y }]);
      }
      place.replaceChildren(
        lineChart({
          label: chosen,
          x: { label: swept, ticks: 6 },
          y: { label: textOf(own[0] ?? {}, "unit") },
          lines: [...lines].map(([line, those]) => ({ name: line || chosen, points: those })),
        }),
      );
    };
    return el(
      "div",
      {},
      usual !== undefined
        ? choiceOf("sweep-figure", say("sweep_figure"), names, usual, draw)
        : el("p", {}, say("sweep_still")),
      place,
      await tableView(run, "sweep_claims", () => say("sweep_claims_say")),
      await tableView(run, "sweep_points", () => say("sweep_points_say")),
    );
  },
};
