import { getCase, getRuns, getStudies } from "./api/client";
import { readLand } from "./map/land";
import { flyToCrossing, startMap, startPoster } from "./map/map";
import { drawBar } from "./panel/bar";
import { claimsPanel } from "./panel/claims";
import { startDetails } from "./panel/details";
import { startMonths } from "./panel/months";
import { resultsPanel } from "./panel/results";
import { scenarioPanel } from "./panel/scenario";
import { simulationPanel } from "./panel/simulation";
import { drawTabs } from "./panel/tabs";
import { tablesPanel } from "./panel/tables";
import { loadRuns } from "./state/runs";
import { state, update, watch } from "./state/store";
import { showError } from "./util/announce";
import "./style.css";

const phone = matchMedia("(max-width: 800px)");

async function start(): Promise<void> {
  update({ phone: phone.matches });
  phone.addEventListener("change", () => update({ phone: phone.matches }));
  void readLand();
  const runs = getRuns();
  const [read, studies] = await Promise.all([getCase(), getStudies()]);
  update({ case: read, studies });
  document.title = `${state.case.title} – Amur`;
  drawBar();
  await loadRuns(await runs);
  const poster = await startPoster();
  drawTabs([
    { id: "scenario", title: "Scenario", content: scenarioPanel() },
    { id: "results", title: "Results", ...resultsPanel() },
    { id: "claims", title: "Claims", ...claimsPanel() },
    { id: "simulation", title: "Crossing", ...simulationPanel() },
    { id: "tables", title: "Tables", ...tablesPanel() },
  ]);
  startDetails();
  startMonths();
  await startMap(poster);
  watch(["selection"], () => {
    if (state.selection?.kind === "crossing") flyToCrossing(state.selection.id);
  });
}

start().catch(showError);
