// Flows as ribbons: one layer of lines, each to the right of its way.
import type { ExpressionSpecification, GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import type { Ribbons } from "./flows";

const NOTHING: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

/** Widths are in pixels at zoom 4, less when further away and more when nearer: zoom and factor. */
const SCALES: [number, number][] = [[1, 0.35], [4, 1], [9, 1.9]];
const byZoom = (column: string, more = 0): ExpressionSpecification => {
  const stops = SCALES.flatMap(([zoom, factor]): (number | ExpressionSpecification)[] => [zoom, ["+", more, ["*", factor, ["get", column]]]]);
  return ["interpolate", ["linear"], ["zoom"], ...stops] as ExpressionSpecification;
};

/** The same factor as a number. */
export function ribbonScale(zoom: number): number {
  const after = SCALES.findIndex(([stop]) => stop >= zoom);
  const [z1, f1] = SCALES[after === -1 ? SCALES.length - 1 : after] ?? [4, 1];
  const [z0, f0] = SCALES[after === -1 ? SCALES.length - 1 : Math.max(0, after - 1)] ?? [4, 1];
  return z1 === z0 ? f1 : f0 + ((f1 - f0) * (zoom - z0)) / (z1 - z0);
}

export function addRibbons(map: MapLibre): void {
  map.addSource("ribbons", { type: "geojson", data: NOTHING });
  map.addLayer({
    id: "ribbon-selected", type: "line", source: "ribbons", filter: ["==", ["get", "link_id"], ""],
    layout: { "line-cap": "round" },
    paint: { "line-color": "#ffd400", "line-width": byZoom("width", 7), "line-offset": byZoom("offset") },
  });
  map.addLayer({
    id: "ribbons", type: "line", source: "ribbons",
    layout: { "line-sort-key": ["abs", ["get", "value"]], "line-join": "round", "line-cap": "round" },
    paint: {
      "line-color": ["get", "colour"], "line-width": byZoom("width"), "line-offset": byZoom("offset"),
      "line-opacity": ["case", ["==", ["get", "value"], 0], 0.55, 0.85],
    },
  });
}

export const setRibbons = (map: MapLibre, ribbons: Ribbons): void =>
  (map.getSource("ribbons") as GeoJSONSource).setData(ribbons) as unknown as void;

export const selectRibbon = (map: MapLibre, link: string): void =>
  map.setFilter("ribbon-selected", ["==", ["get", "link_id"], link]) as unknown as void;
