// Demand: a doubly constrained gravity model for each commodity between countries, shared out over
// their cities.
import { readTable, round } from '../lib/csv.mjs';
import { distanceKm } from '../lib/geo.mjs';

const leastDistanceKm = 150, balancingRounds = 60;
/** Cities that stand for a country: more for larger economies. */
const citiesOf = (gdp) => Math.max(1, Math.min(6, Math.round(Math.sqrt(gdp) / 12)));

/** "CHN 38;TWN 9" as shares of the whole; what is left goes to the others by GDP. */
function shares(text, countries, where) {
  const given = new Map(text.split(';').filter(Boolean).map((item) => {
    const [country, percent] = item.split(' ');
    if (!countries.some((c) => c.country === country)) throw new Error(`${where}: no country ${country}`);
    return [country, Number(percent) / 100];
  }));
  const left = 1 - [...given.values()].reduce((s, v) => s + v, 0);
  if (left < -1e-9) throw new Error(`${where}: shares add up to more than 100 %`);
  const others = countries.filter((c) => !given.has(c.country));
  const gdp = others.reduce((s, c) => s + Number(c.gdp_busd), 0);
  return countries.map((c) => given.get(c.country) ?? left * Number(c.gdp_busd) / gdp);
}

/** The cities a country's goods come from or go to, with their shares. */
function centres(nodes, countries) {
  return new Map(countries.map((c) => {
    const cities = nodes.filter((n) => n.country === c.country && n.population > 0)
      .slice(0, citiesOf(Number(c.gdp_busd)));
    const sum = cities.reduce((s, n) => s + n.population, 0);
    return [c.country, cities.map((n) => ({ node: n, share: n.population / sum }))];
  }));
}

function tradedMt(commodity, countries, capitals) {
  const where = `commodities.csv, row ${commodity.row}`;
  const exports = shares(commodity.exports, countries, where), imports = shares(commodity.imports, countries, where);
  const elasticity = Number(commodity.distance_elasticity), n = countries.length;
  const ease = capitals.map((a, i) => capitals.map((b, j) => (i === j ? 0
    : Math.max(leastDistanceKm, distanceKm(a, b)) ** -elasticity)));
  const a = new Array(n).fill(1), b = new Array(n).fill(1);
  for (let step = 0; step < balancingRounds; ++step) {
    for (let i = 0; i < n; ++i) {
      let sum = 0;
      for (let j = 0; j < n; ++j) sum += ease[i][j] * b[j] * imports[j];
      a[i] = sum > 0 ? 1 / sum : 0;
    }
    for (let j = 0; j < n; ++j) {
      let sum = 0;
      for (let i = 0; i < n; ++i) sum += ease[i][j] * a[i] * exports[i];
      b[j] = sum > 0 ? 1 / sum : 0;
    }
  }
  const world = Number(commodity.world_mt);
  return ease.map((row, i) => row.map((e, j) => world * a[i] * exports[i] * b[j] * imports[j] * e));
}

/** Rows of demand.csv in tonnes a year. Pairs of countries from `splitPairT` a year on are shared out
 *  over their cities, smaller ones go between the largest, those below `leastPairT` are left out and
 *  the rest scaled up to the total. */
export function demandRows(tables, nodes, countries, commodities, origins, { leastPairT, splitPairT }) {
  const all = centres(nodes, countries);
  const capitals = countries.map((c) => all.get(c.country)[0].node.point);
  const rows = [], totals = [];
  for (const commodity of commodities) {
    const own = new Map(origins.filter((o) => o.commodity === commodity.commodity)
      .map((o) => [o.country, o.nodes.map((node) => ({ node, share: 1 / o.nodes.length }))]));
    const mt = tradedMt(commodity, countries, capitals);
    const kept = [];
    mt.forEach((row, i) => row.forEach((v, j) => { if (v * 1e6 >= leastPairT) kept.push([i, j, v]); }));
    const scale = Number(commodity.world_mt) / kept.reduce((s, [, , v]) => s + v, 0);
    const before = rows.length;
    for (const [i, j, v] of kept) {
      const ends = (places) => (v * 1e6 >= splitPairT ? places : [{ node: places[0].node, share: 1 }]);
      for (const from of ends(own.get(countries[i].country) ?? all.get(countries[i].country)))
        for (const to of ends(all.get(countries[j].country))) {
          const quantity = round(v * scale * 1e6 * from.share * to.share, 0);
          if (quantity > 0)
            rows.push({ origin_node_id: from.node.id, destination_node_id: to.node.id,
              commodity_id: commodity.commodity, quantity, source: 'gravity_demand' });
        }
    }
    totals.push({ commodity: commodity.commodity, pairs: kept.length, rows: rows.length - before, share: 1 / scale });
  }
  return { rows, totals };
}

/** Where a commodity comes from, if not from the largest cities. */
export function readOrigins(tables, place, registry) {
  return readTable(`${tables}/origins.csv`).map((row) => ({
    ...row, nodes: row.places.split(';').map((name) => place(registry, name, [row.country], `origins.csv, row ${row.row}`)),
  }));
}
