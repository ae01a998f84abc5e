// How far the run is that is under way, whichever study it asks: step, what is left, and the button that ends it.
import { finished, type Run } from "../api/types";
import { doneOf, leftOf, secondsOf } from "../state/pace";
import { cancel } from "../state/runs";
import { state, watch } from "../state/store";
import { statusName } from "../texts/names";
import { say } from "../texts/say";
import { announce, showError } from "../util/announce";
import { el } from "../util/dom";
import { gap, number, whole } from "../util/format";

const ANNOUNCED_EVERY_MS = 4000;
let told = 0;

function stepOf(run: Run): string {
  const step = run.step ?? 0;
  const share = whole(doneOf(run));
  if (run.kind === "simulation") return say("progress_replications", { step, share });
  return run.share
    ? say("progress_share", { step, share, gap: gap(run.residual) })
    : say("progress_step", { step, gap: gap(run.residual) });
}
export function progressText(run: Run): string {
  const left = leftOf(run);
  const text = say("progress_text", {
    name: run.name,
    status: statusName(run.status),
    step: stepOf(run),
    seconds: number(Math.round(secondsOf(run))),
  });
  return left === null ? text : text + say("progress_left", { seconds: number(Math.ceil(left)) });
}

/** `place` begins the names of its parts. */
export function progressBox(place: string): HTMLElement {
  const bar = el("progress", { id: `${place}-progress`, max: 1, "aria-label": say("progress_of") });
  const text = el("span", { id: `${place}-progress-text` });
  const stop = el("button", { type: "button", class: "cancel" }, say("cancel"));
  const box = el("div", { class: "progress", hidden: true }, bar, text, stop);
  let id = "";
  stop.addEventListener("click", () => void cancel(id).catch(showError));
  const show = (): void => {
    const run = state.runs.filter((each) => !finished(each)).at(-1);
    box.hidden = !run;
    if (!run) return;
    id = run.id;
    bar.value = doneOf(run);
    text.textContent = progressText(run);
    if (Date.now() - told < ANNOUNCED_EVERY_MS) return;
    told = Date.now();
    announce(text.textContent);
  };
  watch(["runs"], show);
  show();
  return box;
}
