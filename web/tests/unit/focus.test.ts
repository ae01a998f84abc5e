import { expect, test } from "vitest";
import type { Crossing } from "../../src/api/types";
import { focusOf } from "../../src/state/focus";
import { state, update } from "../../src/state/store";

const crossing = (crossing_id: string, name: string, mode: string, x: number, simulated = false): Crossing => ({
  crossing_id,
  name,
  mode,
  x,
  y: 50,
  simulated,
  fee_usd_per_vehicle: 0,
  fee_usd_per_t: 0,
  wait_h: 0,
});
const row = (crossing_id: string, t: number) => ({ crossing_id, t });
const lay = (crossings: Crossing[]) => update({ case: { ...state.case, crossings } });
const TOWN = [
  crossing("bridge", "Heihe road bridge", "road", 127),
  crossing("port", "Heihe river port", "river", 127.1),
];

test("the answer is about the place with most freight among those with a choice", () => {
  lay([
    ...TOWN,
    crossing("rail", "Zabaikalsk rail", "rail", 117),
    crossing("gas", "Gas pipeline", "pipeline_gas", 127),
  ]);
  const focus = focusOf(
    [row("bridge", 30), row("bridge", 8), row("port", 62), row("rail", 9000), row("gas", 40000)],
    [],
  );
  expect(focus?.place).toBe("Heihe");
  expect(focus?.t).toBe(100);
  expect(focus?.ways.map(({ name, share }) => [name, share])).toEqual([
    ["river port", 0.62],
    ["road bridge", 0.38],
  ]);
});

test("a place that the case simulates goes before a busier one; without a choice anywhere the busiest is told of", () => {
  const other = [crossing("a", "Tongjiang rail", "rail", 132), crossing("b", "Tongjiang port", "river", 132)];
  const rows = [row("bridge", 38), row("port", 62), row("a", 5000), row("b", 900)];
  lay([...TOWN, ...other]);
  expect(focusOf(rows, [])?.place).toBe("Tongjiang");
  lay([...TOWN.map((each) => ({ ...each, simulated: true })), ...other]);
  expect(focusOf(rows, [])?.place).toBe("Heihe");
  lay([crossing("a", "Tongjiang rail", "rail", 132)]);
  expect(focusOf(rows, [])?.ways.map(({ name }) => name)).toEqual(["rail"]);
  expect(focusOf([], [])).toBeNull();
});

test("the crossings that the case names go before all others, as long as they carry something", () => {
  const named = [{ name: "focus", value: "gate, port" }];
  lay([...TOWN, crossing("gate", "Heihe gate", "road", 127), crossing("a", "Tongjiang rail", "rail", 132)]);
  const rows = [row("bridge", 38), row("port", 60), row("gate", 20), row("a", 5000)];
  const focus = focusOf(rows, named);
  expect([focus?.place, focus?.t]).toEqual(["Heihe", 80]);
  expect(focus?.ways.map(({ id, share }) => [id, share])).toEqual([
    ["port", 0.75],
    ["gate", 0.25],
  ]);
  expect(focusOf(rows.slice(0, 1), named)?.ways[0]?.id).toBe("bridge");
});
