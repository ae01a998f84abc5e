// Public debt: where it goes with the projects and without, and the range of futures around it.
import { wordName } from "../texts/names";
import { say } from "../texts/say";
import { numberOf, type Row, textOf } from "../api/results";
import { lineChart, type Point } from "../charts/lines";
import { Plot } from "../charts/plot";
import { tableOf } from "../charts/table";
import { MORE, THRESHOLD } from "../util/colour";
import { el, field, option } from "../util/dom";
import type { View } from "./view";

const MEASURES = [
  "public_debt",
  "pv_external_to_gdp",
  "pv_external_to_exports",
  "service_to_exports",
  "service_to_revenue",
  "pv_public_to_gdp",
] as const;
const measureName = (measure: string): string => {
  const known = MEASURES.find((each) => each === measure);
  return known ? say(`debt_${known}`) : measure;
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
  title: say("debt"),
  needs: ["debt_fan", "debt_path", "debt_rating", "debt_stress"],
  draw({ rows }) {
    const of = (table: string, country: string): Row[] =>
      (rows[table] ?? []).filter((row) => row["country"] === country);
    const states = new Map((rows["debt_rating"] ?? []).map((row) => [textOf(row, "country"), textOf(row, "name")]));
    const country = el("select", { id: "debt-country" }, ...[...states].map(([id, name]) => option(id, name)));
    const measure = el("select", { id: "debt-measure" }, ...MEASURES.map((id) => option(id, measureName(id))));
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
        { name: say("debt_with"), points: path("with") },
        { name: say("debt_median"), points: fan.map((row) => ({ x: numberOf(row, "year"), y: percent(row, "p50") })) },
      ];
      const without = path("without");
      if (without.length > 0) lines.push({ name: say("debt_without"), points: without });
      place.replaceChildren(
        lineChart({
          label: `${states.get(country.value) ?? ""}: ${measureName(measure.value)}`,
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
        el("p", { class: "note" }, say("debt_shaded") + (threshold ? ` ${say("debt_dotted")}` : "")),
      );
    }
    for (const control of [country, measure]) control.addEventListener("change", draw);
    draw();
    const table = tableOf(
      "debt-rating",
      [say("state"), say("projects"), say("capacity"), say("external_risk"), say("overall_risk")],
      (rows["debt_rating"] ?? []).map((row) => ({
        [say("state")]: textOf(row, "name"),
        [say("projects")]: wordName(textOf(row, "projects")),
        [say("capacity")]: wordName(textOf(row, "capacity")),
        [say("external_risk")]: wordName(textOf(row, "external_risk")),
        [say("overall_risk")]: wordName(textOf(row, "overall_risk")),
      })),
    );
    return el(
      "div",
      {},
      el("div", { class: "control row" }, field(say("state"), country), field(say("measure"), measure)),
      place,
      table,
    );
  },
};
