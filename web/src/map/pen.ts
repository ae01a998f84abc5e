// What pictures are drawn with: a canvas, or SVG by the same strokes.
export type Pen = Pick<
  CanvasRenderingContext2D,
  | "beginPath"
  | "moveTo"
  | "lineTo"
  | "arc"
  | "fill"
  | "stroke"
  | "fillRect"
  | "fillText"
  | "strokeText"
  | "measureText"
  | "setLineDash"
  | "fillStyle"
  | "strokeStyle"
  | "globalAlpha"
  | "lineWidth"
  | "lineCap"
  | "lineJoin"
  | "font"
  | "textAlign"
  | "textBaseline"
>;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);
const at = (value: number): string => value.toFixed(1).replace(/\.0$/, "");
const ANCHORS: Record<string, string> = { center: "middle", right: "end", end: "end" };

/** Writes each stroke as an element of SVG. */
export class SvgPen implements Pen {
  fillStyle = "#000000";
  strokeStyle = "#000000";
  globalAlpha = 1;
  lineWidth = 1;
  lineCap: Pen["lineCap"] = "butt";
  lineJoin: Pen["lineJoin"] = "miter";
  font = "12px sans-serif";
  textAlign: Pen["textAlign"] = "start";
  textBaseline: Pen["textBaseline"] = "alphabetic";
  private path = "";
  private dash: number[] = [];
  private readonly elements: string[] = [];
  private readonly ruler = document.createElement("canvas").getContext("2d");

  beginPath(): void {
    this.path = "";
  }
  moveTo(x: number, y: number): void {
    this.path += `M${at(x)} ${at(y)}`;
  }
  lineTo(x: number, y: number): void {
    this.path += `L${at(x)} ${at(y)}`;
  }
  arc(x: number, y: number, radius: number, from: number, to: number): void {
    const point = (angle: number): string => `${at(x + radius * Math.cos(angle))} ${at(y + radius * Math.sin(angle))}`;
    // In halves: an arc of SVG that ends where it starts is none.
    const middle = (from + to) / 2;
    this.path += `M${point(from)}A${radius} ${radius} 0 0 1 ${point(middle)}A${radius} ${radius} 0 0 1 ${point(to)}`;
  }
  fill(): void {
    this.put(`<path d="${this.path}" fill="${this.fillStyle}" fill-rule="evenodd"${this.alpha()}/>`);
  }
  stroke(): void {
    this.put(`<path d="${this.path}" fill="none"${this.line()}${this.alpha()}/>`);
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    this.put(
      `<rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" fill="${this.fillStyle}"${this.alpha()}/>`,
    );
  }
  fillText(text: string, x: number, y: number): void {
    this.text(text, x, y, ` fill="${this.fillStyle}"`);
  }
  strokeText(text: string, x: number, y: number): void {
    this.text(text, x, y, ` fill="none"${this.line()}`);
  }
  measureText(text: string): TextMetrics {
    if (!this.ruler) throw new Error("The browser has no canvas");
    this.ruler.font = this.font;
    return this.ruler.measureText(text);
  }
  setLineDash(parts: number[]): void {
    this.dash = parts;
  }
  svg(width: number, height: number): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">\n${this.elements.join("\n")}\n</svg>\n`;
  }

  private put(element: string): void {
    this.elements.push(element);
  }
  private alpha(): string {
    return this.globalAlpha < 1 ? ` opacity="${this.globalAlpha}"` : "";
  }
  private line(): string {
    const dash = this.dash.length > 0 ? ` stroke-dasharray="${this.dash.map(at).join(" ")}"` : "";
    return ` stroke="${this.strokeStyle}" stroke-width="${at(this.lineWidth)}"${dash} stroke-linecap="${this.lineCap}" stroke-linejoin="${this.lineJoin}"`;
  }
  private text(text: string, x: number, y: number, paint: string): void {
    const size = Number(/(\d+)px/.exec(this.font)?.[1] ?? 12);
    const weight = /^\d+ /.test(this.font) ? ` font-weight="${parseInt(this.font, 10)}"` : "";
    const down = this.textBaseline === "middle" ? 0.35 * size : 0;
    this.put(
      `<text x="${at(x)}" y="${at(y + down)}" font-size="${size}" font-family="sans-serif"${weight} text-anchor="${ANCHORS[this.textAlign] ?? "start"}"${paint}>${escaped(text)}</text>`,
    );
  }
}
