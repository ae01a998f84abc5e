// The curve of a crossing's toll, the best tolls on it, and where two owners settle.
import { numberOf, type Row, rowsOf, textOf } from "../api/results";
import { lineChart } from "../charts/lines";
import { Plot } from "../charts/plot";
import { tableOf } from "../charts/table";
import { crossingName } from "../state/names";
import { el } from "../util/dom";
import { number } from "../util/format";
import type { View } from "./view";

const MILLION = 1e6;
const FEE = "fee_usd_per_vehicle";
interface Mark {
  x: number;
  y: number;
  text: string;
}

export const tollsView: View = {
  id: "tolls",
  title: "What toll",
  needs: ["toll_curve", "toll_best"],
  async draw({ run, rows }) {
    const [curve, best, game] = [rows["toll_curve"] ?? [], rows["toll_best"] ?? [], await rowsOf(run, "toll_game")];
    const of = (all: Row[], id: string): Row[] => all.filter((row) => row["crossing_id"] === id);
    const column = (all: Row[], x: string, y: string, unit = 1) =>
      all.map((row) => ({ x: numberOf(row, x), y: numberOf(row, y) / unit }));
    const ids = [...new Set(curve.map((row) => textOf(row, "crossing_id")))];
    const x = { label: "toll, USD a vehicle", ticks: 6 };
    const charts = ids.flatMap((id) => {
      const own = of(curve, id);
      const marks = of(best, id)
        .filter((row) => row["goal"] !== "throughput")
        .map((row): Mark => ({
          x: numberOf(row, FEE),
          text: `most ${textOf(row, "goal")}: ${number(numberOf(row, FEE))}`,
          y: numberOf(row, row["goal"] === "welfare" ? "welfare_usd_per_year" : "income_usd_per_year") / MILLION,
        }));
      return [
        lineChart({
          label: `${crossingName(id)}: what a toll brings`,
          x,
          y: { label: "USD million a year" },
          lines: [
            { name: "income", points: column(own, FEE, "income_usd_per_year", MILLION) },
            { name: "shippers' surplus beyond today's", points: column(own, FEE, "surplus_usd_per_year", MILLION) },
            { name: "welfare beyond today's", points: column(own, FEE, "welfare_usd_per_year", MILLION) },
          ],
          over: [
            Plot.dot(marks, { x: "x", y: "y", fill: "currentColor" }),
            Plot.text(marks, {
              x: "x",
              y: "y",
              text: "text",
              dx: 6,
              dy: -8,
              textAnchor: "start",
              stroke: "var(--back)",
              fill: "currentColor",
            }),
          ],
        }),
        lineChart({
          label: `${crossingName(id)}: traffic`,
          x,
          y: { label: "vehicles a day" },
          lines: [{ name: "vehicles", points: column(own, FEE, "vehicles_per_day") }],
        }),
      ];
    });
    const table = tableOf(
      "toll-best",
      ["Crossing", "most", "toll now", "best toll", "vehicles/day", "income, mn USD a year"],
      best.map((row) => ({
        Crossing: crossingName(textOf(row, "crossing_id")),
        most: textOf(row, "goal"),
        "toll now": number(numberOf(row, "fee_now_usd_per_vehicle")),
        "best toll": number(numberOf(row, FEE)),
        "vehicles/day": number(numberOf(row, "vehicles_per_day")),
        "income, mn USD a year": number(numberOf(row, "income_usd_per_year") / MILLION),
      })),
    );
    const owners = [...new Set(game.map((row) => textOf(row, "crossing_id")))];
    return el(
      "div",
      {},
      ...charts,
      table,
      owners.length > 0
        ? lineChart({
            label: "Two owners, each after its own income",
            x: { label: "round", tickFormat: "d" },
            y: { label: "toll, USD a vehicle" },
            lines: owners.map((id) => ({ name: crossingName(id), points: column(of(game, id), "round", FEE) })),
          })
        : null,
    );
  },
};
