// What changed between two runs: who gains and who loses, income, cost, time, totals, and claims that flip.
import { totalName, unitName, verdictName } from "../texts/names";
import { averageCosts } from "../api/costs";
import { comparison, numberOf, type Row, rowsOf, textOf } from "../api/results";
import type { Comparison } from "../api/types";
import { chart, Plot } from "../charts/plot";
import { runOf } from "../state/lookedat";
import { type Flipped, flipped } from "../state/claims";
import { crossingName } from "../state/names";
import { say, type TextName } from "../texts/say";
import { LESS, MORE } from "../util/colour";
import { el } from "../util/dom";
import { number, shorten, signed } from "../util/format";
import type { View } from "./view";
import { crossingButton } from "./crossingbutton";

/** A figure of a crossing in both runs. */
interface Moved {
  id: string;
  before: number;
  after: number;
}
const change = ({ before, after }: Moved): number => after - before;

/** Changes below the solver's accuracy, or a thousandth of the largest, are none. */
const LEAST_T = 0.5;
const LEAST = { t: LEAST_T, income: 1, cost: 0.005, time: 0.05 };
const LISTED = 8;

function movedOf(before: Map<string, number>, after: Map<string, number>, least: number, both: boolean): Moved[] {
  const ids = [...new Set([...before.keys(), ...after.keys()])].filter(
    (id) => !both || (before.has(id) && after.has(id)),
  );
  const all = ids.map((id): Moved => ({ id, before: before.get(id) ?? 0, after: after.get(id) ?? 0 }));
  const largest = all.reduce((most, each) => Math.max(most, Math.abs(change(each))), 0);
  return all
    .filter((each) => Math.abs(change(each)) > Math.max(least, 1e-3 * largest))
    .sort((a, b) => change(b) - change(a));
}

function sumBy(rows: Row[], column: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows)
    sums.set(textOf(row, "crossing_id"), (sums.get(textOf(row, "crossing_id")) ?? 0) + numberOf(row, column));
  return sums;
}

/** Means per tonne of the freight over each crossing. */
function meansBy(flows: Row[], figure: "cost" | "time_h"): Map<string, number> {
  const own = new Map<string, Row[]>();
  for (const row of flows)
    if (row["unit"] === "t" && numberOf(row, "quantity") > LEAST_T)
      own.set(textOf(row, "crossing_id"), [...(own.get(textOf(row, "crossing_id")) ?? []), row]);
  return new Map([...own].map(([id, rows]) => [id, averageCosts(rows)[figure]]));
}

function movedTable(kind: string, title: TextName, moved: Moved[]): HTMLElement | null {
  if (moved.length === 0) return null;
  // Those that moved most, still from the greatest gain to the greatest loss.
  const most = new Set([...moved].sort((a, b) => Math.abs(change(b)) - Math.abs(change(a))).slice(0, LISTED));
  const rows = moved
    .filter((each) => most.has(each))
    .map((each) =>
      el(
        "tr",
        { "data-id": each.id },
        el("th", { scope: "row" }, crossingButton(each.id, crossingName(each.id))),
        el("td", { class: "number", "data-value": each.before }, number(each.before)),
        el("td", { class: "number", "data-value": each.after }, number(each.after)),
        el("td", { class: `number ${change(each) > 0 ? "more" : "less"}` }, signed(change(each))),
      ),
    );
  const heads: TextName[] = ["crossing", "before", "after", "change"];
  return el(
    "section",
    {},
    el("h3", {}, say(title)),
    el(
      "table",
      { "data-testid": `change-${kind}` },
      el(
        "thead",
        {},
        el("tr", {}, ...heads.map((head, i) => el("th", { scope: "col", class: i > 0 ? "number" : null }, say(head)))),
      ),
      el("tbody", {}, ...rows),
    ),
    moved.length > LISTED ? el("p", { class: "note" }, say("change_more", { n: moved.length - LISTED })) : null,
  );
}

