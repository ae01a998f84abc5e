// The map as a picture by itself, for a file, for print, and for the run compared with beside a line: land, flows,
// names, crossings.
import type { Map as MapLibre } from "maplibre-gl";
import { state } from "../state/store";
import { dark } from "../util/dark";
import type { Mark } from "./crossings";
import type { Flows } from "./flows";
import { type Frame, project, WORLD_PX } from "./frame";
import type { Land } from "./land";
import { palette } from "./land";
import type { Pen } from "./pen";
import { namesInOrder } from "./places";
import { drawPicture } from "./poster";

const FONT = "system-ui, 'Segoe UI', Roboto, sans-serif";
const MOST_NAMES = 60;
const RADIUS_PX = 15;

/** What the map shows now. */
export function frameOfMap(map: MapLibre): Frame {
  const zoom = map.getZoom();
  const middle = (WORLD_PX * 2 ** zoom) / 2;
  const { x, y } = map.project([0, 0]);
  return { zoom, left: middle - x, top: middle - y };
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}
const meets = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Takes a place where nothing stands yet. */
function take(taken: Box[], box: Box): boolean {
  if (taken.some((other) => meets(other, box))) return false;
  taken.push(box);
  return true;
}

function drawMark(pen: Pen, { text, ring, open, colour }: Mark, x: number, y: number): void {
  const full = 2 * Math.PI;
  pen.fillStyle = dark.matches ? "#0f151b" : "#ffffff";
  pen.beginPath();
  pen.arc(x, y, RADIUS_PX + 2, 0, full);
  pen.fill();
  pen.lineWidth = 4;
  pen.lineCap = "butt";
  pen.strokeStyle = dark.matches ? "#3b4650" : "#d5d9dd";
  pen.beginPath();
  pen.arc(x, y, RADIUS_PX, 0, full);
  pen.stroke();
  pen.fillStyle = dark.matches ? "#eef2f5" : "#1b2530";
  if (!open) return pen.fillRect(x - 7, y - 2, 14, 4);
  if (ring !== null && ring > 0) {
    pen.strokeStyle = colour;
    pen.beginPath();
    pen.arc(x, y, RADIUS_PX, -full / 4, -full / 4 + full * Math.min(1, ring));
    pen.stroke();
  }
  pen.font = `600 11px ${FONT}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, x, y);
}

function drawMarks(pen: Pen, marks: Mark[], frame: Frame, taken: Box[], inside: Box): void {
  for (const mark of marks) {
    const [x, y] = project([mark.x, mark.y], frame);
    const box = { left: x - 18, right: x + 18, top: y - 18, bottom: y + 18 };
    if (meets(box, inside) && take(taken, box)) drawMark(pen, mark, x, y);
  }
}

function drawNames(pen: Pen, frame: Frame, taken: Box[], inside: Box): void {
  pen.font = `500 12px ${FONT}`;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  let drawn = 0;
  for (const node of namesInOrder()) {
    const [x, y] = project([node.x, node.y], frame);
    const box = { left: x - 3, right: x + 8 + pen.measureText(node.name).width, top: y - 9, bottom: y + 9 };
    if (!meets(box, inside) || !take(taken, box)) continue;
    pen.fillStyle = dark.matches ? "#dfe6ec" : "#26313b";
    pen.beginPath();
    pen.arc(x, y, 2.5, 0, 2 * Math.PI);
    pen.fill();
    pen.lineWidth = 3.5;
    pen.strokeStyle = palette().land;
    pen.strokeText(node.name, x + 6, y);
    pen.fillText(node.name, x + 6, y);
    if (++drawn === MOST_NAMES) return;
  }
}

export interface Picture {
  land: Land["countries"];
  flows: Flows;
  marks: Mark[];
  frame: Frame;
  width: number;
  height: number;
}
export function drawWhole(pen: Pen, { land, flows, marks, frame, width, height }: Picture): void {
  drawPicture(pen, land, flows, frame, width, height);
  pen.globalAlpha = 1;
  const taken: Box[] = [];
  const inside = { left: 0, top: 0, right: width, bottom: height };
  if (state.case.has_network) drawMarks(pen, marks, frame, taken, inside);
  drawNames(pen, frame, taken, inside);
}

/** A canvas as fine as the screen, and its pen in pixels of the page. */
export function canvasOf(width: number, height: number, scale = devicePixelRatio): [HTMLCanvasElement, Pen] {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("The browser has no canvas");
  pen.scale(scale, scale);
  return [canvas, pen];
}
