// The alternatives of one flow, likeliest first: shares, cost by component, and each way on the map.
import { partName, unitName } from "../texts/names";
import { say } from "../texts/say";
import { COMPONENTS } from "../api/costs";
import { numberOf, pathsOf, type Row, textOf } from "../api/results";
import type { Path } from "../api/types";
import { commodityName, nodeName } from "../state/names";
import { update } from "../state/store";
import { announce, showError } from "../util/announce";
import { SERIES } from "../util/colour";
import { el, field, option, plainButton } from "../util/dom";
import { number, percent } from "../util/format";
import type { View } from "./view";

const HEAVIEST = 5;

interface Flow {
  from: string;
  to: string;
  commodity: string;
  t: number;
}

const flowKey = (row: Row): string =>
  ["origin_node_id", "destination_node_id", "commodity_id"].map((column) => textOf(row, column)).join("|");

const flowsOf = (rows: Row[]): Flow[] =>
  rows
    .filter((row) => numberOf(row, "delivered") > 0)
    .map((row) => ({
      from: textOf(row, "origin_node_id"),
      to: textOf(row, "destination_node_id"),
      commodity: textOf(row, "commodity_id"),
      t: numberOf(row, "delivered"),
    }))
    .sort((a, b) => b.t - a.t);

/** Cost as a bar whose length compares with the dearest of the list. */
function costBar(path: Path, dearest: number): HTMLElement {
  const bar = el("div", { class: "stack", "aria-hidden": "true" });
  bar.style.width = `${dearest > 0 ? (100 * path.cost) / dearest : 0}%`;
  COMPONENTS.forEach((part, i) => {
    const piece = el("i", { title: `${partName(part)} ${number(path[part])} USD/${unitName(path.unit)}` });
    piece.style.flexGrow = String(Math.max(0, path[part]));
    piece.style.background = SERIES[i] ?? "";
    bar.append(piece);
  });
  return bar;
}

function shareBar(path: Path): HTMLElement {
  const filled = el("i", {});
  filled.style.width = `${Math.min(100, 100 * path.share)}%`;
  return el("div", { class: "share-bar", "aria-hidden": "true" }, filled);
}

function costLine(path: Path): string {
  const parts = COMPONENTS.filter((part) => Math.abs(path[part]) >= 0.005).map(
    (part) => `${partName(part)} ${number(path[part])}`,
  );
  const constant = Math.abs(path.constant) >= 0.005 ? `; ${say("constant", { n: number(path.constant) })}` : "";
  return [
    `${number(path.cost)} USD/${unitName(path.unit)}: ${parts.join(", ")}${constant}`,
    say("hours", { n: number(path.time_h) }),
    say("km", { n: number(path.length_km) }),
  ].join(" · ");
}

/** Shown on the map while the pointer or the focus is on it; a click keeps it there. */
function pathItem(
  path: Path,
  dearest: number,
  kept: () => Path | null,
  keep: (path: Path | null) => void,
): HTMLLIElement {
  const show = el(
    "button",
    { type: "button", class: "path", "aria-pressed": "false", "data-share": path.share },
    el("strong", {}, percent(path.share)),
    ` ${path.says}`,
    shareBar(path),
    costBar(path, dearest),
    el("small", {}, costLine(path)),
  );
  const look = (): void => update({ route: path });
  const leave = (): void => update({ route: kept() });
  for (const event of ["mouseenter", "focus"]) show.addEventListener(event, look);
  for (const event of ["mouseleave", "blur"]) show.addEventListener(event, leave);
  show.addEventListener("click", () => keep(kept() === path ? null : path));
  return el("li", {}, show);
}