function sentence(moved: Moved[]): string {
  const [first, last] = [moved[0], moved.at(-1)];
  const gain = first && change(first) > 0 ? { gainer: crossingName(first.id), gain: number(change(first)) } : null;
  const loss = last && change(last) < 0 ? { loser: crossingName(last.id), loss: number(-change(last)) } : null;
  if (gain && loss) return say("change_sentence", { ...gain, ...loss });
  return gain ? say("change_only_gain", gain) : loss ? say("change_only_loss", loss) : say("change_none");
}

const bars = (moved: Moved[]): HTMLElement =>
  chart(
    {
      width: 400,
      marginLeft: 150,
      marginRight: 12,
      height: 40 + 18 * moved.length,
      x: { label: say("change_t_day"), grid: true, ticks: 4 },
      y: { domain: moved.map(({ id }) => crossingName(id)), label: null, tickFormat: (d: string) => shorten(d) },
      marks: [
        Plot.barX(
          moved.map((each) => ({ crossing: crossingName(each.id), ...each, change: change(each) })),
          { y: "crossing", x: "change", fill: (each: { change: number }) => (each.change > 0 ? MORE : LESS) },
        ),
        Plot.ruleX([0]),
      ],
    },
    say("change_by_crossing"),
  );

const totalsTable = ({ totals }: Comparison): HTMLElement =>
  el(
    "div",
    { class: "scroll", tabindex: 0 },
    el(
      "table",
      { "data-testid": "change-totals" },
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          ...[say("per_day"), say("before"), say("after"), say("change"), say("unit")].map((h, i) =>
            el("th", { scope: "col", class: i > 0 && i < 4 ? "number" : null }, h),
          ),
        ),
      ),
      el(
        "tbody",
        {},
        ...totals.map((row) =>
          el(
            "tr",
            {},
            el("th", { scope: "row" }, totalName(row.name)),
            ...[number(row.value_from), number(row.value_to), signed(row.value_change)].map((text) =>
              el("td", { class: "number" }, text),
            ),
            el("td", {}, unitName(row.unit)),
          ),
        ),
      ),
    ),
  );

const flips = (claims: Flipped[]): HTMLElement =>
  el(
    "section",
    { id: "claims-flipped" },
    el("h3", {}, say("change_claims")),
    claims.length === 0
      ? el("p", { class: "note" }, say("change_no_claims"))
      : el(
          "ul",
          {},
          ...claims.map(({ says, from, to }) =>
            el("li", {}, `“${says}”: ${verdictName(from)} → `, el("strong", {}, verdictName(to))),
          ),
        ),
  );

export const changeView: View = {
  id: "change",
  title: say("change_what"),
  needs: ["totals", "crossings"],
  needsComparison: true,
  async draw({ run, compared, rows }) {
    if (!compared) return el("p", {}, say("choose_run"));
    const [whole, oldCrossings, oldFlows, flows, oldClaims, claims] = await Promise.all([
      comparison(compared, run),
      rowsOf(compared, "crossings"),
      rowsOf(compared, "crossing_flows"),
      rowsOf(run, "crossing_flows"),
      rowsOf(compared, "claims"),
      rowsOf(run, "claims"),
    ]);
    const crossings = rows["crossings"] ?? [];
    const summed = (column: string, least: number): Moved[] =>
      movedOf(sumBy(oldCrossings, column), sumBy(crossings, column), least, false);
    const mean = (figure: "cost" | "time_h", least: number): Moved[] =>
      movedOf(meansBy(oldFlows, figure), meansBy(flows, figure), least, true);
    const t = summed("t", LEAST.t);
    return el(
      "div",
      {},
      el("p", { id: "what-changed" }, el("strong", {}, sentence(t))),
      el(
        "p",
        { class: "note" },
        say("change_from_to", { from: runOf(compared)?.name ?? "", to: runOf(run)?.name ?? "" }),
      ),
      movedTable("t", "change_t", t),
      movedTable("income", "change_income", summed("fee_income_usd", LEAST.income)),
      movedTable("cost", "change_cost", mean("cost", LEAST.cost)),
      movedTable("time", "change_time", mean("time_h", LEAST.time)),
      flips(flipped(oldClaims, claims)),
      t.length > 0 ? bars(t) : null,
      totalsTable(whole),
    );
  },
};
