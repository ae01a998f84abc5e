// The bar at the top: what is shown, compared with what, and which goods.
import { fitToData } from "../map/map";
import { comparable, dayOf, monthLookedAt, monthOf, runOf, whyNotCompared } from "../state/lookedat";
import { state, update, watch } from "../state/store";
import { drawerButton } from "./drawer";
import { keepLanguage, language, LANGUAGES, say } from "../texts/say";
import { byId, el, field, option } from "../util/dom";

/** The page is opened anew in the language chosen. */
function languageChoice(): HTMLElement {
  const choice = el(
    "select",
    {
      id: "language-select",
      "aria-label": say("language"),
      onchange: () => {
        keepLanguage(choice.value);
        location.reload();
      },
    },
    ...Object.entries(LANGUAGES).map(([id, name]) => option(id, name, id === language)),
  );
  choice.value = language;
  return choice;
}

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
  const toggle = el("label", { class: "toggle", id: "difference-label" }, difference, say("difference"));
  const swipe = el("input", {
    type: "checkbox",
    id: "swipe-toggle",
    onchange: () => update({ swipe: swipe.checked, difference: state.difference && !swipe.checked }),
  });
  const swipeLabel = el("label", { class: "toggle", title: say("swipe_title") }, swipe, say("swipe"));
  const when = el("small", { id: "shown-date" });
  const commodity = el(
    "select",
    { id: "commodity-select", onchange: () => update({ commodity: commodity.value || null }) },
    option("", say("all_freight")),
    ...state.case.commodities.map((c) => option(c.commodity_id, c.name)),
  );
  const draw = (): void => {
    const done = state.runs.filter((run) => run.kind === "run" && run.status === "done");
    shown.replaceChildren(...done.map((run) => option(run.id, run.name, run.id === state.shown)));
    compared.replaceChildren(
      option("", say("nothing"), !state.compared),
      ...done.map((run) => option(run.id, run.name, run.id === state.compared)),
    );
    shown.value = state.shown ?? "";
    compared.value = state.compared ?? "";
    commodity.value = state.commodity ?? "";
    const from = comparable();
    difference.disabled = !from;
    difference.checked = state.difference && !difference.disabled;
    swipe.disabled = !from || !state.case.has_network;
    swipe.checked = state.swipe && !swipe.disabled;
    toggle.title = whyNotCompared(from, monthLookedAt());
    const run = runOf(state.shown);
    when.textContent = !state.case.has_network ? "" : run ? (monthOf(run.id) ?? dayOf(run)) : state.case.date;
  };
  watch(["runs", "shown", "compared", "difference", "swipe", "month", "commodity"], draw);
  draw();
  byId("bar").replaceChildren(
    el("div", { class: "title" }, el("h1", {}, state.case.title || document.title), when),
    el(
      "div",
      { class: "controls" },
      field(say("shown"), shown),
      field(say("compared_with"), compared),
      toggle,
      state.case.has_network ? swipeLabel : null,
      state.case.commodities.length > 0 ? field(say("goods"), commodity) : null,
      drawerButton(),
      languageChoice(),
      el("button", { type: "button", id: "fit-button", onclick: fitToData }, say("whole_map")),
    ),
  );
}
