// Railways, waterways, pipelines and trunk roads: chains of places with lengths from tables of facts.
import { readTable, round } from '../lib/csv.mjs';
import { distanceKm } from '../lib/geo.mjs';
import { place } from './cities.mjs';

/** A table of chains as rows with `stops` ({place, post}) and numbers where given. */
export function readChains(path, registry) {
  return readTable(path).map((row) => {
    const countries = row.countries.split(';');
    const where = `${path.split('/').at(-1)}, row ${row.row}`;
    const stops = row.places.split(';').map((text) => {
      const [name, post] = text.split('@');
      return { place: place(registry, name, countries, where), post: post ? Number(post) : null };
    });
    return { ...row, where, stops, lengthKm: row.length_km ? Number(row.length_km) : null };
  });
}

/** Pieces {from, to, km, estimated} of a chain. Between known posts, length is shared out by great
 *  circles; where a chain has no length, `detour` stands for it. */
export function chainPieces(chain, detour) {
  const { stops } = chain;
  const posts = stops.map((stop) => stop.post);
  if (chain.lengthKm !== null) {
    posts[0] ??= 0;
    posts[posts.length - 1] ??= chain.lengthKm;
    if (Math.abs(posts.at(-1) - chain.lengthKm) > 0.5)
      throw new Error(`${chain.where}: the last post is ${posts.at(-1)}, the length ${chain.lengthKm}`);
  }
  const direct = stops.slice(1).map((stop, i) => distanceKm(stops[i].place.point, stop.place.point));
  const pieces = [];
  for (let i = 0; i + 1 < stops.length;) {
    let j = i + 1;
    while (chain.lengthKm !== null && posts[j] === null) ++j;
    const sum = direct.slice(i, j).reduce((a, b) => a + b, 0);
    for (let k = i; k < j; ++k) {
      const known = chain.lengthKm !== null;
      const km = known ? direct[k] * (posts[j] - posts[i]) / sum : direct[k] * detour;
      pieces.push({ from: stops[k].place, to: stops[k + 1].place, km: round(km, 1), direct: direct[k], known });
    }
    i = j;
  }
  for (const { from, to, km, direct: least } of pieces)
    if (km < least * 0.97)
      throw new Error(`${chain.where}: ${from.name} to ${to.name} is ${km} km, less than the great circle ${least.toFixed(0)}`);
  return pieces;
}

/** Known lengths over great circles of the chains that state theirs. */
export function fittedDetour(chains) {
  let known = 0, direct = 0;
  for (const chain of chains.filter((c) => c.lengthKm !== null))
    for (const piece of chainPieces(chain, 1)) { known += piece.km; direct += piece.direct; }
  return round(known / direct, 3);
}
