// The links of the case: roads, railways, waterways, pipelines, sea and projects, as table rows.
import { readTable, round } from '../lib/csv.mjs';
import { distanceKm, shapeAt, between } from '../lib/geo.mjs';
import { chainPieces, fittedDetour } from './rail.mjs';
import { fitDetour, neighbourPairs, wayOverLand } from './roads.mjs';

const hours = (km, speed) => round(km / speed, 2);

function chainLinks(chains, detour, mode, prefix, defaultSpeed) {
  const links = [];
  for (const chain of chains) {
    chainPieces(chain, detour).forEach((piece, i) => {
      const way = mode(chain), speed = Number(chain.speed_km_h) || defaultSpeed(way, piece);
      links.push({
        link_id: `${prefix}_${chain.id}_${i + 1}`, name: chain.name, from: piece.from, to: piece.to,
        mode: way, length_km: piece.km, free_time_h: hours(piece.km, speed), source: chain.source,
        calendar: chain.calendar, project: chain.project,
      });
    });
  }
  return links;
}

const pairKey = (link) => [link.from.id, link.to.id].sort().join(' ') + link.mode;

/** Land links; `fit` holds the detour factors and how known roads compare. */
export function landLinks({ nodes, shapes, raster, closedBorders, fixedLinks, railways, roads, waterways, pipelines, projects, roadLengths, modes, roadSpeed }) {
  const speedOf = Object.fromEntries(modes.map((m) => [m.mode, Number(m.speed_km_h)]));
  const railMode = (chain) => `rail_${chain.gauge_mm}`;
  const railDetour = fittedDetour(railways);
  const rail = chainLinks(railways, railDetour, railMode, 'rail', (mode) => speedOf[mode]);

  const roadSpeedOf = (_, piece) => Math.min(roadSpeed(piece.from), roadSpeed(piece.to));
  const trunk = chainLinks(roads, 1.3, () => 'road', 'road', roadSpeedOf);
  const named = new Set(trunk.map(pairKey));
  const pairs = neighbourPairs(nodes, shapes, raster, closedBorders)
    .map(({ i, j, km, line }) => ({ from: nodes[i], to: nodes[j], km, line }))
    .filter(({ from, to }) => !named.has(pairKey({ from, to, mode: 'road' })));
  const fit = fitDetour(roadLengths, nodes, [...pairs,
    ...trunk.map((l) => ({ from: l.from, to: l.to, km: distanceKm(l.from.point, l.to.point) }))]);
  const road = pairs.map(({ from, to, km, line }) => {
    const length = round(km * fit.factor, 1);
    return {
      link_id: `road_${from.id}_${to.id}`.slice(0, 64), name: '', from, to, mode: 'road', length_km: length,
      free_time_h: hours(length, roadSpeedOf(null, { from, to })), source: 'estimated_road_length', line,
    };
  });
  const river = chainLinks(waterways, 1.5, () => 'river', 'river', (mode) => speedOf[mode]);
  const pipe = chainLinks(pipelines, 1.2, (chain) => `pipeline_${chain.goods}`, 'pipe', (mode) => speedOf[mode]);
  const project = projectLinks(projects, railDetour, fit.factor, railMode, speedOf, roadSpeedOf, rail);
  const chained = [...trunk, ...rail, ...project];
  bendRoundWater(chained, shapes, raster, fixedLinks);
  return { links: [...road, ...chained, ...river, ...pipe], fit, railDetour };
}

// Named lines keep their known lengths; on the map they go round water, or over it by a bridge or
// tunnel that the table of fixed links names.
function bendRoundWater(links, shapes, raster, fixedLinks) {
  for (const link of links) {
    const { from, to, length_km: km } = link;
    if (fixedLinks.has([from.name, to.name].sort().join('/'))) continue;
    const way = wayOverLand(shapes, raster, from.point, to.point, 3 * km);
    if (!way) throw new Error(`${link.link_id}: water between ${from.name} and ${to.name}, and no entry in fixed_links.csv`);
    link.line = way.line;
  }
}

