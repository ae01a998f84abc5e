import { beforeEach, expect, test, vi } from "vitest";
import * as client from "../../src/api/client";
import { comparison, forget, linksOf, rowsIn, rowsOf } from "../../src/api/results";
import type { Cell, Comparison, Table } from "../../src/api/types";

vi.mock("../../src/api/client", () => ({
  compareRuns: vi.fn(),
  getLinks: vi.fn(),
  getTable: vi.fn(),
  getTables: vi.fn(),
}));
const asked = vi.mocked(client);
let runs = 0;
let run = "";

beforeEach(() => {
  vi.resetAllMocks();
  run = `run ${++runs}`;
  asked.getTables.mockResolvedValue([
    { name: "crossings", rows: 3, columns: [] },
    { name: "month_crossings", rows: 1, columns: [] },
    { name: "links", rows: 2, columns: [] },
  ]);
});
const page = (rows: Cell[][], total: number): Table => ({ columns: ["crossing_id", "t"], rows, total });

test("a table that comes in pages is read whole and once", async () => {
  asked.getTable
    .mockResolvedValueOnce(
      page(
        [
          ["a", 1],
          ["b", 2],
        ],
        3,
      ),
    )
    .mockResolvedValueOnce(page([["c", 3]], 3));
  const rows = await rowsOf(run, "crossings");
  expect(rows).toEqual([
    { crossing_id: "a", t: 1 },
    { crossing_id: "b", t: 2 },
    { crossing_id: "c", t: 3 },
  ]);
  expect(await rowsOf(run, "crossings")).toBe(rows);
  expect(asked.getTable).toHaveBeenCalledTimes(2);
});

test("a table that the result does not hold has no rows and is not asked for", async () => {
  expect(await rowsOf(run, "trade_totals")).toEqual([]);
  expect(asked.getTable).not.toHaveBeenCalled();
});

test("of a month the table by months is asked, for that month", async () => {
  asked.getTable.mockResolvedValue(page([["a", 1]], 1));
  await rowsIn(run, "crossings", "2023-08");
  expect(asked.getTable.mock.calls[0]).toEqual([run, "month_crossings", 100000, 0, ["month", "2023-08"]]);
});

test("a run that is deleted, and a request that failed, are asked for again", async () => {
  const totals: Comparison = {
    links: [],
    crossings: [],
    totals: [{ name: "t", unit: "t/day", value_from: 1, value_to: 3, value_change: 2 }],
  };
  asked.compareRuns.mockRejectedValueOnce(new Error("gone")).mockResolvedValue(totals);
  await expect(comparison("base", run)).rejects.toThrow("gone");
  expect((await comparison("base", run)).totals[0]?.value_change).toBe(2);
  await comparison("base", run);
  expect(asked.compareRuns).toHaveBeenCalledTimes(2);
  forget(run);
  await comparison("base", run);
  expect(asked.compareRuns).toHaveBeenCalledTimes(3);
});

test("lines come as steps, and lead the other way on the way back", async () => {
  asked.getLinks.mockResolvedValue({
    modes: ["rail", "road"],
    links: { link_id: ["a"], mode: [1], line: [[12700000, 5000000, 100000, -50000]] },
    ways: { link: [0, 0], backward: [0, 1], t: [7, null] },
  });
  const [there, back] = await linksOf(run);
  expect(there).toEqual({
    row: 0,
    link_id: "a",
    direction: "forward",
    mode: "road",
    t: 7,
    line: [
      [127, 50],
      [128, 49.5],
    ],
  });
  expect(back).toEqual({
    row: 1,
    link_id: "a",
    direction: "backward",
    mode: "road",
    t: 0,
    line: [
      [128, 49.5],
      [127, 50],
    ],
  });
});
