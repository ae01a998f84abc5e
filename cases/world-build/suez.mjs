// The world with the Suez Canal and the Red Sea shut, beside what ships did in March 2021 and in the
// winter of 2023 to 2024, as tables in Markdown (docs/suez.md):
//   node suez.mjs FOLDER [path of amur]     FOLDER has the counts of ships (chokepoints)
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTable } from './lib/csv.mjs';
import { head, line } from './lib/markdown.mjs';

const here = dirname(fileURLToPath(import.meta.url)), world = join(here, '../world');
const counts = process.argv[2], amur = process.argv[3] ?? join(here, '../../build/release/amur');
const run = (...args) => execFileSync(amur, args, { stdio: 'ignore' });
const daysAYear = 365;

/** A day at anchor costs cargo and ship; ships by what carries a commodity over the sea. */
const ships = new Map(readTable(join(world, 'vehicles.csv')).filter((v) => v.mode === 'sea').map((v) => [v.vehicle_id, v]));
const goods = new Map(readTable(join(world, 'commodities.csv')).map((row) => {
  const ship = ships.get(row.vehicles.split(';').find((id) => ships.has(id)));
  const kind = row.commodity_id === 'crude_oil' ? 'crude oil tankers' : row.commodity_id === 'oil_products' ? 'product tankers'
    : row.handling === 'gas' ? 'LNG' : row.handling === 'bulk' ? 'bulk carriers'
      : row.handling === 'container' && row.commodity_id !== 'vehicles' ? 'container ships' : 'others';
  return [row.commodity_id, { kind, payload: Number(ship.payload_t),
    usdAnHour: Number(row.value_of_time_usd_per_t_h) + Number(ship.cost_usd_per_h) / Number(ship.payload_t) }];
}));

const folder = mkdtempSync(join(tmpdir(), 'amur-suez-'));
/** Flows by pair and commodity. */
function flows(...options) {
  const result = join(folder, 'r.gpkg'), tables = join(folder, `t${options.length}${options[1] ?? ''}`);
  run('run', world, ...options, '-o', result);
  run('export', 'csv', result, '-o', tables);
  return new Map(readTable(join(tables, 'od.csv')).map((r) => [[r.origin_node_id, r.destination_node_id, r.commodity_id].join(), r]));
}
const open = flows();
/** What goes another way where something is shut: what each tonne then pays and sails more. */
function moved(closed) {
  const rows = [];
  for (const [key, before] of open) {
    const after = closed.get(key), t = Number(before.delivered);
    if (!(t > 0)) continue;
    const lost = !(Number(after.delivered) > 0), usd = lost ? Infinity : Number(after.cost) - Number(before.cost);
    if (usd > 1e-6) rows.push({ t, usd, ...goods.get(before.commodity_id), lost,
      freight: usd - (Number(after.time) - Number(before.time)), days: (Number(after.time_h) - Number(before.time_h)) / 24, km: Number(after.length_km) - Number(before.length_km) });
  }
  return rows;
}
const bySuez = moved(flows('-s', 'suez_closed')), byBab = moved(flows('-s', 'red_sea_closed'));
rmSync(folder, { recursive: true });

const sum = (rows, of = () => 1) => rows.reduce((total, r) => total + r.t * of(r), 0), mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;
const percent = (share) => `${(100 * share).toFixed(0)} %`;
const kinds = ['container ships', 'bulk carriers', 'crude oil tankers', 'product tankers', 'LNG', 'others'];

console.log('Suez shut for months\n');
head('', 'Mt a year', 'without a way', 'days more', 'km more', 'freight, USD/t more', 'with time, USD/t more');
for (const kind of [...kinds, 'all']) {
  const all = bySuez.filter((r) => kind === 'all' || r.kind === kind), rows = all.filter((r) => !r.lost), t = sum(rows);
  line(kind, (daysAYear * sum(all) / 1e6).toFixed(0), percent(1 - t / sum(all)), ...[['days', 1], ['km', 0], ['freight', 1], ['usd', 1]].map(([name, digits]) => (sum(rows, (r) => r[name]) / t).toFixed(digits)));
}

