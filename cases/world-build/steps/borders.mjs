// Crossings of borders and straits, with the hours they take.
import { round } from '../lib/csv.mjs';

/** Within a union a lorry or train hardly stops; elsewhere the hours of the two countries count. */
const withinUnionH = { road: 0.5, rail: 4 };
const assumedComplianceH = 60, mostRoadH = 72;
/** Mean hours at road borders of Central Asia (CAREC 2022), to which the share is fitted. */
const carecRoadH = 9.9, carecCountries = 'AFG AZE CHN GEO KAZ KGZ MNG PAK TJK TKM UZB'.split(' ');
const railH = 24;

export const complianceH = (country, way) => (country[`border_${way}_h`] === ''
  ? assumedComplianceH : Number(country[`border_${way}_h`]));

const meanH = (country) => (complianceH(country, 'import') + complianceH(country, 'export')) / 2;

function sameUnion(a, b) {
  return a.union !== '' && a.union === b.union;
}

/** The share of the countries' compliance hours for which a lorry waits. */
export function fitRoadShare(links, countryOf) {
  const pairs = new Set(links.filter((l) => l.mode === 'road' && l.from.country !== l.to.country
    && carecCountries.includes(l.from.country) && carecCountries.includes(l.to.country))
    .map((l) => [l.from.country, l.to.country].sort().join(' ')));
  const sums = [...pairs].map((pair) => pair.split(' ').map((c) => countryOf.get(c)))
    .filter(([a, b]) => !sameUnion(a, b)).map(([a, b]) => meanH(a) + meanH(b));
  return round(carecRoadH * sums.length / sums.reduce((s, v) => s + v, 0), 4);
}

/** Rows of crossings.csv: named borders and straits of their own, the others by pair of countries. */
export function crossingRows(links, { named, straits, projects, countryOf, roadShare }) {
  const rows = new Map();
  const add = (id, row, link) => {
    if (!rows.has(id)) rows.set(id, { crossing_id: id, ...row, list: [] });
    rows.get(id).list.push(link.link_id);
  };
  for (const link of links) {
    if (link.strait) {
      const s = straits.find((row) => row.strait_id === link.strait);
      add(s.strait_id, { name: s.name, wait_h: s.wait_h, fee_usd_per_t: s.fee_usd_per_t, source: s.source }, link);
      continue;
    }
    if (link.mode === 'sea' || link.from.country === link.to.country) continue;
    const kind = link.mode.split('_')[0];
    if (kind === 'pipeline') continue;
    const own = named.find((b) => b.mode === kind
      && [b.from_place, b.to_place].sort().join() === [link.from.name, link.to.name].sort().join());
    const border = projects.find((p) => p.type === 'border' && p.project_id === link.project);
    if (border) {
      add(border.project_id, { name: border.name, source: border.source, fee_usd_per_t: own.fee_usd_per_t,
        wait_h: round(Number(own.wait_h) - Number(border.saves_h), 2) }, link);
    } else if (own) {
      add(own.border_id, { name: own.name, wait_h: own.wait_h, fee_usd_per_t: own.fee_usd_per_t, source: own.source }, link);
    } else {
      const [a, b] = [link.from.country, link.to.country].sort().map((c) => countryOf.get(c));
      const inUnion = sameUnion(a, b);
      const wait = kind === 'road' ? (inUnion ? withinUnionH.road : Math.min(mostRoadH, roadShare * (meanH(a) + meanH(b))))
        : inUnion ? withinUnionH.rail : railH;
      add(`${a.country}-${b.country}_${link.mode}`, { name: `${a.name} - ${b.name} ${kind}`, wait_h: round(wait, 1),
        fee_usd_per_t: inUnion ? 0 : kind === 'road' ? 10.4 : 6,
        source: kind === 'road' ? 'estimated_road_borders' : 'assumed_rail_borders' }, link);
    }
  }
  return [...rows.values()].map(({ list, ...row }) => ({ ...row, links: list.join(';') }));
}
