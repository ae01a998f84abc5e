// Greenhouse gases by mode, goods or country, with the carbon price and, as a tick, without it.
import { numberOf, type Row, rowsOf, textOf } from "../api/results";
import { barLayout } from "../charts/bars";
import { chart, Plot } from "../charts/plot";
import { tableOf } from "../charts/table";
import { commodityName, modeColour } from "../state/names";
import { SERIES } from "../util/colour";
import { modeName } from "../texts/names";
import { say } from "../texts/say";
import { el, plainButton } from "../util/dom";
import { number } from "../util/format";
import type { View } from "./view";

const MOST_BARS = 20;
const KG_A_TONNE = 1000;

interface Bar {
  name: string;
  colour: string;
  t: number;
  without: number;
}

interface Side {
  id: "mode" | "commodity" | "country";
  table: string;
  head: "mode" | "commodity" | "title_country";
  nameOf: (row: Row) => string;
}

const passengers = (row: Row): string => (row["unit"] === "t" ? "" : `, ${say("unit_passengers")}`);
const SIDES: Side[] = [
  {
    id: "mode",
    table: "emissions_by_mode",
    head: "mode",
    nameOf: (row) => modeName(textOf(row, "mode")) + passengers(row),
  },
  {
    id: "commodity",
    table: "emissions_by_commodity",
    head: "commodity",
    nameOf: (row) => commodityName(textOf(row, "commodity_id")),
  },
  { id: "country", table: "emissions_by_country", head: "title_country", nameOf: (row) => textOf(row, "country") },
];

function barsOf(side: Side, rows: Row[]): Bar[] {
  return rows
    .map((row) => ({
      name: side.nameOf(row),
      colour: side.id === "mode" ? modeColour(textOf(row, "mode")) : (SERIES[0] ?? "currentColor"),
      t: numberOf(row, "co2e_kg") / KG_A_TONNE,
      without: numberOf(row, "co2e_kg_without_price") / KG_A_TONNE,
    }))
    .filter((bar) => bar.t > 0 || bar.without > 0)
    .sort((a, b) => b.t - a.t);
}

function chartOf(bars: Bar[]): HTMLElement {
  const shown = bars.slice(0, MOST_BARS);
  return chart(
    {
      ...barLayout(shown.map((bar) => bar.name)),
      x: { label: say("co2e_t_day"), grid: true, ticks: 5 },
      marks: [
        Plot.barX(shown, {
          y: "name",
          x: "t",
          fill: "colour",
          title: (bar: Bar) => `${bar.name}: ${number(bar.t)} ${say("co2e_t_day")}`,
        }),
        Plot.tickX(shown, { y: "name", x: "without", stroke: "currentColor", strokeWidth: 2 }),
        Plot.ruleX([0]),
      ],
    },
    say("carbon"),
  );
}

function sideOf(side: Side, rows: Row[]): HTMLElement[] {
  const bars = barsOf(side, rows);
  return [
    chartOf(bars),
    tableOf(
      side.table,
      [say(side.head), say("co2e_t_day"), say("without_carbon_price"), say("carbon_usd_day")],
      bars.map((bar) => {
        const row = rows.find((each) => side.nameOf(each) === bar.name);
        return {
          [say(side.head)]: bar.name,
          [say("co2e_t_day")]: number(bar.t),
          [say("without_carbon_price")]: number(bar.without),
          [say("carbon_usd_day")]: number(row ? numberOf(row, "carbon_usd") : 0),
        };
      }),
    ),
  ];
}

export const carbonView: View = {
  id: "carbon",
  title: say("carbon"),
  needs: [],
  has: ["emissions_by_mode"],
  async draw({ run }) {
    const tables = await Promise.all(SIDES.map((side) => rowsOf(run, side.table)));
    const place = el("div", { "data-testid": "carbon-side", "aria-live": "polite" });
    const buttons = SIDES.map((side, i) =>
      plainButton(say(`by_${side.id}`), () => {
        show(i);
      }),
    );
    const show = (chosen: number): void => {
      const side = SIDES[chosen];
      if (!side) return;
      buttons.forEach((button, i) => {
        button.setAttribute("aria-pressed", String(i === chosen));
      });
      place.replaceChildren(...sideOf(side, tables[chosen] ?? []));
    };
    show(0);
    const all = (tables[0] ?? []).reduce((sum, row) => sum + numberOf(row, "co2e_kg"), 0) / KG_A_TONNE;
    const without =
      (tables[0] ?? []).reduce((sum, row) => sum + numberOf(row, "co2e_kg_without_price"), 0) / KG_A_TONNE;
    return el(
      "div",
      {},
      el("p", {}, say("carbon_says", { t: number(all), without: number(without) })),
      el("div", { role: "group", "aria-label": say("carbon") }, ...buttons),
      place,
    );
  },
};
