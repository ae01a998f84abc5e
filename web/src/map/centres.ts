// Shopping centres beside their town, near by: a disc whose area is their visits, a ring where they are shut.
import { say } from "../texts/say";
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { numberOf, type Row, rowsIn, textOf } from "../api/results";
import { monthOf } from "../state/lookedat";
import { nodeOf } from "../state/names";
import { number } from "../util/format";
import { CENTRE_PX, centreImage, setImage } from "./drawn";

const NEAR_ZOOM = 7;

export function addCentres(map: MapLibre): void {
  map.addSource("centres", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({
    id: "centres",
    type: "symbol",
    source: "centres",
    minzoom: NEAR_ZOOM,
    layout: {
      "icon-image": ["get", "image"],
      "icon-anchor": "left",
      "icon-offset": ["get", "offset"],
      "icon-allow-overlap": true,
      "icon-ignore-placement": true,
    },
  });
}

export const centresOf = (run: string): Promise<Row[]> => rowsIn(run, "places", monthOf(run));

export function showCentres(map: MapLibre, rows: Row[]): void {
  const largest = Math.max(0, ...rows.map((row) => numberOf(row, "visits")));
  const byNode = new Map<string, Row[]>();
  for (const row of rows) byNode.set(textOf(row, "node_id"), [...(byNode.get(textOf(row, "node_id")) ?? []), row]);
  const features: GeoJSON.Feature<GeoJSON.Point>[] = [];
  // Towns a river apart would cover each other: the northern one's list goes up, the southern one's down.
  const towns = [...byNode]
    .flatMap(([id, centres]) => {
      const node = nodeOf(id);
      return node ? [{ node, centres }] : [];
    })
    .sort((a, b) => b.node.y - a.node.y);
  towns.forEach(({ node, centres }, t) => {
    const down = t > 0 || towns.length === 1;
    [...centres]
      .sort((a, b) => numberOf(b, "visits") - numberOf(a, "visits"))
      .forEach((row, i) => {
        const open = numberOf(row, "is_open") !== 0;
        const image = `centre-${textOf(row, "centre_id")}`;
        const visits = numberOf(row, "visits");
        setImage(
          map,
          image,
          centreImage(
            `${textOf(row, "name")}: ${open ? say("visits_of", { n: number(visits) }) : say("shut")}`,
            open,
            largest > 0 ? visits / largest : 0,
          ),
        );
        features.push({
          type: "Feature",
          geometry: { type: "Point", coordinates: [node.x, node.y] },
          properties: { image, offset: [20, (down ? i + 0.7 : -(centres.length - i) + 0.3) * CENTRE_PX] },
        });
      });
  });
  (map.getSource("centres") as GeoJSONSource).setData({ type: "FeatureCollection", features });
}
