// Totals of the result, and what each country pays.
import { type Row, textOf } from "../api/results";
import { tableOf } from "../charts/table";
import { el } from "../util/dom";
import { number } from "../util/format";
import type { View } from "./view";

export const balanceView: View = {
  id: "balance",
  title: "Totals and countries",
  needs: ["totals", "by_country"],
  draw({ rows }) {
    const countries = rows["by_country"] ?? [];
    return el(
      "div",
      {},
      el(
        "dl",
        { class: "figures" },
        ...(rows["totals"] ?? []).flatMap((row: Row) => [
          el("dt", {}, textOf(row, "name")),
          el("dd", {}, `${number(Number(row["value"]))} ${textOf(row, "unit")}`),
        ]),
      ),
      tableOf("by_country", Object.keys(countries[0] ?? {}), countries),
    );
  },
};
