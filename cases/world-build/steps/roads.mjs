// Roads: neighbouring cities, joined at great-circle length times a detour factor.
import { readTable, round } from '../lib/csv.mjs';
import { distanceKm, waterOnTheWayKm } from '../lib/geo.mjs';
import { leastLengths } from '../lib/heap.mjs';
import { landPath } from '../lib/land_path.mjs';

/** Rivers, estuaries and straits up to this width count as bridged; the coarse coast needs some too. */
const mostWaterKm = 12, waterStepKm = 4, neighbours = 14, mostKm = 1300;
/** Round a gulf, at most so much longer than straight over it. */
const mostDetour = 1.8;
/** The raster of the shapes is coarser than they are. */
const mostWaterRoundKm = 20;

// The longest run of water on the pieces of a line.
function waterAlongKm(shapes, line) {
  return Math.max(...line.slice(1).map((point, i) => waterOnTheWayKm(shapes, line[i], point, waterStepKm)));
}

/** The straight way where it stays on land, else one round the water; null where there is none. */
export function wayOverLand(shapes, raster, a, b, mostKm) {
  if (waterOnTheWayKm(shapes, a, b, waterStepKm) <= mostWaterKm) return { km: distanceKm(a, b), line: null };
  const way = landPath(raster, a, b, mostKm);
  return way && waterAlongKm(shapes, way.line) <= mostWaterRoundKm ? way : null;
}

/** Pairs of places with no third one of their countries within the circle over their line as diameter
 *  (Gabriel & Sokal 1969), round water and not over a
 *  closed border. */
export function neighbourPairs(places, shapes, raster, closedBorders) {
  const pairs = [];
  places.forEach((a, i) => {
    const near = places.map((b, j) => ({ j, km: distanceKm(a.point, b.point) }))
      .filter(({ j, km }) => j !== i && km < mostKm)
      .sort((p, q) => p.km - q.km || p.j - q.j).slice(0, neighbours);
    for (const { j, km } of near) {
      if (pairs.some((p) => p.i === Math.min(i, j) && p.j === Math.max(i, j))) continue;
      const b = places[j];
      if (closedBorders.has([a.country, b.country].sort().join(' '))) continue;
      const between = near.some(({ j: k, km: ac }) => k !== j && ac < km
        && [a.country, b.country].includes(places[k].country) && ac ** 2 + distanceKm(places[k].point, b.point) ** 2 < km ** 2);
      if (between) continue;
      const way = wayOverLand(shapes, raster, a.point, b.point, Math.min(mostKm, km * mostDetour));
      if (way) pairs.push({ i: Math.min(i, j), j: Math.max(i, j), km: way.km, line: way.line });
    }
  });
  return pairs.sort((p, q) => p.i - q.i || p.j - q.j);
}

/** The factor by which known road lengths exceed those over the pairs, and each road's error. */
export function fitDetour(known, places, links) {
  const index = new Map(places.map((p, i) => [p, i])), out = places.map(() => []);
  for (const { from, to, km } of links) {
    out[index.get(from)].push([index.get(to), km]);
    out[index.get(to)].push([index.get(from), km]);
  }
  const rows = known.map((row) => ({
    ...row, direct: leastLengths(out, index.get(row.from)).get(index.get(row.to)),
  }));
  for (const row of rows)
    if (row.direct === undefined)
      throw new Error(`road_lengths.csv, row ${row.row}: no way from ${row.from.name} to ${row.to.name}`);
  const factor = rows.reduce((s, r) => s + r.km * r.direct, 0) / rows.reduce((s, r) => s + r.direct ** 2, 0);
  return { factor: round(factor, 3), rows };
}

/** Pairs of countries whose border no road link is drawn over but those of the tables. */
export function readClosedBorders(tables) {
  return new Set(readTable(`${tables}/closed_borders.csv`)
    .map((row) => [row.country_a, row.country_b].sort().join(' ')));
}

/** Pairs of places, "A/B" in order of the alphabet, joined over water by a bridge or tunnel. */
export function readFixedLinks(tables) {
  return new Set(readTable(`${tables}/fixed_links.csv`).map((row) => [row.place_a, row.place_b].sort().join('/')));
}
