// Duty revenue before and after, on imports and exports.
import { say } from "../texts/say";
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
  title: say("duty_revenue"),
  needs: ["trade_regions"],
  draw({ rows }) {
    const revenues = (rows["trade_regions"] ?? []).flatMap((row): Revenue[] =>
      ["import", "export"].flatMap((kind) =>
        ["before", "after"].map((when) => ({
          name: textOf(row, "name"),
          kind: say(kind === "import" ? "on_imports" : "on_exports"),
          when: say(when === "before" ? "duty_before" : "duty_after"),
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
        x: { label: say("million_usd_year"), grid: true, ticks: 5 },
        y: { label: null, domain: [say("duty_before"), say("duty_after")] },
        fy: { label: null, domain: [...levying] },
        color: { domain: [say("on_imports"), say("on_exports")], range: SERIES.slice(0, 2), legend: true },
        marks: [
          Plot.barX(
            shown,
            Plot.stackX({
              y: "when",
              fy: "name",
              x: "value",
              fill: "kind",
              title: (r: Revenue) => say("duty_text", { name: r.name, when: r.when, n: number(r.value), kind: r.kind }),
            }),
          ),
          Plot.ruleX([0]),
        ],
      },
      say("duty_by_region"),
    );
  },
};
