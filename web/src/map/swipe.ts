// The run compared with, drawn over the map left of a line that is moved: before on one side, after on the other.
import type { Map as MapLibre } from "maplibre-gl";
import { comparable } from "../state/lookedat";
import { state, update, watch } from "../state/store";
import { say } from "../texts/say";
import { showError } from "../util/announce";
import { byId, el } from "../util/dom";
import { crossingsOf, type Mark, marksOf } from "./crossings";
import { type Flows, flowsBeside } from "./flows";
import { type Land, readLand } from "./land";
import { canvasOf, drawWhole, frameOfMap } from "./picture";

interface Before {
  land: Land["countries"];
  flows: Flows;
  marks: Mark[];
}

async function readBefore(run: string, compared: string): Promise<Before> {
  const [{ countries }, flows, crossings] = await Promise.all([
    readLand(),
    flowsBeside(compared, run),
    crossingsOf(compared),
  ]);
  return { land: countries, flows, marks: marksOf(crossings) };
}

export function startSwipe(map: MapLibre): void {
  const slider = el("input", {
    type: "range",
    id: "swipe-slider",
    min: 0,
    max: 100,
    step: 1,
    value: 50,
    "aria-label": say("swipe_line"),
  });
  const line = el("div", { id: "swipe-line", "aria-hidden": "true" });
  const sides = el(
    "div",
    { id: "swipe-sides", "aria-hidden": "true" },
    el("span", {}, say("before")),
    el("span", {}, say("after")),
  );
  const place = el("div", { id: "swipe", hidden: true }, line, sides, slider);
  byId("map").append(place);
  let before: Before | null = null;
  let canvas: HTMLCanvasElement | null = null;

  function moveLine(): void {
    const at = Number(slider.value);
    line.style.left = `${at}%`;
    if (canvas) canvas.style.clipPath = `inset(0 ${100 - at}% 0 0)`;
    place.dataset["at"] = slider.value;
  }
  function draw(): void {
    if (!before || !state.swipe) return;
    const { clientWidth: width, clientHeight: height } = byId("map");
    const [now, pen] = canvasOf(width, height);
    drawWhole(pen, { ...before, frame: frameOfMap(map), width, height });
    now.id = "swipe-before";
    canvas?.remove();
    place.prepend(now);
    canvas = now;
    moveLine();
  }
  const wanted = (): boolean => state.swipe;
  async function read(): Promise<void> {
    const [run, compared] = [state.shown, comparable()];
    place.hidden = true;
    delete place.dataset["run"];
    before = null;
    if (!wanted() || !run || !compared) return;
    const found = await readBefore(run, compared);
    // Something else was asked for meanwhile.
    if (!wanted() || state.shown !== run || comparable() !== compared) return;
    before = found;
    place.hidden = false;
    draw();
    place.dataset["run"] = compared;
  }
  let pending = 0;
  const soon = (): void => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(draw);
  };
  slider.addEventListener("input", moveLine);
  map.on("move", soon);
  map.on("resize", soon);
  const again = (): void => void read().catch(showError);
  watch(["swipe", "shown", "compared", "commodity", "month"], again);
  // A change is drawn of one run from the other, so that there is nothing left to lay beside it.
  watch(["difference"], () => {
    if (state.difference && state.swipe) update({ swipe: false });
  });
  again();
}
