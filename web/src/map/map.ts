// The map: its layers in order, and which state it follows.
import type { Map as MapLibre } from "maplibre-gl";
import { coveredFoot, onSheet } from "../panel/sheet";
import { state, watch } from "../state";
import { showError } from "../util/announce";
import { dark } from "../util/colour";
import { byId } from "../util/dom";
import { addCrossings, crossingsOf, showCrossings } from "./crossings";
import { addDraftLink } from "./draftlink";
import { maplibregl } from "./engine";
import { flowsOf, type Flows } from "./flows";
import { readAhead } from "./hovertext";
import { addLand, emptyStyle, recolourLand } from "./land";
import { drawLegend } from "./legend";
import { addPlaces, redrawLabels } from "./places";
import { watchPointer } from "./pointer";
import { addQueue } from "./queue";
import { addRibbons, selectRibbon, setRibbons } from "./ribbons";

const NEAR_ZOOM = 8;

let map: MapLibre | undefined;
let asked = 0;
let latest: Flows | null = null;
let picked: (node: string) => void = () => undefined;

/** The map, unless it has not started yet or the browser can't draw it. */
export const theMap = (): MapLibre | undefined => map;
export const onNodePicked = (call: (node: string) => void): void => { picked = call; };

export function fitToData(): void {
  if (!map || state.case.nodes.length === 0) return;
  const box = new maplibregl.LngLatBounds();
  for (const node of state.case.nodes) box.extend([node.x, node.y]);
  map.fitBounds(box, { padding: 30, duration: 0 });
}

/** Keeps what is looked at above a sheet that covers the foot of the map. */
function leaveFoot(pixels: number): void {
  map?.easeTo({ padding: { top: 0, left: 0, right: 0, bottom: pixels }, duration: 200 });
}

export function flyToCrossing(id: string): void {
  const crossing = state.case.crossings.find((c) => c.crossing_id === id);
  if (map && crossing) map.flyTo({ center: [crossing.x, crossing.y], zoom: Math.max(map.getZoom(), NEAR_ZOOM), essential: false });
}

async function refresh(on: MapLibre): Promise<void> {
  const run = state.shown;
  if (!run) return;
  const turn = ++asked;
  const [flows, crossings] = await Promise.all([flowsOf(run), crossingsOf(run), readAhead(run)]);
  // Something else was asked for meanwhile.
  if (turn !== asked) return;
  latest = flows;
  setRibbons(on, flows.ribbons);
  showCrossings(on, crossings);
  drawLegend(flows);
}

export async function startMap(): Promise<void> {
  const started = new maplibregl.Map({
    container: byId("map"), style: emptyStyle(), attributionControl: { compact: true },
    minZoom: 0, maxZoom: 12, dragRotate: false, pitchWithRotate: false, touchPitch: false, renderWorldCopies: true,
  });
  started.touchZoomRotate.disableRotation();
  started.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-left");
  started.addControl(new maplibregl.ScaleControl({ maxWidth: 110 }), "bottom-left");
  await new Promise<void>((ready) => started.once("load", () => ready()));
  map = started;
  started.setPadding({ top: 0, left: 0, right: 0, bottom: coveredFoot() });
  fitToData();
  await addLand(started);
  const again = (): void => void refresh(started).catch(showError);
  addRibbons(started);
  addDraftLink(started);
  addPlaces(started);
  addCrossings(started);
  addQueue(started);
  watchPointer(started, () => latest?.unit ?? "t", (node) => picked(node));
  watch(["shown", "compared", "difference", "commodity"], () => again());
  watch(["selection"], () => selectRibbon(started, state.selection?.kind === "link" ? state.selection.id : ""));
  dark.addEventListener("change", () => { recolourLand(started); redrawLabels(started); again(); });
  onSheet(() => leaveFoot(coveredFoot()));
  await refresh(started);
}
