// Steps of the run being prepared, to take back and to make again; it is kept while the page is closed.
import { type Draft, state, update, watch } from "./store";

const MOST_STEPS = 100;
const before: Draft[] = [];
const after: Draft[] = [];
let last: Draft = state.draft;
let stepping = false;

const keptAs = (): string => `amur-draft-${state.case.sha256}`;

export const draftText = (draft: Draft): string => JSON.stringify({ ...draft, edits: [...draft.edits] });
/** Null where a text is none that this page has kept. */
export function draftOf(text: string | null): Draft | null {
  try {
    const kept = JSON.parse(text ?? "null") as (Omit<Draft, "edits"> & { edits: [string, never][] }) | null;
    if (!kept || !Array.isArray(kept.scenarios) || !Array.isArray(kept.edits)) return null;
    return { ...state.draft, ...kept, edits: new Map(kept.edits) };
  } catch {
    return null;
  }
}

export const canUndo = (): boolean => before.length > 0;
export const canRedo = (): boolean => after.length > 0;

function step(from: Draft[], to: Draft[]): void {
  const next = from.pop();
  if (!next) return;
  to.push(state.draft);
  stepping = true;
  last = next;
  update({ draft: next });
  stepping = false;
}
export const undoDraft = (): void => step(before, after);
export const redoDraft = (): void => step(after, before);

function keep(): void {
  try {
    localStorage.setItem(keptAs(), draftText(state.draft));
  } catch {
    // A browser that keeps nothing: the draft is there until the page is closed.
  }
}

/** To be called once the case is known, before anything shows the draft. */
export function startDraft(): void {
  const scenarios = new Set(state.case.scenarios.map(({ name }) => name));
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(keptAs());
  } catch {
    // As above.
  }
  const draft = draftOf(kept);
  if (draft) update({ draft: { ...draft, scenarios: draft.scenarios.filter((name) => scenarios.has(name)) } });
  last = state.draft;
  watch(["draft"], () => {
    if (!stepping) {
      // A control that says what already holds is no step.
      if (draftText(last) !== draftText(state.draft)) {
        before.push(last);
        if (before.length > MOST_STEPS) before.shift();
        after.length = 0;
      }
      last = state.draft;
    }
    keep();
  });
}
