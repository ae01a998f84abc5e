// How likely claims are, and what decides each: bars as long as what an input explains.
import { say } from "../texts/say";
import { numberOf, type Row, rowsOf, textOf } from "../api/results";
import { chart, Plot } from "../charts/plot";
import { el } from "../util/dom";
import { percent, shorten } from "../util/format";
import { tableView } from "./studytables";
import type { View } from "./view";

interface Driver {
  name: string;
  index: number;
  low: number;
  high: number;
}

function driverOf(row: Row): Driver {
  const cell = `${textOf(row, "input_table")}.${textOf(row, "input_column")}`;
  const name = textOf(row, "spread_id") || `${cell}, ${textOf(row, "source")}`;
  return { name, index: numberOf(row, "index"), low: numberOf(row, "low"), high: numberOf(row, "high") };
}

function tornado(claim: string, drivers: readonly Driver[]): HTMLElement {
  return el(
    "figure",
    { class: "chart-figure", "data-testid": "tornado" },
    el("figcaption", {}, claim),
    chart(
      {
        width: 400,
        marginLeft: 190,
        marginRight: 12,
        height: 44 + 20 * drivers.length,
        x: { tickFormat: "%", label: say("explains"), grid: true, ticks: 4, domain: [0, 1] },
        y: { domain: drivers.map((each) => each.name), label: null, tickFormat: (name: string) => shorten(name) },
        marks: [
          Plot.barX(drivers, {
            y: "name",
            x: "index",
            fill: "var(--accent)",
            title: (each: Driver) => `${each.name}: ${percent(each.index)}`,
          }),
          Plot.ruleY(drivers, { y: "name", x1: "low", x2: "high", stroke: "currentColor", strokeWidth: 1.5 }),
          Plot.ruleX([0]),
        ],
      },
      claim,
    ),
  );
}

export const oddsView: View = {
  id: "odds",
  title: say("odds"),
  needs: ["ensemble_claims", "ensemble_drivers"],
  draw: async ({ run, rows }) => {
    const [claims, drivers] = [rows["ensemble_claims"] ?? [], rows["ensemble_drivers"] ?? []];
    const of = (id: string): Driver[] => drivers.filter((row) => row["claim_id"] === id).map(driverOf);
    const figures = claims
      .map((row) => ({ says: textOf(row, "says"), odds: numberOf(row, "odds"), by: of(textOf(row, "claim_id")) }))
      .filter(({ odds, by }) => odds > 0 && odds < 1 && by.length > 0)
      .map(({ says, odds, by }) => tornado(`${says}: ${percent(odds)}`, by));
    return el(
      "div",
      {},
      await tableView(run, "ensemble_claims", () => say("odds_says")),
      el("p", {}, say("drivers_say")),
      ...figures,
      await tableView(run, "ensemble_inputs", () => say("inputs_say")),
    );
  },
};

/** Bands of a run's figures, by the table that they stand in. */
export const bandsView: View = {
  id: "bands",
  title: say("bands"),
  needs: [],
  has: ["ensemble_figures"],
  draw: async ({ run }) => {
    const rows = (await rowsOf(run, "ensemble_figures")).filter(
      (row) => row["table_name"] === "crossings" && row["figure"] === "t" && numberOf(row, "p95") > 0,
    );
    const bands = rows.map((row) => ({
      name: textOf(row, "row"),
      low: numberOf(row, "p05"),
      middle: numberOf(row, "p50"),
      high: numberOf(row, "p95"),
      written: numberOf(row, "as_written"),
    }));
    type Band = (typeof bands)[number];
    return el(
      "div",
      {},
      el("p", {}, say("bands_say")),
      chart(
        {
          width: 400,
          marginLeft: 190,
          marginRight: 12,
          height: 44 + 17 * bands.length,
          x: { label: say("t_day"), grid: true, ticks: 4 },
          y: { domain: bands.map((band) => band.name), label: null, tickFormat: (name: string) => shorten(name) },
          marks: [
            Plot.barX(bands, {
              y: "name",
              x1: "low",
              x2: "high",
              fill: "var(--accent)",
              fillOpacity: 0.4,
              title: (band: Band) => `${band.name}: ${Math.round(band.low)} – ${Math.round(band.high)}`,
            }),
            Plot.tickX(bands, { y: "name", x: "middle", stroke: "currentColor", strokeWidth: 2 }),
            Plot.dot(bands, { y: "name", x: "written", stroke: "currentColor", r: 3 }),
          ],
        },
        say("bands"),
      ),
    );
  },
};
