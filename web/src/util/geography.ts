// Lengths on the sphere.
const EARTH_RADIUS_KM = 6371;

/** Great-circle distance (haversine). */
export function greatCircleKm(a: { x: number; y: number }, b: { x: number; y: number }): number {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((b.y - a.y) * rad) / 2) ** 2 +
    Math.cos(a.y * rad) * Math.cos(b.y * rad) * Math.sin(((b.x - a.x) * rad) / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(h));
}
