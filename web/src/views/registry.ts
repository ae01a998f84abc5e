// The views of a result. A view names the tables it needs and is offered for each result that holds them,
// so that results of other models get their view by one more entry here.
import type { Row } from "../api/results";
import { balanceView } from "./balance";
import { changeView } from "./change";
import { costsView } from "./costs";
import { debtView } from "./debt";
import { delaysView } from "./delays";
import { monthsView } from "./months";
import { observationsView } from "./observations";
import { pathsView } from "./paths";
import { placesView } from "./places";
import { projectsView } from "./projects";
import { sharesView } from "./shares";
import { tollsView } from "./tolls";
import { tradeDutiesView } from "./tradeduties";
import { tradeFlowsView } from "./tradeflows";
import { tradeRoundsView } from "./traderounds";
import { tradeWinnersView } from "./tradewinners";

export interface ViewInput {
  run: string;
  /** The run compared with, if one is chosen. */
  compared: string | null;
  /** The rows of each table needed. */
  rows: Record<string, Row[]>;
}
export interface View {
  id: string;
  title: string;
  needs: string[];
  /** Tables that must be there too, and are not read whole. */
  has?: string[];
  needsComparison?: boolean;
  draw: (input: ViewInput) => HTMLElement | Promise<HTMLElement>;
}

export const VIEWS: View[] = [
  monthsView, tollsView, projectsView, debtView, tradeWinnersView, tradeFlowsView, tradeDutiesView, sharesView, pathsView, placesView, costsView,
  changeView, balanceView, observationsView, delaysView,
  tradeRoundsView,
];
