// Flows as ribbons: one layer of lines, each to the right of its way.
import type { ExpressionSpecification, GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import type { Ribbons } from "./flows";

const NOTHING: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

/** A width in pixels at zoom 4, less when further away and more when nearer. */
const byZoom = (column: string, more = 0): ExpressionSpecification => {
  const size = (factor: number): ExpressionSpecification => ["+", more, ["*", factor, ["get", column]]];
  return ["interpolate", ["linear"], ["zoom"], 1, size(0.35), 4, size(1), 9, size(1.9)];
};

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
