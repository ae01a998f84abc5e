// Answers that are a table: fitted cells, best paths between places.
import { say } from "../texts/say";
import { firstRowsOf, type Row, tablesOf } from "../api/results";
import { tableOf } from "../charts/table";
import { el } from "../util/dom";
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
