// The scenario panel: what to change, and Run.
import { say } from "../texts/say";
import { startRun } from "../api/client";
import { follow } from "../state/runs";
import { state } from "../state/store";
import { showError } from "../util/announce";
import { el } from "../util/dom";
import { ApiError } from "../util/error";
import { analysisControl, analysisLabel } from "./analysis";
import { isTicked, request, setEdit, setTrade, showsDraft, tick } from "../state/draft";
import { draftSteps } from "./draftsteps";
import { closingControl, dateControl, dutyControl } from "./edits";
import { linkControl } from "./newlink";
import { progressBox } from "./progress";
import { runList } from "./runlist";
import { otherScenarios, projectSwitches } from "./switches";
import { accepted, sentenceOf, shownAtField } from "./studyfield";
import { tollControl } from "./toll";

function scenarioBoxes(): HTMLElement {
  const boxes = otherScenarios(state.case.scenarios).map((scenario) => {
    const box = el("input", {
      type: "checkbox",
      id: `scenario-${scenario.name}`,
      onchange: (e: Event) => tick(scenario.name, (e.target as HTMLInputElement).checked),
    });
    showsDraft(() => (box.checked = isTicked(scenario.name)));
    return el(
      "li",
      {},
      el(
        "label",
        {},
        box,
        el("span", {}, scenario.title, scenario.description ? el("small", {}, scenario.description) : null),
      ),
    );
  });
  return el("fieldset", { class: "scenarios" }, el("legend", {}, say("scenarios")), el("ul", {}, ...boxes));
}

/** Whether the world's trade answers what is changed. */
function tradeBox(): HTMLElement | null {
  if (!state.case.has_trade) return null;
  const box = el("input", {
    type: "checkbox",
    id: "trade-toggle",
    onchange: (e: Event) => setTrade((e.target as HTMLInputElement).checked),
  });
  showsDraft(() => (box.checked = state.draft.trade));
  return el(
    "label",
    { class: "toggle" },
    box,
    el("span", {}, say("world_trade"), el("small", {}, sentenceOf("run", "trade"))),
  );
}

const titles = (): string[] => state.case.scenarios.filter((s) => isTicked(s.name)).map((s) => s.title);
const proposal = (): string =>
  [
    ...titles(),
    ...[...state.draft.edits.values()].map(({ label }) => label),
    ...(request().trade ? [say("with_trade")] : []),
    analysisLabel(request().analysis),
  ]
    .filter((part) => part !== null)
    .join(", ") || say("base");

/** Tells an error of the engine at the change that it is of; false where it is of none. */
function shownAtEdit(chips: HTMLElement, error: unknown): boolean {
  const at = error instanceof ApiError ? /^edits\[(\d+)\]/.exec(error.field)?.[1] : undefined;
  const chip = at === undefined ? undefined : chips.children[Number(at)];
  if (!chip || !(error instanceof ApiError)) return false;
  chip.querySelector(".bad")?.remove();
  const allowed = error.allowed && say("allowed", { allowed: error.allowed });
  chip.append(el("small", { class: "bad", role: "alert" }, [error.message, allowed].filter(Boolean).join(". ")));
  return true;
}

export function scenarioPanel(): HTMLElement {
  const name = el("input", {
    id: "run-name",
    type: "text",
    maxlength: 200,
    placeholder: proposal(),
    "aria-label": say("run_name"),
  });
  const chips = el("ul", { id: "edit-list", class: "chips", "aria-label": say("edits_of_run") });
  const start = el("button", { type: "submit", id: "run-button", class: "main", form: "scenario-form" }, say("run"));
  showsDraft(() => {
    name.placeholder = proposal();
    chips.replaceChildren(
      ...[...state.draft.edits].map(([key, { label }]) =>
        el(
          "li",
          {},
          label,
          el(
            "button",
            { type: "button", "aria-label": say("take_back", { label }), onclick: () => setEdit(key, null) },
            "×",
          ),
        ),
      ),
    );
  });
  // What is typed into a control of a change is checked where that change is added; out of sight it
  // must not hold up Run.
  const form = el(
    "form",
    { id: "scenario-form", novalidate: true },
    scenarioBoxes(),
    projectSwitches(),
    analysisControl(),
    tradeBox(),
    state.case.has_network
      ? el(
          "fieldset",
          {},
          el("legend", {}, say("changes")),
          tollControl(),
          closingControl(),
          dateControl(),
          dutyControl(),
          linkControl(),
        )
      : null,
  );
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    if (!accepted(form)) return;
    start.disabled = true;
    startRun({ name: name.value.trim() || proposal().slice(0, 200), ...request() })
      .then((run) => {
        name.value = "";
        follow(run);
      })
      .catch((error: unknown) => shownAtField(form, error) || shownAtEdit(chips, error) || showError(error))
      .finally(() => {
        start.disabled = false;
      });
  });
  return el(
    "div",
    { class: "scenario" },
    el("div", { class: "scenario-choices" }, form, el("h2", {}, say("runs")), runList()),
    el(
      "div",
      { class: "pinned" },
      chips,
      el("div", { class: "run-row" }, ...draftSteps(), name, start),
      progressBox("run"),
    ),
  );
}
