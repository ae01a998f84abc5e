// Share of the tonnes by crossing, both ways together, beside those of the run compared with.
import { say } from "../texts/say";
import { numberOf, type Row, rowsIn, textOf } from "../api/results";
import { paged } from "../charts/paged";
import { barLayout } from "../charts/bars";
import { chart, Plot } from "../charts/plot";
import { monthOf, runOf } from "../state/lookedat";
import { crossingName, modeColour } from "../state/names";
import { el } from "../util/dom";
import { number, percent, signed } from "../util/format";
import type { View } from "./view";
import { crossingButton } from "./crossingbutton";

interface Share {
  id: string;
  name: string;
  mode: string;
  t: number;
  share: number;
}

function shares(rows: Row[]): Share[] {
  const sums = new Map<string, Share>();
  for (const row of rows) {
    const id = textOf(row, "crossing_id");
    const sum = sums.get(id) ?? {
      id,
      name: textOf(row, "name") || crossingName(id),
      mode: textOf(row, "mode"),
      t: 0,
      share: 0,
    };
    sum.t += numberOf(row, "t");
    sum.share += numberOf(row, "share");
    sums.set(id, sum);
  }
  return [...sums.values()].sort((a, b) => b.t - a.t);
}

type Before = Map<string, Share> | null;

function chartOf(page: readonly Share[], before: Before): HTMLElement {
  const marks: Plot.Markish[] = [
    Plot.barX(page, {
      y: "name",
      x: "share",
      fill: (s: Share) => modeColour(s.mode),
      title: (s: Share) => `${s.name}: ${percent(s.share)}`,
    }),
    Plot.ruleX([0]),
  ];
  if (before) {
    marks.push(
      Plot.tickX(
        page.filter((s) => before.has(s.id)),
        { y: "name", x: (s: Share) => before.get(s.id)?.share ?? 0, stroke: "currentColor", strokeWidth: 2 },
      ),
    );
  }
  return chart(
    {
      ...barLayout(page.map((s) => s.name)),
      x: { tickFormat: "%", label: say("share_of_tonnes"), grid: true, ticks: 5 },
      marks,
    },
    say("shares"),
  );
}

function tableOfShares(page: readonly Share[], before: Before): HTMLElement {
  const head = [say("crossing"), say("t_day"), say("share"), ...(before ? [say("change_t_day_head")] : [])];
  const body = page.map((s) => {
    const old = before?.get(s.id);
    const cells = [number(s.t), null, ...(before ? [signed(s.t - (old?.t ?? 0))] : [])];
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, crossingButton(s.id, s.name)),
      ...cells.map((text) =>
        text === null
          ? el("td", { class: "number", "data-testid": `share-of-${s.id}`, "data-share": s.share }, percent(s.share))
          : el("td", { class: "number" }, text),
      ),
    );
  });
  return el(
    "details",
    { open: true },
    el("summary", {}, say("figures")),
    el(
      "div",
      { class: "scroll" },
      el(
        "table",
        {},
        el(
          "thead",
          {},
          el("tr", {}, ...head.map((h, i) => el("th", { scope: "col", class: i > 0 ? "number" : null }, h))),
        ),
        el("tbody", {}, ...body),
      ),
    ),
  );
}

export const sharesView: View = {
  id: "shares",
  title: say("shares"),
  needs: ["crossings"],
  compares: true,
  async draw({ compared, rows }) {
    const now = shares(rows["crossings"] ?? []);
    const before = compared
      ? new Map(shares(await rowsIn(compared, "crossings", monthOf(compared))).map((s) => [s.id, s]))
      : null;
    const carrying = now.filter((s) => s.t > 0 || (before?.get(s.id)?.t ?? 0) > 0);
    const all = [...carrying, ...now.filter((s) => !carrying.includes(s))];
    return el(
      "div",
      {},
      paged("shares", all, (page) => el("div", {}, chartOf(page, before), tableOfShares(page, before))),
      before ? el("p", { class: "note" }, say("tick_run", { name: runOf(compared)?.name ?? "" })) : null,
    );
  },
};
