// Inside a crossing: simulate it, then watch a typical day's queues.
import { say } from "../texts/say";
import { startSimulation } from "../api/client";
import { rowsOf } from "../api/results";
import { queueChart, typicalDay } from "../charts/queue";
import { tableOf } from "../charts/table";
import { flyToCrossing, theMap } from "../map/map";
import { showQueue } from "../map/queue";
import { follow } from "../state/runs";
import { crossingName } from "../state/names";
import { state, watch } from "../state/store";
import { showError } from "../util/announce";
import { el, field, option } from "../util/dom";
import { number } from "../util/format";
import { request } from "../state/draft";
import { progressBox } from "./progress";
import { accepted, figures, shownAtField, studyField, studyInput } from "./studyfield";

const HOURS_PER_SECOND = 2;

/** Plays the hours of the day; the badge moves between the hours' values in a straight line. */
function player(
  crossing: string,
  totals: number[],
  moved: (hour: number) => void,
): { element: HTMLElement; stop: () => void; show: () => void } {
  const place = state.case.crossings.find((c) => c.crossing_id === crossing) ?? null;
  const slider = el("input", { type: "range", id: "hour-slider", min: 0, max: 23.75, step: 0.25, value: 0 });
  const shown = el("output", { for: "hour-slider", id: "hour-value" });
  const play = el("button", { type: "button", id: "play-button", "aria-pressed": "false" }, say("play"));
  let frame = 0;
  let last = 0;
  let hour = 0;
  function show(): void {
    const h = Math.floor(hour);
    const a = totals[h % 24] ?? 0;
    const waiting = a + (hour - h) * ((totals[(h + 1) % 24] ?? 0) - a);
    const clock = `${String(h).padStart(2, "0")}:${String(Math.floor(60 * (hour - h))).padStart(2, "0")}`;
    shown.textContent = say("waiting_at", { clock, n: number(waiting) });
    slider.value = String(hour);
    slider.setAttribute("aria-valuetext", shown.textContent);
    const map = theMap();
    if (map) showQueue(map, place, waiting);
    moved(hour);
  }
  function tick(time: number): void {
    hour = (hour + (HOURS_PER_SECOND * Math.min(100, time - last)) / 1000) % 24;
    last = time;
    show();
    frame = requestAnimationFrame(tick);
  }
  function stop(): void {
    cancelAnimationFrame(frame);
    frame = 0;
    play.textContent = say("play");
    play.setAttribute("aria-pressed", "false");
  }
  play.addEventListener("click", () => {
    if (frame) return stop();
    flyToCrossing(crossing);
    play.textContent = say("pause");
    play.setAttribute("aria-pressed", "true");
    last = performance.now();
    frame = requestAnimationFrame(tick);
  });
  slider.addEventListener("input", () => {
    stop();
    hour = Number(slider.value);
    show();
  });
  show();
  return { element: el("div", { class: "player" }, play, field(say("hour_slider"), slider), shown), stop, show };
}

export function simulationPanel(): { content: HTMLElement; opened: () => void; closed: () => void } {
  const which = el(
    "select",
    { id: "simulation-crossing" },
    ...state.case.simulated_crossings.map((id) => option(id, crossingName(id))),
  );
  const replications = studyInput("simulate", "replications", "simulation-replications");
  const days = studyInput("simulate", "days", "simulation-days");
  const traffic = studyInput("simulate", "traffic", "simulation-traffic");
  const withDraft = el("input", { type: "checkbox", id: "simulation-draft" });
  const start = el("button", { type: "button", id: "simulate-button", class: "main" }, say("simulate"));
  const results = el("select", { id: "simulation-run" });
  const place = el("div", { id: "simulation-result" });
  let hand: { stop: () => void; show: () => void } | null = null;
  let drawn = "";

  async function draw(): Promise<void> {
    const run = state.runs.find((r) => r.id === results.value);
    if (!run || drawn === run.id || place.closest("[hidden]")) return;
    drawn = run.id;
    hand?.stop();
    const [week, stages, totals] = await Promise.all(
      ["simulation_queue_week", "simulation_stages", "simulation_totals"].map((t) => rowsOf(run.id, t)),
    );
    const day = typicalDay(week ?? [], stages ?? []);
    const figure = queueChart(day);
    const controls = player(run.crossing ?? "", day.totals, figure.moveTo);
    hand = controls;
    place.replaceChildren(
      controls.element,
      figure.element,
      el("h2", {}, say("in_all")),
      tableOf("simulation_totals", Object.keys(totals?.[0] ?? {}), totals ?? []),
      el("h2", {}, say("stages")),
      tableOf("simulation_stages", Object.keys(stages?.[0] ?? {}), stages ?? []),
    );
  }
  function opened(): void {
    const done = state.runs.filter((r) => r.kind === "simulation" && r.status === "done");
    const newest = done.at(-1)?.id ?? "";
    const known = [...results.options].some((o) => o.value === newest);
    const keep = known ? results.value : newest;
    results.replaceChildren(...done.map((r) => option(r.id, r.name, r.id === keep)));
    resultField.hidden = done.length === 0;
    void draw().catch(showError);
  }
  function closed(): void {
    hand?.stop();
    const map = theMap();
    if (map) showQueue(map, null, 0);
  }
  const resultField = field(say("result"), results);
  results.addEventListener("change", () => void draw().catch(showError));
  start.addEventListener("click", () => {
    if (!accepted(content)) return;
    const { scenarios, edits } = withDraft.checked ? request() : { scenarios: [], edits: [] };
    startSimulation({
      name: crossingName(which.value),
      crossing: which.value,
      ...figures({ replications, days, traffic }),
      scenarios,
      edits,
    })
      .then((run) => follow(run))
      .catch((error: unknown) => shownAtField(content, error) || showError(error));
  });
  watch(["runs"], opened);
  const reopened = (): void => {
    opened();
    hand?.show();
  };
  const content =
    state.case.simulated_crossings.length === 0
      ? el("p", {}, say("no_stages"))
      : el(
          "div",
          {},
          studyField(say("crossing"), "simulate", "crossing", which),
          el(
            "div",
            { class: "control row" },
            studyField(say("replications"), "simulate", "replications", replications),
            studyField(say("days"), "simulate", "days", days),
            studyField(say("traffic"), "simulate", "traffic", traffic),
          ),
          el("small", {}, say("empty_as_case")),
          el("label", { class: "toggle" }, withDraft, say("with_draft")),
          start,
          progressBox("simulation"),
          resultField,
          place,
        );
  return { content, opened: reopened, closed };
}
