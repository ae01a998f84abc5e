// Distances on the sphere, and which country a point lies in.
import { feature } from 'topojson-client';

const earthRadiusKm = 6371.0088;
const radians = Math.PI / 180;

/** Great-circle distance of two [longitude, latitude] in km. */
export function distanceKm([x1, y1], [x2, y2]) {
  const dy = (y2 - y1) * radians / 2, dx = (x2 - x1) * radians / 2;
  const h = Math.sin(dy) ** 2 + Math.cos(y1 * radians) * Math.cos(y2 * radians) * Math.sin(dx) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The point a share t of the way along the great circle from a to b. */
export function between(a, b, t) {
  const vector = ([x, y]) => [Math.cos(y * radians) * Math.cos(x * radians),
    Math.cos(y * radians) * Math.sin(x * radians), Math.sin(y * radians)];
  const va = vector(a), vb = vector(b);
  const angle = distanceKm(a, b) / earthRadiusKm;
  if (angle < 1e-9) return a;
  const ka = Math.sin((1 - t) * angle) / Math.sin(angle), kb = Math.sin(t * angle) / Math.sin(angle);
  const [x, y, z] = va.map((v, i) => ka * v + kb * vb[i]);
  return [Math.atan2(y, x) / radians, Math.atan2(z, Math.hypot(x, y)) / radians];
}

/** Length of a line of [longitude, latitude] in km. */
export function lengthKm(line) {
  let sum = 0;
  for (let i = 1; i < line.length; ++i) sum += distanceKm(line[i - 1], line[i]);
  return sum;
}

/** Whether the segments ab and cd cross, as straight lines on the map. */
export function segmentsCross(a, b, c, d) {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** Whether r is on the left of the line from p to q. */
export const isLeftOf = (p, q, r) => side(p, q, r) > 0;

function side(p, q, r) {
  return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
}

/** The country shapes as rings with their boxes. */
export function readShapes(topology, alpha3OfNumeric) {
  const shapes = [];
  for (const item of feature(topology, topology.objects.countries).features) {
    const parts = item.geometry.type === 'Polygon' ? [item.geometry.coordinates]
      : item.geometry.coordinates;
    for (const rings of parts) {
      const xs = rings[0].map((p) => p[0]), ys = rings[0].map((p) => p[1]);
      shapes.push({
        country: alpha3OfNumeric[item.id] ?? item.properties.name,
        rings,
        box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
      });
    }
  }
  return shapes;
}

function inRing([x, y], ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i], [xj, yj] = ring[j];
    if ((yi > y) !== (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** The shape that holds a point, or null at sea. `near`: a shape to try first. */
export function shapeAt(shapes, point, near = null) {
  const holds = (shape) => point[0] >= shape.box[0] && point[0] <= shape.box[2]
    && point[1] >= shape.box[1] && point[1] <= shape.box[3] && inRing(point, shape.rings[0])
    && !shape.rings.slice(1).some((hole) => inRing(point, hole));
  if (near && holds(near)) return near;
  return shapes.find(holds) ?? null;
}

/** The longest run of water on the great circle from a to b, in km. `step` of the samples in km. */
export function waterOnTheWayKm(shapes, a, b, step) {
  const length = distanceKm(a, b), count = Math.max(2, Math.ceil(length / step));
  let run = 0, longest = 0, near = null;
  for (let i = 0; i <= count; ++i) {
    const shape = shapeAt(shapes, between(a, b, i / count), near);
    if (shape) near = shape;
    run = shape ? 0 : run + length / count;
    longest = Math.max(longest, run);
  }
  return longest;
}
