// A chart as SVG by itself, with the names of its colours, and its figures as rows.
const SPACE = "http://www.w3.org/2000/svg";
const LINE_PX = 18;
const TITLE_PX = 24;

/** Marks of Observable Plot keep what they were made of; the longest list of rows is the chart's. */
export function rowsOfMarks(marks: readonly unknown[]): Record<string, string | number>[] {
  const isRow = (one: unknown): one is Record<string, unknown> =>
    typeof one === "object" && one !== null && !Array.isArray(one);
  const lists = marks
    .flat(2)
    .map((mark) => (mark as { data?: unknown } | null)?.data)
    .filter((data): data is Record<string, unknown>[] => Array.isArray(data) && data.every(isRow));
  const plain = (row: Record<string, unknown>): Record<string, string | number> =>
    Object.fromEntries(
      Object.entries(row).filter((cell): cell is [string, string | number] =>
        ["string", "number"].includes(typeof cell[1]),
      ),
    );
  return (lists.sort((a, b) => b.length - a.length)[0] ?? []).map(plain);
}
export const columnsOf = (rows: Record<string, unknown>[]): string[] => [...new Set(rows.flatMap(Object.keys))];

const STYLES = ["fill", "stroke", "color", "font-size", "font-family", "font-weight", "font-variant"] as const;

/** Colours that the page's style sheet gives are written into the copy. */
function copyStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of STYLES) {
    const value = style.getPropertyValue(name);
    if (value) to.setAttribute(name, value);
  }
  [...from.children].forEach((child, i) => {
    const copy = to.children[i];
    if (copy) copyStyles(child, copy);
  });
}

function text(words: string, x: number, y: number, size: number): SVGTextElement {
  const element = document.createElementNS(SPACE, "text");
  for (const [name, value] of Object.entries({ x, y, "font-size": size, "font-family": "sans-serif" }))
    element.setAttribute(name, String(value));
  element.textContent = words;
  return element;
}

export interface Drawing {
  svg: string;
  width: number;
  height: number;
}

/** `figure` holds the chart, and swatches where its colours have names; `title` stands above. */
export function drawingOf(figure: Element, title: string): Drawing {
  const charts = figure instanceof SVGSVGElement ? [figure] : [...figure.querySelectorAll("svg")];
  const chart = charts.sort((a, b) => b.clientWidth * b.clientHeight - a.clientWidth * a.clientHeight)[0];
  const [, , width = 400, height = 200] = (chart?.getAttribute("viewBox") ?? "").split(/[ ,]+/).map(Number);
  const colour = getComputedStyle(document.body).color;
  const whole = document.createElementNS(SPACE, "svg");
  const names = [...figure.querySelectorAll(".chart-swatch")];
  const head = TITLE_PX + LINE_PX * names.length;
  whole.setAttribute("xmlns", SPACE);
  whole.setAttribute("viewBox", `0 0 ${width} ${height + head}`);
  whole.setAttribute("width", String(width));
  whole.setAttribute("height", String(height + head));
  whole.setAttribute("fill", colour);
  const back = document.createElementNS(SPACE, "rect");
  for (const [name, value] of Object.entries({ width, height: height + head })) back.setAttribute(name, String(value));
  back.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  whole.append(back, text(title, 6, 16, 13));
  names.forEach((swatch, i) => {
    const mark = swatch.querySelector("svg, i");
    if (mark instanceof SVGElement) {
      const copy = mark.cloneNode(true) as SVGElement;
      copyStyles(mark, copy);
      copy.setAttribute("x", "6");
      copy.setAttribute("y", String(TITLE_PX + LINE_PX * i));
      whole.append(copy);
    }
    whole.append(text(swatch.textContent.trim(), 40, TITLE_PX + LINE_PX * i + 11, 12));
  });
  if (chart) {
    const copy = chart.cloneNode(true) as SVGSVGElement;
    copyStyles(chart, copy);
    for (const [name, value] of Object.entries({ x: 0, y: head, width, height }))
      copy.setAttribute(name, String(value));
    whole.append(copy);
  }
  return { svg: new XMLSerializer().serializeToString(whole), width, height: height + head };
}
