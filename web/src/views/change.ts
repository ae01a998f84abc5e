// What changed between two runs: totals, and tonnes by crossing.
import { comparison } from "../api/results";
import { chart, Plot } from "../charts/plot";
import { runOf } from "../state/lookedat";
import { LESS, MORE } from "../util/colour";
import { el } from "../util/dom";
import { number, shorten, signed } from "../util/format";
import type { View } from "./view";

export const changeView: View = {
  id: "change",
  title: "Change between the two runs",
  needs: ["totals", "crossings"],
  needsComparison: true,
  async draw({ run, compared }) {
    if (!compared) return el("p", {}, "Choose a run to compare with.");
    const change = await comparison(compared, run);
    const byCrossing = new Map<string, number>();
    for (const row of change.crossings)
      byCrossing.set(row.name, (byCrossing.get(row.name) ?? 0) + row.t_to - row.t_from);
    const largest = Math.max(0, ...[...byCrossing.values()].map(Math.abs));
    const bars = [...byCrossing]
      .map(([name, t]) => ({ name, t }))
      .filter((bar) => Math.abs(bar.t) > Math.max(0.5, 1e-3 * largest))
      .sort((a, b) => b.t - a.t);
    const totals = change.totals.map((row) =>
      el(
        "tr",
        {},
        el("th", { scope: "row" }, row.name),
        ...[number(row.value_from), number(row.value_to), signed(row.value_change)].map((text) =>
          el("td", { class: "number" }, text),
        ),
        el("td", {}, row.unit),
      ),
    );
    return el(
      "div",
      {},
      el("p", { class: "note" }, `From “${runOf(compared)?.name ?? ""}” to “${runOf(run)?.name ?? ""}”.`),
      bars.length > 0
        ? chart(
            {
              width: 400,
              marginLeft: 150,
              marginRight: 12,
              height: 40 + 18 * bars.length,
              x: { label: "change, t/day", grid: true, ticks: 4 },
              y: { domain: bars.map((b) => b.name), label: null, tickFormat: (d: string) => shorten(d) },
              marks: [
                Plot.barX(bars, { y: "name", x: "t", fill: (b: { t: number }) => (b.t > 0 ? MORE : LESS) }),
                Plot.ruleX([0]),
              ],
            },
            "Change of tonnes by crossing",
          )
        : el("p", {}, "No crossing carries more or less."),
      el(
        "div",
        { class: "scroll" },
        el(
          "table",
          { "data-testid": "change-totals" },
          el(
            "thead",
            {},
            el(
              "tr",
              {},
              ...["per day", "From", "To", "Change", ""].map((h) => el("th", { scope: "col", class: "number" }, h)),
            ),
          ),
          el("tbody", {}, ...totals),
        ),
      ),
    );
  },
};
