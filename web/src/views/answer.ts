// The answer before all else: who crosses where, and why, in words, three figures and the cost of each way.
import { partName } from "../texts/names";
import { type Carried, choiceOf, heaviestOf } from "../api/choice";
import { COMPONENTS } from "../api/costs";
import { numberOf, type Row, rowsIn, rowsOf } from "../api/results";
import { chart, Plot } from "../charts/plot";
import { type Focus, focusOf, type FocusWay } from "../state/focus";
import { monthOf } from "../state/lookedat";
import { commodityName } from "../state/names";
import { list, say } from "../texts/say";
import { SERIES } from "../util/colour";
import { el } from "../util/dom";
import { number, signed, whole } from "../util/format";
import type { View } from "./view";
import { crossingButton } from "./crossingbutton";

const NAMED_GOODS = 3;
/** Differences below these are none to speak of. */
const LEAST_USD = 0.05;
const LEAST_H = 0.5;

const goodsOf = (carried: Carried): string =>
  list(
    heaviestOf(carried)
      .slice(0, NAMED_GOODS)
      .map(([id, t]) => `${commodityName(id).toLowerCase()} (${whole(t / carried.t)})`),
  );

/** The direction that most of the freight takes. */
function mainDirection(rows: Row[], focus: Focus): string {
  const sums = new Map<string, number>();
  for (const row of rows) {
    if (!focus.ways.some(({ id }) => id === row["crossing_id"])) continue;
    const key = `${String(row["from_country"])} → ${String(row["to_country"])}`;
    sums.set(key, (sums.get(key) ?? 0) + numberOf(row, "t"));
  }
  const [most] = [...sums].sort((a, b) => b[1] - a[1]);
  return most ? say("answer_direction", { share: whole(most[1] / focus.t), direction: most[0] }) : "";
}

/** What the second way costs beside the first, for goods that take both. */
export function reason(ways: [FocusWay, FocusWay], [a, b]: [Carried, Carried], alike: string[]): string {
  const [first, second] = ways.map(({ name }) => name);
  const parts: string[] = [];
  const usd = b.cost - a.cost;
  const hours = b.time_h - a.time_h;
  if (alike.length > 0) {
    const values = { second: second ?? "", usd: number(Math.abs(usd)), hours: number(Math.abs(hours)) };
    const cost = Math.abs(usd) < LEAST_USD ? "answer_same" : usd > 0 ? "answer_dearer" : "answer_cheaper";
    const time = Math.abs(hours) < LEAST_H ? null : hours > 0 ? "answer_slower" : "answer_faster";
    parts.push(say(cost, values) + (time ? say(time, values) : "") + ".");
  }
  const only = heaviestOf(a).filter(([id]) => !b.goods.has(id));
  const t = only.reduce((sum, [, each]) => sum + each, 0);
  if (t > 0)
    parts.push(
      say("answer_only", {
        goods: begun(list(only.slice(0, NAMED_GOODS).map(([id]) => commodityName(id).toLowerCase()))),
        share: whole(t / a.t),
        first: first ?? "",
        second: second ?? "",
      }),
    );
  return parts.join(" ");
}

const begun = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

interface Figure {
  id: string;
  text: string;
  value: number;
  unit: string;
  before: number | null;
}
function figureBox({ id, text, value, unit, before }: Figure): HTMLElement {
  return el(
    "div",
    { class: "figure", "data-testid": `figure-${id}`, "data-value": value },
    el("strong", {}, `${number(value)} ${unit}`),
    el("span", {}, text),
    before === null
      ? null
      : el("small", {}, say("figure_before", { before: number(before), change: signed(value - before) })),
  );
}

function costsChart(focus: Focus, carried: Carried[]): HTMLElement {
  const bars = focus.ways
    .slice(0, carried.length)
    .flatMap((way, i) =>
      COMPONENTS.map((part) => ({ way: way.name, component: partName(part), usd_per_t: carried[i]?.parts[part] ?? 0 })),
    );
  return chart(
    {
      width: 400,
      height: 62 + 24 * carried.length,
      marginLeft: 120,
      marginRight: 12,
      x: { label: "USD/t", grid: true, ticks: 5 },
      y: { label: null, domain: focus.ways.slice(0, carried.length).map(({ name }) => name) },
      color: { domain: COMPONENTS.map(partName), range: SERIES, legend: true },
      marks: [
        Plot.barX(bars, {
          y: "way",
          x: "usd_per_t",
          fill: "component",
          title: (bar: { way: string; component: string; usd_per_t: number }) =>
            `${bar.way}: ${bar.component} ${number(bar.usd_per_t)} USD/t`,
        }),
        Plot.ruleX([0]),
      ],
    },
    say("answer_costs"),
  );
}

/** Ways that few take are in the figures, and not in the words. */
const LEAST_TOLD = 0.01;

export const answerView: View = {
  id: "answer",
  title: "",
  needs: ["crossings", "crossing_flows"],
  compares: true,
  async draw({ run, compared, rows }) {
    const crossings = rows["crossings"] ?? [];
    const focus = focusOf(crossings, await rowsOf(run, "run"));
    if (!focus) return el("p", {}, say("answer_none"));
    const told = focus.ways.filter(({ share }) => share >= LEAST_TOLD).slice(0, 3);
    const { carried, alike } = choiceOf(
      rows["crossing_flows"] ?? [],
      told.map(({ id }) => id),
    );
    const [first, second] = told;
    const shares = list(told.map(({ name, share }) => say("answer_takes", { way: name, share: whole(share) })));
    const why =
      first && second && carried[0] && carried[1] ? reason([first, second], [carried[0], carried[1]], alike) : "";
    const oldRows = compared ? await rowsIn(compared, "crossings", monthOf(compared)) : null;
    const oldTonnes = (ids: string[]): number | null =>
      oldRows
        ? oldRows
            .filter((row) => ids.includes(String(row["crossing_id"])))
            .reduce((sum, row) => sum + numberOf(row, "t"), 0)
        : null;
    const [oldAll, oldFirst] = [oldTonnes(focus.ways.map(({ id }) => id)), oldTonnes(first ? [first.id] : [])];
    const figures: Figure[] = [
      { id: "t", text: say("figure_t", { place: focus.place }), value: focus.t, unit: say("t_a_day"), before: oldAll },
    ];
    if (first)
      figures.push({
        id: "share",
        text: say("figure_share", { way: first.name }),
        value: 100 * first.share,
        unit: "%",
        before: oldAll && oldFirst !== null ? (100 * oldFirst) / oldAll : null,
      });
    if (second && carried[0] && carried[1])
      figures.push({
        id: "usd",
        text: say(carried[1].cost < carried[0].cost ? "figure_cheaper" : "figure_dearer", { way: second.name }),
        value: Math.abs(carried[1].cost - carried[0].cost),
        unit: "USD/t",
        before: null,
      });
    return el(
      "div",
      { class: "answer" },
      el(
        "p",
        { id: "answer" },
        el("strong", {}, say("answer_shares", { t: number(focus.t), place: focus.place, shares })),
        ` ${mainDirection(crossings, focus)} ${why}`,
      ),
      el("div", { class: "figure-row" }, ...figures.map(figureBox)),
      el(
        "ul",
        { class: "ways" },
        ...told.map((way, i) =>
          el("li", {}, crossingButton(way.id, way.name), `: ${carried[i] ? goodsOf(carried[i]) : ""}`),
        ),
      ),
      el("h2", { class: "minor" }, say(alike.length > 0 && carried.length > 1 ? "answer_costs_alike" : "answer_costs")),
      costsChart(focus, carried),
    );
  },
};
