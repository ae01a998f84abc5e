import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Run } from "../../src/api/types";

vi.mock("../../src/api/client", () => ({
  cancelRun: vi.fn(),
  deleteRun: vi.fn(),
  eventsAddress: (id: string) => id,
  getRuns: vi.fn(),
  renameRun: vi.fn(),
  startRun: vi.fn(),
}));
vi.mock("../../src/util/announce", () => ({ announce: vi.fn() }));
const client = vi.mocked(await import("../../src/api/client"));
const { announce } = vi.mocked(await import("../../src/util/announce"));
const { cancel, follow, keepRunsFresh, remove, rename } = await import("../../src/state/runs");
const { state, update, watch } = await import("../../src/state/store");

const FRESH_MS = 3000;
const run = (status: Run["status"], more: Partial<Run> = {}): Run => ({
  id: "1",
  kind: "run",
  name: "Ice",
  status,
  scenarios: [],
  edits: [],
  created: "",
  ...more,
});
let tell: ((now: Run) => void) | null = null;
class Events {
  onmessage: ((event: { data: string }) => void) | null = null;
  constructor() {
    tell = (now) => this.onmessage?.({ data: JSON.stringify(now) });
  }
  close(): void {}
}
/** The answer to a list that was asked for, for when it comes. */
let answer: (runs: Run[]) => void = () => undefined;
const seen: string[] = [];
watch(["runs"], () => seen.push(state.runs.map(({ name, status }) => `${name} ${status}`).join()));

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", Events);
  vi.stubGlobal("document", { hidden: false });
  vi.clearAllMocks();
  tell = null;
  client.getRuns.mockImplementation(() => new Promise((come) => (answer = come)));
  update({ runs: [], shown: null, compared: null });
  follow(run("running"));
  keepRunsFresh();
  await vi.advanceTimersByTimeAsync(FRESH_MS);
  expect(client.getRuns).toHaveBeenCalledTimes(1);
  seen.length = 0;
});
afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const comes = async (runs: Run[]): Promise<void> => {
  answer(runs);
  await vi.advanceTimersByTimeAsync(0);
};

test("a list asked for before a run's end does not set it running again", async () => {
  tell?.(run("done"));
  await comes([run("running")]);
  expect(seen).toEqual(["Ice done"]);
  expect(announce).toHaveBeenCalledTimes(1);
});

test("nor does it bring back a name or a run that is gone", async () => {
  tell?.(run("done"));
  client.renameRun.mockResolvedValue(run("done", { name: "Freeze" }));
  await rename("1", "Freeze");
  await comes([run("done")]);
  expect(seen.at(-1)).toBe("Freeze done");
  await vi.advanceTimersByTimeAsync(FRESH_MS);
  await remove("1");
  await comes([run("done", { name: "Freeze" })]);
  expect(state.runs).toEqual([]);
});

test("the answer to a cancellation does not undo the end that the run told first", async () => {
  let told: (now: Run) => void = () => undefined;
  client.cancelRun.mockImplementation(() => new Promise((come) => (told = come)));
  const cancelled = cancel("1");
  tell?.(run("cancelled"));
  told(run("running"));
  await cancelled;
  expect(seen).toEqual(["Ice cancelled"]);
});

test("a list asked for afterwards tells of runs of other windows, and of their ends", async () => {
  tell?.(run("done"));
  await comes([]);
  await vi.advanceTimersByTimeAsync(FRESH_MS);
  await comes([run("done"), run("running", { id: "2", name: "Toll" })]);
  expect(seen.at(-1)).toBe("Ice done,Toll running");
  tell?.(run("failed", { id: "2", name: "Toll" }));
  expect(seen.at(-1)).toBe("Ice done,Toll failed");
});
