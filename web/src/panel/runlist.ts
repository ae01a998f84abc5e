// Runs side by side: which is shown, which it is compared with.
import { fileAddress } from "../api/client";
import { finished, type Run } from "../api/types";
import { cancel, remove } from "../state/runs";
import { state, update, watch } from "../state/store";
import { showError } from "../util/announce";
import { el } from "../util/dom";
import { gap, number } from "../util/format";

function choice(run: Run, kind: "shown" | "compared"): HTMLElement {
  const radio = el("input", {
    type: "radio",
    name: `run-${kind}`,
    value: run.id,
    checked: state[kind] === run.id,
    "aria-label": `${kind === "shown" ? "Show" : "Compare with"} ${run.name}`,
    onchange: () => update({ [kind]: run.id }),
  });
  return el("td", {}, run.kind === "run" && run.status === "done" ? radio : null);
}

function row(run: Run): HTMLElement {
  const stop = el(
    "button",
    { type: "button", onclick: () => void cancel(run.id).catch(showError), "aria-label": `Cancel ${run.name}` },
    "Cancel",
  );
  const drop = el(
    "button",
    {
      type: "button",
      onclick: () => void remove(run.id).catch(showError),
      "aria-label": `Delete ${run.name}`,
      title: "Delete",
    },
    "×",
  );
  const file = el(
    "a",
    { href: fileAddress(run.id), download: `${run.name}.gpkg`, "aria-label": `GeoPackage of ${run.name}` },
    "gpkg",
  );
  const status = run.status === "running" && run.kind === "run" ? `gap ${gap(run.residual)}` : run.status;
  return el(
    "tr",
    { "data-testid": `run-${run.id}`, "data-status": run.status },
    choice(run, "shown"),
    choice(run, "compared"),
    el(
      "td",
      {},
      run.name,
      run.kind === "simulation" ? el("small", {}, "simulation") : null,
      run.message ? el("small", { class: run.status === "failed" ? "bad" : "warning" }, run.message) : null,
    ),
    el("td", {}, el("span", { class: `status ${run.status}` }, status)),
    el("td", { class: "number" }, number(run.seconds ?? 0)),
    el("td", { class: "actions" }, run.status === "done" ? file : null, finished(run) ? drop : stop),
  );
}

export function runList(): HTMLElement {
  const body = el("tbody", { id: "run-list" });
  const draw = (): void => body.replaceChildren(...state.runs.map(row));
  watch(["runs", "shown", "compared"], draw);
  draw();
  const head = ["Show", "Compare", "Run", "Status", "s", ""].map((text) => el("th", { scope: "col" }, text));
  return el("div", { class: "scroll" }, el("table", { class: "runs" }, el("thead", {}, el("tr", {}, ...head)), body));
}
