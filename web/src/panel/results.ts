// The results panel: every view that the result shown has the tables for.
import { rowsOf, tablesOf } from "../api/results";
import { comparableTables, state, tablesMonth, watch, whyNotCompared } from "../state";
import { errorText } from "../util/announce";
import { el } from "../util/dom";
import { VIEWS } from "../views/registry";

export function resultsPanel(): { content: HTMLElement; opened: () => void } {
  const content = el("div", { id: "views" });
  let drawn = "";
  let offered = "";
  async function draw(): Promise<void> {
    const run = state.shown;
    const compared = comparableTables();
    const wanted = `${run}|${state.compared}`;
    if (!run || drawn === wanted || content.closest("[hidden]")) return;
    drawn = wanted;
    const tables = (await tablesOf(run)).map((table) => table.name);
    const sections: HTMLElement[] = [];
    for (const view of VIEWS) {
      if (![...view.needs, ...(view.has ?? [])].every((need) => tables.includes(need)) || (view.needsComparison && !compared)) continue;
      const rows = Object.fromEntries(await Promise.all(view.needs.map(async (need) => [need, await rowsOf(run, need)] as const)));
      // Tables of another part of the case may be there and hold nothing, as those of states where it has none.
      if (view.needs.length > 0 && view.needs.every((need) => rows[need]?.length === 0)) continue;
      const drawing = await view.draw({ run, compared, rows });
      sections.push(el("section", { class: "view", id: `view-${view.id}` }, el("h2", {}, view.title), drawing));
    }
    if (drawn !== wanted) return;
    const why = whyNotCompared(compared, tablesMonth());
    content.replaceChildren(...(why ? [el("p", { class: "note", id: "not-compared" }, why)] : []), ...sections);
    // Who looks at a view stays there; a result of another kind is read from its beginning.
    const views = sections.map((section) => section.id).join();
    if (offered && offered !== views) content.parentElement?.scrollTo({ top: 0 });
    offered = views;
  }
  const opened = (): void => void draw().catch((error: unknown) => {
    drawn = "";
    content.replaceChildren(el("p", { class: "bad" }, errorText(error)));
  });
  watch(["shown", "compared"], opened);
  return { content, opened };
}