function pathList(paths: Path[]): HTMLElement {
  let kept: Path | null = null;
  const dearest = paths.reduce((most, path) => Math.max(most, path.cost), 0);
  const items = paths.map((path) =>
    pathItem(
      path,
      dearest,
      () => kept,
      (now) => {
        kept = now;
        update({ route: now });
        items.forEach((item, i) =>
          item.querySelector("button")?.setAttribute("aria-pressed", String(paths[i] === now)),
        );
        announce(now ? say("on_the_map", { way: now.says }) : say("no_way_kept"));
      },
    ),
  );
  const first = paths[0];
  const listed = paths.reduce((sum, path) => sum + path.share, 0);
  const quantity = paths.reduce((sum, path) => sum + path.quantity, 0);
  return el(
    "section",
    { class: "paths", "data-commodity": first?.commodity_id ?? "" },
    el("h3", {}, first ? commodityName(first.commodity_id) : ""),
    el(
      "p",
      { class: "note" },
      say(paths.length === 1 ? "one_way_carries" : "ways_carry", {
        n: paths.length,
        share: percent(listed),
        quantity: number(quantity),
        unit: unitName(first?.unit ?? ""),
      }),
    ),
    el("ol", {}, ...items),
  );
}

const legend = (): HTMLElement =>
  el(
    "div",
    { class: "chart-swatches", "aria-hidden": "true" },
    ...COMPONENTS.map((part, i) => {
      const swatch = el("i", { class: "swatch disc" });
      swatch.style.background = SERIES[i] ?? "";
      return el("span", { class: "chart-swatch" }, swatch, partName(part));
    }),
  );

const unique = (list: string[]): string[] => [...new Set(list)];
const byName = (nodes: string[]): string[] => unique(nodes).sort((a, b) => nodeName(a).localeCompare(nodeName(b)));

export const pathsView: View = {
  id: "paths",
  title: say("paths"),
  needs: ["od", "paths"],
  draw({ run, rows }) {
    // Of a corridor the alternatives of one flow are listed, not of all.
    const listed = new Set((rows["paths"] ?? []).map(flowKey));
    const flows = flowsOf((rows["od"] ?? []).filter((row) => listed.has(flowKey(row))));
    const from = el("select", { id: "paths-from" });
    const to = el("select", { id: "paths-to" });
    const commodity = el("select", { id: "paths-commodity" });
    const place = el("div", { id: "paths-list", "aria-live": "polite" });
    const fill = (select: HTMLSelectElement, ids: string[], name: (id: string) => string, wanted: string): void => {
      select.replaceChildren(...ids.map((id) => option(id, name(id))));
      select.value = ids.includes(wanted) ? wanted : (ids[0] ?? "");
    };
    async function list(): Promise<void> {
      update({ route: null });
      const wanted = [from.value, to.value, commodity.value].join("|");
      const paths = await pathsOf(run, from.value, to.value, commodity.value);
      if (wanted !== [from.value, to.value, commodity.value].join("|")) return;
      const goods = unique(paths.map((path) => path.commodity_id));
      place.replaceChildren(legend(), ...goods.map((id) => pathList(paths.filter((path) => path.commodity_id === id))));
    }
    function choose(start: string, end: string, goods: string): void {
      fill(from, byName(flows.map((flow) => flow.from)), nodeName, start);
      const sent = flows.filter((flow) => flow.from === from.value);
      fill(to, byName(sent.map((flow) => flow.to)), nodeName, end);
      const between = unique(sent.filter((flow) => flow.to === to.value).map((flow) => flow.commodity));
      fill(
        commodity,
        between.length > 1 ? ["", ...between] : between,
        (id) => (id ? commodityName(id) : say("paths_all")),
        goods,
      );
      void list().catch(showError);
    }
    for (const select of [from, to, commodity])
      select.addEventListener("change", () => choose(from.value, to.value, commodity.value));
    const heaviest = flows.slice(0, HEAVIEST).map((flow) =>
      el(
        "li",
        {},
        plainButton(`${nodeName(flow.from)} → ${nodeName(flow.to)}, ${commodityName(flow.commodity)}`, () =>
          choose(flow.from, flow.to, flow.commodity),
        ),
      ),
    );
    const first = flows[0];
    if (!first) return el("p", {}, say("nothing_delivered"));
    choose(first.from, first.to, first.commodity);
    return el(
      "div",
      {},
      el(
        "div",
        { class: "control row" },
        field(say("from"), from),
        field(say("to"), to),
        field(say("commodity"), commodity),
      ),
      el("details", {}, el("summary", {}, say("heaviest_flows")), el("ul", {}, ...heaviest)),
      el("p", { class: "note" }, say("point_at_way")),
      place,
    );
  },
};
