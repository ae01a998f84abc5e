// Runs side by side: which is shown, which it is compared with; names, order, files.
import { statusName } from "../texts/names";
import { fileAddress } from "../api/client";
import { finished, type Run } from "../api/types";
import { cancel, remove, rename } from "../state/runs";
import { state, update, watch } from "../state/store";
import { say } from "../texts/say";
import { showError } from "../util/announce";
import { el, field, option } from "../util/dom";
import { fileName, gap, number } from "../util/format";
import { askForName, askToDelete } from "./ask";

function choice(run: Run, kind: "shown" | "compared"): HTMLElement {
  const radio = el("input", {
    type: "radio",
    name: `run-${kind}`,
    value: run.id,
    checked: state[kind] === run.id,
    "aria-label": say(kind === "shown" ? "show_run" : "compare_run", { name: run.name }),
    onchange: () => update({ [kind]: run.id }),
  });
  return el("td", {}, run.kind === "run" && run.status === "done" ? radio : null);
}

const askedToDelete = async (run: Run): Promise<void> => {
  if (await askToDelete(run.name)) await remove(run.id);
};
const askedToRename = async (run: Run): Promise<void> => {
  const name = await askForName(run.name);
  if (name) await rename(run.id, name);
};

function row(run: Run): HTMLElement {
  const stop = el(
    "button",
    {
      type: "button",
      onclick: () => void cancel(run.id).catch(showError),
      "aria-label": say("cancel_run", { name: run.name }),
    },
    say("cancel"),
  );
  const drop = el(
    "button",
    {
      type: "button",
      class: "delete",
      onclick: () => void askedToDelete(run).catch(showError),
      "aria-label": `${say("delete")}: ${run.name}`,
      title: say("delete"),
    },
    "×",
  );
  const name = el(
    "button",
    {
      type: "button",
      class: "rename",
      onclick: () => void askedToRename(run).catch(showError),
      "aria-label": say("rename_run", { name: run.name }),
      title: say("rename"),
    },
    "✎",
  );
  const file = el(
    "a",
    {
      href: fileAddress(run.id),
      download: `${fileName(run.name)}.gpkg`,
      "aria-label": say("gpkg_of", { name: run.name }),
    },
    "gpkg",
  );
  const status =
    run.status === "running" && run.kind === "run" ? say("gap_of", { gap: gap(run.residual) }) : statusName(run.status);
  return el(
    "tr",
    { "data-testid": `run-${run.id}`, "data-status": run.status },
    choice(run, "shown"),
    choice(run, "compared"),
    el(
      "td",
      {},
      run.name,
      run.kind === "simulation" ? el("small", {}, say("simulation")) : null,
      run.message ? el("small", { class: run.status === "failed" ? "bad" : "warning" }, run.message) : null,
    ),
    el("td", {}, el("span", { class: `status ${run.status}` }, status)),
    el("td", { class: "number" }, number(run.seconds ?? 0)),
    el(
      "td",
      { class: "actions" },
      run.status === "done" ? file : null,
      finished(run) ? name : null,
      finished(run) ? drop : stop,
    ),
  );
}

const kindOf = (run: Run): string => (run.kind === "simulation" ? "simulation" : (run.analysis?.kind ?? "run"));
const ORDERS: Record<string, (a: Run, b: Run) => number> = {
  age: (a, b) => a.id.localeCompare(b.id),
  newest: (a, b) => b.id.localeCompare(a.id),
  name: (a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id),
  kind: (a, b) => kindOf(a).localeCompare(kindOf(b)) || a.id.localeCompare(b.id),
};

export function runList(): HTMLElement {
  const body = el("tbody", { id: "run-list" });
  const order = el(
    "select",
    { id: "run-order" },
    option("age", say("by_age")),
    option("newest", say("by_newest")),
    option("name", say("by_name")),
    option("kind", say("by_kind")),
  );
  const empty = (): HTMLElement => el("tr", {}, el("td", { colspan: 6, class: "empty" }, say("empty_runs")));
  const draw = (): void => {
    const rows = [...state.runs].sort(ORDERS[order.value]).map(row);
    body.replaceChildren(...(rows.length > 0 ? rows : [empty()]));
  };
  order.addEventListener("change", draw);
  watch(["runs", "shown", "compared"], draw);
  draw();
  const head = [say("show"), say("compare"), say("run_column"), say("status"), say("seconds")].map((text) =>
    el("th", { scope: "col" }, text),
  );
  return el(
    "div",
    {},
    field(say("sort_runs"), order),
    el(
      "div",
      { class: "scroll" },
      el("table", { class: "runs" }, el("thead", {}, el("tr", {}, ...head, el("td"))), body),
    ),
  );
}
