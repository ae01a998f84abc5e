// What the network loses without each part, ranked, on the map as lines the wider the more they are missed, and who
// bears it.
import { numberOf, type Row, rowsOf, textOf } from "../api/results";
import { tableOf } from "../charts/table";
import { commodityName } from "../state/names";
import { update } from "../state/store";
import { say } from "../texts/say";
import { el, plainButton } from "../util/dom";
import { number, percent } from "../util/format";
import { mapButton } from "./mapbutton";
import type { View } from "./view";

const MOST_ROWS = 20;
const MOST_BEARERS = 8;

const idOf = (row: Row): string => `${textOf(row, "kind")}|${textOf(row, "id")}`;
const titleOf = (row: Row): string => textOf(row, "name") || textOf(row, "id");

/** By link and direction what closing it costs, where it costs anything. */
function missed(rows: Row[]): Map<string, number> {
  const costs = new Map<string, number>();
  for (const row of rows) {
    const cost = numberOf(row, "cost_usd_per_day");
    if (row["kind"] !== "link" || row["is_exact"] !== 1 || !(cost > 0)) continue;
    for (const direction of ["forward", "backward"]) costs.set(`${textOf(row, "id")}|${direction}`, cost);
  }
  return costs;
}

const select = (row: Row): void => {
  const kind = row["kind"];
  if (kind === "link" || kind === "crossing") update({ selection: { kind, id: textOf(row, "id") } });
};

function bearersOf(row: Row, bearers: Row[]): HTMLElement {
  const own = bearers
    .filter((each) => idOf(each) === idOf(row))
    .sort((a, b) => numberOf(b, "cost_usd_per_day") - numberOf(a, "cost_usd_per_day"))
    .slice(0, MOST_BEARERS);
  const all = numberOf(row, "cost_usd_per_day");
  return el(
    "div",
    { "data-testid": "critical-bearers" },
    el("h3", {}, say("borne_by", { name: titleOf(row) })),
    tableOf(
      "critical_bearers",
      [say("from"), say("to"), say("commodity"), say("usd_day"), say("share")],
      own.map((each) => ({
        [say("from")]: textOf(each, "origin_country"),
        [say("to")]: textOf(each, "destination_country"),
        [say("commodity")]: commodityName(textOf(each, "commodity_id")),
        [say("usd_day")]: number(numberOf(each, "cost_usd_per_day")),
        [say("share")]: all > 0 ? percent(numberOf(each, "cost_usd_per_day") / all) : "",
      })),
    ),
  );
}

function rankTable(rows: Row[], choose: (row: Row) => void): HTMLElement {
  const heads = [say("rank"), say("closed_part"), say("usd_day"), say("unserved_t_day"), say("trade_lost")];
  const table = el(
    "table",
    { "data-testid": "critical" },
    el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
    el(
      "tbody",
      {},
      ...rows.map((row) =>
        el(
          "tr",
          {},
          el("td", { class: "number" }, String(numberOf(row, "rank"))),
          el(
            "td",
            {},
            plainButton(titleOf(row), () => choose(row)),
          ),
          ...["cost_usd_per_day", "unserved_t", "undelivered_usd_per_day"].map((column) =>
            el("td", { class: "number" }, number(numberOf(row, column))),
          ),
        ),
      ),
    ),
  );
  return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": say("critical") }, table);
}

export const criticalView: View = {
  id: "critical",
  title: say("critical"),
  needs: ["critical"],
  async draw({ run, rows }) {
    const parts = rows["critical"] ?? [];
    const solved = parts.filter((row) => row["is_exact"] === 1);
    const bearers = await rowsOf(run, "critical_bearers");
    const place = el("div", { "aria-live": "polite" });
    const choose = (row: Row): void => {
      select(row);
      place.replaceChildren(bearersOf(row, bearers));
    };
    const lines = missed(parts);
    const first = solved[0];
    if (first) place.replaceChildren(bearersOf(first, bearers));
    return el(
      "div",
      {},
      el("p", {}, say("critical_says", { solved: solved.length, all: parts.length })),
      ...(lines.size > 0 ? [mapButton("critical-map", say("critical_map"), run, lines)] : []),
      rankTable(solved.slice(0, MOST_ROWS), choose),
      place,
    );
  },
};
