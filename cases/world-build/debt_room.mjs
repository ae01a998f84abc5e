// The Belt and Road's projects in the states of cases/debt as `amur invest` would choose them, without a limit and
// where no state's public debt may pass its threshold, beside those that were built, as tables in Markdown
// (docs/world.md):
//   node debt_room.mjs [path of amur]
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTable } from './lib/csv.mjs';
import { head, line } from './lib/markdown.mjs';
import { builtScenario } from './steps/scenarios.mjs';

const here = dirname(fileURLToPath(import.meta.url)), cases = join(here, '..');
const amur = process.argv[2] ?? join(here, '../../build/release/amur');
/** From the year after the one that cases/debt knows. */
const firstSpending = 2017, opening = 2022;

const folder = mkdtempSync(join(tmpdir(), 'amur-debt-room-')), made = join(folder, 'case');
cpSync(join(cases, 'world'), made, { recursive: true });
cpSync(join(cases, 'debt/economies.csv'), join(made, 'economies.csv'));
const entries = (path) => readFileSync(path, 'utf8').split(/^(?=\[)/m), named = (entry) => entry.slice(0, entry.indexOf(']'));
const known = new Set(entries(join(made, 'sources.toml')).map(named));
appendFileSync(join(made, 'sources.toml'), `\n${entries(join(cases, 'debt/sources.toml')).filter((entry) => !known.has(named(entry))).join('')}`);
const states = new Set(readTable(join(made, 'economies.csv')).map((row) => row.country));
const projects = readTable(join(here, 'tables/projects.csv')).filter((row) => states.has(row.borrower));
const built = projects.filter((row) => row.status === 'built');

const scenario = (id, opened) => writeFileSync(join(made, `scenarios/${id}.toml`), builtScenario(id, opened.map((row) => row.project_id)));
/** What is chosen of the rows, as tables by their keys; without shares each country of a row pays an equal part. */
function choice(rows, ...options) {
  writeFileSync(join(made, 'investments.csv'), `investment_id,name,scenario,cost_usd,countries,cost_shares,start_year,opening_year,source\n${
    rows.map((row) => [row.id, row.name, row.id, row.cost, row.countries, row.shares ?? '', firstSpending, opening, row.source].join()).join('\n')}\n`);
  const result = join(folder, 'r.gpkg'), tables = join(folder, 'tables');
  execFileSync(amur, ['invest', made, '-s', 'projects_none', '--steps', '1', ...options, '-o', result], { stdio: 'ignore' });
  rmSync(tables, { recursive: true, force: true });
  execFileSync(amur, ['export', 'csv', result, '-o', tables], { stdio: 'ignore' });
  const by = (name, key) => new Map(readTable(join(tables, `${name}.csv`)).map((row) => [row[key], row]));
  return { projects: by('invest_projects', 'investment_id'), countries: by('invest_countries', 'country'), all: readTable(join(tables, 'invest_frontier.csv'))[0] };
}

const single = projects.map((row) => ({ id: `open_${row.project_id}`, name: row.name, cost: `${row.cost_musd}e6`, countries: row.countries, source: row.source }));
for (const row of projects) scenario(`open_${row.project_id}`, [row]);
scenario('open_built', built);
const paid = new Map();
for (const row of built)
  for (const country of row.countries.split(';')) paid.set(country, (paid.get(country) ?? 0) + Number(row.cost_musd) / row.countries.split(';').length);
const whole = [...paid.values()].reduce((a, b) => a + b, 0), payers = [...paid.keys()], shares = payers.slice(1).map((country) => paid.get(country) / whole);
const free = choice(single, '--most', '110'), limited = choice(single, '--debt', 'public'),
  asBuilt = choice([{ id: 'open_built', name: 'As built', cost: `${whole}e6`, countries: payers.join(';'), shares: [1 - shares.reduce((a, b) => a + b, 0), ...shares].join(';'), source: 'gk_projects' }]);
rmSync(folder, { recursive: true });

const mn = (usd) => (Math.round(Number(usd) / 1e6) || 0).toLocaleString('en'), percent = (share) => (share === '' || share === undefined ? '' : `${Math.round(100 * Number(share))} %`);
const yes = (table, id) => (table.projects.get(id).is_chosen === '1' ? 'x' : '');
head('project', 'in', 'cost, mn USD', 'worth alone', 'without a limit', 'within debt room', 'in fact');
projects.forEach((row, i) => {
  const id = single[i].id;
  line(row.name, row.countries.replaceAll(';', ', '), mn(row.cost_musd * 1e6), mn(free.projects.get(id).alone_usd), yes(free, id), yes(limited, id), row.status);
});
line('all', '', mn(projects.reduce((sum, row) => sum + row.cost_musd * 1e6, 0)), '', ...[free, limited, asBuilt].map((each) => `${mn(each.all.value_usd)} for ${mn(each.all.cost_usd)}, ${each.all.answer}`));
console.log();
head('state', 'threshold', 'nothing built', 'without a limit', 'within debt room', 'as built', 'pays for what was built, mn USD', 'gains by it');
for (const state of [...states].sort()) {
  const [one, two, three] = [free, limited, asBuilt].map((each) => each.countries.get(state));
  if (!one) continue;
  line(state, percent(one.public_debt_threshold), percent(one.public_debt_peak_without), percent(one.public_debt_peak), percent(two?.public_debt_peak), percent(three?.public_debt_peak), mn(three?.pays_usd ?? 0), mn(three?.gain_usd ?? 0));
}
