// How far a run is, and how long it may still take.
import { finished, type Run } from "../api/types";
import { state, watch } from "./store";

/** By the gap: from 1 to the usual tolerance, on a logarithmic scale. */
const TOLERANCE_EXPONENT = 6;
const byGap = (residual: number | null | undefined): number =>
  residual && residual > 0 ? Math.min(1, Math.max(0, -Math.log10(residual) / TOLERANCE_EXPONENT)) : 0;

/** What a run has done, 0 to 1. A simulation's residual is the share of its replications still to come. */
export function doneOf(run: Run): number {
  if (run.kind === "simulation") return run.step ? 1 - (run.residual ?? 1) : 0;
  return run.share ? run.share : byGap(run.residual);
}

/** At which second how much was done. */
export type Mark = [second: number, done: number];
const MOST_MARKS = 30;
const LEAST_SECONDS = 1;

/** Seconds that a run may still take at the pace of its last steps; null where that can't be told. */
export function secondsLeft(marks: readonly Mark[]): number | null {
  const [first, last] = [marks[0], marks.at(-1)];
  if (!first || !last || last[0] - first[0] < LEAST_SECONDS || last[1] <= first[1] || last[1] >= 1) return null;
  return ((1 - last[1]) * (last[0] - first[0])) / (last[1] - first[1]);
}

const started = new Map<string, number>();
const marks = new Map<string, Mark[]>();
const now = (): number => performance.now() / 1000;

export const secondsOf = (run: Run): number => {
  const start = started.get(run.id);
  return start === undefined ? 0 : now() - start;
};
export const leftOf = (run: Run): number | null => secondsLeft(marks.get(run.id) ?? []);

/** Marks how far runs are as they tell it. */
export function keepPace(): void {
  watch(["runs"], () => {
    for (const run of state.runs) {
      if (finished(run)) {
        marks.delete(run.id);
        continue;
      }
      if (run.status !== "running") continue;
      if (!started.has(run.id)) started.set(run.id, now());
      const own = marks.get(run.id) ?? [];
      const done = doneOf(run);
      if (own.length === 0 || own.at(-1)?.[1] !== done)
        marks.set(run.id, [...own, [secondsOf(run), done] as Mark].slice(-MOST_MARKS));
    }
  });
}
