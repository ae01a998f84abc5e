// Loading, unloading and changes of mode.
import { round } from '../lib/csv.mjs';
import { complianceH } from './borders.mjs';

const shareOfCompliance = 0.5, mostPortH = 240;
/** Box and general cargo against bulk and liquids: what a port asks for them. */
const portGoods = [['container;general', 'ship_box', 'box'], ['bulk;liquid;gas', 'ship_bulk', 'bulk']];
const landChange = { time_h: 18, cost_usd_per_t: 4, source: 'assumed_handling' };
const landGoods = 'container;general;bulk;liquid';

/** Rows of transfers.csv. */
export function transferRows(nodes, links, { modes, gaugeChanges, projects, countryOf }) {
  const rows = [];
  const add = (id, from, to, handling, rest) => rows.push({
    transfer_id: id, node_id: '', from_mode: from, to_mode: to, handling, ...rest,
  });
  for (const m of modes.filter((row) => row.mode !== 'sea')) {
    add(`load_${m.mode}`, 'origin', m.mode, m.goods, { cost_usd_per_t: m.load_usd_per_t, time_h: m.load_h, source: m.source });
    add(`unload_${m.mode}`, m.mode, 'destination', m.goods, { cost_usd_per_t: m.unload_usd_per_t, time_h: m.unload_h, source: m.source });
  }
  const modesAt = new Map(nodes.map((node) => [node, new Set()]));
  for (const link of links)
    for (const end of [link.from, link.to]) modesAt.get(end)?.add(link.mode);
  for (const node of nodes) {
    const here = [...modesAt.get(node)].sort();
    const land = here.filter((mode) => /^(road|rail|river)/.test(mode));
    if (here.includes('sea') && node.country !== 'ZZZ') portRows(node, here, add, modes, countryOf, projects);
    for (const a of land)
      for (const b of land)
        if (a !== b && !(a.startsWith('rail') && b.startsWith('rail')))
          add(`${node.id}_${a}_${b}`, a, b, landGoods, { node_id: node.id, ...landChange });
    const pipe = here.find((mode) => mode === 'pipeline_oil');
    for (const other of here.filter((mode) => pipe && /^(rail|sea)/.test(mode))) {
      const change = { node_id: node.id, time_h: 24, cost_usd_per_t: 2, source: 'assumed_handling' };
      add(`${node.id}_${pipe}_${other}`, pipe, other, 'liquid', change);
      add(`${node.id}_${other}_${pipe}`, other, pipe, 'liquid', change);
    }
    const gas = here.includes('pipeline_gas') && here.includes('sea');
    if (gas) {
      const change = { node_id: node.id, time_h: 24, cost_usd_per_t: 40, source: 'assumed_handling' };
      add(`${node.id}_gas_sea`, 'pipeline_gas', 'sea', 'gas', change);
      add(`${node.id}_sea_gas`, 'sea', 'pipeline_gas', 'gas', change);
    }
  }
  for (const change of gaugeChanges) {
    const [a, b] = [`rail_${change.from_gauge_mm}`, `rail_${change.to_gauge_mm}`];
    for (const [from, to] of [[a, b], [b, a]])
      add(`${change.node.id}_${from}_${to}`, from, to, '', { node_id: change.node.id, time_h: change.time_h, cost_usd_per_t: change.cost_usd_per_t, source: change.source });
  }
  return rows;
}

// A port: loading, unloading and changes, once as it is and once with each project that speeds it up.
function portRows(node, here, add, modes, countryOf, projects) {
  const ours = projects.filter((p) => p.type === 'port' && p.stops[0].place === node);
  for (const [goods, vehicle, word] of portGoods) {
    const m = modes.find((row) => row.vehicle === vehicle);
    for (const [i, project] of [null, ...ours].entries()) {
      const saved = project ? Number(project.saves_h) / 2 : 0;
      const country = countryOf.get(node.country);
      const timeOf = (base, way) => round(Math.max(12, Math.min(mostPortH, Number(node.portH || base) + shareOfCompliance * complianceH(country, way)) - saved), 1);
      const out = { node_id: node.id, cost_usd_per_t: m.load_usd_per_t, time_h: timeOf(m.load_h, 'export') };
      const home = { node_id: node.id, cost_usd_per_t: m.unload_usd_per_t, time_h: timeOf(m.unload_h, 'import') };
      for (const row of [out, home]) {
        row.calendar = project?.project_id;
        row.source = project ? project.source : 'estimated_port_hours';
      }
      const name = `${node.id}_${word}${project ? `_new${i}` : ''}`;
      add(`${name}_load`, 'origin', 'sea', goods, out);
      add(`${name}_unload`, 'sea', 'destination', goods, home);
      for (const land of here.filter((mode) => /^(road|rail|river)/.test(mode))) {
        add(`${name}_${land}_in`, land, 'sea', goods, out);
        add(`${name}_${land}_out`, 'sea', land, goods, home);
      }
    }
  }
}
