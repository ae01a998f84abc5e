import { expect, test } from "vitest";
import type { Run } from "../../src/api/types";
import { doneOf, secondsLeft } from "../../src/state/pace";

const run = (more: Partial<Run>): Run => ({
  id: "1",
  kind: "run",
  name: "",
  status: "running",
  scenarios: [],
  edits: [],
  created: "",
  ...more,
});

test("what is left takes as long as what was done at the same pace", () => {
  expect(
    secondsLeft([
      [0, 0],
      [10, 0.25],
    ]),
  ).toBeCloseTo(30, 12);
  expect(
    secondsLeft([
      [20, 0.5],
      [24, 0.9],
    ]),
  ).toBeCloseTo(1, 12);
});

test("nothing is told before a second has passed, where nothing moves, or all is done", () => {
  expect(secondsLeft([])).toBeNull();
  expect(
    secondsLeft([
      [0, 0.1],
      [0.5, 0.2],
    ]),
  ).toBeNull();
  expect(
    secondsLeft([
      [0, 0.3],
      [9, 0.3],
    ]),
  ).toBeNull();
  expect(
    secondsLeft([
      [0, 0.3],
      [9, 1],
    ]),
  ).toBeNull();
});

test("what is done: of a simulation its replications, of months their share, else the gap in powers of ten", () => {
  expect(doneOf(run({ kind: "simulation", step: 3, residual: 0.7 }))).toBeCloseTo(0.3, 12);
  expect(doneOf(run({ kind: "simulation", step: 0 }))).toBe(0);
  expect(doneOf(run({ share: 0.5, residual: 1e-6 }))).toBe(0.5);
  expect(doneOf(run({ residual: 1e-3 }))).toBeCloseTo(0.5, 12);
  expect(doneOf(run({ residual: null }))).toBe(0);
});
