// A plain table: sorted by a click on a column's head, filtered by a word, a hundred rows at a time.
import type { Row } from "../api/results";
import type { Cell } from "../api/types";
import { say } from "../texts/say";
import { showError } from "../util/announce";
import { el } from "../util/dom";
import { csvOf, saveMenu, textFile } from "../util/download";
import { exact, words } from "../util/format";

const ROWS_AT_ONCE = 100;

const compare = (a: Cell, b: Cell): number =>
  typeof a === "number" && typeof b === "number" ? a - b : String(a ?? "").localeCompare(String(b ?? ""));
const shownCell = (value: Cell): string =>
  typeof value === "number" ? exact(value) : value === null ? "" : String(value);

/** `total` says how many rows there are where `rows` are only the first of them. */
export function tableOf(name: string, columns: string[], rows: Row[], total = rows.length): HTMLElement {
  let sorted = "";
  let descending = false;
  let limit = ROWS_AT_ONCE;
  const filter = el("input", {
    type: "search",
    placeholder: say("rows_contain"),
    "aria-label": say("filter_rows", { name }),
  });
  const count = el("small", { "aria-live": "polite" });
  const body = el("tbody");
  const more = el(
    "button",
    {
      type: "button",
      onclick: () => {
        limit += ROWS_AT_ONCE;
        draw();
      },
    },
    say("show_more", { n: ROWS_AT_ONCE }),
  );
  const heads = columns.map((column) =>
    el(
      "th",
      { scope: "col" },
      el(
        "button",
        {
          type: "button",
          onclick: () => {
            descending =
              sorted === column ? !descending : typeof rows.find((r) => r[column] !== null)?.[column] === "number";
            sorted = column;
            draw();
          },
        },
        words(column),
      ),
    ),
  );

  function draw(): void {
    const word = filter.value.toLowerCase();
    const kept = word
      ? rows.filter((row) =>
          columns.some((c) =>
            String(row[c] ?? "")
              .toLowerCase()
              .includes(word),
          ),
        )
      : [...rows];
    if (sorted) kept.sort((a, b) => (descending ? -1 : 1) * compare(a[sorted] ?? null, b[sorted] ?? null));
    heads.forEach((head, i) =>
      head.setAttribute("aria-sort", columns[i] !== sorted ? "none" : descending ? "descending" : "ascending"),
    );
    body.replaceChildren(
      ...kept.slice(0, limit).map((row) =>
        el(
          "tr",
          {},
          ...columns.map((c) => {
            const value = row[c] ?? null;
            return el("td", typeof value === "number" ? { class: "number", title: value } : {}, shownCell(value));
          }),
        ),
      ),
    );
    count.textContent =
      say("rows_shown", { n: Math.min(limit, kept.length), all: kept.length }) +
      (total > rows.length ? say("rows_first", { all: total }) : "");
    more.hidden = kept.length <= limit;
  }
  filter.addEventListener("input", () => {
    limit = ROWS_AT_ONCE;
    draw();
  });
  draw();
  return el(
    "div",
    { class: "table", "data-testid": `table-${name}` },
    el(
      "div",
      { class: "table-bar" },
      filter,
      count,
      saveMenu(
        name,
        say("save_chart", { name }),
        [["csv", () => textFile(csvOf(columns, rows), "text/csv")]],
        showError,
      ),
    ),
    el(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": say("table_named", { name }) },
      el("table", {}, el("thead", {}, el("tr", {}, ...heads)), body),
    ),
    more,
  );
}
