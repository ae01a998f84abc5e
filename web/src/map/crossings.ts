// Crossings as badges with their use of capacity. Far away the map drops those that overlap, the busiest
// stay; near, the crossings of one place are a list beside it, so that each can be read and clicked.
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { numberOf, type Row, rowsIn, textOf } from "../api/results";
import type { Crossing } from "../api/types";
import { differenceFrom, monthOf } from "../state/lookedat";
import { modeColour } from "../state/names";
import { state } from "../state/store";
import { say } from "../texts/say";
import { LESS, MORE } from "../util/colour";
import { nearEachOther } from "../util/geography";
import { badgeImage, ENTRY_PX, entryImage, offerImage } from "./drawn";

const LIST_ZOOM = 7;
/** Further away than this only the first by rank are tried: the map has room for no more, and each is an image. */
const EVERY_BADGE_ZOOM = 4;
const MOST_BADGES = 250;
/** The same in each language: words for thousands would not fit into a badge. */
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 2 });

interface Badge {
  crossing: Crossing;
  use: number | null;
  open: boolean;
  t: number;
  rank: number;
}

export function addCrossings(map: MapLibre): void {
  map.addSource("crossings", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({
    id: "crossings",
    type: "symbol",
    source: "crossings",
    maxzoom: LIST_ZOOM,
    filter: ["any", ["<", ["get", "order"], MOST_BADGES], [">=", ["zoom"], EVERY_BADGE_ZOOM]],
    layout: {
      "icon-image": ["get", "badge"],
      "icon-padding": 0,
      "symbol-sort-key": ["get", "rank"],
      "icon-size": ["interpolate", ["linear"], ["zoom"], 2, 0.7, 5, 0.9, 7, 1.05],
    },
  });
  map.addLayer({
    id: "crossings-near",
    type: "symbol",
    source: "crossings",
    minzoom: LIST_ZOOM,
    layout: {
      "icon-image": ["get", "entry"],
      "icon-anchor": "right",
      "icon-offset": ["get", "offset"],
      "icon-allow-overlap": true,
      "icon-ignore-placement": false,
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

/** Those that carry most of the goods looked at, or change most, go first where goods or a change are looked at. */
const ranked = (badge: Badge, said: Said | null): Badge =>
  said ? { ...badge, rank: -Math.abs(said.values.get(badge.crossing.crossing_id) ?? 0) } : badge;

/** Crossings near each other, each group under its busiest. */
const groups = (rows: Row[], said: Said | null): Badge[][] =>
  nearEachOther(
    state.case.crossings.map((crossing) => ranked(badge(crossing, rows), said)).sort((a, b) => a.rank - b.rank),
    ({ crossing }) => crossing,
  );

/** What a badge says beside the use of capacity, by crossing: of goods, or of a change. */
export interface Said {
  values: Map<string, number>;
  change: boolean;
}

async function quantities(run: string): Promise<Map<string, number>> {
  const { commodity } = state;
  const sums = new Map<string, number>();
  for (const row of await rowsIn(run, "crossing_flows", monthOf(run))) {
    if (commodity ? row["commodity_id"] !== commodity : row["unit"] !== "t") continue;
    const id = textOf(row, "crossing_id");
    sums.set(id, (sums.get(id) ?? 0) + numberOf(row, "quantity"));
  }
  return sums;
}

/** Null where neither goods nor a change are looked at, so that badges show the use of capacity. */
async function saidOf(run: string): Promise<Said | null> {
  const from = differenceFrom();
  if (!from && !state.commodity) return null;
  const now = await quantities(run);
  if (!from) return { values: now, change: false };
  const before = await quantities(from);
  const ids = new Set([...now.keys(), ...before.keys()]);
  return { values: new Map([...ids].map((id) => [id, (now.get(id) ?? 0) - (before.get(id) ?? 0)])), change: true };
}

export const crossingsOf = async (run: string): Promise<{ rows: Row[]; said: Said | null }> => {
  const [rows, said] = await Promise.all([rowsIn(run, "crossings", monthOf(run)), saidOf(run)]);
  return { rows, said };
};

/** Below the solver's accuracy there is no change. */
const LEAST_CHANGE = 0.05;

/** Whether a badge tells of a shut crossing; where a change is looked at, what it lost says more. */
const isShut = ({ crossing, open }: Badge, said: Said | null): boolean =>
  !open && !(said?.change && Math.abs(said.values.get(crossing.crossing_id) ?? 0) >= LEAST_CHANGE);

/** The words of a badge, its ring and that ring's colour. */
function face({ crossing, use, t }: Badge, said: Said | null): { text: string; ring: number | null; colour: string } {
  const colour = modeColour(crossing.mode);
  if (!said) return { text: use === null ? compact.format(t) : `${Math.round(100 * use)}%`, ring: use, colour };
  const value = said.values.get(crossing.crossing_id) ?? 0;
  if (!said.change) return { text: compact.format(value), ring: null, colour };
  if (Math.abs(value) < LEAST_CHANGE) return { text: "0", ring: null, colour };
  return { text: `${value > 0 ? "+" : ""}${compact.format(value)}`, ring: 1, colour: value > 0 ? MORE : LESS };
}

/** A badge as it is drawn: at each place that of its busiest crossing. */
export interface Mark {
  x: number;
  y: number;
  text: string;
  ring: number | null;
  open: boolean;
  colour: string;
}
export function marksOf({ rows, said }: { rows: Row[]; said: Said | null }): Mark[] {
  return groups(rows, said).flatMap(([first]): Mark[] =>
    first ? [{ x: first.crossing.x, y: first.crossing.y, open: !isShut(first, said), ...face(first, said) }] : [],
  );
}

export function showCrossings(map: MapLibre, { rows, said }: { rows: Row[]; said: Said | null }): void {
  const texts: Record<string, string> = {};
  const features: GeoJSON.Feature<GeoJSON.Point>[] = [];
  const all = groups(rows, said);
  const order = new Map([...all.flat()].sort((a, b) => a.rank - b.rank).map((badge, i) => [badge, i]));
  for (const group of all) {
    group.forEach((badge, i) => {
      const { crossing, use, rank } = badge;
      const open = !isShut(badge, said);
      const id = crossing.crossing_id;
      const { text, ring, colour } = face(badge, said);
      texts[id] = open ? text : say("shut");
      offerImage(map, `badge-${id}`, () => badgeImage(ring, open, colour, text));
      const near = !open ? `, ${say("shut")}` : use === null && !said ? "" : ` ${text}`;
      offerImage(map, `entry-${id}`, () => entryImage(`${crossing.name}${near}`, ring, open, colour));
      const place = group[0]?.crossing ?? crossing;
      features.push({
        type: "Feature",
        geometry: { type: "Point", coordinates: [place.x, place.y] },
        properties: {
          crossing_id: id,
          badge: `badge-${id}`,
          entry: `entry-${id}`,
          rank,
          order: order.get(badge) ?? 0,
          offset: [-24, (i - (group.length - 1) / 2) * ENTRY_PX],
        },
      });
    });
  }
  (map.getSource("crossings") as GeoJSONSource).setData({ type: "FeatureCollection", features });
  map.getContainer().dataset["badges"] = JSON.stringify(texts);
}
