// Between two runs: how much less time, or more, what starts or ends at a place takes, as discs under it.
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { placeChanges } from "../api/results";
import { comparableTables, differenceFrom, monthLookedAt, tablesMonth } from "../state/lookedat";
import { nodeOf } from "../state/names";
import { state } from "../state/store";
import { LESS, MORE } from "../util/colour";

const LEAST_SHARE = 1e-3;
/** From here on a disc grows no more. */
const MOST_SHARE = 0.2;
const WIDEST_PX = 13;
const LEAST_PX = 2.5;

export interface Saved {
  node_id: string;
  share: number;
}

/** The change of time by place, where runs are compared; less is negative. */
export async function savedOf(run: string): Promise<Saved[]> {
  const compared = comparableTables();
  // These are of a whole result, so of a run by months there are none but for its last month.
  if (!differenceFrom() || !compared || monthLookedAt() !== tablesMonth() || !state.case.has_network) return [];
  return (await placeChanges(compared, run))
    .filter((row) => row.time_h_from > 0)
    .map((row) => ({ node_id: row.node_id, share: row.time_h_change / row.time_h_from }))
    .filter(({ share }) => Math.abs(share) >= LEAST_SHARE);
}

export function addSaved(map: MapLibre): void {
  map.addSource("saved", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({
    id: "saved",
    type: "circle",
    source: "saved",
    paint: {
      "circle-color": ["get", "colour"],
      "circle-opacity": 0.55,
      "circle-radius": ["get", "radius"],
      "circle-stroke-color": ["get", "colour"],
      "circle-stroke-width": 1,
    },
  });
}

export function showSaved(map: MapLibre, saved: Saved[]): void {
  const features = saved.flatMap(({ node_id, share }): GeoJSON.Feature<GeoJSON.Point>[] => {
    const node = nodeOf(node_id);
    const size = Math.sqrt(Math.min(Math.abs(share), MOST_SHARE) / MOST_SHARE);
    return node
      ? [
          {
            type: "Feature",
            geometry: { type: "Point", coordinates: [node.x, node.y] },
            properties: {
              node_id,
              share,
              colour: share < 0 ? MORE : LESS,
              radius: Math.max(LEAST_PX, WIDEST_PX * size),
            },
          },
        ]
      : [];
  });
  (map.getSource("saved") as GeoJSONSource).setData({ type: "FeatureCollection", features });
}
