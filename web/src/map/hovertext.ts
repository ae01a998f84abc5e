// What hovering tells of a crossing: flows, wait, and the cost of its freight by component.
import { partName, unitName } from "../texts/names";
import { say } from "../texts/say";
import { averageCosts, COMPONENTS } from "../api/costs";
import { numberOf, type Row, rowsIn } from "../api/results";
import { monthOf } from "../state/lookedat";
import { number, percent } from "../util/format";

export interface Told {
  ways: Row[];
  flows: Row[];
}
export const NOTHING_TOLD: Told = { ways: [], flows: [] };
let { ways, flows } = NOTHING_TOLD;

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
      const use =
        way["utilisation"] === null ? "" : ` · ${say("of_capacity", { share: percent(numberOf(way, "utilisation")) })}`;
      return (
        `${String(way["from_country"])} → ${String(way["to_country"])}: ${say("a_day", { value: number(numberOf(way, "t")), unit: unitName("t") })} · ` +
        `${say("vehicles_a_day", { n: number(numberOf(way, "vehicles")) })}${use} · ` +
        say("wait_of", { hours: number(numberOf(way, "wait_h")) })
      );
    });
  const costs = averageCosts(flows.filter((row) => row["crossing_id"] === id));
  if (costs.quantity > 0) {
    const parts = COMPONENTS.filter((part) => (costs.parts[part] ?? 0) >= 0.005).map(
      (part) => `${partName(part)} ${number(costs.parts[part])}`,
    );
    lines.push(say("door_to_door", { usd: number(costs.cost), parts: parts.join(", ") }));
  }
  return lines;
}
