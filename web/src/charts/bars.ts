// How charts of horizontal bars are laid out, one bar for each name.
import { shorten } from "../util/format";
import type { Plot } from "./plot";

export const barLayout = (names: readonly string[]): Plot.PlotOptions => ({
  width: 400,
  marginLeft: 150,
  marginRight: 12,
  height: 40 + 17 * names.length,
  y: { domain: names, label: null, tickFormat: (name: string) => shorten(name) },
});
