// Any table of the result shown, or of a finished simulation.
import { say } from "../texts/say";
import { firstRowsOf, tablesOf } from "../api/results";
import { tableOf } from "../charts/table";
import { state, watch } from "../state/store";
import { showError } from "../util/announce";
import { el, field, option } from "../util/dom";

export function tablesPanel(): { content: HTMLElement; opened: () => void } {
  const run = el("select", { id: "table-run" });
  const table = el("select", { id: "table-select" });
  const place = el("div", { id: "table-place" });
  const empty = el("p", { class: "empty" }, say("empty_tables"));
  const choice = el("div", { class: "control row" }, field(say("result_of"), run), field(say("table"), table));
  async function drawTable(): Promise<void> {
    const info = (await tablesOf(run.value)).find((t) => t.name === table.value);
    if (!info) return;
    const asked = run.value;
    const { rows, total } = await firstRowsOf(asked, info.name);
    if (run.value !== asked || table.value !== info.name) return;
    place.replaceChildren(
      tableOf(
        info.name,
        info.columns.filter((c) => c !== "geometry" && c !== "fid"),
        rows,
        total,
      ),
    );
  }
  async function drawTables(): Promise<void> {
    if (!run.value) return;
    const before = table.value || "crossings";
    table.replaceChildren(
      ...(await tablesOf(run.value)).map((t) => option(t.name, `${t.name} (${t.rows})`, t.name === before)),
    );
    await drawTable();
  }
  function opened(): void {
    if (run.closest("[hidden]")) return;
    const done = state.runs.filter((r) => r.status === "done");
    empty.hidden = done.length > 0;
    choice.hidden = done.length === 0;
    const before = done.some((r) => r.id === run.value) ? run.value : state.shown;
    run.replaceChildren(...done.map((r) => option(r.id, r.name, r.id === before)));
    void drawTables().catch(showError);
  }
  run.addEventListener("change", () => void drawTables().catch(showError));
  table.addEventListener("change", () => void drawTable().catch(showError));
  watch(["shown"], () => {
    run.value = state.shown ?? "";
    opened();
  });
  return { content: el("div", {}, empty, choice, place), opened };
}
