// Crossings as badges with their use of capacity. Far away the map drops those that overlap, the busiest
// stay; near, the crossings of one place are a list beside it, so that each can be read and clicked.
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { numberOf, type Row, rowsIn } from "../api/results";
import type { Crossing } from "../api/types";
import { monthOf, state } from "../state";
import { modeColour } from "../util/colour";
import { greatCircleKm } from "../util/geography";
import { badgeImage, ENTRY_PX, entryImage, setImage } from "./drawn";

const SAME_PLACE_KM = 30;
const LIST_ZOOM = 7;
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 2 });

interface Badge { crossing: Crossing; use: number | null; open: boolean; t: number; rank: number }

export function addCrossings(map: MapLibre): void {
  map.addSource("crossings", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({
    id: "crossings", type: "symbol", source: "crossings", maxzoom: LIST_ZOOM,
    layout: {
      "icon-image": ["get", "badge"], "icon-padding": 0, "symbol-sort-key": ["get", "rank"],
      "icon-size": ["interpolate", ["linear"], ["zoom"], 2, 0.7, 5, 0.9, 7, 1.05],
    },
  });
  map.addLayer({
    id: "crossings-near", type: "symbol", source: "crossings", minzoom: LIST_ZOOM,
    layout: {
      "icon-image": ["get", "entry"], "icon-anchor": "right", "icon-offset": ["get", "offset"],
      "icon-allow-overlap": true, "icon-ignore-placement": false,
    },
  });
}

/** The busier of the two ways; pipelines give way to what moves in vehicles, and shut ones to open ones. */
function badge(crossing: Crossing, rows: Row[]): Badge {
  const ways = rows.filter((row) => row["crossing_id"] === crossing.crossing_id);
  const used = ways.filter((row) => row["utilisation"] !== null).map((row) => numberOf(row, "utilisation"));
  const open = ways.length === 0 || ways.some((row) => Number(row["is_open"]) !== 0);
  const vehicles = ways.reduce((sum, row) => sum + numberOf(row, "vehicles"), 0);
  const rank = !open ? 1 : crossing.mode.startsWith("pipeline") ? 0 : -vehicles;
  const t = ways.reduce((sum, row) => sum + numberOf(row, "t"), 0);
  return { crossing, use: used.length > 0 ? Math.max(...used) : null, open, t, rank };
}

/** Crossings near each other, each group under its busiest. */
function groups(badges: Badge[]): Badge[][] {
  const found: Badge[][] = [];
  for (const one of [...badges].sort((a, b) => a.rank - b.rank)) {
    const near = found.find(([first]) => first && greatCircleKm(first.crossing, one.crossing) < SAME_PLACE_KM);
    if (near) near.push(one);
    else found.push([one]);
  }
  return found;
}

export const crossingsOf = (run: string): Promise<Row[]> => rowsIn(run, "crossings", monthOf(run));

export function showCrossings(map: MapLibre, rows: Row[]): void {
  const features: GeoJSON.Feature<GeoJSON.Point>[] = [];
  for (const group of groups(state.case.crossings.map((crossing) => badge(crossing, rows)))) {
    group.forEach(({ crossing, use, open, t, rank }, i) => {
      const id = crossing.crossing_id;
      const colour = modeColour(crossing.mode);
      const share = use === null ? "" : ` ${Math.round(100 * use)}%`;
      setImage(map, `badge-${id}`, badgeImage(use, open, colour, compact.format(t)));
      setImage(map, `entry-${id}`, entryImage(`${crossing.name}${open ? share : ", shut"}`, use, open, colour));
      const place = group[0]?.crossing ?? crossing;
      features.push({
        type: "Feature", geometry: { type: "Point", coordinates: [place.x, place.y] },
        properties: {
          crossing_id: id, badge: `badge-${id}`, entry: `entry-${id}`, rank,
          offset: [-24, (i - (group.length - 1) / 2) * ENTRY_PX],
        },
      });
    });
  }
  (map.getSource("crossings") as GeoJSONSource).setData({ type: "FeatureCollection", features });
}
