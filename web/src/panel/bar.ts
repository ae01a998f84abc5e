// The bar at the top: what is shown, compared with what, and which goods.
import { fitToData } from "../map/map";
import { state, update, watch } from "../state";
import { byId, el, field, option } from "../util/dom";

export function drawBar(): void {
  const shown = el("select", { id: "shown-select", onchange: () => update({ shown: shown.value }) });
  const compared = el("select", {
    id: "compare-select",
    onchange: () => update({ compared: compared.value || null, difference: compared.value ? state.difference : false }),
  });
  const difference = el("input", {
    type: "checkbox", id: "difference-toggle", onchange: () => update({ difference: difference.checked }),
  });
  const commodity = el("select", { id: "commodity-select", onchange: () => update({ commodity: commodity.value || null }) },
    option("", "All freight, by mode"), ...state.case.commodities.map((c) => option(c.commodity_id, c.name)));
  const draw = (): void => {
    const done = state.runs.filter((run) => run.kind === "run" && run.status === "done");
    shown.replaceChildren(...done.map((run) => option(run.id, run.name, run.id === state.shown)));
    compared.replaceChildren(option("", "nothing", !state.compared), ...done.map((run) => option(run.id, run.name, run.id === state.compared)));
    shown.value = state.shown ?? "";
    compared.value = state.compared ?? "";
    difference.disabled = !state.compared || state.compared === state.shown;
    difference.checked = state.difference && !difference.disabled;
  };
  watch(["runs", "shown", "compared", "difference"], draw);
  draw();
  byId("bar").replaceChildren(
    el("div", { class: "title" }, el("h1", {}, state.case.title || "Amur"), el("small", {}, state.case.has_network ? state.case.date : "")),
    el("div", { class: "controls" },
      field("Shown", shown), field("Compared with", compared),
      el("label", { class: "toggle" }, difference, "Difference"),
      field("Goods", commodity),
      el("button", { type: "button", id: "fit-button", onclick: fitToData }, "Whole map")));
}
