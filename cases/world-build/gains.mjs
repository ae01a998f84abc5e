// Who gains from the projects, who pays and who can't service the debt, as a table in Markdown: all
// projects against none, trade and the network in equilibrium.
//   node gains.mjs [path of amur] [scenario of both sides, as days_dear]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTable } from './lib/csv.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const amur = process.argv[2] ?? join(here, '../../build/release/amur'), also = process.argv.slice(3);
/** Terms of loans that no source gives. */
const usualRate = 0.03, usualYears = 20, leastGain = 1e-4;

const folder = mkdtempSync(join(tmpdir(), 'amur-gains-'));
const ask = (...args) => JSON.parse(execFileSync(amur, [...args, '--json'], { maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] }));
const world = join(here, '../world'), sides = also.flatMap((scenario) => ['-s', scenario]);
const regions = (projects) => new Map(ask('run', world, '--trade', '-s', projects, ...sides, '-o', join(folder, 'r.gpkg')).trade_regions.map((r) => [r.region_id, r]));
const none = regions('projects_none'), all = regions('projects_all');
const pairs = join(folder, 'pairs.csv');
ask('skim', world, '-s', 'projects_none', '--compare', 'projects_all', '--least', 'time', '--commodity', 'machinery', '--countries', pairs);
const risks = new Map(ask('finance', join(here, '../debt'), '-o', join(folder, 'd.gpkg')).debt_rating.filter((r) => r.projects === 'with').map((r) => [r.country, r.external_risk]));

/** Real income with all projects over that with none, less 1. */
const gainOf = (country) => (1 + all.get(country).real_income_change) / (1 + none.get(country).real_income_change) - 1;

const saved = new Map();
for (const row of readTable(pairs))
  for (const country of [row.origin_country, row.destination_country]) {
    const sum = saved.get(country) ?? { share: 0, count: 0 };
    saved.set(country, { share: sum.share + Number(row.time_reduction), count: sum.count + 1 });
  }
rmSync(folder, { recursive: true });

/** What a loan takes a year once its grace is over: an annuity. */
function service({ loan_musd, loan_rate, loan_years, loan_grace_years }) {
  const rate = Number(loan_rate || usualRate), years = Number(loan_years || usualYears) - Number(loan_grace_years || 0);
  return Number(loan_musd) * (rate === 0 ? 1 / years : rate / (1 - (1 + rate) ** -years));
}
const projects = readTable(join(here, 'tables/projects.csv'));
const rows = readTable(join(here, 'tables/countries.csv')).map(({ country, name, gdp_busd }) => {
  const gdp = 1000 * Number(gdp_busd), before = none.get(country), after = all.get(country);
  const own = projects.filter((p) => p.borrower === country), loans = own.filter((p) => p.loan_musd !== '');
  const income = gainOf(country);
  const gain = income * gdp, paid = loans.reduce((sum, p) => sum + service(p), 0);
  const risk = risks.get(country);
  const verdict = loans.length === 0 ? (own.length > 0 && gain < 1 ? 'builds, gains little' : 'gains')
    : gain >= paid ? 'gains more than its loans take'
      : risk === 'high' ? 'cannot service: high risk already' : 'pays more than it gains';
  const t = saved.get(country);
  return { name, income, gain, paid, verdict, time: t ? t.share / t.count : 0,
    trade: (after.exports_after_usd + after.imports_after_usd) / (before.exports_after_usd + before.imports_after_usd) - 1,
    cost: own.reduce((sum, p) => sum + Number(p.cost_musd || 0), 0),
    debt: loans.reduce((sum, p) => sum + Number(p.loan_musd), 0) / gdp, risk: risk ?? '' };
}).filter((r) => r.income >= leastGain || r.cost > 0).sort((a, b) => b.income - a.income);

const percent = (share, digits) => `${(100 * share).toFixed(digits)} %`, signed = (share, digits) => `${share < 0 ? '' : '+'}${percent(share, digits)}`, whole = (value) => (value ? value.toFixed(0) : '');
console.log('| country | time of its routes | trade | real income | mn USD a year | projects, mn USD | debt added, of GDP | service, mn USD a year | risk before | so it |');
console.log('|---|---|---|---|---|---|---|---|---|---|');
for (const r of rows)
  console.log(`| ${[r.name, percent(-r.time, 2), signed(r.trade, 2), signed(r.income, 3), r.gain.toFixed(0), whole(r.cost), r.debt ? percent(r.debt, 1) : '', whole(r.paid), r.risk, r.verdict].join(' | ')} |`);
const total = (map, what) => [...map.values()].reduce((sum, r) => sum + r[what], 0);
const weight = [...all.values()].reduce((sum, r) => sum + r.real_income_before_usd, 0);
const income = [...all.values()].reduce((sum, r) => sum + r.real_income_before_usd * gainOf(r.region_id), 0);
console.log(`\nWorld: trade ${signed(total(all, 'exports_after_usd') / total(none, 'exports_after_usd') - 1, 2)}, real income ${signed(income / weight, 4)}.`);
