// Claims: who says what, on what source, and whether the numbers bear it out.
import { verdictName } from "../texts/names";
import { say } from "../texts/say";
import { type Row, rowsOf, tablesOf, textOf } from "../api/results";
import { tableOf } from "../charts/table";
import { state, watch } from "../state/store";
import { showError } from "../util/announce";
import { el } from "../util/dom";
import { number } from "../util/format";

const VERDICTS: Record<string, [string, string]> = {
  holds: ["good", "✓"],
  "does not hold": ["bad", "✗"],
  "cannot be told": ["open", "?"],
};

/** The values that a query asks of each column, as far as they stand in it word for word. */
function conditions(query: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const match of query.matchAll(/(\w+)\s*(?:=|\bIN)\s*\(?\s*((?:'[^']*'\s*,?\s*)+)/gi)) {
    const column = match[1] ?? "";
    const values = [...(match[2] ?? "").matchAll(/'([^']*)'/g)].map((m) => m[1] ?? "");
    found.set(column, new Set([...(found.get(column) ?? []), ...values]));
  }
  return found;
}

const keeps = (row: Row, asked: Map<string, Set<string>>): boolean =>
  [...asked].every(([column, values]) => row[column] === undefined || values.has(String(row[column])));

async function openRows(run: string, claim: Row): Promise<void> {
  const query = textOf(claim, "query");
  const asked = conditions(query);
  const named = (await tablesOf(run)).filter((table) =>
    new RegExp(`\\b(?:from|join)\\s+"?${table.name}\\b`, "i").test(query),
  );
  const close = el("button", { type: "button", id: "claim-close", onclick: () => dialog.close() }, say("to_close"));
  const parts = await Promise.all(
    named.map(async (table) => {
      const all = await rowsOf(run, table.name);
      const rows = all.filter((row) => keeps(row, asked));
      // What the query names stands where it is seen without scrolling.
      const columns = Object.keys(all[0] ?? {});
      const asks = (column: string): boolean => new RegExp(`\\b${column}\\b`).test(query);
      const ordered = [...columns.filter(asks), ...columns.filter((column) => !asks(column))];
      return el("section", {}, el("h3", {}, table.name), tableOf(table.name, ordered, rows));
    }),
  );
  const dialog = el(
    "dialog",
    { id: "claim-dialog", "aria-labelledby": "claim-dialog-title" },
    el("h2", { id: "claim-dialog-title" }, `“${textOf(claim, "says")}”`),
    el("h3", {}, say("query")),
    el("pre", { id: "claim-query", tabindex: 0 }, query),
    el("p", { class: "note" }, say("claim_tables")),
    ...parts,
    close,
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function card(run: string, claim: Row): HTMLElement {
  const verdict = textOf(claim, "verdict");
  const [kind, sign] = VERDICTS[verdict] ?? ["open", "?"];
  const figure = claim["figure"];
  const reason = textOf(claim, "reason");
  return el(
    "li",
    { class: "claim", "data-testid": `claim-${textOf(claim, "claim_id")}`, "data-verdict": verdict },
    el("div", { class: `verdict ${kind}` }, el("span", { "aria-hidden": "true" }, sign), ` ${verdictName(verdict)}`),
    el("blockquote", {}, textOf(claim, "says")),
    el("p", { class: "note" }, `${textOf(claim, "who")} · ${textOf(claim, "source")}`),
    el(
      "p",
      {},
      el("strong", {}, figure === null || figure === undefined ? "–" : number(Number(figure))),
      ` ${textOf(claim, "unit")} `,
      el("small", {}, say("holds_if", { condition: textOf(claim, "holds_if") })),
    ),
    reason ? el("p", { class: "note" }, reason) : null,
    el("button", { type: "button", onclick: () => void openRows(run, claim).catch(showError) }, say("rows_behind")),
  );
}

export function claimsPanel(): { content: HTMLElement; opened: () => void } {
  const list = el("ul", { class: "claims" });
  async function draw(): Promise<void> {
    const run = state.shown;
    if (!run || list.closest("[hidden]")) return;
    const simulations = state.runs.filter((r) => r.kind === "simulation" && r.status === "done").map((r) => r.id);
    const all = await Promise.all(
      [run, ...simulations].map(async (id) => (await rowsOf(id, "claims")).map((claim) => card(id, claim))),
    );
    if (state.shown !== run) return;
    const cards = all.flat();
    list.replaceChildren(...(cards.length > 0 ? cards : [el("li", { class: "empty" }, say("empty_claims"))]));
  }
  const opened = (): void => void draw().catch(showError);
  watch(["shown"], opened);
  return { content: list, opened };
}
