// Observed totals beside computed ones.
import { unitName } from "../texts/names";
import { say } from "../texts/say";
import { numberOf, textOf } from "../api/results";
import { chart, Plot } from "../charts/plot";
import { FITTED, SERIES } from "../util/colour";
import { el } from "../util/dom";
import { number, shorten } from "../util/format";
import type { View } from "./view";

export const observationsView: View = {
  id: "observations",
  title: say("observations"),
  needs: ["observations"],
  draw({ rows }) {
    const points = (rows["observations"] ?? [])
      .map((row) => ({
        label: textOf(row, "label"),
        ratio: numberOf(row, "ratio"),
        fitted: Number(row["fitted"]) !== 0,
        text: say("observed_text", {
          label: textOf(row, "label"),
          observed: number(numberOf(row, "observed")),
          computed: number(numberOf(row, "computed")),
          unit: unitName(textOf(row, "unit")),
          source: textOf(row, "source"),
        }),
      }))
      .filter((p) => p.ratio > 0);
    const list = points.map((p) => el("li", {}, p.text));
    return el(
      "div",
      {},
      chart(
        {
          width: 400,
          marginLeft: 190,
          marginRight: 16,
          height: 50 + 18 * points.length,
          x: {
            label: say("computed_observed"),
            type: "log",
            grid: true,
            tickFormat: "~g",
            ticks: [0.5, 0.7, 1, 1.5, 2, 3, 5],
            insetLeft: 8,
            insetRight: 8,
          },
          y: { domain: points.map((p) => p.label), label: null, tickFormat: (d: string) => shorten(d, 32) },
          marks: [
            Plot.ruleX([1], { stroke: "currentColor" }),
            Plot.dot(points, {
              x: "ratio",
              y: "label",
              r: 5,
              fill: (p: { fitted: boolean }) => (p.fitted ? FITTED : SERIES[0]),
              title: "text",
            }),
          ],
        },
        say("computed_over_observed"),
      ),
      el("p", { class: "note" }, say("grey_fitted")),
      el("details", {}, el("summary", {}, say("figures_sources")), el("ul", {}, ...list)),
    );
  },
};
