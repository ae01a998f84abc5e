// Cost by component of the freight over each crossing, averaged over its commodities by tonnes.
import { partName } from "../texts/names";
import { say } from "../texts/say";
import { averageCosts, COMPONENTS } from "../api/costs";
import { textOf } from "../api/results";
import { paged } from "../charts/paged";
import { chart, Plot } from "../charts/plot";
import { crossingName } from "../state/names";
import { SERIES } from "../util/colour";
import { number, shorten } from "../util/format";
import type { View } from "./view";

const ARROW: Record<string, string> = { forward: "→", backward: "←" };
const LEAST_T = 1;

interface Bar {
  name: string;
  part: string;
  value: number;
}

function chartOf(page: readonly { name: string }[], bars: Bar[]): HTMLElement {
  const names = new Set(page.map(({ name }) => name));
  return chart(
    {
      width: 400,
      marginLeft: 165,
      marginRight: 12,
      height: 60 + 17 * page.length,
      x: { label: say("usd_per_tonne"), grid: true, ticks: 5 },
      y: {
        domain: [...names],
        label: null,
        tickFormat: (d: string) => `${shorten(d.slice(0, -2), 26)} ${d.slice(-1)}`,
      },
      color: { domain: COMPONENTS.map(partName), range: SERIES, legend: true },
      marks: [
        Plot.barX(
          bars.filter(({ name }) => names.has(name)),
          { y: "name", x: "value", fill: "part", title: (b: Bar) => `${b.name}: ${b.part} ${number(b.value)} USD/t` },
        ),
        Plot.ruleX([0]),
      ],
    },
    say("costs"),
  );
}

export const costsView: View = {
  id: "costs",
  title: say("costs"),
  needs: ["crossing_flows"],
  draw({ rows }) {
    const flows = rows["crossing_flows"] ?? [];
    const groups = [...new Set(flows.map((row) => `${textOf(row, "crossing_id")}|${textOf(row, "direction")}`))];
    const bars: Bar[] = [];
    const order: { name: string; t: number }[] = [];
    for (const group of groups) {
      const [id = "", direction = ""] = group.split("|");
      const costs = averageCosts(flows.filter((row) => row["crossing_id"] === id && row["direction"] === direction));
      if (costs.quantity < LEAST_T) continue;
      const name = `${crossingName(id)} ${ARROW[direction] ?? ""}`;
      order.push({ name, t: costs.quantity });
      for (const part of COMPONENTS) bars.push({ name, part: partName(part), value: costs.parts[part] ?? 0 });
    }
    order.sort((a, b) => b.t - a.t);
    return paged("costs", order, (page) => chartOf(page, bars));
  },
};
