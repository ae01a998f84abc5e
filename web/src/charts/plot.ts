// Observable Plot without the style element that it puts into each figure: a strict content security
// policy refuses it, so the same rules stand in the page's style sheet (.chart).
import * as Plot from "@observablehq/plot";

export function chart(options: Plot.PlotOptions, label: string): HTMLElement {
  const figure = Plot.plot({ className: "chart", ariaLabel: label, ...options }) as HTMLElement;
  for (const style of figure.querySelectorAll("style")) style.remove();
  return figure;
}
export { Plot };
