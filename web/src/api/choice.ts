// Why freight takes one way rather than another: what each carries, and what goods that both carry pay and wait on each.
import { COMPONENTS } from "./costs";
import { numberOf, type Row, textOf } from "./rows";

/** Of one crossing: tonnes by commodity, and their mean cost by component and time. */
export interface Carried {
  goods: Map<string, number>;
  t: number;
  cost: number;
  time_h: number;
  parts: Record<string, number>;
}
const LEAST_T = 0.5;

const keyOf = (row: Row): string => `${textOf(row, "commodity_id")}|${textOf(row, "direction")}`;

/** The mean over rows of `crossing_flows`, each weighed by `weight`. */
function meanOf(rows: Row[], weight: (row: Row) => number): Omit<Carried, "goods" | "t"> {
  const all = rows.reduce((sum, row) => sum + weight(row), 0);
  const mean = (column: string): number =>
    all > 0 ? rows.reduce((sum, row) => sum + weight(row) * numberOf(row, column), 0) / all : 0;
  return {
    cost: mean("cost"),
    time_h: mean("time_h"),
    parts: Object.fromEntries(COMPONENTS.map((part) => [part, mean(part)])),
  };
}

function carriedOf(rows: Row[], weight: (row: Row) => number): Carried {
  const goods = new Map<string, number>();
  for (const row of rows) {
    const id = textOf(row, "commodity_id");
    goods.set(id, (goods.get(id) ?? 0) + numberOf(row, "quantity"));
  }
  return { goods, t: [...goods.values()].reduce((sum, t) => sum + t, 0), ...meanOf(rows, weight) };
}

/**
 * What each of the crossings carries. Means are over the goods that all of them carry in a direction, each with its
 * weight on all of them together, so that they tell of the ways rather than of their goods; `alike` says whether there
 * are such goods, else means are over all.
 */
export function choiceOf(flows: Row[], crossings: string[]): { carried: Carried[]; alike: string[] } {
  const own = crossings.map((id) =>
    flows.filter((row) => row["crossing_id"] === id && row["unit"] === "t" && numberOf(row, "quantity") >= LEAST_T),
  );
  const sums = new Map<string, number>();
  for (const row of own.flat()) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + numberOf(row, "quantity"));
  const shared = new Set([...sums.keys()].filter((key) => own.every((rows) => rows.some((row) => keyOf(row) === key))));
  const weight = (row: Row): number =>
    shared.size === 0 ? numberOf(row, "quantity") : shared.has(keyOf(row)) ? (sums.get(keyOf(row)) ?? 0) : 0;
  return {
    carried: own.map((rows) => carriedOf(rows, weight)),
    alike: [...new Set([...shared].map((key) => key.split("|")[0] ?? ""))],
  };
}

/** Commodities by tonnes, the heaviest first. */
export const heaviestOf = ({ goods }: Carried): [string, number][] => [...goods].sort((a, b) => b[1] - a[1]);
