// Borders and rivers finer than those of the whole world, read once the map is near enough to show them.
import { say } from "../texts/say";
import address from "virtual:geography";
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { pointsOf } from "../api/lines";
import { dark } from "../util/dark";
import { showError } from "../util/announce";
import { borderPixels, FINE_BORDER_KM } from "./borderwidth";
import { byZoom, palette } from "./land";

/** From here on they are drawn; the coarser borders end where they begin. */
const NEAR_ZOOM = 5;
const PARTS_A_DEGREE = 1000;
const RIVER = { light: "#8fb4d3", dark: "#2f4a63" };
const riverColour = (): string => (dark.matches ? RIVER.dark : RIVER.light);
/** Rivers are as wide as what is not known of them, and less: they are told by their colour. */
const RIVER_KM = 4;

interface Packed {
  borders: number[][];
  rivers: number[][];
}

const line = (km: number, colour: string, opacity: number) => ({
  "line-color": colour,
  "line-width": byZoom((zoom) => borderPixels(zoom, km)),
  "line-blur": byZoom((zoom) => borderPixels(zoom, km) / 3),
  "line-opacity": byZoom((zoom) => opacity / (1 + borderPixels(zoom, km) / 40)),
});

const collection = (lines: number[][]): GeoJSON.Feature => ({
  type: "Feature",
  properties: {},
  geometry: { type: "MultiLineString", coordinates: lines.map((steps) => pointsOf(steps, PARTS_A_DEGREE)) },
});

export function addGeography(map: MapLibre): void {
  const data: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
  map.addSource("rivers", { type: "geojson", data, attribution: say("fine_source") });
  map.addSource("borders-near", { type: "geojson", data });
  map.addLayer({
    id: "rivers",
    type: "line",
    source: "rivers",
    minzoom: NEAR_ZOOM,
    layout: { "line-join": "round", "line-cap": "round" },
    paint: line(RIVER_KM, riverColour(), 1),
  });
  map.addLayer({
    id: "borders-near",
    type: "line",
    source: "borders-near",
    minzoom: NEAR_ZOOM,
    layout: { "line-join": "round" },
    paint: line(FINE_BORDER_KM, palette().border, 1),
  });
  let asked = false;
  async function read(): Promise<void> {
    const { borders, rivers } = (await (await fetch(address)).json()) as Packed;
    map.getSource<GeoJSONSource>("rivers")?.setData(collection(rivers));
    map.getSource<GeoJSONSource>("borders-near")?.setData(collection(borders));
    map.setLayerZoomRange("borders", 0, NEAR_ZOOM);
    map.getContainer().dataset["geography"] = String(rivers.length + borders.length);
  }
  const near = (): void => {
    if (asked || map.getZoom() < NEAR_ZOOM) return;
    asked = true;
    read().catch((error: unknown) => {
      asked = false;
      showError(error);
    });
  };
  map.on("moveend", near);
  near();
}

export function recolourGeography(map: MapLibre): void {
  map.setPaintProperty("rivers", "line-color", riverColour());
  map.setPaintProperty("borders-near", "line-color", palette().border);
}
