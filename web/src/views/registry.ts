// The views of a result. A view names the tables it needs and is offered for each result that holds them,
// so that results of other models get their view by one more entry here.
import type { Row } from "../api/results";
import { balanceView } from "./balance";
import { changeView } from "./change";
import { costsView } from "./costs";
import { delaysView } from "./delays";
import { observationsView } from "./observations";
import { sharesView } from "./shares";
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
  needsComparison?: boolean;
  draw: (input: ViewInput) => HTMLElement | Promise<HTMLElement>;
}

export const VIEWS: View[] = [
  tradeWinnersView, tradeFlowsView, tradeDutiesView, sharesView, costsView, changeView, balanceView, observationsView, delaysView,
  tradeRoundsView,
];
