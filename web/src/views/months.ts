// A run by months as lines: freight, crossings, people, shops.
import { say } from "../texts/say";
import { numberOf, type Row, rowsOf, textOf } from "../api/results";
import { lineChart } from "../charts/lines";
import { el, field, option } from "../util/dom";
import type { View } from "./view";

const MOST_LINES = 6;
interface Measure {
  id: string;
  title: string;
  table: string;
  name: string;
  value: string;
  unit: string;
  keep?: (row: Row) => boolean;
}
const MEASURES: Measure[] = [
  {
    id: "vehicles",
    title: say("months_vehicles"),
    table: "month_crossings",
    name: "name",
    value: "vehicles",
    unit: say("vehicles_day_long"),
  },
  {
    id: "t",
    title: say("months_t"),
    table: "month_crossings",
    name: "name",
    value: "t",
    unit: say("tonnes_day_long"),
  },
  {
    id: "passengers",
    title: say("months_passengers"),
    table: "month_crossings",
    name: "name",
    value: "passengers",
    unit: say("people_day_long"),
  },
  {
    id: "freight",
    title: say("months_freight"),
    table: "month_totals",
    name: "name",
    value: "value",
    unit: say("tonnes_day_long"),
    keep: (row) => row["unit"] === "t/day",
  },
  {
    id: "visits",
    title: say("months_visits"),
    table: "month_places",
    name: "name",
    value: "visits",
    unit: say("visits_day_long"),
  },
];

/** [name][month], those that change most. */
function gather(rows: Row[], { name, value, keep }: Measure): [string, Map<string, number>][] {
  const sums = new Map<string, Map<string, number>>();
  for (const row of rows) {
    if (keep && !keep(row)) continue;
    const own = sums.get(textOf(row, name)) ?? new Map<string, number>();
    own.set(textOf(row, "month"), (own.get(textOf(row, "month")) ?? 0) + numberOf(row, value));
    sums.set(textOf(row, name), own);
  }
  const spread = (values: Map<string, number>): number => Math.max(...values.values()) - Math.min(...values.values());
  return [...sums]
    .filter(([, values]) => Math.max(...values.values()) > 0)
    .sort((a, b) => spread(b[1]) - spread(a[1]))
    .slice(0, MOST_LINES);
}

export const monthsView: View = {
  id: "months",
  title: say("months"),
  needs: ["month_totals", "month_crossings"],
  ofWholeRun: true,
  async draw({ run, rows }) {
    const all: Record<string, Row[]> = { ...rows, month_places: await rowsOf(run, "month_places") };
    const offered = MEASURES.filter(({ table }) => (all[table] ?? []).length > 0);
    const choice = el("select", { id: "months-measure" }, ...offered.map(({ id, title }) => option(id, title)));
    const place = el("div", { id: "months-chart" });
    function draw(): void {
      const measure = offered.find(({ id }) => id === choice.value);
      if (!measure) return;
      const lines = gather(all[measure.table] ?? [], measure).map(([name, values]) => ({
        name,
        points: [...values].map(([month, y]) => ({ x: month, y })),
      }));
      const months = [...new Set((all["month_totals"] ?? []).map((row) => textOf(row, "month")))];
      const step = Math.ceil(months.length / 6);
      place.replaceChildren(
        lineChart({
          label: measure.title,
          lines,
          x: { label: null, type: "point", domain: months, ticks: months.filter((_, i) => i % step === 0) },
          y: { label: measure.unit },
        }),
      );
    }
    choice.addEventListener("change", draw);
    draw();
    return el("div", {}, field(say("of"), choice), place, el("p", { class: "note" }, say("months_hint")));
  },
};
