// The results panel: every view that the result shown has the tables for, of the month looked at where they are kept by
// month.
import { say } from "../texts/say";
import { type Row, rowsIn, tablesOf } from "../api/results";
import { finished } from "../api/types";
import { comparable, comparableTables, monthLookedAt, monthOf, tablesMonth, whyNotCompared } from "../state/lookedat";
import { state, watch } from "../state/store";
import { el } from "../util/dom";
import { errorText } from "../util/error";
import { VIEWS } from "../views/registry";
import { progressBox } from "./progress";
import type { View } from "../views/view";

interface Drawn {
  view: View;
  told: string;
  section: HTMLElement;
}

const monthlyName = (table: string): string => `month_${table}`;

/** What a view is drawn from; null where the run does not hold it. */
interface Source {
  run: string;
  compared: string | null;
  month: string | null;
  note: string;
}
function sourceOf(view: View, run: string, tables: Set<string>): Source | null {
  if (![...view.needs, ...(view.has ?? [])].every((need) => tables.has(need))) return null;
  if (view.ofWholeRun) return { run, compared: null, month: null, note: "" };
  const month = monthOf(run);
  const monthly = view.needs.filter((need) => tables.has(monthlyName(need)));
  const isLast = !month || month === tablesMonth();
  const byMonth = !view.needsComparison && monthly.length > 0;
  const compared = view.compares ? comparable() : view.needsComparison && isLast ? comparableTables() : null;
  if (view.needsComparison && !compared) return null;
  const others = view.needs.filter((need) => !monthly.includes(need));
  const note = !month
    ? ""
    : !byMonth
      ? say("of_last_month", { month: tablesMonth() })
      : others.length > 0 && !isLast
        ? say("in_month_others", {
            month,
            tables: others.join(", ").replaceAll("_", " "),
            last: tablesMonth(),
          })
        : `${say("in_month", { month })}.`;
  return { run, compared, month: byMonth ? month : null, note };
}

async function sectionOf(
  view: View,
  { run, compared, month, note }: Source,
  tables: Set<string>,
): Promise<HTMLElement | null> {
  const read = async (need: string): Promise<[string, Row[]]> => [
    need,
    await rowsIn(run, need, tables.has(monthlyName(need)) ? month : null),
  ];
  const rows = Object.fromEntries(await Promise.all(view.needs.map(read)));
  // Tables of another part of the case may be there and hold nothing, as those of states where it has none.
  if (view.needs.length > 0 && view.needs.every((need) => rows[need]?.length === 0)) return null;
  const drawing = await view.draw({ run, compared, rows });
  return el(
    "section",
    { class: "view", id: `view-${view.id}` },
    view.title ? el("h2", {}, view.title) : null,
    note ? el("p", { class: "note month" }, note) : null,
    drawing,
  );
}

/** What was opened or closed in a view stays so in what replaces it, but for menus of files. */
function keepOpen(before: HTMLElement, after: HTMLElement): void {
  const boxes = "details:not(.save)";
  const old = before.querySelectorAll<HTMLDetailsElement>(boxes);
  after.querySelectorAll<HTMLDetailsElement>(boxes).forEach((box, i) => {
    box.open = old[i]?.open ?? box.open;
  });
}

/** What is said where there is no result to show. */
function emptyText(): string {
  const last = state.runs.filter((run) => run.kind === "run").at(-1);
  if (last && !finished(last)) return say("empty_solving");
  return last?.status === "failed"
    ? say("empty_failed", { name: last.name, why: last.message ?? "" })
    : say("empty_results");
}

export function resultsPanel(): { content: HTMLElement; opened: () => void } {
  const views = el("div", { id: "views" });
  const empty = el("p", { class: "empty", id: "no-result" });
  const under = progressBox("result");
  const content = el("div", {}, empty, under, views);
  const showEmpty = (): void => {
    empty.hidden = state.shown !== null;
    under.classList.toggle("gone", state.shown !== null);
    empty.textContent = empty.hidden ? "" : emptyText();
    if (!empty.hidden) views.replaceChildren();
  };
  watch(["runs", "shown"], showEmpty);
  showEmpty();
  let wanted = "";
  let drawn: Drawn[] = [];
  let drawnRun = "";
  async function draw(): Promise<void> {
    const run = state.shown;
    const asked = `${run}|${state.compared}|${monthLookedAt()}`;
    if (!run || wanted === asked || views.closest("[hidden]")) return;
    wanted = asked;
    const why = whyNotCompared(comparable(), monthLookedAt()) || whyNotCompared(comparableTables(), tablesMonth());
    const tables = new Set((await tablesOf(run)).map((table) => table.name));
    const sources = VIEWS.flatMap((view): [View, Source][] => {
      const source = sourceOf(view, run, tables);
      return source ? [[view, source]] : [];
    });
    const now: Drawn[] = [];
    for (const [view, source] of sources) {
      // What is the same in another month stays as it is, with what was chosen in it.
      const told = JSON.stringify(source);
      const old = drawn.find((each) => each.view === view && each.told === told);
      const section = old?.section ?? (await sectionOf(view, source, tables));
      if (wanted !== asked) return;
      if (section) now.push({ view, told, section });
    }
    const [before, after] = [drawn, now].map((all) => all.map(({ view }) => view.id).join());
    const otherKind = before !== "" && before !== after && drawnRun !== run;
    for (const { view, section } of now) {
      const old = drawn.find((each) => each.view === view);
      if (old && old.section !== section) keepOpen(old.section, section);
    }
    [drawn, drawnRun] = [now, run];
    views.replaceChildren(
      ...(why ? [el("p", { class: "note", id: "not-compared" }, why)] : []),
      ...now.map(({ section }) => section),
    );
    // Who looks at a view stays there; a result of another kind is read from its beginning.
    if (otherKind) views.closest("[role=tabpanel]")?.scrollTo({ top: 0 });
  }
  const opened = (): void =>
    void draw().catch((error: unknown) => {
      wanted = "";
      views.replaceChildren(el("p", { class: "bad" }, errorText(error)));
    });
  watch(["shown", "compared", "month"], opened);
  return { content, opened };
}
