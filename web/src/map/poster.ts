// The first picture: land and flows drawn on a plain canvas in the very frame that the map will open with,
// while the map itself (its script, its worker, its shaders) still starts behind it.
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";
import { byId, el } from "../util/dom";
import { partsOf } from "./antimeridian";
import type { Flows, Ribbon } from "./flows";
import { gaugeOf, MARK_WIDTH, marksOfGauge } from "./gauges";
import { palette } from "./land";
import type { Pen } from "./pen";
import { IDLE_PX, ribbonOffset, ribbonScale, THIN_PX } from "./ribbons";
import { type Frame, project, WORLD_PX } from "./frame";

const LEAST_STEP_PX = 0.8;
const STEPS_A_PX = 4;

type Land = FeatureCollection<Polygon | MultiPolygon>;

/** Repeats of the world that reach into a view of a width, from its left edge in pixels of the world. */
function turns(frame: Frame, width: number): number[] {
  const world = WORLD_PX * 2 ** frame.zoom;
  const from = Math.floor(frame.left / world);
  const to = Math.floor((frame.left + width) / world);
  return Array.from({ length: to - from + 3 }, (_, i) => (from + i - 1) * world);
}

/** Points nearer to the last one than what can be seen are left out. */
function outline(pen: Pen, ring: [number, number][], shift: number): void {
  let [lastX, lastY] = [Infinity, Infinity];
  for (const [x, y] of ring) {
    if (Math.abs(x - lastX) + Math.abs(y - lastY) < LEAST_STEP_PX) continue;
    if (lastX === Infinity) pen.moveTo(x + shift, y);
    else pen.lineTo(x + shift, y);
    [lastX, lastY] = [x, y];
  }
}

function drawLand(pen: Pen, land: Land, frame: Frame, width: number, height: number): void {
  pen.fillStyle = palette().land;
  pen.strokeStyle = palette().border;
  pen.lineWidth = 0.8;
  const shifts = turns(frame, width);
  for (const { geometry } of land.features) {
    for (const polygon of geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) {
      const rings = polygon.map((ring) => ring.map((point) => project(point, frame)));
      const outer = rings[0] ?? [];
      const [west, east] = outer.reduce(
        ([low, high], [x]) => [Math.min(low, x), Math.max(high, x)],
        [Infinity, -Infinity],
      );
      const [north, south] = outer.reduce(
        ([low, high], [, y]) => [Math.min(low, y), Math.max(high, y)],
        [Infinity, -Infinity],
      );
      for (const shift of shifts) {
        if (east + shift < 0 || west + shift > width || south < 0 || north > height) continue;
        pen.beginPath();
        for (const ring of rings) outline(pen, ring, shift);
        pen.fill("evenodd");
        pen.stroke();
      }
    }
  }
}

/** To the right of its way, as the map draws it. */
function traceRibbon(pen: Pen, line: Position[], frame: Frame, offset: number): void {
  const points = line.map((point) => project(point, frame));
  points.forEach(([x, y], i) => {
    const [px, py] = points[Math.max(0, i - 1)] ?? [x, y];
    const [nx, ny] = points[Math.min(points.length - 1, i + 1)] ?? [x, y];
    const length = Math.hypot(nx - px, ny - py) || 1;
    const to: [number, number] = [x - (offset * (ny - py)) / length, y + (offset * (nx - px)) / length];
    if (i === 0) pen.moveTo(...to);
    else pen.lineTo(...to);
  });
}

/** The marks of a gauge along the ribbons just drawn. */
function drawMarks(pen: Pen, gauge: number): void {
  if (gauge === 0) return;
  const width = pen.lineWidth;
  pen.strokeStyle = palette().land;
  pen.lineWidth = MARK_WIDTH * width;
  pen.lineCap = "butt";
  pen.setLineDash(marksOfGauge(gauge).map((part) => part * width));
  pen.stroke();
  pen.setLineDash([]);
}

/** Those of about one width and one colour in one stroke: thousands of strokes would take seconds. */
function drawRibbons(pen: Pen, ribbons: Ribbon[], frame: Frame): void {
  const strokes = new Map<string, Ribbon[]>();
  for (const ribbon of ribbons) {
    // As the map has it, whose tiles are of whole zooms.
    if (ribbon.from > Math.floor(frame.zoom)) continue;
    const key = `${Math.round(ribbon.width * STEPS_A_PX)} ${ribbon.colour} ${gaugeOf(ribbon.way.mode)}`;
    const alike = strokes.get(key);
    if (alike) alike.push(ribbon);
    else strokes.set(key, [ribbon]);
  }
  const scale = ribbonScale(frame.zoom);
  pen.lineJoin = "round";
  for (const [first, ...others] of strokes.values()) {
    if (!first) continue;
    pen.globalAlpha = first.width > 0 ? 0.85 : 0.55;
    pen.strokeStyle = first.width > 0 ? first.colour : palette().idle;
    pen.lineWidth = scale * (first.width || IDLE_PX);
    pen.lineCap = first.width < THIN_PX ? "butt" : "round";
    pen.beginPath();
    for (const ribbon of [first, ...others])
      for (const part of partsOf(ribbon.way.line)) traceRibbon(pen, part, frame, scale * ribbonOffset(ribbon));
    pen.stroke();
    if (first.width >= THIN_PX) drawMarks(pen, gaugeOf(first.way.mode));
  }
}

/** Land and flows as they fill a frame. */
export function drawPicture(
  pen: Pen,
  land: Land,
  flows: Flows | null,
  frame: Frame,
  width: number,
  height: number,
): void {
  pen.globalAlpha = 1;
  pen.fillStyle = palette().water;
  pen.fillRect(0, 0, width, height);
  drawLand(pen, land, frame, width, height);
  drawRibbons(pen, flows?.ribbons ?? [], frame);
}

/** Countries in their shades. */
function drawShades(pen: Pen, features: Feature[], frame: Frame): void {
  for (const { geometry, properties } of features) {
    if (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon") continue;
    pen.fillStyle = String(properties?.["colour"]);
    pen.globalAlpha = Number(properties?.["opacity"]);
    pen.beginPath();
    for (const polygon of geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates)
      for (const ring of polygon)
        outline(
          pen,
          ring.map((point) => project(point, frame)),
          0,
        );
    pen.fill("evenodd");
  }
}

/** `shades` are countries, of a case that has no flows. */
export function drawPoster(land: Land, flows: Flows | null, frame: Frame, shades: Feature[] = []): HTMLElement {
  const { clientWidth: width, clientHeight: height } = byId("map");
  const canvas = el("canvas", { id: "poster", width: width * devicePixelRatio, height: height * devicePixelRatio });
  // On the processor: a graphics card that is only imitated would keep the map itself waiting.
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return canvas;
  pen.scale(devicePixelRatio, devicePixelRatio);
  drawPicture(pen, land, flows, frame, width, height);
  drawShades(pen, shades, frame);
  byId("map").append(canvas);
  return canvas;
}
