// The map: its layers in order, and which state it follows.
import type { Map as MapLibre } from "maplibre-gl";
import { state, watch } from "../state";
import { dark } from "../util/colour";
import { byId } from "../util/dom";
import { maplibregl } from "./engine";
import { flowsOf, type Flows } from "./flows";
import { addLand, emptyStyle, recolourLand } from "./land";
import { drawLegend } from "./legend";
import { addPlaces, redrawLabels, showCrossings } from "./places";
import { watchPointer } from "./pointer";
import { addQueue } from "./queue";
import { addRibbons, selectRibbon, setRibbons } from "./ribbons";

const NEAR_ZOOM = 7;
let map: MapLibre;
let latest: Flows | null = null;
let picked: (node: string) => void = () => undefined;

export const theMap = (): MapLibre => map;
export const onNodePicked = (call: (node: string) => void): void => { picked = call; };

export function fitToData(): void {
  const xs = state.case.nodes.map((n) => n.x);
  const ys = state.case.nodes.map((n) => n.y);
  if (xs.length === 0) return;
  map.fitBounds([[Math.min(...xs), Math.min(...ys)], [Math.max(...xs), Math.max(...ys)]], { padding: 40, duration: 0 });
}

export function flyToCrossing(id: string): void {
  const crossing = state.case.crossings.find((c) => c.crossing_id === id);
  if (crossing) map.flyTo({ center: [crossing.x, crossing.y], zoom: Math.max(map.getZoom(), NEAR_ZOOM), essential: false });
}

async function refresh(): Promise<void> {
  const run = state.shown;
  if (!run) return;
  const [flows] = await Promise.all([flowsOf(run), showCrossings(map, run)]);
  if (run !== state.shown) return;
  latest = flows;
  setRibbons(map, flows.ribbons);
  drawLegend(flows);
}

export async function startMap(): Promise<void> {
  map = new maplibregl.Map({
    container: byId("map"), style: emptyStyle(), attributionControl: { compact: true },
    minZoom: 1, maxZoom: 12, dragRotate: false, pitchWithRotate: false, touchPitch: false, renderWorldCopies: true,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-left");
  map.addControl(new maplibregl.ScaleControl({ maxWidth: 110 }), "bottom-left");
  await new Promise<void>((ready) => map.once("load", () => ready()));
  fitToData();
  await addLand(map);
  addRibbons(map);
  addPlaces(map);
  addQueue(map);
  watchPointer(map, () => latest?.unit ?? "t", (node) => picked(node));
  watch(["shown", "compared", "difference", "commodity"], () => void refresh());
  watch(["selection"], () => selectRibbon(map, state.selection?.kind === "link" ? state.selection.id : ""));
  dark.addEventListener("change", () => { recolourLand(map); redrawLabels(map); void refresh(); });
  await refresh();
}
