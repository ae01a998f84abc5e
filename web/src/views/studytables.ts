// Answers that are a table: who uses what was selected, fitted cells, best paths between places.
import { say } from "../texts/say";
import { firstRowsOf, numberOf, type Row, tablesOf } from "../api/results";
import { tableOf } from "../charts/table";
import { el } from "../util/dom";
import { number } from "../util/format";
import type { View } from "./view";

export async function tableView(
  run: string,
  table: string,
  told: (rows: Row[], total: number) => string,
): Promise<HTMLElement> {
  const info = (await tablesOf(run)).find((each) => each.name === table);
  const { rows, total } = await firstRowsOf(run, table);
  const columns = (info?.columns ?? []).filter((column) => column !== "geometry" && column !== "fid");
  return el("div", { "data-testid": table }, el("p", {}, told(rows, total)), tableOf(table, columns, rows, total));
}

export const selectedView: View = {
  id: "selected",
  title: say("selected"),
  needs: [],
  has: ["selected_users"],
  draw: ({ run }) =>
    tableView(
      run,
      "selected_users",
      (rows, total) =>
        say("selected_sum", {
          n: number(rows.reduce((sum, row) => sum + numberOf(row, "passes"), 0)),
          flows: rows.length,
        }) + (rows.length < total ? ` ${say("first_of", { total })}` : ""),
    ),
};

export const accessView: View = {
  id: "access",
  title: say("access"),
  needs: [],
  has: ["dependence"],
  draw: async ({ run }) => {
    const parts = await Promise.all([
      tableView(run, "dependence", () => say("dependence_says")),
      tableView(run, "dependence_neighbours", () => say("neighbours_say")),
      tableView(run, "market_access", () => say("access_says")),
    ]);
    return el("div", {}, ...parts);
  },
};

export const calibratedView: View = {
  id: "calibrated",
  title: say("calibrated"),
  needs: [],
  has: ["calibration_cells"],
  draw: async ({ run }) => {
    const parts = await Promise.all([
      tableView(run, "calibration_cells", () => say("calibrated_says")),
      tableView(run, "calibration_observations", () => say("fitted_to_says")),
      tableView(run, "calibration_counts", () => say("counts_say")),
    ]);
    return el("div", {}, ...parts);
  },
};

export const skimView: View = {
  id: "skim",
  title: say("skim"),
  needs: [],
  has: ["skim"],
  draw: ({ run }) => tableView(run, "skim", () => say("skim_says")),
};
