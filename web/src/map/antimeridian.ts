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
  features: land.features.filter((one) => one.id !== ANTARCTICA).map((one) => ({ ...one, geometry: flatGeometry(one.geometry) })),
});
