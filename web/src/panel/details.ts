// What was clicked: a crossing or a link, both ways, with flows, waits and costs by component.
import { directionName, modeName, partName, unitName } from "../texts/names";
import { say } from "../texts/say";
import { averageCosts, COMPONENTS, type Costs } from "../api/costs";
import { linkRow, linksOf, numberOf, type Row, rowsIn, textOf } from "../api/results";
import type { LinkRow } from "../api/types";
import { linkTitle } from "../map/pointer";
import { monthOf, tablesMonth } from "../state/lookedat";
import { commodityName, crossingName, nodeName } from "../state/names";
import { state, update, watch } from "../state/store";
import { showError } from "../util/announce";
import { SERIES } from "../util/colour";
import { byId, el } from "../util/dom";
import { number, percent } from "../util/format";
import { readUsers, showBundle, usersSection } from "./users";

type Lines = [string, string[]][];
type Card = (HTMLElement | null)[];
const HEAVIEST = 5;

function grid(heads: string[], lines: Lines): HTMLElement {
  return el(
    "table",
    {},
    el("thead", {}, el("tr", {}, el("td"), ...heads.map((h) => el("th", { scope: "col", class: "number" }, h)))),
    el(
      "tbody",
      {},
      ...lines.map(([name, cells]) =>
        el("tr", {}, el("th", { scope: "row" }, name), ...cells.map((c) => el("td", { class: "number" }, c))),
      ),
    ),
  );
}

function costBars(costs: Costs[]): Lines {
  const lines: Lines = COMPONENTS.map((part) => [
    partName(part),
    costs.map((c) => (c.quantity > 0 ? number(c.parts[part]) : "–")),
  ]);
  lines.push([say("cost_usd_t"), costs.map((c) => (c.quantity > 0 ? number(c.cost) : "–"))]);
  lines.push([say("at_crossing"), costs.map((c) => (c.quantity > 0 ? number(c.crossing_cost) : "–"))]);
  return lines;
}

function stack(costs: Costs): HTMLElement {
  const bar = el("div", { class: "stack", "aria-hidden": "true" });
  COMPONENTS.forEach((part, i) => {
    const piece = el("i", { title: `${partName(part)} ${number(costs.parts[part])} USD/t` });
    piece.style.flexGrow = String(Math.max(0, costs.parts[part] ?? 0));
    piece.style.background = SERIES[i] ?? "";
    bar.append(piece);
  });
  return bar;
}

function heaviest(rows: Row[]): HTMLElement {
  const sums = new Map<string, number>();
  for (const row of rows)
    sums.set(textOf(row, "commodity_id"), (sums.get(textOf(row, "commodity_id")) ?? 0) + numberOf(row, "quantity"));
  const unit = (id: string) => state.case.commodities.find((c) => c.commodity_id === id)?.unit ?? "t";
  const top = [...sums]
    .filter(([, q]) => q > 0.05)
    .sort((a, b) => b[1] - a[1])
    .slice(0, HEAVIEST);
  return el(
    "p",
    { class: "note" },
    top.map(([id, q]) => `${commodityName(id)} ${number(q)} ${unitName(unit(id))}`).join(" · ") || say("no_flow"),
  );
}

const ofMonth = (month: string | null): HTMLElement | null =>
  month ? el("p", { class: "note", id: "details-month" }, say("in_month", { month })) : null;

