// The month slider over the map: which month of a run by months is shown there.
import { runOf, state, update, watch } from "../state";
import { byId, el } from "../util/dom";

const STEP_MS = 900;

function monthsOf(from: string, to: string): string[] {
  const months: string[] = [];
  let [year, month] = from.split("-").map(Number) as [number, number];
  for (let name = from; name <= to; name = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`) {
    months.push(name);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return months;
}

export function startMonths(): void {
  const slider = el("input", { type: "range", id: "month-slider", min: 0, step: 1, "aria-label": "Month" });
  const shown = el("output", { id: "month-value", for: "month-slider" });
  const play = el("button", { type: "button", id: "month-play", "aria-pressed": "false" }, "Play");
  const box = el("section", { id: "months", "aria-label": "Month shown" }, play, slider, shown);
  let months: string[] = [];
  let clock = 0;

  function show(at: number): void {
    const month = months[at] ?? null;
    slider.value = String(at);
    shown.textContent = month ?? "";
    slider.setAttribute("aria-valuetext", month ?? "");
    update({ month });
  }
  function stop(): void {
    clearInterval(clock);
    clock = 0;
    play.textContent = "Play";
    play.setAttribute("aria-pressed", "false");
  }
  play.addEventListener("click", () => {
    if (clock) return stop();
    play.textContent = "Pause";
    play.setAttribute("aria-pressed", "true");
    if (Number(slider.value) === months.length - 1) show(0);
    clock = window.setInterval(() => {
      show(Number(slider.value) + 1);
      if (Number(slider.value) === months.length - 1) stop();
    }, STEP_MS);
  });
  slider.addEventListener("input", () => { stop(); show(Number(slider.value)); });
  let drawn = "";
  const draw = (): void => {
    const asked = runOf(state.shown)?.analysis;
    const wanted = asked?.kind === "months" ? `${asked.from} ${asked.to}` : "";
    if (wanted === drawn) return;
    drawn = wanted;
    stop();
    months = asked?.kind === "months" ? monthsOf(asked.from ?? "", asked.to ?? "") : [];
    box.hidden = months.length === 0;
    slider.max = String(Math.max(0, months.length - 1));
    show(months.length - 1);
  };
  box.hidden = true;
  watch(["shown", "runs"], draw);
  draw();
  byId("map").append(box);
}
