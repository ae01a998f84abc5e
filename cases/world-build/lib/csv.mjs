// Tables in CSV (RFC 4180), read with their place for messages and written the same on any machine.
import { readFileSync } from 'node:fs';

/** Rows as objects of text; `row` is the line in the file. */
export function readTable(path) {
  const [header, ...lines] = parse(readFileSync(path, 'utf8'));
  return lines.map(({ cells, row }) => {
    if (cells.length !== header.cells.length)
      throw new Error(`${path}, row ${row}: ${cells.length} cells, the header has ${header.cells.length}`);
    const object = { row };
    header.cells.forEach((name, i) => { object[name] = cells[i]; });
    return object;
  });
}

function parse(text) {
  const rows = [];
  let cells = [], cell = '', quoted = false, line = 1, start = 1;
  const endRow = () => {
    cells.push(cell);
    if (cells.length > 1 || cells[0] !== '') rows.push({ cells, row: start });
    cells = []; cell = ''; start = line + 1;
  };
  for (let i = 0; i < text.length; ++i) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') { cell += '"'; ++i; }
      else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"') quoted = true;
    else if (c === ',') { cells.push(cell); cell = ''; }
    else if (c === '\n') { endRow(); ++line; }
    else if (c !== '\r') cell += c;
  }
  if (cell !== '' || cells.length) endRow();
  return rows;
}

/** Objects as CSV text; numbers are rounded by `round` before they come here. */
export function tableText(columns, rows) {
  const quote = (value) => {
    const text = value === undefined || value === null ? '' : String(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows.map((row) => columns.map((name) => row[name]))]
    .map((cells) => cells.map(quote).join(',')).join('\n') + '\n';
}

/** Rounded to a number of decimals, so that no digit depends on the machine's last bit. */
export function round(value, decimals) {
  return Number(value.toFixed(decimals));
}

/** A word for ids: ascii letters, digits and '_'. */
export function slug(text) {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
    .replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
}
