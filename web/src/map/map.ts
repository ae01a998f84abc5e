// The map: its layers in order, and which state it follows.
import type { Map as MapLibre } from "maplibre-gl";
import { fromAddress } from "../state/address";
import { nodeOf } from "../state/names";
import { state, update, watch } from "../state/store";
import { say } from "../texts/say";
import { showError } from "../util/announce";
import { dark } from "../util/dark";
import { byId } from "../util/dom";
import { addArcs, showArcs } from "./arcs";
import { addBundle, showBundle } from "./bundle";
import { addCentres, centresOf, showCentres } from "./centres";
import { addCrossings, crossingsOf, showCrossings } from "./crossings";
import { addDraftLink } from "./draftlink";
import { drawWhenWanted } from "./drawn";
import { flowsOf, type Flows } from "./flows";
import { NOTHING_TOLD, readAhead, tellThis } from "./hovertext";
import { frameAt, frameOf } from "./frame";
import { addGeography, recolourGeography } from "./geography";
import { addLand, emptyStyle, readLand, recolourLand } from "./land";
import { drawLegend } from "./legend";
import { addPlaces, redrawLabels, tellNames } from "./places";
import { watchPointer } from "./pointer";
import { drawPoster } from "./poster";
import { addQueue } from "./queue";
import { addRibbons, selectRibbon, setRibbons } from "./ribbons";
import { addRoute, showRoute } from "./route";
import { addSaved, savedOf, showSaved } from "./saved";
import { addShading, readShading, shadedBounds, showShading } from "./shading";
import { startSwipe } from "./swipe";
import { startTakeaway } from "./takeaway";

const NEAR_ZOOM = 8;
const MOST_ZOOM = 12;
const MARGIN_PX = 30;

let map: MapLibre | undefined;
let asked = 0;
let latest: Flows | null = null;
let latestSaved = false;
let picked: (node: string) => void = () => undefined;

/** The map, unless it has not started yet or the browser can't draw it. */
export const theMap = (): MapLibre | undefined => map;
export const onNodePicked = (call: (node: string) => void): void => {
  picked = call;
};

const places = (): [number, number][] => state.case.nodes.map((node) => [node.x, node.y]);

export function fitToData(): void {
  if (!map) return;
  if (state.case.nodes.length === 0) return fitToShaded(map);
  const range = (axis: 0 | 1): [number, number] =>
    places().reduce<[number, number]>(
      ([low, high], place) => [Math.min(low, place[axis]), Math.max(high, place[axis])],
      [Infinity, -Infinity],
    );
  const [[west, east], [south, north]] = [range(0), range(1)];
  map.fitBounds([west, south, east, north], { padding: MARGIN_PX, duration: 0 });
  update({ frame: null });
}

/** A case without a network has its countries alone. */
function fitToShaded(on: MapLibre): void {
  const bounds = shadedBounds();
  if (bounds) on.fitBounds(bounds, { padding: MARGIN_PX, duration: 0 });
  update({ frame: null });
}

/** Zoom/latitude/longitude of the middle. */
const frameText = (on: MapLibre): string => {
  const { lat, lng } = on.getCenter();
  return [on.getZoom().toFixed(2), lat.toFixed(4), lng.toFixed(4)].join("/");
};
function goToFrame(on: MapLibre): void {
  if (state.frame === frameText(on)) return;
  const [zoom, latitude, longitude] = (state.frame ?? "").split("/").map(Number);
  if (zoom !== undefined && latitude !== undefined && longitude !== undefined)
    on.jumpTo({ zoom, center: [longitude, latitude] });
  else fitToData();
}

/** Says when there is something to see, for who measures how long that took. */
function firstPicture(): void {
  requestAnimationFrame(() => setTimeout(() => performance.mark("first-picture")));
}

/** Shows the run at once, in the frame that the map will open with; the map takes it away when it has drawn the same. */
export async function startPoster(): Promise<HTMLElement | null> {
  const run = state.shown;
  if (!run) return null;
  if (state.case.nodes.length === 0) return posterOfCountries();
  const [land, flows] = await Promise.all([readLand(), flowsOf(run)]);
  const { clientWidth: width, clientHeight: height } = byId("map");
  const poster = drawPoster(
    land.countries,
    flows,
    frameAt(state.frame, width, height - coveredFoot()) ??
      frameOf(places(), width, height, MARGIN_PX, coveredFoot(), MOST_ZOOM),
  );
  drawLegend(flows);
  firstPicture();
  return poster;
}

/** The same of a case that has no network: its countries. */
async function posterOfCountries(): Promise<HTMLElement | null> {
  const [land, features] = await Promise.all([readLand(), readShading()]);
  const bounds = shadedBounds();
  if (!features || !bounds) return null;
  const [west, south, east, north] = bounds;
  const { clientWidth: width, clientHeight: height } = byId("map");
  const corners = [
    [west, south],
    [east, north],
  ];
  const frame =
    frameAt(state.frame, width, height - coveredFoot()) ??
    frameOf(corners, width, height, MARGIN_PX, coveredFoot(), MOST_ZOOM);
  const poster = drawPoster(land.countries, null, frame, features);
  drawLegend(null);
  firstPicture();
  return poster;
}

/** Pixels of the map that the panel covers once it has come to rest; the shares are those of style/phone.css. */
function coveredFoot(): number {
  if (!state.phone) return 0;
  return state.raised ? 0.62 * byId("map").clientHeight : 62;
}

