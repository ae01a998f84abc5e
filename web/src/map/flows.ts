// What each directed link carries in the view chosen: all freight, one commodity, or the change between
// two runs.
import { comparison, linksOf, numberOf, rowsOf, textOf } from "../api/results";
import type { LinkProperties } from "../api/types";
import { state } from "../state";
import { LESS, modeColour, MORE } from "../util/colour";
import { palette } from "./land";

export interface Ribbon extends LinkProperties { key: string; value: number; width: number; offset: number; colour: string }
export type Ribbons = GeoJSON.FeatureCollection<GeoJSON.LineString, Ribbon>;
export interface Flows { ribbons: Ribbons; largest: number; unit: string; difference: boolean }

const WIDEST_PX = 16;
const IDLE_PX = 0.7;
const keyOf = (link: string, direction: string): string => `${link}|${direction}`;
export const ribbonWidth = (value: number, largest: number): number =>
  largest > 0 ? WIDEST_PX * Math.sqrt(Math.abs(value) / largest) : 0;

async function quantities(run: string, commodity: string): Promise<Map<string, number>> {
  const sums = new Map<string, number>();
  for (const row of await rowsOf(run, "link_flows")) {
    if (row["commodity_id"] !== commodity) continue;
    const key = keyOf(textOf(row, "link_id"), textOf(row, "direction"));
    sums.set(key, (sums.get(key) ?? 0) + numberOf(row, "quantity"));
  }
  return sums;
}

async function values(run: string, links: LinkProperties[], compared: string | null): Promise<Map<string, number>> {
  const commodity = state.commodity;
  if (commodity) {
    const now = await quantities(run, commodity);
    if (!compared) return now;
    const before = await quantities(compared, commodity);
    return new Map([...new Set([...now.keys(), ...before.keys()])].map((k) => [k, (now.get(k) ?? 0) - (before.get(k) ?? 0)]));
  }
  if (compared) {
    const change = await comparison(compared, run);
    return new Map(change.links.map((link) => [keyOf(link.link_id, link.direction), link.t_change]));
  }
  return new Map(links.map((link) => [keyOf(link.link_id, link.direction), link.t]));
}

/** Lines run the way the freight does, so that one offset to the right keeps both directions apart. */
function oriented(line: GeoJSON.Position[], from: string): GeoJSON.Position[] {
  const node = state.case.nodes.find((n) => n.node_id === from);
  const first = line[0];
  const last = line[line.length - 1];
  if (!node || !first || !last) return line;
  const away = (p: GeoJSON.Position): number => Math.hypot((p[0] ?? 0) - node.x, (p[1] ?? 0) - node.y);
  return away(last) < away(first) ? [...line].reverse() : line;
}

export async function flowsOf(run: string): Promise<Flows> {
  const compared = state.difference && state.compared && state.compared !== run ? state.compared : null;
  const links = await linksOf(run);
  const value = await values(run, links.features.map((f) => f.properties), compared);
  const largest = [...value.values()].reduce((most, flow) => Math.max(most, Math.abs(flow)), 0);
  // Changes below the solver's accuracy are no changes.
  const least = compared ? Math.max(1e-4 * largest, 0.05) : 1e-3;
  const unit = state.case.commodities.find((c) => c.commodity_id === state.commodity)?.unit ?? "t";
  const features = links.features.map((feature): GeoJSON.Feature<GeoJSON.LineString, Ribbon> => {
    const link = feature.properties;
    const key = keyOf(link.link_id, link.direction);
    const flow = value.get(key) ?? 0;
    const idle = Math.abs(flow) < least;
    const width = idle ? IDLE_PX : Math.max(1.2, ribbonWidth(flow, largest));
    const busy = compared ? (flow > 0 ? MORE : LESS) : modeColour(link.mode);
    return {
      type: "Feature",
      geometry: { type: "LineString", coordinates: oriented(feature.geometry.coordinates, link.from_node_id) },
      properties: { ...link, key, value: idle ? 0 : flow, width, offset: width / 2 + 0.4, colour: idle ? palette().idle : busy },
    };
  });
  return { ribbons: { type: "FeatureCollection", features }, largest, unit: unit === "passenger" ? "passengers" : unit, difference: compared !== null };
}
