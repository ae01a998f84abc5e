// What the page shows now, and who wants to know when that changes.
import type { Case, CaseNode, Path, Run } from "./api/types";

export type Selection = { kind: "link"; id: string } | { kind: "crossing"; id: string } | null;
export interface State {
  case: Case;
  runs: Run[];
  shown: string | null;
  compared: string | null;
  difference: boolean;
  commodity: string | null;
  /** The month looked at, of a run by months. */
  month: string | null;
  /** Whether trade between regions is drawn over the flows. */
  arcs: boolean;
  selection: Selection;
  /** The way of a flow that is drawn over the map. */
  route: Path | null;
  drawing: boolean;
}
type Key = keyof State;

export const state: State = {
  case: {
    title: "", description: "", date: "", sha256: "", currency: "USD", modes: [], nodes: [], commodities: [],
    crossings: [], scenarios: [], simulated_crossings: [], sources: [], has_trade: false, has_network: true, has_finance: false,
  },
  runs: [], shown: null, compared: null, difference: false, commodity: null, month: null, arcs: false, selection: null, route: null, drawing: false,
};

const listeners: { keys: Key[]; call: () => void }[] = [];
export function watch(keys: Key[], call: () => void): void {
  listeners.push({ keys, call });
}

export function update(change: Partial<State>): void {
  const changed = (Object.keys(change) as Key[]).filter((key) => state[key] !== change[key]);
  Object.assign(state, change);
  for (const { keys, call } of listeners) if (keys.some((key) => changed.includes(key))) call();
}

let nodes = new Map<string, CaseNode>();
let indexed: CaseNode[] = [];
export function nodeOf(id: string): CaseNode | undefined {
  if (indexed !== state.case.nodes) {
    indexed = state.case.nodes;
    nodes = new Map(indexed.map((node) => [node.node_id, node]));
  }
  return nodes.get(id);
}

export const runOf = (id: string | null): Run | undefined => state.runs.find((run) => run.id === id);
/** The month in which a run is looked at; null for one that is not by months, or doesn't have it. */
export function monthOf(id: string): string | null {
  const asked = runOf(id)?.analysis;
  const { month } = state;
  return month && asked?.kind === "months" && (asked.from ?? "") <= month && month <= (asked.to ?? "") ? month : null;
}
export const crossingName = (id: string): string => state.case.crossings.find((c) => c.crossing_id === id)?.name ?? id;
export const nodeName = (id: string): string => nodeOf(id)?.name ?? id;
export const commodityName = (id: string): string => state.case.commodities.find((c) => c.commodity_id === id)?.name ?? id;
