// Who uses a crossing, a link or a place: flows by the alternatives of table `paths` that pass it.
import { numberOf, type Row, textOf } from "./rows";

export interface UserFlow {
  from: string;
  to: string;
  commodity: string;
  /** What passes, a day, and what it costs a unit. */
  quantity: number;
  cost: number;
  /** The likeliest way of the same flow that does not pass, and how much dearer it is; null where there is none. */
  next: { says: string; dearer: number } | null;
}
export interface Users {
  unit: string;
  quantity: number;
  /** The heaviest first, as all lists here. */
  flows: UserFlow[];
  origins: [string, number][];
  destinations: [string, number][];
  goods: [string, number][];
  /** Over the flows that have another way: how much dearer it is, and how much of the quantity they are. */
  dearer: number | null;
  withNext: number;
}

const FLOW = ["origin_node_id", "destination_node_id", "commodity_id"] as const;
const flowOf = (row: Row): string => FLOW.map((column) => textOf(row, column)).join("|");
const wayOf = (row: Row): string => `${flowOf(row)}|${numberOf(row, "rank")}`;

function sumsOf(flows: UserFlow[], name: (flow: UserFlow) => string): [string, number][] {
  const sums = new Map<string, number>();
  for (const flow of flows) sums.set(name(flow), (sums.get(name(flow)) ?? 0) + flow.quantity);
  return [...sums].sort((a, b) => b[1] - a[1]);
}

function userFlow(used: Row[], others: Row[]): UserFlow {
  const quantity = used.reduce((sum, row) => sum + numberOf(row, "quantity"), 0);
  const cost = used.reduce((sum, row) => sum + numberOf(row, "quantity") * numberOf(row, "cost"), 0) / quantity;
  const next = [...others].sort((a, b) => numberOf(a, "rank") - numberOf(b, "rank"))[0];
  const [from = "", to = "", commodity = ""] = flowOf(used[0] ?? {}).split("|");
  return {
    from,
    to,
    commodity,
    quantity,
    cost,
    next: next ? { says: textOf(next, "says"), dearer: numberOf(next, "cost") - cost } : null,
  };
}

/** `passes` tells the ways that pass. Of freight where there is any, else of people. */
export function usersOf(paths: Row[], passes: (path: Row) => boolean): Users | null {
  const passing = paths.filter((path) => passes(path) && numberOf(path, "quantity") > 0);
  const unit = passing.some((path) => path["unit"] === "t") ? "t" : "passenger";
  const used = new Map<string, Row[]>();
  for (const path of passing)
    if (path["unit"] === unit) used.set(flowOf(path), [...(used.get(flowOf(path)) ?? []), path]);
  if (used.size === 0) return null;
  const others = new Map<string, Row[]>();
  for (const path of paths)
    if (used.has(flowOf(path)) && !passes(path)) others.set(flowOf(path), [...(others.get(flowOf(path)) ?? []), path]);
  const flows = [...used]
    .map(([flow, rows]) => userFlow(rows, others.get(flow) ?? []))
    .sort((a, b) => b.quantity - a.quantity);
  const quantity = flows.reduce((sum, flow) => sum + flow.quantity, 0);
  const withNext = flows.filter(({ next }) => next !== null);
  const moved = withNext.reduce((sum, flow) => sum + flow.quantity, 0);
  return {
    unit,
    quantity,
    flows,
    origins: sumsOf(flows, ({ from }) => from),
    destinations: sumsOf(flows, ({ to }) => to),
    goods: sumsOf(flows, ({ commodity }) => commodity),
    dearer:
      moved > 0 ? withNext.reduce((sum, flow) => sum + flow.quantity * (flow.next?.dearer ?? 0), 0) / moved : null,
    withNext: moved / quantity,
  };
}

/** The ways of which steps are given: those that pass what the steps are of. */
export function waysOfSteps(steps: Row[]): (path: Row) => boolean {
  const ways = new Set(steps.map(wayOf));
  return (path) => ways.has(wayOf(path));
}
export const waysOfPlace =
  (id: string) =>
  (path: Row): boolean =>
    path["origin_node_id"] === id || path["destination_node_id"] === id;
