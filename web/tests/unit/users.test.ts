import { expect, test } from "vitest";
import { usersOf, waysOfPlace, waysOfSteps } from "../../src/api/users";

const path = (to: string, commodity_id: string, rank: number, quantity: number, cost: number, unit = "t") => ({
  origin_node_id: "north",
  destination_node_id: to,
  commodity_id,
  rank,
  quantity,
  cost,
  unit,
  says: `way ${rank}`,
});
const PATHS = [
  path("south", "grain", 1, 60, 30),
  path("south", "grain", 2, 30, 33),
  path("south", "grain", 3, 10, 35),
  path("east", "coal", 1, 100, 60),
  path("east", "people", 1, 900, 5, "passenger"),
  path("west", "grain", 1, 500, 9),
];
const step = ({ origin_node_id, destination_node_id, commodity_id, rank }: (typeof PATHS)[number]) => ({
  origin_node_id,
  destination_node_id,
  commodity_id,
  rank,
});

test("who passes is told by flow, with the likeliest way that does not pass and how much dearer it is", () => {
  const passing = [0, 2, 3, 4].flatMap((i) => (PATHS[i] ? [step(PATHS[i])] : []));
  const users = usersOf(PATHS, waysOfSteps(passing));
  expect(users?.unit).toBe("t");
  expect(users?.quantity).toBe(170);
  expect(users?.destinations).toEqual([
    ["east", 100],
    ["south", 70],
  ]);
  expect(users?.goods[1]).toEqual(["grain", 70]);
  const here = (60 * 30 + 10 * 35) / 70;
  expect(users?.flows[1]?.next).toEqual({ says: "way 2", dearer: 33 - here });
  expect(users?.flows[0]?.next).toBeNull();
  expect(users?.dearer).toBeCloseTo(33 - here, 12);
  expect(users?.withNext).toBeCloseTo(70 / 170, 12);
});

test("of a place it is what starts or ends there, and people where there is no freight", () => {
  expect(usersOf(PATHS, waysOfPlace("south"))?.quantity).toBe(100);
  expect(usersOf(PATHS.slice(4, 5), () => true)?.unit).toBe("passenger");
  expect(usersOf(PATHS, () => false)).toBeNull();
});
