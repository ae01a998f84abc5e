import { expect, test } from "vitest";
import * as colours from "../../src/util/colour";
import palette from "../../src/util/palette.json";

test("each colour of the page is one of the palette", () => {
  const known = Object.values(palette.colours);
  const { SERIES, RISK, ...single } = colours;
  for (const [name, colour] of Object.entries(single)) expect(known, name).toContain(colour);
  for (const colour of [...SERIES, ...RISK]) expect(known).toContain(colour);
});

test("colours of a chart and of all modes differ", () => {
  expect(new Set(colours.SERIES).size).toBe(colours.SERIES.length);
  expect(new Set(palette.all_modes).size).toBe(palette.all_modes.length);
  for (const colour of Object.values(palette.usual_modes)) expect(palette.all_modes).toContain(colour);
});

test("arcs of trade have no colour of a mode", () => {
  const modes = palette.all_modes.map((name) => palette.colours[name as keyof typeof palette.colours]);
  for (const arc of [colours.ARC_MORE, colours.ARC_LESS, colours.ARC_STEADY]) expect(modes).not.toContain(arc);
});
