// Totals of the result, and what each country pays.
import { totalName, unitName } from "../texts/names";
import { say } from "../texts/say";
import { type Row, textOf } from "../api/results";
import { tableOf } from "../charts/table";
import { el } from "../util/dom";
import { number } from "../util/format";
import type { View } from "./view";

export const balanceView: View = {
  id: "balance",
  title: say("balance"),
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
          el("dt", {}, totalName(textOf(row, "name"))),
          el("dd", {}, `${number(Number(row["value"]))} ${unitName(textOf(row, "unit"))}`),
        ]),
      ),
      tableOf("by_country", Object.keys(countries[0] ?? {}), countries),
    );
  },
};
