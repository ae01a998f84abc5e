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
    title: "", description: "", date: "", sha256: "", currency: "USD", modes: [], mode_colours: [], nodes: [], commodities: [],
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
const byMonths = (run: Run): boolean => run.analysis?.kind === "months";
/** The day of a run that is not by months, as far as its edits and the case tell. */
export const dayOf = (run: Run): string =>
  String(run.edits.filter((edit) => edit.table === "case").map((edit) => edit.values?.["date"]).filter((date) => date !== undefined).at(-1) ?? state.case.date);
/** The month that the tables of a run are of: the last of a run by months, else that of its day. */
const ownMonth = (run: Run): string => (byMonths(run) ? (run.analysis?.to ?? "") : dayOf(run).slice(0, 7));
const tellsOf = (run: Run, month: string): boolean =>
  byMonths(run) ? (run.analysis?.from ?? "") <= month && month <= ownMonth(run) : ownMonth(run) === month;

/** The month looked at: the one chosen of a run by months, else that of the day of the run shown. */
export function monthLookedAt(): string {
  const shown = runOf(state.shown);
  if (!shown) return "";
  return (byMonths(shown) && state.month) || ownMonth(shown);
}
/** The month in which a run is looked at; null for one that is not by months, or doesn't have it. */
export function monthOf(id: string): string | null {
  const run = runOf(id);
  const month = monthLookedAt();
  return run && byMonths(run) && tellsOf(run, month) ? month : null;
}

/** The two runs, where there are two. */
function bothRuns(): [Run, Run] | null {
  const [shown, compared] = [runOf(state.shown), runOf(state.compared)];
  return shown && compared && shown !== compared ? [shown, compared] : null;
}
/** The run compared with, where it tells of the month looked at. Two runs of single days compare whatever days they are of. */
export function comparable(): string | null {
  const both = bothRuns();
  if (!both) return null;
  const [shown, compared] = both;
  return (!byMonths(shown) && !byMonths(compared)) || tellsOf(compared, monthLookedAt()) ? compared.id : null;
}
/** The same for tables of a whole result, which are of one month each. */
export function comparableTables(): string | null {
  const both = bothRuns();
  if (!both) return null;
  const [shown, compared] = both;
  return both.every((run) => !byMonths(run)) || ownMonth(shown) === ownMonth(compared) ? compared.id : null;
}
/** Why two runs are not compared; empty where they are, or there are not two. */
export function whyNotCompared(found: string | null, month: string): string {
  const both = bothRuns();
  return both && !found ? `“${both[1].name}” is not of ${month}, which is shown, so there is nothing to compare with.` : "";
}
export const tablesMonth = (): string => { const run = runOf(state.shown); return run ? ownMonth(run) : ""; };
/** The run from which the change is drawn, where that is wanted. */
export const differenceFrom = (): string | null => (state.difference ? comparable() : null);
export const crossingName = (id: string): string => state.case.crossings.find((c) => c.crossing_id === id)?.name ?? id;
export const nodeName = (id: string): string => nodeOf(id)?.name ?? id;
export const commodityName = (id: string): string => state.case.commodities.find((c) => c.commodity_id === id)?.name ?? id;
