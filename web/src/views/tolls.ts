// The curve of a crossing's toll, the best tolls on it, and where two owners settle.
import { wordName } from "../texts/names";
import { say } from "../texts/say";
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
  title: say("tolls"),
  needs: ["toll_curve", "toll_best"],
  async draw({ run, rows }) {
    const [curve, best, game] = [rows["toll_curve"] ?? [], rows["toll_best"] ?? [], await rowsOf(run, "toll_game")];
    const of = (all: Row[], id: string): Row[] => all.filter((row) => row["crossing_id"] === id);
    const column = (all: Row[], x: string, y: string, unit = 1) =>
      all.map((row) => ({ x: numberOf(row, x), y: numberOf(row, y) / unit }));
    const ids = [...new Set(curve.map((row) => textOf(row, "crossing_id")))];
    const x = { label: say("toll_axis"), ticks: 6 };
    const charts = ids.flatMap((id) => {
      const own = of(curve, id);
      const marks = of(best, id)
        .filter((row) => row["goal"] !== "throughput")
        .map((row): Mark => ({
          x: numberOf(row, FEE),
          text: say("most", { goal: wordName(textOf(row, "goal")), n: number(numberOf(row, FEE)) }),
          y: numberOf(row, row["goal"] === "welfare" ? "welfare_usd_per_year" : "income_usd_per_year") / MILLION,
        }));
      return [
        lineChart({
          label: say("toll_brings", { name: crossingName(id) }),
          x,
          y: { label: say("usd_million_year") },
          lines: [
            { name: say("income"), points: column(own, FEE, "income_usd_per_year", MILLION) },
            { name: say("surplus"), points: column(own, FEE, "surplus_usd_per_year", MILLION) },
            { name: say("welfare"), points: column(own, FEE, "welfare_usd_per_year", MILLION) },
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
          label: say("toll_traffic", { name: crossingName(id) }),
          x,
          y: { label: say("vehicles_day_long") },
          lines: [{ name: say("vehicles"), points: column(own, FEE, "vehicles_per_day") }],
        }),
      ];
    });
    const table = tableOf(
      "toll-best",
      [say("crossing"), say("most_head"), say("toll_now"), say("toll_best"), say("vehicles_day"), say("income_mn")],
      best.map((row) => ({
        [say("crossing")]: crossingName(textOf(row, "crossing_id")),
        [say("most_head")]: wordName(textOf(row, "goal")),
        [say("toll_now")]: number(numberOf(row, "fee_now_usd_per_vehicle")),
        [say("toll_best")]: number(numberOf(row, FEE)),
        [say("vehicles_day")]: number(numberOf(row, "vehicles_per_day")),
        [say("income_mn")]: number(numberOf(row, "income_usd_per_year") / MILLION),
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
            label: say("owners"),
            x: { label: say("round"), tickFormat: "d" },
            y: { label: say("toll_axis") },
            lines: owners.map((id) => ({ name: crossingName(id), points: column(of(game, id), "round", FEE) })),
          })
        : null,
    );
  },
};
