// Takes back and makes again the changes of the run being prepared.
import { showsDraft } from "../state/draft";
import { canRedo, canUndo, redoDraft, undoDraft } from "../state/draftsteps";
import { say } from "../texts/say";
import { el } from "../util/dom";

export function draftSteps(): HTMLElement[] {
  const button = (id: string, sign: string, name: string, title: string, step: () => void): HTMLButtonElement =>
    el("button", { type: "button", id, class: "step", "aria-label": `${name}: ${title}`, title, onclick: step }, sign);
  const undo = button("draft-undo", "↶", say("undo"), say("undo_change"), undoDraft);
  const redo = button("draft-redo", "↷", say("redo"), say("redo_change"), redoDraft);
  showsDraft(() => {
    undo.disabled = !canUndo();
    redo.disabled = !canRedo();
  });
  return [undo, redo];
}
