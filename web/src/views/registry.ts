// The views of a result. A view names the tables it needs and is offered for each result that holds them,
// so that results of other models get their view by one more entry here.
import { accessView } from "./access";
import { answerView } from "./answer";
import { besideView } from "./beside";
import { balanceView } from "./balance";
import { carbonView } from "./carbon";
import { changeView } from "./change";
import { corridorView } from "./corridor";
import { costsView } from "./costs";
import { criticalView } from "./critical";
import { debtView } from "./debt";
import { delaysView } from "./delays";
import { investView } from "./invest";
import { monthsView } from "./months";
import { observationsView } from "./observations";
import { pathsView } from "./paths";
import { placesView } from "./places";
import { projectsView } from "./projects";
import { selectedView } from "./selected";
import { sharesView } from "./shares";
import { bandsView, oddsView } from "./odds";
import { effectsView, spreadView } from "./spread";
import { calibratedView, skimView } from "./studytables";
import { sweepView } from "./sweep";
import { tollsView } from "./tolls";
import { tradeDutiesView } from "./tradeduties";
import { tradeFlowsView } from "./tradeflows";
import { tradeRoundsView } from "./traderounds";
import { tradeWinnersView } from "./tradewinners";
import type { View } from "./view";

export const VIEWS: View[] = [
  answerView,
  oddsView,
  bandsView,
  spreadView,
  effectsView,
  sweepView,
  calibratedView,
  selectedView,
  corridorView,
  criticalView,
  investView,
  accessView,
  carbonView,
  skimView,
  changeView,
  besideView,
  monthsView,
  tollsView,
  projectsView,
  debtView,
  tradeWinnersView,
  tradeFlowsView,
  tradeDutiesView,
  sharesView,
  pathsView,
  placesView,
  costsView,
  balanceView,
  observationsView,
  delaysView,
  tradeRoundsView,
];
