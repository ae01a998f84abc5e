// The link being drawn, dashed until it is part of a run.
import type { GeoJSONSource } from "maplibre-gl";
import { theMap } from "./map";

interface Place { x: number; y: number }

export function showDraftLink(ends: [Place, Place] | null): void {
  const map = theMap();
  if (!map.getSource("draft-link")) {
    map.addSource("draft-link", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
    map.addLayer({
      id: "draft-link", type: "line", source: "draft-link",
      paint: { "line-color": "#E69F00", "line-width": 4, "line-dasharray": [2, 1.2] },
    });
  }
  (map.getSource("draft-link") as GeoJSONSource).setData({
    type: "FeatureCollection",
    features: ends
      ? [{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: ends.map((p) => [p.x, p.y]) } }]
      : [],
  });
}
