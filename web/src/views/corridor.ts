// Ways as corridors: time and cost against distance, with their stops, beside the run compared with, and CAREC's
// indicators of them.
import { numberOf, type Row, rowsOf, textOf } from "../api/results";
import { type Line, lineChart } from "../charts/lines";
import { Plot } from "../charts/plot";
import { tableOf } from "../charts/table";
import { runOf } from "../state/lookedat";
import { commodityName, crossingName, nodeName } from "../state/names";
import { modeName, unitName } from "../texts/names";
import { say } from "../texts/say";
import { el } from "../util/dom";
import { number, percent } from "../util/format";
import type { View } from "./view";

const MOST_LINES = 4;
interface Stage {
  x: number;
  low: number;
  high: number;
}

/** The alternatives of a commodity, the likeliest first: their rank, share and stages. */
interface Way {
  name: string;
  commodity: string;
  unit: string;
  stages: Row[];
}

/** "62 % road, Heihe road bridge". */
function nameOf(share: number, stages: Row[]): string {
  const words = stages.flatMap((row) => {
    const [kind, name, mode] = [textOf(row, "kind"), textOf(row, "name"), modeName(textOf(row, "mode"))];
    return kind === "load" ? [mode] : kind === "border" ? [name] : kind === "transfer" ? [`${mode} (${name})`] : [];
  });
  return `${percent(share)} ${words.join(", ")}`;
}

function waysOf(paths: Row[], corridor: Row[], of: string): Way[] {
  return paths
    .filter((path) => numberOf(path, "rank") <= MOST_LINES)
    .map((path) => {
      const stages = corridor.filter((row) =>
        ["origin_node_id", "destination_node_id", "commodity_id", "rank"].every((key) => row[key] === path[key]),
      );
      return {
        name: of + nameOf(numberOf(path, "share"), stages),
        commodity: textOf(path, "commodity_id"),
        unit: textOf(path, "unit"),
        stages,
      };
    });
}

function chartOf(ways: Way[], label: string, unit: string, mean: string, low: string, high: string): HTMLElement {
  const lines = ways.map(({ name, stages }): Line => ({
    name,
    points: [{ x: 0, y: 0 }, ...stages.map((row) => ({ x: numberOf(row, "at_km"), y: numberOf(row, mean) }))],
  }));
  const bands = ways.map(({ stages }) =>
    stages
      .filter((row) => row[low] !== null)
      .map((row): Stage => ({ x: numberOf(row, "at_km"), low: numberOf(row, low), high: numberOf(row, high) })),
  );
  return lineChart({
    label,
    x: { label: "km", ticks: 6 },
    y: { label: unit },
    lines,
    under: bands.map((band) =>
      Plot.areaY(band, { x: "x", y1: "low", y2: "high", fill: "currentColor", fillOpacity: 0.12 }),
    ),
  });
}

function indicatorsTable(rows: Row[]): HTMLElement {
  const heads = {
    commodity: say("commodity"),
    rank: say("rank"),
    where: say("corridor_where"),
    km: "km",
    clear: say("clear_hours"),
    paid: say("clear_usd"),
    section: say("usd_section"),
    swod: say("swod"),
    swd: say("swd"),
  };
  const where = (row: Row): string =>
    row["scope"] === "crossing"
      ? crossingName(textOf(row, "crossing_id"))
      : row["scope"] === "corridor"
        ? say("whole_corridor")
        : `${nodeName(textOf(row, "from_node_id"))} – ${nodeName(textOf(row, "to_node_id"))}`;
  const cell = (row: Row, column: string): string => (row[column] === null ? "" : number(numberOf(row, column)));
  return tableOf(
    "corridor_indicators",
    Object.values(heads),
    rows.map((row) => ({
      [heads.commodity]: commodityName(textOf(row, "commodity_id")),
      [heads.rank]: numberOf(row, "rank"),
      [heads.where]: where(row),
      [heads.km]: cell(row, "length_km"),
      [heads.clear]: cell(row, "clearance_h"),
      [heads.paid]: cell(row, "clearance_usd"),
      [heads.section]: cell(row, "usd_per_500km_20t"),
      [heads.swod]: cell(row, "swod_kmh"),
      [heads.swd]: cell(row, "swd_kmh"),
    })),
  );
}

export const corridorView: View = {
  id: "corridor",
  title: say("corridor"),
  needs: ["corridor", "corridor_indicators", "paths"],
  compares: true,
  async draw({ compared, rows }) {
    const ways = waysOf(rows["paths"] ?? [], rows["corridor"] ?? [], "");
    if (ways.length === 0) return el("p", {}, say("nothing_delivered"));
    const others = compared
      ? waysOf(await rowsOf(compared, "paths"), await rowsOf(compared, "corridor"), `${runOf(compared)?.name ?? ""}: `)
      : [];
    const both = [...ways, ...others.filter(({ stages }) => stages.length > 0)];
    const charts = [...new Set(ways.map(({ commodity }) => commodity))].flatMap((commodity) => {
      const own = both.filter((way) => way.commodity === commodity);
      const name = commodityName(commodity);
      return [
        chartOf(own, say("corridor_hours", { name }), "h", "at_h", "low_h", "high_h"),
        chartOf(
          own,
          say("corridor_cost", { name }),
          `USD/${unitName(own[0]?.unit ?? "t")}`,
          "at_cost",
          "low_cost",
          "high_cost",
        ),
      ];
    });
    return el(
      "div",
      { "data-testid": "corridor" },
      ...charts,
      el("p", { class: "note" }, say("corridor_says")),
      indicatorsTable(rows["corridor_indicators"] ?? []),
    );
  },
};
