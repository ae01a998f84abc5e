// Computed against published days and dollars on known corridors, as a table in Markdown:
// node validate.mjs [path of amur]
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTable } from './lib/csv.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const amur = process.argv[2] ?? join(here, '../../build/release/amur');
/** A 40-foot container; the rates behind the case are for TEU of 10 t. */
const tonnesPerFeu = 20;

function skim(row) {
  const options = ['skim', join(here, '../world'), '--json', '--from', row.from, '--to', row.to,
    '--commodity', row.commodity, '--least', row.least];
  if (row.scenario) options.push('--scenario', row.scenario);
  if (row.without) options.push('--without', row.without);
  return JSON.parse(execFileSync(amur, options)).pairs[0];
}

/** How far a figure lies outside the published range, as a share of its nearer end. */
function error(value, low, high) {
  if (low === '') return '';
  const nearer = Math.min(Math.max(value, Number(low)), Number(high || low));
  return `${(100 * (value / nearer - 1)).toFixed(0)} %`;
}

const range = (low, high) => (low === '' ? '' : low === high || high === '' ? low : `${low} to ${high}`);
console.log('| corridor | km | days | published | error | USD/FEU | published | error |\n|---|---|---|---|---|---|---|---|');
for (const row of readTable(join(here, 'tables/corridors.csv'))) {
  const { time_h: hours, length_km: km, freight_usd_per_t: perTonne } = skim(row);
  const days = hours / 24, dollars = perTonne * tonnesPerFeu;
  console.log(`| ${[row.name, km.toFixed(0), days.toFixed(1), range(row.days_low, row.days_high), error(days, row.days_low, row.days_high),
    dollars.toFixed(0), range(row.usd_per_feu_low, row.usd_per_feu_high), error(dollars, row.usd_per_feu_low, row.usd_per_feu_high)].join(' | ')} |`);
}
