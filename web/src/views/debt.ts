// Public debt: where it goes with the projects and without, and the range of futures around it.
import { numberOf, type Row, textOf } from "../api/results";
import { lineChart, type Point } from "../charts/lines";
import { Plot } from "../charts/plot";
import { tableOf } from "../charts/table";
import { MORE, THRESHOLD } from "../util/colour";
import { el, field, option } from "../util/dom";
import type { View } from "./view";

const MEASURES: Record<string, string> = {
  public_debt: "public debt, % of GDP",
  pv_external_to_gdp: "present value of external debt, % of GDP",
  pv_external_to_exports: "present value of external debt, % of exports",
  service_to_exports: "external debt service, % of exports",
  service_to_revenue: "external debt service, % of revenue",
  pv_public_to_gdp: "present value of public debt, % of GDP",
};
const percent = (row: Row, column: string): number => 100 * numberOf(row, column);
const band = (fan: Row[], low: string, high: string) =>
  Plot.areaY(fan, {
    x: "year",
    y1: (r: Row) => percent(r, low),
    y2: (r: Row) => percent(r, high),
    fill: MORE,
    fillOpacity: 0.18,
  });

export const debtView: View = {
  id: "debt",
  title: "What it does to public debt",
  needs: ["debt_fan", "debt_path", "debt_rating", "debt_stress"],
  draw({ rows }) {
    const of = (table: string, country: string): Row[] =>
      (rows[table] ?? []).filter((row) => row["country"] === country);
    const states = new Map((rows["debt_rating"] ?? []).map((row) => [textOf(row, "country"), textOf(row, "name")]));
    const country = el("select", { id: "debt-country" }, ...[...states].map(([id, name]) => option(id, name)));
    const measure = el(
      "select",
      { id: "debt-measure" },
      ...Object.entries(MEASURES).map(([id, name]) => option(id, name)),
    );
    const place = el("div", { id: "debt-fan" });
    function draw(): void {
      const fan = of("debt_fan", country.value).filter((row) => row["measure"] === measure.value);
      const first = fan.length > 0 ? Math.min(...fan.map((row) => numberOf(row, "year"))) : -Infinity;
      const path = (projects: string): Point[] =>
        of("debt_path", country.value)
          .filter(
            (row) => row["projects"] === projects && numberOf(row, "year") >= first && row[measure.value] !== null,
          )
          .map((row) => ({ x: numberOf(row, "year"), y: percent(row, measure.value) }));
      const threshold = of("debt_stress", country.value).find(
        (row) => row["indicator"] === measure.value && row["threshold"] !== null,
      );
      const lines = [
        { name: "with its projects", points: path("with") },
        { name: "median of futures", points: fan.map((row) => ({ x: numberOf(row, "year"), y: percent(row, "p50") })) },
      ];
      const without = path("without");
      if (without.length > 0) lines.push({ name: "without its projects", points: without });
      place.replaceChildren(
        lineChart({
          label: `${states.get(country.value) ?? ""}: ${MEASURES[measure.value] ?? ""}`,
          lines,
          x: { label: null, tickFormat: "d", ticks: 6 },
          y: { label: "%" },
          under: [
            band(fan, "p05", "p95"),
            band(fan, "p25", "p75"),
            ...(threshold
              ? [
                  Plot.ruleY([percent(threshold, "threshold")], {
                    stroke: THRESHOLD,
                    strokeDasharray: "1 3",
                    strokeWidth: 2,
                  }),
                ]
              : []),
          ],
        }),
        el(
          "p",
          { class: "note" },
          `Shaded: 5 to 95 % and 25 to 75 % of simulated futures.${threshold ? " Dotted: the threshold of the framework for this state." : ""}`,
        ),
      );
    }
    for (const control of [country, measure]) control.addEventListener("change", draw);
    draw();
    const table = tableOf(
      "debt-rating",
      ["State", "projects", "capacity", "external risk", "overall risk"],
      (rows["debt_rating"] ?? []).map((row) => ({
        State: textOf(row, "name"),
        projects: textOf(row, "projects"),
        capacity: textOf(row, "capacity"),
        "external risk": textOf(row, "external_risk"),
        "overall risk": textOf(row, "overall_risk"),
      })),
    );
    return el(
      "div",
      {},
      el("div", { class: "control row" }, field("State", country), field("Measure", measure)),
      place,
      table,
    );
  },
};
