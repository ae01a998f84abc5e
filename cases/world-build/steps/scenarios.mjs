// Scenario files: projects on or off, shocks, and the choice by logit.

const never = ['2998-01-01', '2999-12-31'], always = ['1990-01-01', '2999-12-31'];

const text = (value) => JSON.stringify(value);
const list = (values) => `[${values.map(text).join(', ')}]`;

function edit(table, action, where, values) {
  const inline = (object) => `{ ${Object.entries(object)
    .map(([k, v]) => `${k.includes('.') ? text(k) : k} = ${Array.isArray(v) ? list(v) : typeof v === 'number' ? v : text(v)}`).join(', ')} }`;
  return ['[[edit]]', `table = ${text(table)}`, `action = ${text(action)}`,
    ...(where ? [`where = ${inline(where)}`] : []), `values = ${inline(values)}`].join('\n');
}

const calendar = (ids, [from, to]) => edit('calendars', 'set', { calendar_id: ids }, { from_date: from, to_date: to });
const closeCrossing = (ids) => edit('crossings', 'set', { crossing_id: ids }, { capacity_t_per_day: 0 });

const scenario = (title, edits) => `title = ${text(title)}\n\n${edits.join('\n\n')}\n`;

/** A scenario in which projects stand, whenever it is. */
export const builtScenario = (title, ids) => scenario(title, [calendar(ids, always)]);

/** Files of scenarios/ as [name, text]. */
export function scenarioFiles(projects, countries, openOn) {
  const files = [];
  const add = (name, title, ...edits) => files.push([`${name}.toml`, scenario(title, edits)]);
  const ids = projects.map((p) => p.project_id);
  add('projects_all', 'All Belt and Road projects built', calendar(ids, always));
  add('projects_none', 'No Belt and Road project', calendar(ids, never));
  for (const p of projects) {
    if (p.opened <= openOn) add(`without_${p.project_id}`, `Without ${p.name}`, calendar([p.project_id], never));
    else add(`with_${p.project_id}`, `With ${p.name}`, calendar([p.project_id], always));
    add(`only_${p.project_id}`, `Only ${p.name}`, calendar(ids.filter((id) => id !== p.project_id), never),
      calendar([p.project_id], always));
  }
  add('suez_closed', 'Suez Canal closed', closeCrossing(['suez']));
  add('red_sea_closed', 'Bab el-Mandeb closed', closeCrossing(['bab_el_mandeb']));
  add('malacca_closed', 'Strait of Malacca closed', closeCrossing(['malacca']));
  add('taiwan_strait_closed', 'Taiwan Strait closed', closeCrossing(['taiwan_strait']));
  add('hormuz_closed', 'Strait of Hormuz closed', closeCrossing(['hormuz']));
  add('heihe_bridge_shut', 'Heihe road bridge shut', closeCrossing(['heihe_bridge']));
  add('days_dear', 'A day costs what importers pay to save one: 1 to 2 % of the value of manufactures (Hummels and Schaur 2013)',
    edit('commodities', 'scale', { sector_id: 'manufactures' }, { value_of_time_usd_per_t_h: 10 }));
  add('logit', 'Freight spreads over alternatives: nested logit, those within three dispersions of the best',
    edit('case', 'set', null, { 'equilibrium.model': 'logit', 'equilibrium.considered_dispersions': 3 }));
  const others = countries.map((c) => c.country).filter((c) => c !== 'RUS').join(';');
  add('russia_no_transit', 'Russia closed for transit', edit('bans', 'add', null, {
    ban_id: 'russia_no_transit', origin_country: others, destination_country: others,
    through_country: 'RUS', mode: 'road;rail_1520;river', source: 'scenario' }));
  return files;
}
