// Whether projects service their loans: cover year by year, and the cash behind it.
import { say } from "../texts/say";
import { numberOf, type Row, textOf } from "../api/results";
import { lineChart } from "../charts/lines";
import { Plot } from "../charts/plot";
import { tableOf } from "../charts/table";
import { el } from "../util/dom";
import { number } from "../util/format";
import type { View } from "./view";

const MILLION = 1e6;
const figure = (row: Row, column: string, unit = 1): string =>
  row[column] === null ? "–" : number(numberOf(row, column) / unit);

function charts(name: string, all: Row[]): HTMLElement[] {
  const served = all.filter((row) => numberOf(row, "service_usd") > 0);
  const last = numberOf(served.at(-1) ?? {}, "year");
  const years = all.filter((row) => numberOf(row, "year") <= last);
  if (years.length === 0) return [];
  const points = (column: string, unit: number) =>
    years.map((row) => ({ x: numberOf(row, "year"), y: row[column] === null ? null : numberOf(row, column) / unit }));
  const x = { label: null, tickFormat: "d", ticks: 6 };
  return [
    lineChart({
      label: say("service_cover", { name }),
      x,
      y: { label: "DSCR" },
      lines: [{ name: say("service_ratio"), points: points("dscr", 1) }],
      under: [Plot.ruleY([1], { stroke: "currentColor", strokeDasharray: "1 3" })],
    }),
    lineChart({
      label: say("cash", { name }),
      x,
      y: { label: say("usd_million_year") },
      lines: [
        { name: say("cash_left"), points: points("available_usd", MILLION) },
        { name: say("cash_service"), points: points("service_usd", MILLION) },
        { name: say("cash_owed"), points: points("balance_usd", MILLION) },
      ],
    }),
  ];
}

export const projectsView: View = {
  id: "projects",
  title: say("service"),
  needs: ["finance_ratios", "finance_years"],
  draw({ rows }) {
    const projects = rows["finance_ratios"] ?? [];
    const table = tableOf(
      "finance-ratios",
      [say("project"), say("built"), "NPV", "IRR, %", say("lowest_dscr"), say("mean"), "LLCR", say("payback")],
      projects.map((row) => ({
        [say("project")]: textOf(row, "name"),
        [say("built")]: figure(row, "construction_usd", MILLION),
        NPV: figure(row, "npv_usd", MILLION),
        "IRR, %": figure(row, "irr", 0.01),
        [say("lowest_dscr")]: figure(row, "dscr_minimum"),
        [say("mean")]: figure(row, "dscr_average"),
        LLCR: figure(row, "llcr"),
        [say("payback")]: figure(row, "payback_years"),
      })),
    );
    return el(
      "div",
      {},
      table,
      ...projects.flatMap((row) =>
        charts(
          textOf(row, "name"),
          (rows["finance_years"] ?? []).filter((year) => year["project_id"] === row["project_id"]),
        ),
      ),
    );
  },
};
