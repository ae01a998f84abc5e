// One way of a flow from door to door, over the ribbons: links as a line, where it is loaded, changed and
// unloaded as rings.
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { linksOf } from "../api/results";
import type { Path } from "../api/types";
import { nodeOf } from "../state/names";
import { state } from "../state/store";
import { ROUTE } from "../util/colour";
import { partsOf } from "./antimeridian";

/** The links of a way the way they lead; those that a run's own edits have added are there too. */
async function linesOf(run: string, path: Path): Promise<GeoJSON.Feature[]> {
  const lines = new Map((await linksOf(run)).map((way) => [`${way.link_id}|${way.direction}`, way.line]));
  return path.steps.flatMap((step): GeoJSON.Feature[] => {
    const line = step.link_id ? lines.get(`${step.link_id}|${step.direction}`) : undefined;
    return line
      ? partsOf(line).map((part): GeoJSON.Feature => ({
          type: "Feature",
          properties: {},
          geometry: { type: "LineString", coordinates: part },
        }))
      : [];
  });
}

const changesOf = (path: Path): GeoJSON.Feature[] =>
  path.steps.flatMap((step): GeoJSON.Feature[] => {
    const node = step.link_id ? undefined : nodeOf(step.from_node_id);
    return node
      ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [node.x, node.y] } }]
      : [];
  });

export function addRoute(map: MapLibre): void {
  map.addSource("route", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({
    id: "route",
    type: "line",
    source: "route",
    filter: ["==", ["geometry-type"], "LineString"],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": ROUTE, "line-width": 4 },
  });
  map.addLayer({
    id: "route-changes",
    type: "circle",
    source: "route",
    filter: ["==", ["geometry-type"], "Point"],
    paint: { "circle-radius": 5, "circle-color": "#ffffff", "circle-stroke-color": ROUTE, "circle-stroke-width": 3 },
  });
}

export async function showRoute(map: MapLibre): Promise<void> {
  const { route, shown } = state;
  const features = route && shown ? [...(await linesOf(shown, route)), ...changesOf(route)] : [];
  // Another one was asked for meanwhile.
  if (state.route !== route) return;
  map.getSource<GeoJSONSource>("route")?.setData({ type: "FeatureCollection", features });
  map.getContainer().dataset["routeLinks"] = String(features.filter((f) => f.geometry.type === "LineString").length);
}