const daily = readTable(join(counts, 'Suez_Canal_Daily_Transits_202103-202104_using_AIS.csv'));
const between = (from, to) => daily.filter((r) => r.arrival_date >= from && r.arrival_date <= to);
const arrivals = (rows) => rows.map((r) => Number(r.complete_transit_per_arrival_day)), dwell = (rows) => rows.map((r) => Number(r.complete_transit_dwell_time));
// Ships of 22 March on the way were caught; the first of the month counts ships that were there before.
const usual = between('2021-03-02', '2021-03-21'), shut = between('2021-03-23', '2021-03-29');
const usualArrivals = mean(arrivals(usual)), usualDwell = mean(dwell(usual));
console.log('\nShut for six days\n');
head('arrived', 'ships', 'waited more, h', 'goes round, computed');
const shares = shut.map((r) => {
  const wait = Number(r.complete_transit_dwell_time) - usualDwell, share = sum(bySuez.filter((f) => f.usd < wait * f.usdAnHour)) / sum(bySuez);
  line(r.arrival_date, r.complete_transit_per_arrival_day, wait.toFixed(0), percent(share));
  return share;
});
const usualSum = usualArrivals * shut.length, came = arrivals(shut).reduce((a, b) => a + b, 0), verified = readTable(join(counts, 'Verified_Reroute.csv')).length;
console.log(`\nusual: ${usualArrivals.toFixed(1)} ships a day, ${usualDwell.toFixed(1)} h; computed on the mean day ${percent(mean(shares))}; verified ${verified} of ${usualSum.toFixed(0)}, ${percent(verified / usualSum)}; did not come ${(usualSum - came).toFixed(0)}, ${percent(1 - came / usualSum)}`);

const weeks = readTable(join(counts, 'Bab_el-Mandeb_Week_Transits_202311-202403_using_AIS.csv'));
const lloyds = readTable(join(counts, 'Bab_el-Mandeb_Transits_Lloyds_Weekly_202311-202403.csv')).map((r) => ({ ...r, arrival_date: r[Object.keys(r).find((name) => name.endsWith('Dates'))].split('/').reverse().join('-') }));
const fall = (rows, column) => {
  const of = (from, to) => mean(rows.filter((r) => r.arrival_date >= from && r.arrival_date <= to).map((r) => Number(r[column] || 0)));
  return 1 - of('2024-02-05', '2024-03-25') / of('2023-11-06', '2023-11-27');
};
console.log('\nBab el-Mandeb, February and March 2024 against November 2023\n');
head('', 'fewer ships (AIS)', "fewer (Lloyd's)", 'computed, shut: Mt a year that goes round', 'price of the passage at which so many go round, USD/t', 'a ship, million USD');
for (const [kind, ais, other] of [['container ships', 'Containership', 'Containership'], ['bulk carriers', 'Bulk Carrier', 'Bulk Carrier'], ['crude oil tankers', 'Crude Oil Tanker', 'Crude oil tanker'], ['product tankers', 'Product Tanker', 'Product Tanker'], ['LNG', 'LNG', 'LNG']]) {
  const rows = byBab.filter((r) => r.kind === kind).sort((a, b) => a.usd - b.usd), goal = fall(weeks, ais) * sum(rows);
  let t = 0, price = 0;
  for (const row of rows) if (t < goal) { t += row.t; price = row.usd; }
  line(kind, percent(fall(weeks, ais)), percent(fall(lloyds, other)), (daysAYear * sum(rows) / 1e6).toFixed(0), Number.isFinite(price) ? price.toFixed(1) : 'no way round', Number.isFinite(price) ? (price * rows[0].payload / 1e6).toFixed(2) : '');
}
