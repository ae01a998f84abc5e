// A typical day of a simulated crossing: the mean queue by hour, over the days of the week.
import { say } from "../texts/say";
import { numberOf, type Row, textOf } from "../api/results";
import { SERIES } from "../util/colour";
import { el } from "../util/dom";
import { chart, Plot } from "./plot";

interface Hour {
  stage: string;
  hour: number;
  waiting: number;
}
export interface Day {
  hours: Hour[];
  totals: number[];
}
const SHOWN_STAGES = SERIES.length;

export function typicalDay(week: Row[], stages: Row[]): Day {
  const name = new Map(stages.map((row) => [textOf(row, "stage_id"), textOf(row, "name") || textOf(row, "stage_id")]));
  const days = new Set(week.map((row) => textOf(row, "weekday"))).size || 1;
  const sums = new Map<string, number[]>();
  for (const row of week) {
    const stage = name.get(textOf(row, "stage_id")) ?? textOf(row, "stage_id");
    const hours = sums.get(stage) ?? Array<number>(24).fill(0);
    const hour = numberOf(row, "hour");
    hours[hour] = (hours[hour] ?? 0) + numberOf(row, "waiting") / days;
    sums.set(stage, hours);
  }
  const total = (hours: number[]): number => hours.reduce((a, b) => a + b, 0);
  const largest = [...sums].sort((a, b) => total(b[1]) - total(a[1]));
  return {
    hours: largest
      .slice(0, SHOWN_STAGES)
      .flatMap(([stage, hours]) => hours.map((waiting, hour) => ({ stage, hour, waiting }))),
    totals: Array.from({ length: 24 }, (_, hour) => largest.reduce((sum, [, hours]) => sum + (hours[hour] ?? 0), 0)),
  };
}

export function queueChart(day: Day): { element: HTMLElement; moveTo: (hour: number) => void } {
  const left = 40;
  const right = 12;
  const width = 400;
  const figure = chart(
    {
      width,
      height: 230,
      marginLeft: left,
      marginRight: right,
      x: { domain: [0, 24], label: say("hour_of_day"), ticks: [0, 6, 12, 18, 24] },
      y: { label: say("vehicles_waiting_mean"), grid: true },
      color: { range: SERIES, legend: true },
      marks: [
        Plot.areaY(
          day.hours.flatMap((h) => [h, { ...h, hour: h.hour + 1 - 1e-6 }]),
          { x: "hour", y: "waiting", fill: "stage", curve: "linear" },
        ),
        Plot.ruleY([0]),
      ],
    },
    say("vehicles_waiting_by_hour"),
  );
  const svg = [...figure.querySelectorAll("svg")].at(-1) ?? figure;
  const hand = document.createElementNS("http://www.w3.org/2000/svg", "line");
  for (const [key, value] of Object.entries({
    y1: 20,
    y2: 200,
    stroke: "currentColor",
    "stroke-width": 1.5,
    "stroke-dasharray": "4 3",
  })) {
    hand.setAttribute(key, String(value));
  }
  svg.append(hand);
  return {
    element: el("div", {}, figure),
    moveTo(hour) {
      const x = String(left + ((width - left - right) * hour) / 24);
      hand.setAttribute("x1", x);
      hand.setAttribute("x2", x);
    },
  };
}
