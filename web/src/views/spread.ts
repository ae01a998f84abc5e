// How a figure spreads over the draws: a histogram of any that was asked for, and of each claim's;
// or of a screening, what each input moves it by.
import { say } from "../texts/say";
import { numberOf, type Row, textOf } from "../api/results";
import { chart, Plot } from "../charts/plot";
import { el } from "../util/dom";
import { percent } from "../util/format";
import { choiceOf, figureName } from "./choice";
import { tableView } from "./studytables";
import type { View } from "./view";

function histogram(name: string, bins: readonly Row[], written: number | null): HTMLElement {
  const all = bins.reduce((sum, bin) => sum + numberOf(bin, "draws"), 0);
  const bars = bins.map((bin) => ({
    low: numberOf(bin, "low"),
    high: numberOf(bin, "high"),
    draws: numberOf(bin, "draws"),
  }));
  type Bar = (typeof bars)[number];
  return chart(
    {
      width: 480,
      height: 240,
      x: { label: textOf(bins[0] ?? {}, "unit"), ticks: 6 },
      y: { label: say("spread_draws"), grid: true, ticks: 4 },
      marks: [
        Plot.rectY(bars, {
          x1: "low",
          x2: "high",
          y: "draws",
          fill: "var(--accent)",
          fillOpacity: 0.6,
          title: (bar: Bar) => `${bar.low} – ${bar.high}: ${bar.draws} (${percent(bar.draws / all)})`,
        }),
        Plot.ruleX(written === null ? [] : [written], { stroke: "currentColor", strokeWidth: 2 }),
        Plot.ruleY([0]),
      ],
    },
    name,
  );
}

export const spreadView: View = {
  id: "spread",
  title: say("spread"),
  needs: ["ensemble_histograms", "ensemble_exceedance"],
  draw: async ({ run, rows }) => {
    const [bins, levels] = [rows["ensemble_histograms"] ?? [], rows["ensemble_exceedance"] ?? []];
    const names = [...new Set(bins.map(figureName))];
    const place = el("div", { "data-testid": "histogram" });
    const draw = (chosen: string): void => {
      const own = bins.filter((row) => figureName(row) === chosen);
      const written = levels.find((row) => figureName(row) === chosen && row["what"] === "as written");
      place.replaceChildren(histogram(chosen, own, written ? numberOf(written, "level") : null));
    };
    return el(
      "div",
      {},
      choiceOf("spread-figure", say("sweep_figure"), names, names[0], draw),
      el("p", {}, say("spread_says")),
      place,
      await tableView(run, "ensemble_exceedance", () => say("exceedance_says")),
    );
  },
};

export const effectsView: View = {
  id: "effects",
  title: say("effects"),
  needs: ["ensemble_effects"],
  draw: async ({ run }) =>
    el(
      "div",
      {},
      await tableView(run, "ensemble_effects", () => say("effects_say")),
      await tableView(run, "ensemble_inputs", () => say("inputs_say")),
    ),
};