async function crossingCard(run: string, id: string): Promise<Card> {
  const month = monthOf(run);
  const ways = (await rowsIn(run, "crossings", month)).filter((row) => row["crossing_id"] === id);
  const flows = (await rowsIn(run, "crossing_flows", month)).filter((row) => row["crossing_id"] === id);
  const costs = ways.map((way) => averageCosts(flows.filter((row) => row["direction"] === way["direction"])));
  const line = (name: string, cell: (way: Row) => string): [string, string[]] => [name, ways.map(cell)];
  const heads = ways.map((way) => `${textOf(way, "from_country")} → ${textOf(way, "to_country")}`);
  return [
    el("h2", {}, crossingName(id)),
    ofMonth(month),
    grid(heads, [
      line(say("t_day"), (w) => number(numberOf(w, "t"))),
      line(say("passengers_day"), (w) => number(numberOf(w, "passengers"))),
      line(say("vehicles_day"), (w) => number(numberOf(w, "vehicles"))),
      line(say("share_of_tonnes"), (w) => percent(numberOf(w, "share"))),
      line(say("use_of_capacity"), (w) =>
        w["utilisation"] === null ? say("no_limit") : percent(numberOf(w, "utilisation")),
      ),
      line(say("wait_h"), (w) => number(numberOf(w, "wait_h"))),
      line(say("toll_usd"), (w) => number(numberOf(w, "fee_usd_per_vehicle"))),
      line(say("open"), (w) =>
        Number(w["is_open"]) !== 0 ? say("hours_a_day", { n: number(numberOf(w, "open_h")) }) : say("shut"),
      ),
    ]),
    el("h3", {}, say("cost_by_component")),
    ...costs.filter((c) => c.quantity > 0).map(stack),
    grid(heads, costBars(costs)),
    heaviest(flows),
  ];
}

async function linkCard(run: string, id: string): Promise<Card> {
  const ways = (await linksOf(run)).filter((way) => way.link_id === id);
  const links = (await Promise.all(ways.map((way) => linkRow(run, way.row)))).filter((link) => link !== undefined);
  const first = links[0];
  if (!first) return [el("p", {}, say("no_such_link"))];
  const line = (name: string, cell: (link: LinkRow) => string): [string, string[]] => [name, links.map(cell)];
  const month = monthOf(run);
  const flows = (await rowsIn(run, "link_flows", month)).filter((row) => row["link_id"] === id);
  // By month only flows are kept; the rest of a link's row is of the last one.
  const isLast = !month || month === tablesMonth();
  const carried = (link: LinkRow, unit: string): number =>
    flows
      .filter((row) => row["direction"] === link.direction && row["unit"] === unit)
      .reduce((sum, row) => sum + numberOf(row, "quantity"), 0);
  const ofCrossing = first.crossing_id ? await crossingCard(run, first.crossing_id) : [];
  return [
    el("h2", {}, linkTitle(first)),
    el("p", { class: "note" }, `${modeName(first.mode)}, ${say("km", { n: number(first.length_km) })}`),
    ofMonth(month),
    grid(
      links.map((l) => directionName(l.direction)),
      !isLast
        ? [
            line(say("t_day"), (l) => number(carried(l, "t"))),
            line(say("passengers_day"), (l) => number(carried(l, "passenger"))),
          ]
        : [
            line(say("t_day"), (l) => number(l.t)),
            line(say("passengers_day"), (l) => number(l.passengers)),
            line(say("vehicles_day"), (l) => number(l.vehicles)),
            line(say("time_h"), (l) => number(l.time_h)),
            line(say("use_of_capacity"), (l) => (l.utilisation === null ? say("no_limit") : percent(l.utilisation))),
          ],
    ),
    heaviest(flows),
    ...ofCrossing,
  ];
}

export function startDetails(): void {
  const card = el("section", { id: "details", hidden: true, "aria-label": say("selection"), "aria-live": "polite" });
  byId("map").append(card);
  const close = (): HTMLElement =>
    el(
      "button",
      {
        type: "button",
        class: "close",
        id: "details-close",
        "aria-label": say("close"),
        onclick: () => update({ selection: null }),
      },
      "×",
    );
  let asked = 0;
  async function draw(): Promise<void> {
    const turn = ++asked;
    const { selection, shown } = state;
    update({ bundle: null });
    card.hidden = !selection || !shown;
    if (!selection || !shown) return;
    const parts =
      selection.kind === "crossing"
        ? await crossingCard(shown, selection.id)
        : selection.kind === "link"
          ? await linkCard(shown, selection.id)
          : [el("h2", {}, nodeName(selection.id))];
    // Something else was asked for meanwhile.
    if (turn !== asked) return;
    card.replaceChildren(close(), ...parts.filter((part) => part !== null));
    const users = await readUsers(shown, selection);
    if (turn !== asked || !users) return;
    card.append(usersSection(users, selection.kind === "place"));
    await showBundle(shown, selection, users);
  }
  const again = (): void => void draw().catch(showError);
  watch(["selection", "shown", "month"], again);
  // A link may have opened the page with something selected.
  again();
}
