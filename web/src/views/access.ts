// What of a country's foreign trade each crossing carries, and what that trade loses where one is shut; how near places
// are to their markets.
import { numberOf, type Row, rowsOf, textOf } from "../api/results";
import { barLayout } from "../charts/bars";
import { chart, Plot } from "../charts/plot";
import { crossingName } from "../state/names";
import { say } from "../texts/say";
import { SERIES } from "../util/colour";
import { el } from "../util/dom";
import { percent } from "../util/format";
import { choiceOf } from "./choice";
import { tableView } from "./studytables";
import type { View } from "./view";

const MOST_BARS = 12;

interface Carried {
  name: string;
  share: number;
}

function carried(rows: Row[], country: string): Carried[] {
  return rows
    .filter((row) => row["country"] === country && numberOf(row, "share") > 0)
    .map((row) => ({
      name: textOf(row, "name") || crossingName(textOf(row, "crossing_id")),
      share: numberOf(row, "share"),
    }))
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_BARS);
}

function bars(rows: Row[], country: string): HTMLElement {
  const shares = carried(rows, country);
  return chart(
    {
      ...barLayout(shares.map((each) => each.name)),
      x: { tickFormat: "%", label: say("share_of_trade"), grid: true, ticks: 5 },
      marks: [
        Plot.barX(shares, {
          y: "name",
          x: "share",
          fill: SERIES[0],
          title: (each: Carried) => `${each.name}: ${percent(each.share)}`,
        }),
        Plot.ruleX([0]),
      ],
    },
    `${say("access")}: ${country}`,
  );
}

export const accessView: View = {
  id: "access",
  title: say("access"),
  needs: [],
  has: ["dependence"],
  async draw({ run }) {
    const rows = await rowsOf(run, "dependence");
    const countries = [...new Set(rows.map((row) => textOf(row, "country")))].filter(
      (country) => carried(rows, country).length > 0,
    );
    const place = el("div", { "aria-live": "polite" });
    const show = (country: string): void => place.replaceChildren(bars(rows, country));
    const parts = await Promise.all([
      tableView(run, "dependence", () => say("dependence_says")),
      tableView(run, "dependence_neighbours", () => say("neighbours_say")),
      tableView(run, "market_access", () => say("access_says")),
    ]);
    return el(
      "div",
      {},
      choiceOf("access-country", say("access_country"), countries, countries[0], show),
      place,
      ...parts,
    );
  },
};
