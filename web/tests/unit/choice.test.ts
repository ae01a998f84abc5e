import { expect, test } from "vitest";
import { choiceOf, heaviestOf } from "../../src/api/choice";

const row = (crossing_id: string, commodity_id: string, quantity: number, cost: number, time_h: number) => ({
  crossing_id,
  commodity_id,
  quantity,
  cost,
  time_h,
  direction: "forward",
  unit: "t",
  transport: cost,
  fee: 0,
  handling: 0,
  time: 0,
  scarcity: 0,
  duty: 0,
});

test("ways are compared over the goods that both carry, each with its weight on both together", () => {
  const flows = [
    row("bridge", "grain", 300, 30, 10),
    row("bridge", "timber", 100, 50, 20),
    row("bridge", "machines", 500, 1000, 5),
    row("boat", "grain", 100, 32, 30),
    row("boat", "timber", 100, 51, 40),
    row("boat", "coal", 900, 60, 90),
  ];
  const { carried, alike } = choiceOf(flows, ["bridge", "boat"]);
  expect(alike).toEqual(["grain", "timber"]);
  // 400 t of grain and 200 t of timber on both together.
  expect(carried[0]?.cost).toBeCloseTo((400 * 30 + 200 * 50) / 600, 12);
  expect(carried[1]?.cost).toBeCloseTo((400 * 32 + 200 * 51) / 600, 12);
  expect(carried[1]?.time_h).toBeCloseTo((400 * 30 + 200 * 40) / 600, 12);
  expect(carried[0]?.t).toBe(900);
  expect(carried[1] ? heaviestOf(carried[1])[0] : null).toEqual(["coal", 900]);
});

test("where no goods take both, means are over all of each", () => {
  const { carried, alike } = choiceOf(
    [row("bridge", "grain", 300, 30, 10), row("boat", "coal", 9, 60, 9)],
    ["bridge", "boat"],
  );
  expect(alike).toEqual([]);
  expect(carried.map(({ cost }) => cost)).toEqual([30, 60]);
});
