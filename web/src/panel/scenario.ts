// The scenario panel: what to change, and Run.
import { startRun } from "../api/client";
import { finished } from "../api/types";
import { cancel, follow } from "../state/runs";
import { state, watch } from "../state/store";
import { announce, showError } from "../util/announce";
import { el } from "../util/dom";
import { gap, number } from "../util/format";
import { analysisControl, analysisLabel } from "./analysis";
import { isTicked, request, setEdit, setTrade, showsDraft, tick } from "../state/draft";
import { draftSteps } from "./draftsteps";
import { closingControl, dateControl, dutyControl } from "./edits";
import { linkControl } from "./newlink";
import { runList } from "./runlist";
import { otherScenarios, projectSwitches } from "./switches";
import { accepted, declared, shownAtField } from "./studyfield";
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
  return el("fieldset", { class: "scenarios" }, el("legend", {}, "Scenarios"), el("ul", {}, ...boxes));
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
    el("span", {}, "World trade answers", el("small", {}, declared("run", "trade").description)),
  );
}

const titles = (): string[] => state.case.scenarios.filter((s) => isTicked(s.name)).map((s) => s.title);
const proposal = (): string =>
  [
    ...titles(),
    ...[...state.draft.edits.values()].map(({ label }) => label),
    ...(request().trade ? ["with trade"] : []),
    analysisLabel(request().analysis),
  ]
    .filter((part) => part !== null)
    .join(", ") || "Base";

const ANNOUNCED_EVERY_MS = 4000;
/** Progress by the gap: from 1 to the usual tolerance, on a logarithmic scale. */
const TOLERANCE_EXPONENT = 6;
const share = (residual: number | null | undefined): number =>
  residual && residual > 0 ? Math.min(1, Math.max(0, -Math.log10(residual) / TOLERANCE_EXPONENT)) : 0;

function progress(): HTMLElement {
  const bar = el("progress", { id: "run-progress", max: 1, "aria-label": "Progress of the run" });
  const text = el("span", { id: "run-progress-text" });
  const stop = el("button", { type: "button", id: "cancel-button" }, "Cancel");
  const box = el("div", { class: "progress", hidden: true }, bar, text, stop);
  let id = "";
  let told = 0;
  stop.addEventListener("click", () => void cancel(id).catch(showError));
  watch(["runs"], () => {
    const run = state.runs.filter((r) => !finished(r)).at(-1);
    box.hidden = !run;
    if (!run) return;
    id = run.id;
    bar.value = run.analysis?.kind === "months" ? (run.share ?? 0) : share(run.residual);
    text.textContent = `${run.name}: ${run.status}, step ${run.step ?? 0}, gap ${gap(run.residual)}, ${number(run.seconds ?? 0)} s`;
    if (Date.now() - told < ANNOUNCED_EVERY_MS) return;
    told = Date.now();
    announce(text.textContent);
  });
  return box;
}

export function scenarioPanel(): HTMLElement {
  const name = el("input", {
    id: "run-name",
    type: "text",
    maxlength: 200,
    placeholder: proposal(),
    "aria-label": "Name of the run",
  });
  const chips = el("ul", { id: "edit-list", class: "chips", "aria-label": "Edits of this run" });
  const start = el("button", { type: "submit", id: "run-button", class: "main", form: "scenario-form" }, "Run");
  showsDraft(() => {
    name.placeholder = proposal();
    chips.replaceChildren(
      ...[...state.draft.edits].map(([key, { label }]) =>
        el(
          "li",
          {},
          label,
          el("button", { type: "button", "aria-label": `Take back: ${label}`, onclick: () => setEdit(key, null) }, "×"),
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
          el("legend", {}, "Changes"),
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
      .catch((error: unknown) => shownAtField(form, error) || showError(error))
      .finally(() => {
        start.disabled = false;
      });
  });
  return el(
    "div",
    { class: "scenario" },
    el("div", { class: "scenario-choices" }, form, el("h2", {}, "Runs"), runList()),
    el("div", { class: "pinned" }, chips, el("div", { class: "run-row" }, ...draftSteps(), name, start), progress()),
  );
}
