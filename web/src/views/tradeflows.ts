// The trade between two regions that moved most, and how each region's trade is spread over partners.
import { numberOf, type Row, textOf } from "../api/results";
import { tableOf } from "../charts/table";
import { state, update } from "../state/store";
import { say } from "../texts/say";
import { el, field } from "../util/dom";
import { number, percent } from "../util/format";
import type { View } from "./view";

const SHOWN = 15;
const ARC_STEP = 10;
const billions = (usd: number): string => number(usd / 1e9);
const moved = (row: Row): number => Math.abs(numberOf(row, "value_after_usd") - numberOf(row, "value_before_usd"));

export const tradeFlowsView: View = {
  id: "trade-flows",
  title: say("trade_flows"),
  needs: ["trade_totals", "trade_partners", "trade_regions"],
  draw({ rows }) {
    const names = new Map((rows["trade_regions"] ?? []).map((row) => [textOf(row, "region_id"), textOf(row, "name")]));
    const name = (id: string): string => names.get(id) ?? id;
    const totals = [...(rows["trade_totals"] ?? [])].sort((a, b) => moved(b) - moved(a)).slice(0, SHOWN);
    const change = (row: Row): string => (row["change"] === null ? "" : percent(numberOf(row, "change")));
    const rank = (row: Row): string => {
      const [then, now] = [numberOf(row, "rank_before"), numberOf(row, "rank_after")];
      return then === 0 ? "" : then === now ? String(now) : `${then} → ${now}`;
    };
    const table = tableOf(
      "trade-totals",
      [say("trade"), say("bn_before"), say("bn_after"), say("change"), say("rank")],
      totals.map((row) => ({
        [say("trade")]: `${name(textOf(row, "exporter_region_id"))} → ${name(textOf(row, "importer_region_id"))}`,
        [say("bn_before")]: billions(numberOf(row, "value_before_usd")),
        [say("bn_after")]: billions(numberOf(row, "value_after_usd")),
        [say("change")]: change(row),
        [say("rank")]: rank(row),
      })),
    );
    const partners = el("div", {});
    const choice = el(
      "select",
      { id: "trade-region", "aria-label": say("partners_region") },
      ...[...names].map(([id, text]) => el("option", { value: id }, text)),
    );
    const show = (): void => {
      const own = (rows["trade_partners"] ?? [])
        .filter((row) => row["region_id"] === choice.value)
        .sort(
          (a, b) =>
            numberOf(a, "is_group") - numberOf(b, "is_group") ||
            numberOf(b, "value_after_usd") - numberOf(a, "value_after_usd"),
        );
      partners.replaceChildren(
        tableOf(
          "trade-partners",
          [say("partner"), say("bn_before"), say("bn_after"), say("change"), say("share"), say("rank")],
          own.map((row) => ({
            [say("partner")]: numberOf(row, "is_group")
              ? say("all_of", { name: textOf(row, "partner") })
              : name(textOf(row, "partner")),
            [say("bn_before")]: billions(numberOf(row, "value_before_usd")),
            [say("bn_after")]: billions(numberOf(row, "value_after_usd")),
            [say("change")]: change(row),
            [say("share")]: percent(numberOf(row, "share_after")),
            [say("rank")]: rank(row),
          })),
        ),
      );
    };
    choice.addEventListener("change", show);
    show();
    const arcs = el("input", {
      type: "checkbox",
      id: "arcs-toggle",
      checked: state.arcs,
      onchange: () => update({ arcs: arcs.checked }),
    });
    const most = el("input", {
      type: "range",
      id: "arcs-most",
      min: ARC_STEP,
      max: Math.max(ARC_STEP, Math.ceil((rows["trade_totals"] ?? []).length / ARC_STEP) * ARC_STEP),
      step: ARC_STEP,
      oninput: () => update({ arcsMost: Number(most.value) }),
    });
    most.value = String(state.arcsMost);
    const drawn = el("output", { for: "arcs-most" });
    const tell = (): void => {
      drawn.textContent = say("arcs_drawn", { n: most.value });
    };
    most.addEventListener("input", tell);
    tell();
    return el(
      "div",
      {},
      el("label", { class: "toggle" }, arcs, say("arcs_show")),
      field(say("arcs_most"), most),
      drawn,
      table,
      el("h3", {}, say("partners")),
      choice,
      partners,
    );
  },
};
