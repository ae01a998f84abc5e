// Results kept once read: a finished run never changes.
import { asObjects, type Row } from "./rows";
import { pointsOf } from "./lines";
import { comparePlaces, compareRuns, getLinks, getPaths, getTable, getTables } from "./client";
import type { Comparison, LinkColumns, LinkRow, Path, PlaceChange, TableInfo } from "./types";

export { numberOf, type Row, textOf } from "./rows";

const PAGE = 100000;
const FIRST = 5000;
const kept = new Map<string, Promise<unknown>>();

function once<T>(key: string, read: () => Promise<T>): Promise<T> {
  const known = kept.get(key);
  if (known) return known as Promise<T>;
  const asked = read();
  kept.set(key, asked);
  asked.catch(() => kept.delete(key));
  return asked;
}

export function forget(run: string): void {
  for (const key of kept.keys()) if (key.split("|").includes(run)) kept.delete(key);
}

export const tablesOf = (run: string): Promise<TableInfo[]> => once(`tables|${run}`, () => getTables(run));
/** A link in one direction, its line the way it leads; `row` is its place in table `links`. */
export interface Way {
  row: number;
  link_id: string;
  direction: "forward" | "backward";
  mode: string;
  t: number;
  line: GeoJSON.Position[];
}
const PARTS_A_DEGREE = 1e5;

function waysOf({ modes, links, ways }: LinkColumns): Way[] {
  const lines = links.line.map((steps) => pointsOf(steps, PARTS_A_DEGREE));
  return ways.link.map((link, row): Way => {
    const line = lines[link] ?? [];
    const backward = ways.backward[row] === 1;
    return {
      row,
      link_id: links.link_id[link] ?? "",
      mode: modes[links.mode[link] ?? 0] ?? "",
      t: ways.t[row] ?? 0,
      direction: backward ? "backward" : "forward",
      line: backward ? [...line].reverse() : line,
    };
  });
}

export const linksOf = (run: string): Promise<Way[]> =>
  once(`links|${run}`, async () => ((await has(run, "links")) ? waysOf(await getLinks(run)) : []));
/** The rows of a table of a run as they are in a month, of a run by months; else those of the run. */
export const rowsIn = (run: string, name: string, month: string | null): Promise<Row[]> =>
  month ? rowsOf(run, `month_${name}`, month) : rowsOf(run, name);
/** All that the result tells of a link in one direction. */
export const linkRow = (run: string, row: number): Promise<LinkRow | undefined> =>
  once(
    `link|${run}|${row}`,
    async () => asObjects(await getTable(run, "links", 1, row))[0] as unknown as LinkRow | undefined,
  );
export const comparison = (from: string, to: string): Promise<Comparison> =>
  once(`compare|${from}|${to}`, () => compareRuns(from, to));

export const pathsOf = (run: string, from: string, to: string, commodity: string): Promise<Path[]> =>
  once(`paths|${run}|${from}|${to}|${commodity}`, () => getPaths(run, from, to, commodity));
export const placeChanges = (from: string, to: string): Promise<PlaceChange[]> =>
  once(`places|${from}|${to}`, () => comparePlaces(from, to));

const has = async (run: string, name: string): Promise<boolean> =>
  (await tablesOf(run)).some((table) => table.name === name);

async function allRows(run: string, name: string, where: [string, string] | null): Promise<Row[]> {
  if (!(await has(run, name))) return [];
  const rows: Row[] = [];
  for (;;) {
    const table = await getTable(run, name, PAGE, rows.length, where);
    for (const row of asObjects(table)) rows.push(row);
    if (table.rows.length === 0 || rows.length >= table.total) return rows;
  }
}
/** Rows of a table as objects, those where a column has a value; none if the result has no such table. */
export const rowsWhere = (run: string, name: string, column: string, value: string): Promise<Row[]> =>
  once(`where|${run}|${name}|${column}|${value}`, () => allRows(run, name, [column, value]));
/** All, or those of one month. */
export const rowsOf = (run: string, name: string, month: string | null = null): Promise<Row[]> =>
  once(`rows|${run}|${name}|${month}`, () => allRows(run, name, month ? ["month", month] : null));

/** The first rows of a table that may be long, and how many it has. */
export const firstRowsOf = (run: string, name: string): Promise<{ rows: Row[]; total: number }> =>
  once(`first|${run}|${name}`, async () => {
    const table = await getTable(run, name, FIRST);
    return { rows: asObjects(table), total: table.total };
  });