// New lines and upgrades lie beside what is there, open by the project's calendar.
function projectLinks(projects, railDetour, roadDetour, railMode, speedOf, roadSpeedOf, rail) {
  const chains = projects.filter((p) => p.type === 'rail' || p.type === 'road')
    .map((p) => ({ ...p, id: p.project_id, calendar: p.project_id, project: p.project_id }));
  const borders = projects.filter((p) => p.type === 'border').flatMap((p) => {
    const [a, b] = p.stops.map((stop) => stop.place);
    return rail.filter((l) => [l.from, l.to].includes(a) && [l.from, l.to].includes(b))
      .map((l, i) => ({ ...l, link_id: `project_${p.project_id}_${i + 1}`, name: p.name, calendar: p.project_id, project: p.project_id, source: p.source }));
  });
  return [
    ...chainLinks(chains.filter((c) => c.type === 'rail'), railDetour, railMode, 'project', (mode) => speedOf[mode]),
    ...chainLinks(chains.filter((c) => c.type === 'road'), roadDetour, () => 'road', 'project', roadSpeedOf),
    ...borders,
  ];
}

/** Which cities are ports: those near a port of the list, or named as ports. */
export function findPorts(nodes, listed, { nearKm }) {
  return nodes.filter((node) => {
    if (node.type === 'port') { node.portPoint = node.point; return true; }
    if (node.type !== 'city') return false;
    const near = listed.filter((p) => Math.abs(p.point[1] - node.point[1]) < 1)
      .map((p) => ({ p, km: distanceKm(p.point, node.point) })).filter(({ km }) => km < nearKm)
      .sort((a, b) => a.km - b.km || (a.p.code < b.p.code ? -1 : 1))[0];
    if (near) node.portPoint = near.p.point;
    return Boolean(near);
  });
}

/** Whether a straight way from a port to the sea would lead over land for more than `mostKm`. */
export function landBetween(shapes, a, b, mostKm) {
  const length = distanceKm(a, b), count = Math.max(4, Math.ceil(length / 10));
  let over = 0, near = null;
  for (let i = 0; i <= count; ++i) {
    const shape = shapeAt(shapes, between(a, b, i / count), near);
    if (shape) { near = shape; over += length / count; }
  }
  return over > mostKm;
}

/** The factor that brings sea lengths to published ones: published over computed, its mean. */
export function seaFit(tables, distances) {
  const rows = readTable(`${tables}/sea_distances.csv`).map((row) => ({
    ...row, published: Number(row.nautical_miles) * 1.852,
    computed: distances[row.via].get(row.from_port)?.get(row.to_port),
  }));
  for (const row of rows.filter((r) => r.computed === undefined))
    throw new Error(`sea_distances.csv, row ${row.row}: no way by sea from ${row.from_port} to ${row.to_port}`);
  return { rows, factor: round(rows.reduce((s, r) => s + r.published / r.computed, 0) / rows.length, 4) };
}

/** Throws where the links don't join all nodes. */
export function checkConnected(nodes, links) {
  const parent = new Map(nodes.map((n) => [n, n]));
  const find = (n) => { let at = n; while (parent.get(at) !== at) at = parent.get(at); parent.set(n, at); return at; };
  for (const { from, to } of links) parent.set(find(from), find(to));
  const parts = new Map();
  for (const n of nodes) parts.set(find(n), [...(parts.get(find(n)) ?? []), n]);
  const [, ...islands] = [...parts.values()].sort((a, b) => b.length - a.length);
  if (islands.length)
    throw new Error(`not joined to the rest: ${islands.map((part) => part.slice(0, 4).map((n) => `${n.name} (${n.country})`).join(', ')).join('; ')}: name a port in ports.csv`);
}
