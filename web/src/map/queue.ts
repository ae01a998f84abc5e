// The growing badge of a simulated queue: its area follows the number of vehicles waiting.
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { QUEUE } from "../util/colour";
import { number } from "../util/format";
import { queueImage, setImage } from "./drawn";

const RADIUS_PX_OF_ONE = 5;
const LEAST_RADIUS_PX = 13;

let written = "";
let placed: { x: number; y: number } | null = null;

export function addQueue(map: MapLibre): void {
  map.addSource("queue", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({
    id: "queue",
    type: "circle",
    source: "queue",
    paint: {
      "circle-color": QUEUE,
      "circle-opacity": 0.88,
      "circle-stroke-color": "#7a5200",
      "circle-stroke-width": 1.5,
      "circle-radius": 0,
    },
  });
  map.addLayer({
    id: "queue-number",
    type: "symbol",
    source: "queue",
    layout: { "icon-image": "queue-number", "icon-allow-overlap": true, "icon-ignore-placement": true },
  });
}

export function showQueue(map: MapLibre, at: { x: number; y: number } | null, waiting: number): void {
  const text = number(Math.round(waiting * 10) / 10);
  if (text !== written) setImage(map, "queue-number", queueImage(text));
  written = text;
  map.setPaintProperty("queue", "circle-radius", LEAST_RADIUS_PX + RADIUS_PX_OF_ONE * Math.sqrt(waiting));
  if (at === placed) return;
  placed = at;
  (map.getSource("queue") as GeoJSONSource).setData({
    type: "FeatureCollection",
    features: at ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [at.x, at.y] } }] : [],
  });
}
