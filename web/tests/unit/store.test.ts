import { beforeEach, expect, test, vi } from "vitest";
import { isTicked, request, setAnalysis, setEdit, setTrade, tick } from "../../src/state/draft";
import { state, update, watch } from "../../src/state/store";

beforeEach(() =>
  update({ draft: { scenarios: [], edits: new Map(), trade: false, analysis: null }, commodity: null, arcs: false }),
);

test("those who watch are told once, and only of what changed", () => {
  const told = vi.fn();
  watch(["commodity", "arcs"], told);
  update({ commodity: "coal", arcs: true });
  expect(told).toHaveBeenCalledTimes(1);
  update({ commodity: "coal" });
  update({ month: "2023-08" });
  expect(told).toHaveBeenCalledTimes(1);
});

test("each change of the run being prepared is told, and none is made in place", () => {
  const told = vi.fn();
  watch(["draft"], told);
  const before = state.draft;
  tick("closed", true);
  setTrade(true);
  setEdit("date", { label: "on 2023-11-01", edit: { table: "case", action: "set", values: { date: "2023-11-01" } } });
  expect(told).toHaveBeenCalledTimes(3);
  expect(before).toEqual({ scenarios: [], edits: new Map(), trade: false, analysis: null });
});

test("what is asked of the engine follows the ticks, the edits and the analysis", () => {
  tick("b", true);
  tick("a", true);
  tick("b", false);
  expect([isTicked("a"), isTicked("b")]).toEqual([true, false]);
  const edit = {
    table: "crossings",
    action: "set",
    where: { crossing_id: "x" },
    values: { fee_usd_per_vehicle: 0 },
  } as const;
  setEdit("toll x", { label: "toll", edit });
  setEdit("toll y", { label: "toll", edit });
  setEdit("toll y", null);
  setTrade(true);
  expect(request()).toEqual({ scenarios: ["a"], edits: [edit], trade: true });
  // Months and tolls are asked without trade.
  setAnalysis({ kind: "finance" });
  expect(request()).toEqual({ scenarios: ["a"], edits: [edit], analysis: { kind: "finance" } });
});
