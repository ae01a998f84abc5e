// Duty revenue before and after, on imports and exports.
import { numberOf, textOf } from "../api/results";
import { chart, Plot } from "../charts/plot";
import { SERIES } from "../util/colour";
import { number } from "../util/format";
import type { View } from "./view";

interface Revenue {
  name: string;
  kind: string;
  when: string;
  value: number;
}

export const tradeDutiesView: View = {
  id: "trade-duties",
  title: "Duty revenue",
  needs: ["trade_regions"],
  draw({ rows }) {
    const revenues = (rows["trade_regions"] ?? []).flatMap((row): Revenue[] =>
      ["import", "export"].flatMap((kind) =>
        ["before", "after"].map((when) => ({
          name: textOf(row, "name"),
          kind: `on ${kind}s`,
          when,
          value: numberOf(row, `${kind}_duty_${when}_usd`) / 1e6,
        })),
      ),
    );
    const levying = new Set(revenues.filter((r) => r.value > 0).map((r) => r.name));
    const shown = revenues.filter((r) => levying.has(r.name));
    return chart(
      {
        width: 400,
        marginLeft: 150,
        marginRight: 12,
        height: 70 + 36 * levying.size,
        x: { label: "million USD a year", grid: true, ticks: 5 },
        y: { label: null, domain: ["before", "after"] },
        fy: { label: null, domain: [...levying] },
        color: { domain: ["on imports", "on exports"], range: SERIES.slice(0, 2), legend: true },
        marks: [
          Plot.barX(
            shown,
            Plot.stackX({
              y: "when",
              fy: "name",
              x: "value",
              fill: "kind",
              title: (r: Revenue) => `${r.name}, ${r.when}: ${number(r.value)} million USD ${r.kind}`,
            }),
          ),
          Plot.ruleX([0]),
        ],
      },
      "Duty revenue by region, before and after",
    );
  },
};
