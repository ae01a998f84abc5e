// The packaged land is made for the sphere: its rings step from 180 to -180 degrees where they cross the
// date line. On the flat map such a step would be drawn across the whole world, so longitudes run on past
// 180 instead; the map repeats what lies beyond. Antarctica, whose ring goes round the pole, is left out.
import type { FeatureCollection, Geometry, Position } from "geojson";

const ANTARCTICA = "010";

function unrolled(ring: Position[]): Position[] {
  let turns = 0;
  let before = ring[0]?.[0] ?? 0;
  return ring.map(([x = 0, y = 0]): Position => {
    if (x - before > 180) turns -= 1;
    else if (before - x > 180) turns += 1;
    before = x;
    return [x + 360 * turns, y];
  });
}

function flatGeometry(geometry: Geometry): Geometry {
  if (geometry.type === "Polygon") return { ...geometry, coordinates: geometry.coordinates.map(unrolled) };
  if (geometry.type === "MultiPolygon") {
    return { ...geometry, coordinates: geometry.coordinates.map((polygon) => polygon.map(unrolled)) };
  }
  return geometry;
}

export const flat = (land: FeatureCollection): FeatureCollection => ({
  ...land,
  features: land.features
    .filter((one) => one.id !== ANTARCTICA)
    .map((one) => ({ ...one, geometry: flatGeometry(one.geometry) })),
});

/** A line in parts that end at longitude 180 or -180 where a step of more than 180 degrees leads over it. */
export function partsOf(line: Position[]): Position[][] {
  const parts: Position[][] = [[]];
  for (const point of line) {
    const part = parts.at(-1) ?? [];
    const [x = 0, y = 0] = point;
    const [lastX = x, lastY = y] = part.at(-1) ?? [];
    if (Math.abs(x - lastX) <= 180) {
      part.push(point);
      continue;
    }
    const edge = lastX > 0 ? 180 : -180;
    const step = x + 2 * edge - lastX;
    const latitude = lastY + (step === 0 ? 0 : (edge - lastX) / step) * (y - lastY);
    if (lastX !== edge) part.push([edge, latitude]);
    parts.push(x === -edge ? [point] : [[-edge, latitude], point]);
  }
  return parts.length > 1 ? parts.filter((part) => part.length > 1) : parts;
}
