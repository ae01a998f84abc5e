import { getCase, getRuns, getStudies } from "./api/client";
import { readLand } from "./map/land";
import { flyToCrossing, startMap, startPoster } from "./map/map";
import { startSearch } from "./map/search";
import { drawBar } from "./panel/bar";
import { claimsPanel } from "./panel/claims";
import { startDetails } from "./panel/details";
import { startDrawer } from "./panel/drawer";
import { startEscape } from "./panel/escape";
import { startGone } from "./panel/gone";
import { startMonths } from "./panel/months";
import { resultsPanel } from "./panel/results";
import { scenarioPanel } from "./panel/scenario";
import { simulationPanel } from "./panel/simulation";
import { drawTabs } from "./panel/tabs";
import { tablesPanel } from "./panel/tables";
import { fromAddress, startAddress } from "./state/address";
import { startDraft } from "./state/draftsteps";
import { keepPace } from "./state/pace";
import { keepRunsFresh, loadRuns } from "./state/runs";
import { state, update, watch } from "./state/store";
import { language, say } from "./texts/say";
import { showError } from "./util/announce";
import { byId } from "./util/dom";
import "./style/all.css";

const phone = matchMedia("(max-width: 800px)");

async function start(): Promise<void> {
  document.documentElement.lang = language;
  byId("skip").textContent = say("skip_map");
  byId("map").setAttribute("aria-label", say("map_label"));
  byId("panel").setAttribute("aria-label", say("results"));
  update({ phone: phone.matches });
  phone.addEventListener("change", () => update({ phone: phone.matches }));
  void readLand();
  const runs = getRuns();
  const [read, studies] = await Promise.all([getCase(), getStudies()]);
  update({ case: read, studies });
  document.title = `${state.case.title} – Amur`;
  startDraft();
  keepPace();
  drawBar();
  await loadRuns(await runs);
  startAddress();
  startDrawer(scenarioPanel());
  const poster = await startPoster();
  drawTabs([
    { id: "results", title: say("results"), ...resultsPanel() },
    { id: "claims", title: say("claims"), ...claimsPanel() },
    { id: "simulation", title: say("crossing"), ...simulationPanel() },
    { id: "tables", title: say("tables"), ...tablesPanel() },
  ]);
  startDetails();
  startSearch();
  startMonths();
  startEscape();
  startGone();
  keepRunsFresh();
  await startMap(poster);
  watch(["selection"], () => {
    if (state.selection?.kind === "crossing" && !fromAddress()) flyToCrossing(state.selection.id);
  });
}

start().catch(showError);