/** Keeps what is looked at above a sheet that covers the foot of the map. */
function leaveFoot(pixels: number): void {
  map?.easeTo({ padding: { top: 0, left: 0, right: 0, bottom: pixels }, duration: 200 });
}

function flyTo(place: { x: number; y: number } | undefined): void {
  if (map && place)
    map.flyTo(
      { center: [place.x, place.y], zoom: Math.max(map.getZoom(), NEAR_ZOOM), essential: false },
      { chosen: true },
    );
}
export const flyToNode = (id: string): void => flyTo(nodeOf(id));
export const flyToCrossing = (id: string): void => flyTo(state.case.crossings.find((c) => c.crossing_id === id));

const showSelected = (on: MapLibre): void =>
  selectRibbon(on, latest, state.selection?.kind === "link" ? state.selection.id : null);

async function refresh(on: MapLibre): Promise<void> {
  const run = state.shown;
  if (!run) return;
  const turn = ++asked;
  // What pointing tells is long, and nothing of the picture: it comes last.
  tellThis(NOTHING_TOLD);
  const [flows, crossings, centres, saved] = await Promise.all([
    flowsOf(run),
    crossingsOf(run),
    centresOf(run),
    savedOf(run),
  ]);
  // Something else was asked for meanwhile.
  if (turn !== asked) return;
  latest = flows;
  setRibbons(on, flows);
  showSelected(on);
  showCrossings(on, crossings);
  showCentres(on, centres);
  showSaved(on, saved);
  latestSaved = saved.length > 0;
  drawLegend(flows, latestSaved);
  void on.once("idle", () => {
    readAhead(run)
      .then((told) => {
        if (turn === asked) tellThis(told);
      })
      .catch(showError);
  });
}

export async function startMap(poster: HTMLElement | null): Promise<void> {
  const { maplibregl } = await import("./engine");
  const started = new maplibregl.Map({
    container: byId("map"),
    style: emptyStyle(),
    locale: {
      "NavigationControl.ZoomIn": say("zoom_in"),
      "NavigationControl.ZoomOut": say("zoom_out"),
      "AttributionControl.ToggleAttribution": say("toggle_source"),
      "Map.Title": say("map_canvas"),
      "ScaleControl.Meters": say("unit_m"),
      "ScaleControl.Kilometers": say("unit_km"),
    },
    attributionControl: { compact: true },
    minZoom: 0,
    maxZoom: MOST_ZOOM,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: true,
    // Names that fade in are motion, and draw the map anew until they stand.
    ...(matchMedia("(prefers-reduced-motion: reduce)").matches ? { fadeDuration: 0 } : {}),
  });
  started.touchZoomRotate.disableRotation();
  started.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-left");
  started.addControl(new maplibregl.ScaleControl({ maxWidth: 110 }), "bottom-left");
  await new Promise<void>((ready) => {
    void started.once("load", () => ready());
  });
  map = started;
  started.setPadding({ top: 0, left: 0, right: 0, bottom: coveredFoot() });
  goToFrame(started);
  drawWhenWanted(started);
  await addLand(started);
  addShading(started, "borders");
  addGeography(started);
  const again = (): void => void refresh(started).catch(showError);
  addRibbons(started);
  addArcs(started);
  addBundle(started);
  addRoute(started);
  addSaved(started);
  addDraftLink(started);
  addPlaces(started);
  addCrossings(started);
  addCentres(started);
  addQueue(started);
  watchPointer(
    started,
    () => latest,
    (node) => picked(node),
  );
  watch(["shown", "compared", "difference", "commodity", "month"], () => again());
  const drawArcs = (): void => void showArcs(started).catch(showError);
  watch(["shown", "arcs", "arcsMost"], drawArcs);
  watch(["arcs"], () => drawLegend(latest, latestSaved));
  const shadeAgain = async (): Promise<void> => {
    await showShading(started);
    drawLegend(latest, latestSaved);
  };
  watch(["shown", "shade"], () => void shadeAgain().catch(showError));
  watch(["selection"], () => showSelected(started));
  const drawBundle = (): void => void showBundle(started).catch(showError);
  watch(["bundle"], drawBundle);
  watch(["route"], () => void showRoute(started).catch(showError));
  watch(["shown"], () => update({ route: null }));
  dark.addEventListener("change", () => {
    recolourLand(started);
    recolourGeography(started);
    redrawLabels(started);
    again();
  });
  watch(["phone", "raised"], () => leaveFoot(coveredFoot()));
  started.on("idle", () => tellNames(started));
  startSwipe(started);
  startTakeaway(started);
  await Promise.all([refresh(started), shadeAgain()]);
  if (!state.frame && state.case.nodes.length === 0) fitToData();
  // What a link asked for came before the map did.
  drawArcs();
  drawBundle();
  void started.once("idle", () => {
    poster?.remove();
    performance.mark("map-ready");
  });
  // It may have come to rest before.
  started.triggerRepaint();
  watch(["frame"], () => {
    if (fromAddress()) goToFrame(started);
  });
  started.on("moveend", (event) => {
    if (("originalEvent" in event && event.originalEvent) || "chosen" in event) update({ frame: frameText(started) });
  });
  started.on("movestart", (event) => {
    if ("originalEvent" in event && event.originalEvent) poster?.remove();
  });
  if (!poster) void started.once("idle", firstPicture);
}
