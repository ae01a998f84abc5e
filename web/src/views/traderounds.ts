// How network and trade came to agree, and how well the equations of trade hold.
import { say } from "../texts/say";
import { numberOf, textOf } from "../api/results";
import { chart, Plot } from "../charts/plot";
import { SERIES } from "../util/colour";
import { el } from "../util/dom";
import type { View } from "./view";

interface Round {
  round: number;
  change: number;
}

export const tradeRoundsView: View = {
  id: "trade-rounds",
  title: say("rounds"),
  needs: ["trade_coupling", "trade_residuals"],
  draw({ rows }) {
    const rounds = (rows["trade_coupling"] ?? []).map((row): Round => ({
      round: numberOf(row, "round"),
      change: Math.max(1e-16, numberOf(row, "change")),
    }));
    const worst = [...(rows["trade_residuals"] ?? [])].sort((a, b) => numberOf(b, "after") - numberOf(a, "after"))[0];
    const figure = chart(
      {
        width: 400,
        height: 180,
        marginLeft: 60,
        x: {
          label: say("round"),
          domain: [1, Math.max(2, rounds.length)],
          ticks: rounds.map((r) => r.round),
          tickFormat: "d",
        },
        y: { label: say("rounds_axis"), type: "log", grid: true, tickFormat: ".0e", ticks: 4 },
        marks: [
          Plot.lineY(rounds, { x: "round", y: "change", stroke: SERIES[0] }),
          Plot.dot(rounds, {
            x: "round",
            y: "change",
            fill: SERIES[0],
            title: (r: Round) => `${say("round")} ${r.round}: ${r.change.toExponential(1)}`,
          }),
        ],
      },
      say("rounds_chart"),
    );
    return el(
      "div",
      {},
      figure,
      worst
        ? el(
            "p",
            { class: "note" },
            say("rounds_worst", {
              equation: textOf(worst, "equation"),
              n: numberOf(worst, "after").toExponential(1),
            }),
          )
        : null,
    );
  },
};
