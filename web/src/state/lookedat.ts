// Which run, day and month are looked at, and what they may be compared with.
import { say } from "../texts/say";
import type { Run } from "../api/types";
import { state } from "./store";

export const runOf = (id: string | null): Run | undefined => state.runs.find((run) => run.id === id);
const byMonths = (run: Run): boolean => run.analysis?.kind === "months";
/** The day of a run that is not by months: of its edits, which come last, else of its scenarios, else of the case. */
export function dayOf(run: Run): string {
  const ofEdits = run.edits.filter((edit) => edit.table === "case").map((edit) => edit.values?.["date"]);
  const ofScenarios = run.scenarios.map(
    (name) => state.case.scenarios.find((scenario) => scenario.name === name)?.date,
  );
  return String([...ofScenarios, ...ofEdits].filter((date) => date !== undefined).at(-1) ?? state.case.date);
}
/** The month that the tables of a run are of: the last of a run by months, else that of its day. */
const ownMonth = (run: Run): string => (byMonths(run) ? (run.analysis?.to ?? "") : dayOf(run).slice(0, 7));
const tellsOf = (run: Run, month: string): boolean =>
  byMonths(run) ? (run.analysis?.from ?? "") <= month && month <= ownMonth(run) : ownMonth(run) === month;

/** The names of the months from one to another, both among them. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  let [year = 0, month = 0] = from.split("-").map(Number);
  const name = (): string => `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
  for (; name() <= to; [year, month] = month < 12 ? [year, month + 1] : [year + 1, 1]) months.push(name());
  return months;
}
/** Those of the run shown, if it is by months. */
export function monthsShown(): string[] {
  const asked = runOf(state.shown)?.analysis;
  return asked?.kind === "months" && asked.from && asked.to ? monthsBetween(asked.from, asked.to) : [];
}

/** The month looked at: the one chosen of a run by months, else that of the day of the run shown. */
export function monthLookedAt(): string {
  const shown = runOf(state.shown);
  if (!shown) return "";
  return byMonths(shown) && state.month && tellsOf(shown, state.month) ? state.month : ownMonth(shown);
}
/** The month in which a run is looked at; null for one that is not by months, or doesn't have it. */
export function monthOf(id: string): string | null {
  const run = runOf(id);
  const month = monthLookedAt();
  return run && byMonths(run) && tellsOf(run, month) ? month : null;
}

/** The two runs, where there are two. */
function bothRuns(): [Run, Run] | null {
  const [shown, compared] = [runOf(state.shown), runOf(state.compared)];
  return shown && compared && shown !== compared ? [shown, compared] : null;
}
/** The run compared with, where it tells of the month looked at. Two runs of single days compare whatever days they are of. */
export function comparable(): string | null {
  const both = bothRuns();
  if (!both) return null;
  const [shown, compared] = both;
  return (!byMonths(shown) && !byMonths(compared)) || tellsOf(compared, monthLookedAt()) ? compared.id : null;
}
/** The same for tables of a whole result, which are of one month each. */
export function comparableTables(): string | null {
  const both = bothRuns();
  if (!both) return null;
  const [shown, compared] = both;
  return both.every((run) => !byMonths(run)) || ownMonth(shown) === ownMonth(compared) ? compared.id : null;
}
/** Why two runs are not compared; empty where they are, or there are not two. */
export function whyNotCompared(found: string | null, month: string): string {
  const both = bothRuns();
  return both && !found ? say("not_of_month", { name: both[1].name, month }) : "";
}
export const tablesMonth = (): string => {
  const run = runOf(state.shown);
  return run ? ownMonth(run) : "";
};
/** The run from which the change is drawn, where that is wanted. */
export const differenceFrom = (): string | null => (state.difference ? comparable() : null);
