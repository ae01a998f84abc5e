// How the run being prepared changes, and what it asks of the engine.
import type { Analysis, Edit } from "../api/types";
import { type DraftEdit, state, update, watch } from "./store";

export function setEdit(key: string, edit: DraftEdit | null): void {
  const edits = new Map(state.draft.edits);
  if (edit) edits.set(key, edit);
  else edits.delete(key);
  update({ draft: { ...state.draft, edits } });
}
export const isTicked = (scenario: string): boolean => state.draft.scenarios.includes(scenario);
export function tick(scenario: string, on: boolean): void {
  const others = state.draft.scenarios.filter((name) => name !== scenario);
  update({ draft: { ...state.draft, scenarios: on ? [...others, scenario] : others } });
}
export const setTrade = (trade: boolean): void => update({ draft: { ...state.draft, trade } });
export const setAnalysis = (analysis: Analysis | null): void => update({ draft: { ...state.draft, analysis } });

/** Called now and whenever the draft has changed, be it by a step taken back: a control shows what is in it. */
export function showsDraft(show: () => void): void {
  watch(["draft"], show);
  show();
}

export function request(): { scenarios: string[]; edits: Edit[]; trade?: boolean; analysis?: Analysis } {
  const { scenarios, edits, trade, analysis } = state.draft;
  return {
    scenarios: [...scenarios],
    edits: [...edits.values()].map(({ edit }) => edit),
    ...(analysis ? { analysis } : trade ? { trade } : {}),
  };
}
