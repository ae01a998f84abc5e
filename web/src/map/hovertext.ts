// What hovering tells of a crossing: flows, wait, and the cost of its freight by component.
import { averageCosts, COMPONENTS } from "../api/costs";
import { numberOf, type Row, rowsIn } from "../api/results";
import { monthOf } from "../state/lookedat";
import { number, percent } from "../util/format";

export interface Told {
  ways: Row[];
  flows: Row[];
}
let { ways, flows }: Told = { ways: [], flows: [] };

/** Read ahead, since the pointer does not wait; told from `tellThis` on. */
export async function readAhead(run: string): Promise<Told> {
  const month = monthOf(run);
  const [ways, flows] = await Promise.all([rowsIn(run, "crossings", month), rowsIn(run, "crossing_flows", month)]);
  return { ways, flows };
}
export const tellThis = (told: Told): void => {
  ({ ways, flows } = told);
};

export function crossingLines(id: string): string[] {
  const lines = ways
    .filter((row) => row["crossing_id"] === id)
    .map((way) => {
      const use = way["utilisation"] === null ? "" : ` · ${percent(numberOf(way, "utilisation"))} of capacity`;
      return (
        `${String(way["from_country"])} → ${String(way["to_country"])}: ${number(numberOf(way, "t"))} t/day · ` +
        `${number(numberOf(way, "vehicles"))} vehicles/day${use} · wait ${number(numberOf(way, "wait_h"))} h`
      );
    });
  const costs = averageCosts(flows.filter((row) => row["crossing_id"] === id));
  if (costs.quantity > 0) {
    const parts = COMPONENTS.filter((part) => (costs.parts[part] ?? 0) >= 0.005).map(
      (part) => `${part} ${number(costs.parts[part])}`,
    );
    lines.push(`${number(costs.cost)} USD/t door to door: ${parts.join(", ")}`);
  }
  return lines;
}
