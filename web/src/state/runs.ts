// Runs: read on load, followed while they go, shown when done.
import { statusName } from "../texts/names";
import { say } from "../texts/say";
import { cancelRun, deleteRun, eventsAddress, getRuns, renameRun, startRun } from "../api/client";
import { forget } from "../api/results";
import { finished, type Run } from "../api/types";
import { state, update } from "./store";
import { announce } from "../util/announce";

const POLL_MS = 1000;
const FRESH_MS = 3000;
const followed = new Set<string>();
/** Ends, new names and deletions that were learnt here: a list asked for before one of them may undo it. */
let settled = 0;

function put(run: Run): void {
  const known = state.runs.some((other) => other.id === run.id);
  update({ runs: known ? state.runs.map((other) => (other.id === run.id ? run : other)) : [...state.runs, run] });
}

export const doneRuns = (): Run[] => state.runs.filter((run) => run.kind === "run" && run.status === "done");

/** A new result is shown beside the one that was shown before. */
function arrived(run: Run, showIt: boolean): void {
  announce(`${run.name}: ${statusName(run.status)}${run.message ? `. ${run.message}` : ""}`);
  if (run.kind !== "run" || run.status !== "done" || !showIt) return;
  const base = doneRuns().find(
    (other) => other.scenarios.length + other.edits.length === 0 && !other.analysis && other.id !== run.id,
  );
  update({ shown: run.id, compared: state.compared ?? base?.id ?? state.shown, tab: "results" });
}

export function follow(run: Run, showIt = true): void {
  put(run);
  if (finished(run)) return arrived(run, showIt);
  if (followed.has(run.id)) return;
  followed.add(run.id);
  const events = new EventSource(eventsAddress(run.id));
  const take = (now: Run): void => {
    if (!followed.has(run.id)) return;
    put(now);
    if (!finished(now)) return;
    events.close();
    followed.delete(run.id);
    settled += 1;
    arrived(now, showIt);
  };
  events.onmessage = (event) => take(JSON.parse(String(event.data)) as Run);
  events.onerror = () => {
    // A stream that the browser gives up for good (a proxy without streams) is replaced by asking.
    if (events.readyState === EventSource.CLOSED) void poll(run.id, take);
  };
}

async function poll(id: string, take: (run: Run) => void): Promise<void> {
  while (followed.has(id)) {
    const now = (await getRuns()).find((run) => run.id === id);
    if (!now) followed.delete(id);
    else take(now);
    await new Promise((next) => setTimeout(next, POLL_MS));
  }
}

export async function loadRuns(runs: Run[]): Promise<void> {
  update({ runs });
  for (const run of runs) if (!finished(run)) follow(run);
  const first = doneRuns()[0];
  const last = doneRuns().at(-1);
  if (last) update({ shown: last.id, compared: first && first.id !== last.id ? first.id : null });
  else if (!runs.some((run) => run.kind === "run" && !finished(run))) {
    follow(await startRun({ name: say("base"), scenarios: [], edits: [] }));
  }
}

export async function cancel(id: string): Promise<void> {
  const now = await cancelRun(id);
  settled += 1;
  // The run's own events may have told its end before this answer came.
  if (finished(now) || followed.has(id)) put(now);
}

export async function remove(id: string): Promise<void> {
  await deleteRun(id);
  settled += 1;
  leave(id);
}

/** A run that is no more. */
function leave(id: string): void {
  forget(id);
  const runs = state.runs.filter((run) => run.id !== id);
  const shown =
    state.shown === id ? (runs.filter((r) => r.kind === "run" && r.status === "done").at(-1)?.id ?? null) : state.shown;
  const compared = state.compared === id ? null : state.compared;
  const beside = state.beside.filter((other) => other !== id);
  update({ runs, shown, compared, beside, difference: state.difference && compared !== null });
}

export async function rename(id: string, name: string): Promise<void> {
  const now = await renameRun(id, name);
  settled += 1;
  put(now);
}

/** Takes over what other windows have begun, renamed or deleted; `known` are those that were here when it was asked. */
function takeOver(runs: Run[], known: string[]): void {
  for (const run of runs) {
    const old = state.runs.find(({ id }) => id === run.id);
    if (old && (followed.has(run.id) || (old.name === run.name && old.status === run.status))) continue;
    if (finished(run)) put(run);
    else follow(run, false);
  }
  const there = new Set(runs.map(({ id }) => id));
  for (const id of known) if (!there.has(id)) leave(id);
}

/** Asks for the runs now and then, which also tells whether the server is there. */
export function keepRunsFresh(): void {
  const ask = async (): Promise<void> => {
    if (document.hidden) return;
    try {
      const known = state.runs.map(({ id }) => id);
      const asked = settled;
      const runs = await getRuns();
      if (asked === settled) takeOver(runs, known);
      update({ gone: false });
    } catch {
      update({ gone: true });
    }
  };
  const again = (): void => void ask().finally(() => setTimeout(again, FRESH_MS));
  setTimeout(again, FRESH_MS);
}
