// Places, crossings and goods of the case by their ids.
import type { CaseNode } from "../api/types";
import { RAIL, UNKNOWN_MODE } from "../util/colour";
import { state } from "./store";

let nodes = new Map<string, CaseNode>();
let indexed: CaseNode[] = [];
export function nodeOf(id: string): CaseNode | undefined {
  if (indexed !== state.case.nodes) {
    indexed = state.case.nodes;
    nodes = new Map(indexed.map((node) => [node.node_id, node]));
  }
  return nodes.get(id);
}

export const crossingName = (id: string): string => state.case.crossings.find((c) => c.crossing_id === id)?.name ?? id;
export const nodeName = (id: string): string => nodeOf(id)?.name ?? id;
export const commodityName = (id: string): string =>
  state.case.commodities.find((c) => c.commodity_id === id)?.name ?? id;
/** As the engine gives it, so that its report has the same; the gauges of rail, one family, have that of rail. */
export const modeColour = (mode: string): string =>
  isGauge(mode) ? RAIL : (state.case.mode_colours[state.case.modes.indexOf(mode)] ?? UNKNOWN_MODE);
export const isGauge = (mode: string): boolean => /^rail_\d+$/.test(mode);
