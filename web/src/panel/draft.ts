// The run being prepared: scenarios ticked, and edits, one for each thing edited.
import type { Analysis, Edit } from "../api/types";

interface DraftEdit { label: string; edit: Edit }
export const ticked = new Set<string>();
let trade = false;
let analysis: Analysis | null = null;
const edits = new Map<string, DraftEdit>();
const listeners: (() => void)[] = [];

export const onDraft = (call: () => void): void => { listeners.push(call); };
const tell = (): void => listeners.forEach((call) => call());

export function setEdit(key: string, edit: DraftEdit | null): void {
  if (edit) edits.set(key, edit);
  else edits.delete(key);
  tell();
}
export function tick(scenario: string, on: boolean): void {
  if (on) ticked.add(scenario);
  else ticked.delete(scenario);
  tell();
}
export function setTrade(on: boolean): void {
  trade = on;
  tell();
}
export function setAnalysis(asked: Analysis | null): void {
  analysis = asked;
  tell();
}
export const draftEdits = (): [string, DraftEdit][] => [...edits];
export const request = (): { scenarios: string[]; edits: Edit[]; trade?: boolean; analysis?: Analysis } => ({ scenarios: [...ticked], edits: [...edits.values()].map((e) => e.edit), ...(analysis ? { analysis } : trade ? { trade } : {}) });
