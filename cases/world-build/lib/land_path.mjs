// Ways over land where the straight line would cross water: A* on a raster of the country shapes.
import { distanceKm } from './geo.mjs';
import { pop, push } from './heap.mjs';

const perDegree = 10, columns = 360 * perDegree, rows = 180 * perDegree;
/** Steps on the raster are a few per cent longer than a smooth line. */
const rasterStretch = 1.05;
/** Cells on the coast count as longer, so that ways keep to the land behind. */
const coastFactor = 1.6;

/** 1 where the middle of a cell is on land. */
export function landRaster(shapes) {
  const land = new Uint8Array(columns * rows);
  for (const { rings, box } of shapes) {
    const top = Math.max(0, Math.floor((box[1] + 90) * perDegree)), end = Math.min(rows - 1, Math.ceil((box[3] + 90) * perDegree));
    for (let r = top; r <= end; ++r) {
      const y = (r + 0.5) / perDegree - 90, xs = [];
      for (const ring of rings)
        for (let i = 1; i < ring.length; ++i) {
          const [[xa, ya], [xb, yb]] = [ring[i - 1], ring[i]];
          if ((ya > y) !== (yb > y)) xs.push(xa + (y - ya) / (yb - ya) * (xb - xa));
        }
      xs.sort((a, b) => a - b);
      for (let i = 0; i + 1 < xs.length; i += 2) {
        const from = Math.max(0, Math.ceil((xs[i] + 180) * perDegree - 0.5));
        const to = Math.min(columns - 1, Math.floor((xs[i + 1] + 180) * perDegree - 0.5));
        land.fill(1, r * columns + from, r * columns + to + 1);
      }
    }
  }
  return land;
}

const cellOf = ([x, y]) => Math.floor((y + 90) * perDegree) * columns + Math.floor((x + 180) * perDegree);
const middle = (cell) => [(cell % columns + 0.5) / perDegree - 180, (Math.floor(cell / columns) + 0.5) / perDegree - 90];

function nearestLand(land, point) {
  const cell = cellOf(point);
  let best = -1, least = Infinity;
  for (let dy = -3; dy <= 3; ++dy)
    for (let dx = -3; dx <= 3; ++dx) {
      const at = cell + dy * columns + dx, km = land[at] ? distanceKm(middle(at), point) : Infinity;
      if (km < least) { least = km; best = at; }
    }
  return best;
}

/** The line and length of the shortest way over land of at most `mostKm`, or null. */
export function landPath(land, a, b, mostKm) {
  const start = nearestLand(land, a), goal = nearestLand(land, b), target = middle(goal);
  if (start < 0 || goal < 0) return null;
  const best = new Map([[start, 0]]), before = new Map(), open = [[distanceKm(middle(start), target), start]];
  const done = new Set();
  while (open.length) {
    const [, cell] = pop(open);
    if (cell === goal) {
      const way = trace(before, goal, a, b);
      return way.km <= mostKm ? way : null;
    }
    if (done.has(cell)) continue;
    done.add(cell);
    const at = middle(cell), sofar = best.get(cell);
    for (const [dx, dy] of steps) {
      const next = cell + dy * columns + dx;
      if (!land[next] || done.has(next)) continue;
      const point = middle(next), coast = onCoast(land, next) ? coastFactor : 1;
      const km = sofar + coast * distanceKm(at, point), bound = km + distanceKm(point, target);
      if (km >= (best.get(next) ?? Infinity) || bound > mostKm * coastFactor) continue;
      best.set(next, km);
      before.set(next, cell);
      push(open, [bound, next]);
    }
  }
  return null;
}

const onCoast = (land, cell) => !(land[cell - 1] && land[cell + 1] && land[cell - columns] && land[cell + columns]);

const steps = [[1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [1, -1], [-1, 1], [-1, -1],
  [2, 1], [2, -1], [-2, 1], [-2, -1], [1, 2], [1, -2], [-1, 2], [-1, -2]];

function trace(before, goal, a, b) {
  const cells = [goal];
  while (before.has(cells.at(-1))) cells.push(before.get(cells.at(-1)));
  const line = [a, ...cells.reverse().map(middle).map((p) => p.map((v) => Number(v.toFixed(2)))), b];
  let km = 0;
  for (let i = 1; i < line.length; ++i) km += distanceKm(line[i - 1], line[i]);
  return { km: km / rasterStretch, line: line.filter((p, i) => i === 0 || i === line.length - 1 || turns(line[i - 1], p, line[i + 1])) };
}

function turns([xa, ya], [xb, yb], [xc, yc]) {
  return Math.abs((xb - xa) * (yc - yb) - (yb - ya) * (xc - xb)) > 1e-6;
}
