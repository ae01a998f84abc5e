// The bar at the top: what is shown, compared with what, and which goods.
import { fitToData } from "../map/map";
import { comparable, dayOf, monthLookedAt, monthOf, runOf, whyNotCompared } from "../state/lookedat";
import { state, update, watch } from "../state/store";
import { byId, el, field, option } from "../util/dom";

export function drawBar(): void {
  const shown = el("select", { id: "shown-select", onchange: () => update({ shown: shown.value }) });
  const compared = el("select", {
    id: "compare-select",
    onchange: () => update({ compared: compared.value || null, difference: compared.value ? state.difference : false }),
  });
  const difference = el("input", {
    type: "checkbox",
    id: "difference-toggle",
    onchange: () => update({ difference: difference.checked }),
  });
  const toggle = el("label", { class: "toggle", id: "difference-label" }, difference, "Difference");
  const when = el("small", { id: "shown-date" });
  const commodity = el(
    "select",
    { id: "commodity-select", onchange: () => update({ commodity: commodity.value || null }) },
    option("", "All freight, by mode"),
    ...state.case.commodities.map((c) => option(c.commodity_id, c.name)),
  );
  const draw = (): void => {
    const done = state.runs.filter((run) => run.kind === "run" && run.status === "done");
    shown.replaceChildren(...done.map((run) => option(run.id, run.name, run.id === state.shown)));
    compared.replaceChildren(
      option("", "nothing", !state.compared),
      ...done.map((run) => option(run.id, run.name, run.id === state.compared)),
    );
    shown.value = state.shown ?? "";
    compared.value = state.compared ?? "";
    const from = comparable();
    difference.disabled = !from;
    difference.checked = state.difference && !difference.disabled;
    toggle.title = whyNotCompared(from, monthLookedAt());
    const run = runOf(state.shown);
    when.textContent = !state.case.has_network ? "" : run ? (monthOf(run.id) ?? dayOf(run)) : state.case.date;
  };
  watch(["runs", "shown", "compared", "difference", "month"], draw);
  draw();
  byId("bar").replaceChildren(
    el("div", { class: "title" }, el("h1", {}, state.case.title || "Amur"), when),
    el(
      "div",
      { class: "controls" },
      field("Shown", shown),
      field("Compared with", compared),
      toggle,
      field("Goods", commodity),
      el("button", { type: "button", id: "fit-button", onclick: fitToData }, "Whole map"),
    ),
  );
}
