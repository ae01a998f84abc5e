// Nodes and their names, as a symbol layer with drawn images.
import type { ExpressionSpecification, Map as MapLibre } from "maplibre-gl";
import type { CaseNode } from "../api/types";
import { state } from "../state/store";
import { dark } from "../util/dark";
import { labelImage, offerImage, setImage } from "./drawn";

const RANK = ["city", "port", "mine", "field", "plant", "terminal", "border", "station", "junction"];
/** From which zoom on places of a rank have their name, and in which size, where the map has room for it. */
const NAMED_FROM = [0, 2, 4, 4, 4, 4, 5, 6, 7];
const SIZES_PX = [13.5, 12.5, 12, 12, 12, 12, 11.5, 11, 11];
const MOST_LABELS = 400;
/** From here on the nodes without a label show too; before, thousands would hide the links. */
const EVERY_NODE_ZOOM = 8;
/** And from here on every name, whether it covers another or not. */
const EVERY_NAME_ZOOM = 9;
const NAMED: ExpressionSpecification = ["<", ["get", "order"], MOST_LABELS];
/** Names grow as the map comes nearer. */
const SIZE: ExpressionSpecification = ["interpolate", ["linear"], ["zoom"], 2, 0.85, 6, 1, 10, 1.15];
const point = (x: number, y: number): GeoJSON.Point => ({ type: "Point", coordinates: [x, y] });

const rank = (type: string): number => (RANK.indexOf(type) + RANK.length) % RANK.length;
const ordered = () => [...state.case.nodes].sort((a, b) => rank(a.node_type) - rank(b.node_type));
/** Of more than one place at a spot the first is named. */
export const namesInOrder = ordered;
const labelOf = (node: CaseNode): ImageData => labelImage(node.name, SIZES_PX[rank(node.node_type)] ?? 12);
const imageOf = (id: string): string => `label-${id}`;

export function addPlaces(map: MapLibre): void {
  for (const node of state.case.nodes) offerImage(map, imageOf(node.node_id), () => labelOf(node));
  map.addSource("nodes", {
    type: "geojson",
    data: {
      type: "FeatureCollection",
      features: ordered().map((node, order) => ({
        type: "Feature",
        geometry: point(node.x, node.y),
        properties: {
          node_id: node.node_id,
          name: node.name,
          rank: rank(node.node_type),
          from: NAMED_FROM[rank(node.node_type)] ?? 0,
          order,
          image: imageOf(node.node_id),
        },
      })),
    },
  });
  map.addLayer({
    id: "nodes",
    type: "circle",
    source: "nodes",
    filter: ["any", NAMED, [">=", ["zoom"], EVERY_NODE_ZOOM]],
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 2, 1.2, 8, 4],
      "circle-color": dark.matches ? "#dfe6ec" : "#26313b",
      "circle-stroke-width": 1,
      "circle-stroke-color": dark.matches ? "#10171f" : "#ffffff",
    },
  });
  map.addLayer({
    id: "labels",
    type: "symbol",
    source: "nodes",
    maxzoom: EVERY_NAME_ZOOM,
    filter: ["all", [">=", ["zoom"], ["get", "from"]], ["any", NAMED, [">=", ["zoom"], EVERY_NODE_ZOOM]]],
    layout: {
      "icon-image": ["get", "image"],
      "icon-size": SIZE,
      "icon-anchor": "left",
      "icon-offset": [4, 0],
      "icon-padding": 3,
      "symbol-sort-key": ["get", "rank"],
    },
  });
  map.addLayer({
    id: "labels-near",
    type: "symbol",
    source: "nodes",
    minzoom: EVERY_NAME_ZOOM,
    layout: {
      "icon-image": ["get", "image"],
      "icon-size": SIZE,
      "icon-anchor": "left",
      "icon-offset": [4, 0],
      "icon-allow-overlap": true,
      "icon-ignore-placement": true,
    },
  });
}

/** Which places are on the map and which of them with their name, for those who can't see it. */
export function tellNames(map: MapLibre): void {
  const shown = (layers: string[]): string[] =>
    [...new Set(map.queryRenderedFeatures({ layers }).map((one) => String(one.properties["name"])))].sort();
  map.getContainer().dataset["places"] = JSON.stringify({
    zoom: map.getZoom(),
    all: shown(["nodes"]),
    named: shown(["labels", "labels-near"]),
  });
}

export function redrawLabels(map: MapLibre): void {
  for (const node of state.case.nodes)
    if (map.hasImage(imageOf(node.node_id))) setImage(map, imageOf(node.node_id), labelOf(node));
  map.setPaintProperty("nodes", "circle-color", dark.matches ? "#dfe6ec" : "#26313b");
  map.setPaintProperty("nodes", "circle-stroke-color", dark.matches ? "#10171f" : "#ffffff");
}
