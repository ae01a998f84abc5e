import { expect, test } from "vitest";
import { averageCosts, COMPONENTS } from "../../src/api/costs";
import type { Row } from "../../src/api/rows";

const flow = (unit: string, quantity: number, cost: number): Row => ({
  unit,
  quantity,
  vehicles: quantity / 20,
  cost,
  crossing_cost: cost / 10,
  transport: cost / 2,
  fee: cost / 2,
  handling: 0,
  time: 0,
  scarcity: 0,
  duty: 0,
});

test("costs are averages by tonnes, without people and without what does not flow", () => {
  const costs = averageCosts([
    flow("t", 300, 10),
    flow("t", 100, 50),
    flow("passenger", 1000, 900),
    flow("t", 0, 7000),
  ]);
  expect(costs.quantity).toBe(400);
  expect(costs.cost).toBe(20);
  expect(costs.crossing_cost).toBe(2);
  expect(costs.vehicles).toBe(20);
  expect(COMPONENTS.reduce((sum, part) => sum + (costs.parts[part] ?? NaN), 0)).toBe(costs.cost);
});

test("of no freight there is no cost", () => {
  expect(averageCosts([]).cost).toBe(0);
});
