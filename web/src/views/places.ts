// Shops: who comes, and whether it is enough to live on.
import { say } from "../texts/say";
import { numberOf, type Row, textOf } from "../api/results";
import { chart, Plot } from "../charts/plot";
import { flyToNode } from "../map/map";
import { LESS, MORE } from "../util/colour";
import { el } from "../util/dom";
import { number, shorten } from "../util/format";
import type { View } from "./view";

interface Bar {
  name: string;
  visits: number;
  needed: number | null;
  open: boolean;
}

export const placesView: View = {
  id: "places",
  title: say("places"),
  needs: ["places"],
  draw({ rows }) {
    const bars = (rows["places"] ?? [])
      .map((row: Row): Bar => ({
        name: `${textOf(row, "name")}${numberOf(row, "is_open") ? "" : ` (${say("shut")})`}`,
        visits: numberOf(row, "visits"),
        needed: row["break_even_visits"] === null ? null : numberOf(row, "break_even_visits"),
        open: numberOf(row, "is_open") !== 0,
      }))
      .sort((a, b) => b.visits - a.visits);
    const figure = chart(
      {
        width: 400,
        marginLeft: 160,
        marginRight: 16,
        height: 50 + 20 * bars.length,
        x: { label: say("visits_day_long"), grid: true, ticks: 4 },
        y: { domain: bars.map((b) => b.name), label: null, tickFormat: (d: string) => shorten(d) },
        marks: [
          Plot.barX(bars, {
            y: "name",
            x: "visits",
            fill: (b: Bar) => (b.needed !== null && b.visits < b.needed ? LESS : MORE),
            title: (b: Bar) => say("visits_text", { name: b.name, visits: number(b.visits), needed: number(b.needed) }),
          }),
          Plot.tickX(
            bars.filter((b) => b.needed !== null),
            { y: "name", x: "needed", stroke: "currentColor", strokeWidth: 2 },
          ),
          Plot.ruleX([0]),
        ],
      },
      say("visits_needed"),
    );
    const nodes = [...new Set((rows["places"] ?? []).map((row) => textOf(row, "node_id")))];
    return el(
      "div",
      {},
      figure,
      el("p", { class: "note" }, say("tick_visits")),
      nodes[0]
        ? el(
            "button",
            { type: "button", id: "places-on-map", onclick: () => flyToNode(nodes[0] ?? "") },
            say("show_on_map"),
          )
        : null,
    );
  },
};
