// Who uses what is selected, over the ribbons: their ways from door to door, the wider the more take them.
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { linksOf } from "../api/results";
import { state } from "../state/store";
import { ROUTE } from "../util/colour";
import { partsOf } from "./antimeridian";

const WIDEST_PX = 9;
const LEAST_PX = 1.5;

export function addBundle(map: MapLibre): void {
  map.addSource("bundle", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({
    id: "bundle",
    type: "line",
    source: "bundle",
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": ROUTE, "line-width": ["get", "width"], "line-opacity": 0.7 },
  });
}

export async function showBundle(map: MapLibre): Promise<void> {
  const { bundle, shown } = state;
  const largest = Math.max(0, ...(bundle?.values() ?? []));
  const features =
    bundle && shown
      ? (await linksOf(shown)).flatMap((way): GeoJSON.Feature[] => {
          const quantity = bundle.get(`${way.link_id}|${way.direction}`);
          if (!quantity) return [];
          const width = Math.max(LEAST_PX, WIDEST_PX * Math.sqrt(quantity / largest));
          return partsOf(way.line).map((part) => ({
            type: "Feature",
            properties: { width },
            geometry: { type: "LineString", coordinates: part },
          }));
        })
      : [];
  // Something else was selected meanwhile.
  if (state.bundle !== bundle) return;
  map.getSource<GeoJSONSource>("bundle")?.setData({ type: "FeatureCollection", features });
  map.getContainer().dataset["bundle"] = String(features.length);
}
