// Names of nodes and badges of crossings, as symbol layers with drawn images.
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { numberOf, rowsOf } from "../api/results";
import { state } from "../state";
import { dark, modeColour } from "../util/colour";
import { badgeImage, labelImage, setImage } from "./drawn";

const RANK = ["city", "port", "mine", "field", "plant", "terminal", "border", "station", "junction"];
const point = (x: number, y: number): GeoJSON.Point => ({ type: "Point", coordinates: [x, y] });

export function addPlaces(map: MapLibre): void {
  for (const node of state.case.nodes) setImage(map, `label-${node.node_id}`, labelImage(node.name));
  map.addSource("nodes", {
    type: "geojson",
    data: {
      type: "FeatureCollection",
      features: state.case.nodes.map((node) => ({
        type: "Feature", geometry: point(node.x, node.y),
        properties: { node_id: node.node_id, name: node.name, image: `label-${node.node_id}`, rank: RANK.indexOf(node.node_type) },
      })),
    },
  });
  map.addLayer({
    id: "nodes", type: "circle", source: "nodes",
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 2, 1.2, 8, 4], "circle-color": dark.matches ? "#dfe6ec" : "#26313b",
      "circle-stroke-width": 1, "circle-stroke-color": dark.matches ? "#10171f" : "#ffffff",
    },
  });
  map.addLayer({
    id: "labels", type: "symbol", source: "nodes",
    layout: {
      "icon-image": ["get", "image"], "icon-anchor": "left", "icon-offset": [4, 0], "icon-padding": 3,
      "symbol-sort-key": ["get", "rank"],
    },
  });
  map.addSource("crossings", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({
    id: "crossings", type: "symbol", source: "crossings",
    layout: {
      "icon-image": ["get", "image"], "icon-padding": 0, "symbol-sort-key": ["get", "rank"],
      "icon-size": ["interpolate", ["linear"], ["zoom"], 2, 0.6, 5, 0.85, 9, 1.1],
    },
  });
}

/** Busier of the two ways; several crossings at one place give way to the one that carries most. */
export async function showCrossings(map: MapLibre, run: string): Promise<void> {
  const rows = await rowsOf(run, "crossings");
  const features = state.case.crossings.map((crossing): GeoJSON.Feature<GeoJSON.Point> => {
    const ways = rows.filter((row) => row["crossing_id"] === crossing.crossing_id);
    const used = ways.filter((row) => row["utilisation"] !== null).map((row) => numberOf(row, "utilisation"));
    const open = ways.length === 0 || ways.some((row) => Number(row["is_open"]) !== 0);
    const carried = ways.reduce((sum, row) => sum + numberOf(row, "t") + 0.1 * numberOf(row, "passengers"), 0);
    const image = `badge-${crossing.crossing_id}`;
    setImage(map, image, badgeImage(used.length > 0 ? Math.max(...used) : null, open, modeColour(crossing.mode)));
    return {
      type: "Feature", geometry: point(crossing.x, crossing.y),
      properties: { crossing_id: crossing.crossing_id, name: crossing.name, image, rank: open ? -carried : 1 },
    };
  });
  (map.getSource("crossings") as GeoJSONSource).setData({ type: "FeatureCollection", features });
}

export function redrawLabels(map: MapLibre): void {
  for (const node of state.case.nodes) setImage(map, `label-${node.node_id}`, labelImage(node.name));
  map.setPaintProperty("nodes", "circle-color", dark.matches ? "#dfe6ec" : "#26313b");
  map.setPaintProperty("nodes", "circle-stroke-color", dark.matches ? "#10171f" : "#ffffff");
}
