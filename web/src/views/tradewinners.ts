// Who wins and loses: real income of each region, with the range that sampled elasticities give.
import { say } from "../texts/say";
import { numberOf, type Row, rowsOf, textOf } from "../api/results";
import { paged } from "../charts/paged";
import { chart, Plot } from "../charts/plot";
import { LESS, MORE } from "../util/colour";
import { el } from "../util/dom";
import { number } from "../util/format";
import type { View } from "./view";

interface Change {
  name: string;
  value: number;
  low: number | null;
  high: number | null;
}

export const tradeWinnersView: View = {
  id: "trade-winners",
  title: say("winners"),
  needs: ["trade_regions"],
  async draw({ run, rows }) {
    const sampled = new Map(
      (await rowsOf(run, "trade_uncertainty"))
        .filter((row) => row["measure"] === "real_income_change")
        .map((row): [string, Row] => [textOf(row, "region_id"), row]),
    );
    const changes = (rows["trade_regions"] ?? [])
      .map((row): Change => {
        const range = sampled.get(textOf(row, "region_id"));
        return {
          name: textOf(row, "name"),
          value: numberOf(row, "real_income_change"),
          low: range ? numberOf(range, "p05") : null,
          high: range ? numberOf(range, "p95") : null,
        };
      })
      .sort((a, b) => b.value - a.value);
    const text = (c: Change): string =>
      `${c.name}: ${number(100 * c.value)} %` +
      (c.low === null ? "" : ` (${say("range", { low: number(100 * c.low), high: number(100 * (c.high ?? 0)) })})`);
    const figure = paged("trade-winners", changes, (page) =>
      chart(
        {
          width: 400,
          marginLeft: 150,
          marginRight: 16,
          height: 50 + 19 * page.length,
          x: { label: say("real_income_axis"), grid: true, ticks: 5, transform: (d: number) => 100 * d },
          y: { domain: page.map((c) => c.name), label: null },
          marks: [
            Plot.barX(page, { y: "name", x: "value", fill: (c: Change) => (c.value < 0 ? LESS : MORE), title: text }),
            Plot.ruleY(
              page.filter((c) => c.low !== null),
              { y: "name", x1: "low", x2: "high", stroke: "currentColor" },
            ),
            Plot.ruleX([0]),
          ],
        },
        say("real_income_chart"),
      ),
    );
    return el(
      "div",
      {},
      figure,
      el("p", { class: "note" }, sampled.size > 0 ? `${say("line_sampled")} ` : "", say("beside_day")),
    );
  },
};
