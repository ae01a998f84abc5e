// Lines over one axis, told apart by colour and dashes, with their names above.
import { SERIES } from "../util/colour";
import { el } from "../util/dom";
import { chart, Plot } from "./plot";

const DASHES = ["", "7 4", "2 3", "10 3 2 3"];
export interface Point {
  x: number | string;
  y: number | null;
}
export interface Line {
  name: string;
  points: Point[];
}
export interface LineChart {
  label: string;
  x: Plot.ScaleOptions;
  y: Plot.ScaleOptions;
  lines: Line[];
  /** Drawn under the lines, such as bands and thresholds. */
  under?: Plot.Markish[];
  over?: Plot.Markish[];
}

const dash = (i: number): string => DASHES[i % DASHES.length] ?? "";
const lineColour = (i: number): string => SERIES[i % SERIES.length] ?? "currentColor";

function sample(i: number): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  for (const [name, value] of Object.entries({ width: "26", height: "10", "aria-hidden": "true" }))
    svg.setAttribute(name, value);
  for (const [name, value] of Object.entries({
    d: "M0 5H26",
    stroke: lineColour(i),
    "stroke-width": "2",
    "stroke-dasharray": dash(i),
  }))
    path.setAttribute(name, value);
  svg.append(path);
  return svg;
}

export function lineChart({ label, x, y, lines, under = [], over = [] }: LineChart): HTMLElement {
  const figure = chart(
    {
      width: 400,
      height: 210,
      marginLeft: 54,
      marginBottom: 36,
      x,
      y: { grid: true, ticks: 5, ...y },
      marks: [
        ...under,
        ...lines.map((line, i) =>
          Plot.lineY(line.points, {
            x: "x",
            y: "y",
            stroke: lineColour(i),
            strokeWidth: 1.8,
            strokeDasharray: dash(i),
          }),
        ),
        Plot.ruleY([0]),
        ...lines.map((line, i) =>
          Plot.dot(
            line.points.filter((p) => p.y !== null),
            {
              x: "x",
              y: "y",
              r: 3,
              fill: lineColour(i),
              fillOpacity: 0.01,
              title: (p: Point) => `${line.name}, ${p.x}: ${p.y}`,
            },
          ),
        ),
        ...over,
      ],
    },
    label,
    {
      whole: () => whole,
      rows: lines.flatMap(({ name, points }) => points.map(({ x, y }) => ({ name, x, y: y ?? "" }))),
    },
  );
  const whole: HTMLElement = el(
    "figure",
    { class: "chart-figure" },
    el("figcaption", {}, label),
    el(
      "div",
      { class: "chart-swatches" },
      ...lines.map((line, i) => el("span", { class: "chart-swatch" }, sample(i), line.name)),
    ),
    figure,
  );
  return whole;
}
