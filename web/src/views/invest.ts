// Which investments to choose: what each budget buys, what each of them adds, who gains and who pays.
import { numberOf, type Row, rowsOf, textOf } from "../api/results";
import { lineChart } from "../charts/lines";
import { say } from "../texts/say";
import { el } from "../util/dom";
import { mapButton } from "./mapbutton";
import { tableView } from "./studytables";
import type { View } from "./view";

const MILLION = 1e6;

/** By link and direction what an investment there adds to the others that are chosen. */
function chosenLines(projects: Row[]): Map<string, number> {
  const lines = new Map<string, number>();
  for (const row of projects) {
    const adds = numberOf(row, "last_usd");
    if (row["is_chosen"] !== 1 || !textOf(row, "link_id") || !(adds > 0)) continue;
    for (const direction of ["forward", "backward"]) lines.set(`${textOf(row, "link_id")}|${direction}`, adds);
  }
  return lines;
}

function frontierChart(frontier: Row[]): HTMLElement {
  const pointsOf = (column: string) =>
    frontier.map((row) => {
      const value = row[column];
      return { x: numberOf(row, "budget_usd") / MILLION, y: typeof value === "number" ? value / MILLION : null };
    });
  return lineChart({
    label: say("invest"),
    x: { label: say("invest_budget"), ticks: 6 },
    y: { label: say("invest_worth") },
    lines: [
      { name: say("invest_value"), points: pointsOf("value_usd") },
      { name: say("invest_bound"), points: pointsOf("bound_usd") },
    ],
  });
}

export const investView: View = {
  id: "invest",
  title: say("invest"),
  needs: ["invest_frontier"],
  async draw({ run, rows }) {
    const frontier = rows["invest_frontier"] ?? [];
    const lines = chosenLines(await rowsOf(run, "invest_projects"));
    const certified = frontier.filter((row) => textOf(row, "answer") === "certified").length;
    return el(
      "div",
      {},
      el("p", {}, say("invest_says", { certified, all: frontier.length })),
      ...(frontier.length > 1 ? [frontierChart(frontier)] : []),
      ...(lines.size > 0 ? [mapButton("invest-map", say("invest_map"), run, lines)] : []),
      await tableView(run, "invest_frontier", () => say("invest_frontier_says")),
      await tableView(run, "invest_projects", () => say("invest_projects_say")),
      await tableView(run, "invest_countries", () => say("invest_countries_say")),
    );
  },
};
