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

const SAME_PLACE_KM = 30;
/** What lies at one place, each group about the first of it. */
export function nearEachOther<T>(all: readonly T[], at: (one: T) => { x: number; y: number }): T[][] {
  const found: T[][] = [];
  for (const one of all) {
    const near = found.find(([first]) => first !== undefined && greatCircleKm(at(first), at(one)) < SAME_PLACE_KM);
    if (near) near.push(one);
    else found.push([one]);
  }
  return found;
}
