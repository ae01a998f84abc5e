// The world's trade in money: what the tonnes of demand are worth, and what each country makes for
// itself, so that it earns its GDP.
import { readTable, round } from '../lib/csv.mjs';

/** Least sales at home of a sector, as a share of what the country takes of it; least final demand,
 *  as a share of inputs; least sales of services, as a share of GDP. */
const leastHome = 0.1, leastFinal = 0.02, leastServices = 0.4;
const rounds = 200, decimals = 0;

/** Rows of regions, sectors, trade and inputs. Goods: a country takes a sector's share of its GDP, at
 *  home what it doesn't import, but never less than its own producers need. Services, sold at home,
 *  bring value added up to GDP. */
export function tradeTables(tables, { countries, commodities, demand, capitals }) {
  const sectors = readTable(`${tables}/sectors.csv`), inputs = readTable(`${tables}/inputs.csv`);
  const ids = sectors.map((s) => s.sector), goods = sectors.filter((s) => s.absorption_of_gdp !== '');
  const use = Object.fromEntries(ids.map((user) => [user, Object.fromEntries(ids.map((id) => [id, 0]))]));
  for (const row of inputs) use[row.sector][row.input] = Number(row.share);
  const valueAdded = (sector) => 1 - ids.reduce((sum, id) => sum + use[sector][id], 0);
  const sectorOf = new Map(commodities.map((c) => [c.commodity, c.sector]));
  const priceOf = new Map(commodities.map((c) => [c.commodity, Number(c.value_usd_per_t)]));

  const pairs = new Map(), exports = new Map(), imports = new Map();
  const sum = (sums, key, value) => sums.set(key, (sums.get(key) ?? 0) + value);
  for (const { from, to, commodity, tonnes } of demand) {
    const value = tonnes * priceOf.get(commodity), sector = sectorOf.get(commodity);
    sum(pairs, `${from}|${to}|${sector}`, value);
    sum(exports, `${from}|${sector}`, value);
    sum(imports, `${to}|${sector}`, value);
  }
  const rows = [], above = [];
  for (const { country, gdp_busd } of countries) {
    const gdp = 1e9 * Number(gdp_busd), of = (sums, sector) => sums.get(`${country}|${sector}`) ?? 0;
    const home = Object.fromEntries(ids.map((id) => [id, 0])), output = (id) => home[id] + of(exports, id);
    // Each round needs what the last one's output takes; shares below one make it settle.
    for (let step = 0; step < rounds; ++step) {
      const needed = (id) => ids.reduce((total, user) => total + use[user][id] * output(user), 0);
      for (const { sector, absorption_of_gdp } of goods) {
        const wanted = Number(absorption_of_gdp) * gdp;
        home[sector] = Math.max(wanted - of(imports, sector), leastHome * wanted,
          (1 + leastFinal) * needed(sector) - of(imports, sector));
      }
      const earned = goods.reduce((total, { sector }) => total + valueAdded(sector) * output(sector), 0);
      home.services = Math.max((gdp - earned) / valueAdded('services'), leastServices * gdp, (1 + leastFinal) * needed('services'));
    }
    const earned = ids.reduce((total, id) => total + valueAdded(id) * output(id), 0);
    if (earned > 1.01 * gdp) above.push(country);
    for (const id of ids) if (home[id] > 0) rows.push({ exporter_region_id: country, importer_region_id: country, sector_id: id, value_usd: round(home[id], decimals), source: 'trade_home' });
  }
  for (const [key, value] of pairs) {
    const [from, to, sector] = key.split('|');
    rows.push({ exporter_region_id: from, importer_region_id: to, sector_id: sector, value_usd: round(value, decimals), source: 'gravity_demand' });
  }
  return {
    above,
    regions: countries.map((c) => ({ region_id: c.country, name: c.name, countries: c.country, group: c.region, x_coord: capitals.get(c.country)[0], y_coord: capitals.get(c.country)[1], source: c.gdp_source })),
    sectors: sectors.map((s) => ({ sector_id: s.sector, name: s.name, trade_elasticity: s.trade_elasticity, trade_elasticity_sd: s.trade_elasticity_sd, source: s.source })),
    trade: rows,
    inputs: inputs.map((row) => ({ sector_id: row.sector, input_sector_id: row.input, share: row.share, source: row.source })),
  };
}
