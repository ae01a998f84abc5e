// Nodes and their names, as a symbol layer with drawn images.
import type { ExpressionSpecification, Map as MapLibre } from "maplibre-gl";
import { state } from "../state";
import { dark } from "../util/colour";
import { labelImage, setImage } from "./drawn";

const RANK = ["city", "port", "mine", "field", "plant", "terminal", "border", "station", "junction"];
const MOST_LABELS = 400;
/** From here on the nodes without a label show too; before, thousands would hide the links. */
const EVERY_NODE_ZOOM = 8;
const NAMED: ExpressionSpecification = ["!=", ["get", "image"], ""];
const point = (x: number, y: number): GeoJSON.Point => ({ type: "Point", coordinates: [x, y] });

const rank = (type: string): number => (RANK.indexOf(type) + RANK.length) % RANK.length;
const named = () => [...state.case.nodes].sort((a, b) => rank(a.node_type) - rank(b.node_type)).slice(0, MOST_LABELS);

export function addPlaces(map: MapLibre): void {
  const nodes = named();
  for (const node of nodes) setImage(map, `label-${node.node_id}`, labelImage(node.name));
  const labelled = new Set(nodes.map((node) => node.node_id));
  map.addSource("nodes", {
    type: "geojson",
    data: {
      type: "FeatureCollection",
      features: state.case.nodes.map((node) => ({
        type: "Feature", geometry: point(node.x, node.y),
        properties: {
          node_id: node.node_id, name: node.name, rank: rank(node.node_type),
          image: labelled.has(node.node_id) ? `label-${node.node_id}` : "",
        },
      })),
    },
  });
  map.addLayer({
    id: "nodes", type: "circle", source: "nodes", filter: ["any", NAMED, [">=", ["zoom"], EVERY_NODE_ZOOM]],
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 2, 1.2, 8, 4], "circle-color": dark.matches ? "#dfe6ec" : "#26313b",
      "circle-stroke-width": 1, "circle-stroke-color": dark.matches ? "#10171f" : "#ffffff",
    },
  });
  map.addLayer({
    id: "labels", type: "symbol", source: "nodes", filter: NAMED,
    layout: {
      "icon-image": ["get", "image"], "icon-anchor": "left", "icon-offset": [4, 0], "icon-padding": 3,
      "symbol-sort-key": ["get", "rank"],
    },
  });
}

export function redrawLabels(map: MapLibre): void {
  for (const node of named()) setImage(map, `label-${node.node_id}`, labelImage(node.name));
  map.setPaintProperty("nodes", "circle-color", dark.matches ? "#dfe6ec" : "#26313b");
  map.setPaintProperty("nodes", "circle-stroke-color", dark.matches ? "#10171f" : "#ffffff");
}
