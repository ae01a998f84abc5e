// The link being drawn, dashed until it is part of a run.
import { partsOf } from "./antimeridian";
import { PLANNED } from "../util/colour";
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";

interface Place {
  x: number;
  y: number;
}

export function addDraftLink(map: MapLibre): void {
  map.addSource("draft-link", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({
    id: "draft-link",
    type: "line",
    source: "draft-link",
    paint: { "line-color": PLANNED, "line-width": 4, "line-dasharray": [2, 1.2] },
  });
}

export function showDraftLink(map: MapLibre | undefined, ends: [Place, Place] | null): void {
  map?.getSource<GeoJSONSource>("draft-link")?.setData({
    type: "FeatureCollection",
    features: ends
      ? [
          {
            type: "Feature",
            properties: {},
            geometry: { type: "MultiLineString", coordinates: partsOf(ends.map((p) => [p.x, p.y])) },
          },
        ]
      : [],
  });
}
