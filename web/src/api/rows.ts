// Rows of a table of a result by the names of its columns.
import type { Cell, Table } from "./types";

export type Row = Record<string, Cell>;

export const asObjects = (table: Table): Row[] =>
  table.rows.map((row) => Object.fromEntries(table.columns.map((c, i) => [c, row[i] ?? null])));
export const numberOf = (row: Row, column: string): number => Number(row[column] ?? 0);
export const textOf = (row: Row, column: string): string => String(row[column] ?? "");
