// What the engine's HTTP interface sends and takes.
import type { LinksRow, PathsRow } from "./tables";

/** Rows that come as a list for each column. */
export type Columns<T> = { [Key in keyof T]: T[Key][] };
export interface CaseNode {
  node_id: string;
  name: string;
  country: string;
  node_type: string;
  x: number;
  y: number;
}
export interface Commodity {
  commodity_id: string;
  name: string;
  unit: string;
}
export interface Crossing {
  crossing_id: string;
  name: string;
  mode: string;
  x: number;
  y: number;
  fee_usd_per_vehicle: number;
  fee_usd_per_t: number;
  wait_h: number;
  simulated: boolean;
}
export interface Scenario {
  name: string;
  title: string;
  description?: string;
  /** The day that it sets, if it sets one. */
  date?: string;
}
export interface Source {
  source_id: string;
  title: string;
  publisher: string;
  year: string;
  confidence: string;
}
export interface Case {
  title: string;
  description: string;
  date: string;
  sha256: string;
  currency: string;
  modes: string[];
  mode_colours: string[];
  nodes: CaseNode[];
  commodities: Commodity[];
  crossings: Crossing[];
  scenarios: Scenario[];
  simulated_crossings: string[];
  sources: Source[];
  has_trade: boolean;
  has_network: boolean;
  has_finance: boolean;
}

export type Cell = number | string | boolean | null;
export interface Edit {
  table: string;
  action: "set" | "scale" | "add" | "remove";
  where?: Record<string, string>;
  values?: Record<string, number | string>;
}
/** What a run asks for beside one equilibrium. */
export interface Analysis {
  kind: string;
  from?: string;
  to?: string;
  crossing?: string;
  rival?: string;
  lowest_usd?: number;
  highest_usd?: number;
  steps?: number;
  [field: string]: string | number | undefined;
}
/** What a study may be asked: a field as a JSON schema, and what is allowed in words. */
export interface StudyField {
  name: string;
  type: "string" | "integer" | "number" | "boolean";
  description: string;
  unit: string;
  allowed: string;
  required: boolean;
  default?: string | number | boolean;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  pattern?: string;
  enum?: string[];
}
export interface Study {
  name: string;
  sentence: string;
  fields: StudyField[];
}
export type Status = "queued" | "running" | "done" | "failed" | "cancelled";
export interface Run {
  id: string;
  kind: "run" | "simulation";
  crossing?: string;
  name: string;
  status: Status;
  scenarios: string[];
  edits: Edit[];
  created: string;
  trade?: boolean;
  analysis?: Analysis;
  share?: number;
  seconds?: number | null;
  step?: number | null;
  residual?: number | null;
  message?: string | null;
}
export const finished = (run: Run): boolean => ["done", "failed", "cancelled"].includes(run.status);

export interface TableInfo {
  name: string;
  rows: number;
  columns: string[];
}
export interface Table {
  columns: string[];
  rows: Cell[][];
  total: number;
}
/** What is drawn of all links: those of a network in one direction, and their directions in the order of table `links`. */
export interface LinkColumns {
  modes: string[];
  links: { link_id: string[]; mode: number[]; line: number[][] };
  ways: { link: number[]; backward: number[]; t: (number | null)[] };
}
/** A row of table `links`. */
export type LinkRow = LinksRow & { direction: "forward" | "backward" };
/** Of an alternative: a link (that of a crossing too) has a link_id, loading and changes have none. */
export interface PathStep {
  kind: "load" | "link" | "crossing" | "transfer" | "unload";
  id: string;
  mode: string;
  from_node_id: string;
  to_node_id: string;
  link_id: string;
  direction: "" | "forward" | "backward";
}
/** An alternative of a flow: costs in USD a unit, door to door; `constant` moves the choice and is no cost. */
export type Path = Omit<PathsRow, "origin_node_id" | "destination_node_id"> & { steps: PathStep[] };
/** Of what starts or ends at a place, by tonnes: mean hours and cost, in two runs. */
export interface PlaceChange {
  node_id: string;
  t: number;
  time_h_from: number;
  time_h_to: number;
  time_h_change: number;
  cost_from: number;
  cost_to: number;
  cost_change: number;
}
export interface Comparison {
  links: { link_id: string; direction: string; mode: string; t_from: number; t_to: number; t_change: number }[];
  crossings: {
    crossing_id: string;
    direction: string;
    name: string;
    t_from: number;
    t_to: number;
    vehicles_from: number;
    vehicles_to: number;
  }[];
  totals: { name: string; unit: string; value_from: number; value_to: number; value_change: number }[];
}
