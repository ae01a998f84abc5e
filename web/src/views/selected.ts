// Who uses what was selected, and on the map where else that freight goes.
import { firstRowsOf, numberOf, type Row, rowsOf, textOf } from "../api/results";
import { say } from "../texts/say";
import { el } from "../util/dom";
import { number } from "../util/format";
import { mapButton } from "./mapbutton";
import { tableView } from "./studytables";
import type { View } from "./view";

/** By link and direction what has passed there or will; of freight where there is any, else of people. */
function passing(flows: Row[]): Map<string, number> {
  const unit = flows.some((row) => row["unit"] === "t") ? "t" : "passenger";
  const sums = new Map<string, number>();
  for (const row of flows) {
    if (row["kind"] !== "link" || row["unit"] !== unit) continue;
    const way = `${textOf(row, "id")}|${textOf(row, "direction")}`;
    sums.set(way, (sums.get(way) ?? 0) + numberOf(row, "passes"));
  }
  return sums;
}

export const selectedView: View = {
  id: "selected",
  title: say("selected"),
  needs: [],
  has: ["selected_users"],
  async draw({ run }) {
    const lines = passing(await rowsOf(run, "selected_flows"));
    const { rows, total } = await firstRowsOf(run, "selected_users");
    const sum = number(rows.reduce((all, row) => all + numberOf(row, "passes"), 0));
    const told =
      say("selected_sum", { n: sum, flows: rows.length }) +
      (rows.length < total ? ` ${say("first_of", { total })}` : "");
    return el(
      "div",
      {},
      ...(lines.size > 0 ? [mapButton("selected-map", say("selected_map"), run, lines)] : []),
      await tableView(run, "selected_users", () => told),
    );
  },
};
