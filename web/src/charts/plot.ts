// Observable Plot without the style element that it puts into each figure: a strict content security
// policy refuses it, so the same rules stand in the page's style sheet (.chart). Each can be taken away.
import * as Plot from "@observablehq/plot";
import { say } from "../texts/say";
import { showError } from "../util/announce";
import { el } from "../util/dom";
import { csvOf, pngOf, saveMenu, textFile } from "../util/download";
import { columnsOf, drawingOf, rowsOfMarks } from "./saved";

interface Taken {
  /** What is taken as a picture, where more than the chart belongs to it. */
  whole?: () => Element;
  /** What is taken as rows, where they are not those of one mark. */
  rows?: Record<string, string | number>[];
}
export function chart(options: Plot.PlotOptions, label: string, taken: Taken = {}): HTMLElement {
  const figure = Plot.plot({ className: "chart", ariaLabel: label, ...options }) as HTMLElement;
  for (const style of figure.querySelectorAll("style")) style.remove();
  // A label needs a role; those of the parts say nothing that the chart's own does not.
  for (const part of figure.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
  const svg = figure.matches("svg") ? figure : figure.querySelector("svg[aria-label]");
  svg?.setAttribute("role", "img");
  const drawing = () => drawingOf(taken.whole?.() ?? figure, label);
  const rows = taken.rows ?? rowsOfMarks(options.marks ?? []);
  const menu = saveMenu(
    label,
    say("save_chart", { name: label }),
    [
      [
        "png",
        () => {
          const { svg, width, height } = drawing();
          return pngOf(svg, width, height);
        },
      ],
      ["svg", () => textFile(drawing().svg, "image/svg+xml")],
      ["csv", () => textFile(csvOf(columnsOf(rows), rows), "text/csv")],
    ],
    showError,
  );
  return el("div", { class: "chart-box" }, figure, menu);
}
export { Plot };
