import { expect, test } from "vitest";
import { gaugeOf, gauges, marksOfGauge } from "../../src/map/gauges";
import { modeColour } from "../../src/state/names";
import { state, update } from "../../src/state/store";
import palette from "../../src/util/palette.json";

const MODES = ["rail_1520", "rail_1435", "rail_1067", "rail_1000", "rail_1676", "rail_1668", "rail_1600", "road"];

test("gauges have the colour of rail and marks of their own, the usual one none", () => {
  update({ case: { ...state.case, modes: MODES, mode_colours: MODES.map((_, i) => `#00000${i}`) } });
  const rail = MODES.filter((mode) => mode.startsWith("rail"));
  expect(new Set(rail.map(modeColour))).toEqual(new Set([palette.colours[palette.usual_modes.rail as "blue"]]));
  expect(modeColour("road")).toBe("#000007");
  expect(marksOfGauge(gaugeOf("rail_1435"))).toEqual([]);
  expect(marksOfGauge(gaugeOf("road"))).toEqual([]);
  const marks = gauges().map((gauge) => marksOfGauge(gauge).join());
  expect(new Set(marks).size).toBe(rail.length - 1);
  expect(marks).not.toContain("");
});
