// What the page shows now and what is prepared on it: all that more than one of its parts follows. It changes by
// `update` alone, which tells those who watch what has changed.
import type { Analysis, Case, Edit, Path, Run, Study } from "../api/types";

export type Selection = { kind: "link" | "crossing" | "place"; id: string } | null;
export interface DraftEdit {
  label: string;
  edit: Edit;
}
/** The run being prepared: scenarios in the order in which they were ticked, and edits, one for each thing edited. */
export interface Draft {
  readonly scenarios: readonly string[];
  readonly edits: ReadonlyMap<string, DraftEdit>;
  readonly trade: boolean;
  readonly analysis: Analysis | null;
}
export interface State {
  case: Case;
  /** What the engine can be asked, and within what limits. */
  studies: Study[];
  runs: Run[];
  shown: string | null;
  compared: string | null;
  difference: boolean;
  commodity: string | null;
  /** The month looked at, of a run by months. */
  month: string | null;
  /** Whether trade between regions is drawn over the flows. */
  arcs: boolean;
  /** How many arcs at most, the largest trade first. */
  arcsMost: number;
  /** By what countries are shaded; null: as the result suggests. */
  shade: string | null;
  selection: Selection;
  /** The tab of the panel, and the view of a result in it, that were last turned to. */
  tab: string;
  view: string | null;
  /** Whether the scenario is open beside the map. */
  drawer: boolean;
  /** Runs that are laid side by side, beside the one shown. */
  beside: readonly string[];
  /** Whether the run compared with is drawn on the map left of a line that can be moved. */
  swipe: boolean;
  /** What the map shows: zoom/latitude/longitude of its middle; null: everything. */
  frame: string | null;
  /** The way of a flow that is drawn over the map. */
  route: Path | null;
  /** Quantity by link and direction of those who use what is selected. */
  bundle: ReadonlyMap<string, number> | null;
  drawing: boolean;
  draft: Draft;
  /** On a phone the panel is a sheet over the foot of the map, which may be raised. */
  phone: boolean;
  raised: boolean;
  /** Whether the server was there when last asked. */
  gone: boolean;
}
type Key = keyof State;

export const state: State = {
  case: {
    title: "",
    description: "",
    date: "",
    sha256: "",
    currency: "USD",
    modes: [],
    mode_colours: [],
    nodes: [],
    commodities: [],
    crossings: [],
    scenarios: [],
    simulated_crossings: [],
    sources: [],
    has_trade: false,
    has_network: true,
    has_finance: false,
  },
  studies: [],
  runs: [],
  shown: null,
  compared: null,
  difference: false,
  commodity: null,
  month: null,
  arcs: false,
  arcsMost: 100,
  shade: null,
  selection: null,
  tab: "results",
  view: null,
  drawer: false,
  beside: [],
  swipe: false,
  frame: null,
  route: null,
  bundle: null,
  drawing: false,
  draft: { scenarios: [], edits: new Map(), trade: false, analysis: null },
  phone: false,
  raised: false,
  gone: false,
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
