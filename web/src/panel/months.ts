// The month slider over the map: which month of a run by months is shown there.
import { say } from "../texts/say";
import { fromAddress } from "../state/address";
import { monthLookedAt, monthsShown } from "../state/lookedat";
import { state, update, watch } from "../state/store";
import { byId, el } from "../util/dom";

const STEP_MS = 900;

export function startMonths(): void {
  const slider = el("input", { type: "range", id: "month-slider", min: 0, step: 1, "aria-label": say("month") });
  const shown = el("output", { id: "month-value", for: "month-slider" });
  const play = el("button", { type: "button", id: "month-play", "aria-pressed": "false" }, say("play"));
  const box = el("section", { id: "months", "aria-label": say("month_shown") }, play, slider, shown);
  let months: string[] = [];
  let clock = 0;
  let starting = true;

  const at = (): number => Number(slider.value);
  const choose = (place: number): void => update({ month: months[place] ?? null });
  function stop(): void {
    clearInterval(clock);
    clock = 0;
    play.textContent = say("play");
    play.setAttribute("aria-pressed", "false");
  }
  play.addEventListener("click", () => {
    if (clock) return stop();
    play.textContent = say("pause");
    play.setAttribute("aria-pressed", "true");
    if (at() === months.length - 1) choose(0);
    clock = window.setInterval(() => {
      choose(at() + 1);
      if (at() === months.length - 1) stop();
    }, STEP_MS);
  });
  slider.addEventListener("input", () => {
    stop();
    choose(at());
  });
  const draw = (): void => {
    const now = monthsShown();
    if (now.join() !== months.join()) {
      stop();
      months = now;
      box.hidden = months.length === 0;
      slider.max = String(Math.max(0, months.length - 1));
      // Of another run by months its last is looked at, unless the month was named with it.
      if (!months.includes(state.month ?? "") || !(starting || fromAddress())) choose(months.length - 1);
    }
    const month = months.length > 0 ? monthLookedAt() : "";
    slider.value = String(Math.max(0, months.indexOf(month)));
    shown.textContent = month;
    slider.setAttribute("aria-valuetext", month);
  };
  box.hidden = true;
  watch(["shown", "runs", "month"], draw);
  draw();
  starting = false;
  byId("map").append(box);
}
