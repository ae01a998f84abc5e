// Which part of the world a view shows: Web Mercator, the world WORLD_PX pixels wide at zoom 0.
import type { Position } from "geojson";

export const WORLD_PX = 512;
export interface Frame {
  zoom: number;
  left: number;
  top: number;
}

const DEGREE = Math.PI / 180;
const unit = ([x = 0, y = 0]: Position): [number, number] => [
  0.5 + x / 360,
  0.5 - Math.log(Math.tan(Math.PI / 4 + (y * DEGREE) / 2)) / (2 * Math.PI),
];

export function project(point: Position, frame: Frame): [number, number] {
  const [x, y] = unit(point);
  const world = WORLD_PX * 2 ** frame.zoom;
  return [x * world - frame.left, y * world - frame.top];
}

/** The frame in which points fill a view but for a margin, and a strip at its foot. */
export function frameOf(
  points: Position[],
  width: number,
  height: number,
  margin: number,
  foot: number,
  mostZoom: number,
): Frame {
  const places = points.map(unit);
  const range = (axis: 0 | 1): [number, number] => {
    const values = places.map((place) => place[axis]);
    return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  };
  const [west, east] = range(0);
  const [north, south] = range(1);
  const room = (pixels: number, share: number): number =>
    share > 0 ? Math.max(1, pixels - 2 * margin) / share : Infinity;
  const world = Math.min(room(width, east - west), room(height - foot, south - north), WORLD_PX * 2 ** mostZoom);
  const shown = Math.max(world, WORLD_PX);
  return {
    zoom: Math.log2(shown / WORLD_PX),
    left: ((west + east) / 2) * shown - width / 2,
    top: ((north + south) / 2) * shown - (height - foot) / 2,
  };
}

/** The frame of a view that names zoom/latitude/longitude of its middle; null where it names none. */
export function frameAt(view: string | null, width: number, height: number): Frame | null {
  const [zoom, latitude, longitude] = (view ?? "").split("/").map(Number);
  if (zoom === undefined || latitude === undefined || longitude === undefined) return null;
  const [x, y] = unit([longitude, latitude]);
  const world = WORLD_PX * 2 ** zoom;
  return { zoom, left: x * world - width / 2, top: y * world - height / 2 };
}
