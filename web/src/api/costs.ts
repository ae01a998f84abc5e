// What freight over a crossing costs, by component.
import { numberOf, type Row } from "./rows";

/** Cost components in the order in which they are stacked. */
export const COMPONENTS = ["transport", "fee", "handling", "time", "scarcity", "duty"] as const;
export interface Costs {
  quantity: number;
  vehicles: number;
  cost: number;
  crossing_cost: number;
  time_h: number;
  parts: Record<string, number>;
}

/** Averages per tonne over the rows of `crossing_flows` given. */
export function averageCosts(rows: Row[]): Costs {
  const freight = rows.filter((row) => row["unit"] === "t" && numberOf(row, "quantity") > 0);
  const quantity = freight.reduce((sum, row) => sum + numberOf(row, "quantity"), 0);
  const mean = (column: string): number =>
    quantity > 0
      ? freight.reduce((sum, row) => sum + numberOf(row, "quantity") * numberOf(row, column), 0) / quantity
      : 0;
  return {
    quantity,
    vehicles: freight.reduce((sum, row) => sum + numberOf(row, "vehicles"), 0),
    cost: mean("cost"),
    crossing_cost: mean("crossing_cost"),
    time_h: mean("time_h"),
    parts: Object.fromEntries(COMPONENTS.map((c) => [c, mean(c)])),
  };
}
