// A run by months as lines: freight, crossings, people, shops.
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
    title: "Vehicles by crossing, both ways",
    table: "month_crossings",
    name: "name",
    value: "vehicles",
    unit: "vehicles a day",
  },
  {
    id: "t",
    title: "Freight by crossing, both ways",
    table: "month_crossings",
    name: "name",
    value: "t",
    unit: "tonnes a day",
  },
  {
    id: "passengers",
    title: "People by crossing, both ways",
    table: "month_crossings",
    name: "name",
    value: "passengers",
    unit: "people a day",
  },
  {
    id: "freight",
    title: "All freight",
    table: "month_totals",
    name: "name",
    value: "value",
    unit: "tonnes a day",
    keep: (row) => row["unit"] === "t/day",
  },
  {
    id: "visits",
    title: "Visits by centre",
    table: "month_places",
    name: "name",
    value: "visits",
    unit: "visits a day",
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
  title: "Month by month",
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
    return el(
      "div",
      {},
      field("Of", choice),
      place,
      el(
        "p",
        { class: "note" },
        "The slider on the map chooses the month that is looked at, there and in the views below.",
      ),
    );
  },
};
