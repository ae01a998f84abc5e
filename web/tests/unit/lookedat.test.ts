import { beforeEach, expect, test } from "vitest";
import type { Run } from "../../src/api/types";
import {
  comparable,
  comparableTables,
  dayOf,
  differenceFrom,
  monthLookedAt,
  monthOf,
  monthsBetween,
  monthsShown,
  tablesMonth,
  whyNotCompared,
} from "../../src/state/lookedat";
import { state, update } from "../../src/state/store";

const run = (id: string, more: Partial<Run> = {}): Run => ({
  id,
  kind: "run",
  name: `Run ${id}`,
  status: "done",
  scenarios: [],
  edits: [],
  created: "",
  ...more,
});
const on = (date: string): Partial<Run> => ({ edits: [{ table: "case", action: "set", values: { date } }] });
const months = (from: string, to: string): Partial<Run> => ({ analysis: { kind: "months", from, to } });

beforeEach(() => {
  update({
    case: {
      ...state.case,
      date: "2023-10-15",
      scenarios: [
        { name: "freeze", title: "Freeze", date: "2023-11-20" },
        { name: "toll", title: "Toll" },
      ],
    },
    runs: [
      run("base"),
      run("august", on("2023-08-01")),
      run("summer", months("2023-07", "2023-09")),
      run("year", months("2022-11", "2023-10")),
      run("freeze", { scenarios: ["freeze", "toll"] }),
      run("thaw", { scenarios: ["freeze"], ...on("2023-04-02") }),
    ],
    shown: "base",
    compared: null,
    difference: false,
    month: null,
  });
});
const of = (id: string): Run => {
  const found = state.runs.find((each) => each.id === id);
  if (!found) throw new Error(id);
  return found;
};

test("months go over the turn of a year", () => {
  expect(monthsBetween("2022-11", "2023-02")).toEqual(["2022-11", "2022-12", "2023-01", "2023-02"]);
  expect(monthsBetween("2023-05", "2023-05")).toEqual(["2023-05"]);
  expect(monthsBetween("2023-05", "2023-04")).toEqual([]);
});

test("the day of a run is that of its last edit, else of its scenarios, else of the case", () => {
  expect(["base", "august", "freeze", "thaw"].map((id) => dayOf(of(id)))).toEqual([
    "2023-10-15",
    "2023-08-01",
    "2023-11-20",
    "2023-04-02",
  ]);
});

test("of a run by months the month chosen is looked at, of another its day's", () => {
  update({ shown: "summer", month: "2023-08" });
  expect(monthLookedAt()).toBe("2023-08");
  expect(monthOf("summer")).toBe("2023-08");
  expect(monthOf("base")).toBeNull();
  expect(tablesMonth()).toBe("2023-09");
  expect(monthsShown()).toEqual(["2023-07", "2023-08", "2023-09"]);
  update({ shown: "base" });
  expect(monthLookedAt()).toBe("2023-10");
  expect(monthsShown()).toEqual([]);
});

test("a month that the run shown does not have is not looked at", () => {
  update({ shown: "summer", month: "2022-12" });
  expect(monthLookedAt()).toBe("2023-09");
});

test("runs of single days compare whatever days they are of", () => {
  update({ shown: "base", compared: "august", difference: true });
  expect([comparable(), comparableTables(), differenceFrom()]).toEqual(["august", "august", "august"]);
});

test("a month is compared only with the same month", () => {
  update({ shown: "summer", compared: "august", month: "2023-08" });
  expect(comparable()).toBe("august");
  expect(comparableTables()).toBeNull();
  update({ month: "2023-07" });
  expect(comparable()).toBeNull();
  expect(whyNotCompared(comparable(), monthLookedAt())).toBe(
    "“Run august” is not of 2023-07, which is shown, so there is nothing to compare with.",
  );
  update({ compared: "year" });
  expect(comparable()).toBe("year");
  expect(monthOf("year")).toBe("2023-07");
});

test("one run, or the same twice, is compared with nothing and needs no reason", () => {
  for (const compared of [null, "base"]) {
    update({ shown: "base", compared });
    expect(comparable()).toBeNull();
    expect(whyNotCompared(null, "2023-10")).toBe("");
  }
});
