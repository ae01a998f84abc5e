// What each directed link carries in the view chosen: all freight, one commodity, or the change between
// two runs.
import { linksOf, numberOf, rowsIn, textOf, type Way } from "../api/results";
import { differenceFrom, monthLookedAt, monthOf } from "../state/lookedat";
import { modeColour } from "../state/names";
import { state } from "../state/store";
import { LESS, MORE } from "../util/colour";
import { type Frame, project } from "./frame";

/** A link in one direction as it is drawn, `from` a zoom on. What carries nothing has value and width 0. */
export interface Ribbon {
  way: Way;
  value: number;
  width: number;
  colour: string;
  from: number;
}
/** The thinnest first; of a link without flow either way only one direction. */
export interface Flows {
  ribbons: Ribbon[];
  largest: number;
  unit: string;
  difference: boolean;
}

const WIDEST_PX = 16;
const LEAST_PX = 1.2;
/** Of more links than these the short ones with little or no flow show only where a network is seen in part. */
const MANY = 5000;
const SHORT_PX = 6;
const FAINT_PX = 0.5;
const EVERY_LINK_ZOOM = 8;
const WORLD: Frame = { zoom: 0, left: 0, top: 0 };
const keyOf = (link: string, direction: string): string => `${link}|${direction}`;
export const ribbonWidth = (value: number, largest: number): number =>
  largest > 0 ? WIDEST_PX * Math.sqrt(Math.abs(value) / largest) : 0;

/** Of a commodity, or of all freight. */
async function quantities(run: string, commodity: string | null, month: string | null): Promise<Map<string, number>> {
  const sums = new Map<string, number>();
  for (const row of await rowsIn(run, "link_flows", month)) {
    if (commodity ? row["commodity_id"] !== commodity : row["unit"] !== "t") continue;
    const key = keyOf(textOf(row, "link_id"), textOf(row, "direction"));
    sums.set(key, (sums.get(key) ?? 0) + numberOf(row, "quantity"));
  }
  return sums;
}

type Value = (way: Way) => number;
const looked =
  (values: Map<string, number>): Value =>
  (way) =>
    values.get(keyOf(way.link_id, way.direction)) ?? 0;

/** The freight on the links of a run, of all commodities or of one. */
async function carried(run: string, commodity: string | null): Promise<Value> {
  const month = monthOf(run);
  if (commodity || month) return looked(await quantities(run, commodity, month));
  return looked(new Map((await linksOf(run)).map((way) => [keyOf(way.link_id, way.direction), way.t])));
}

async function valueOf(run: string, commodity: string | null, compared: string | null): Promise<Value> {
  const now = await carried(run, commodity);
  if (!compared) return now;
  const before = await carried(compared, commodity);
  return (way) => now(way) - before(way);
}

/** The zoom from which a line is longer than SHORT_PX. */
function longFrom(line: GeoJSON.Position[]): number {
  const points = line.map((point) => project(point, WORLD));
  const px = points.reduce(
    (sum, [x, y], i) => sum + Math.hypot(x - (points[i - 1]?.[0] ?? x), y - (points[i - 1]?.[1] ?? y)),
    0,
  );
  return Math.max(0, Math.min(EVERY_LINK_ZOOM, Math.ceil(Math.log2(SHORT_PX / px))));
}

/** `scale`: the largest flow, for widths that compare with another run's; null: its own. */
async function readFlows(
  run: string,
  commodity: string | null,
  compared: string | null,
  scale: number | null = null,
): Promise<Flows> {
  const [ways, value] = await Promise.all([linksOf(run), valueOf(run, commodity, compared)]);
  const largest = scale ?? ways.reduce((most, way) => Math.max(most, Math.abs(value(way))), 0);
  // Changes below the solver's accuracy are no changes.
  const least = compared ? Math.max(1e-4 * largest, 0.05) : 1e-3;
  const busy: Ribbon[] = [];
  const idle = new Map<string, Ribbon>();
  const carrying = new Set<string>();
  for (const way of ways) {
    if (way.line.length < 2) continue;
    const flow = value(way);
    if (Math.abs(flow) < least) {
      idle.set(way.link_id, { way, value: 0, width: 0, colour: "", from: 0 });
      continue;
    }
    carrying.add(way.link_id);
    busy.push({
      way,
      value: flow,
      width: Math.max(LEAST_PX, ribbonWidth(flow, largest)),
      colour: compared ? (flow > 0 ? MORE : LESS) : modeColour(way.mode),
      from: 0,
    });
  }
  busy.sort((a, b) => a.width - b.width);
  const ribbons = [...idle.values()].filter(({ way }) => !carrying.has(way.link_id)).concat(busy);
  if (ribbons.length > MANY)
    for (const ribbon of ribbons)
      if (ribbonWidth(ribbon.value, largest) < FAINT_PX) ribbon.from = longFrom(ribbon.way.line);
  const unit = state.case.commodities.find((c) => c.commodity_id === commodity)?.unit ?? "t";
  return { ribbons, largest, unit: unit === "passenger" ? "passengers" : unit, difference: compared !== null };
}

let latest: { view: string; flows: Promise<Flows> } | undefined;

/** Kept while the view stays the same. */
export function flowsOf(run: string): Promise<Flows> {
  const compared = differenceFrom();
  const view = JSON.stringify([run, state.commodity, compared, monthLookedAt()]);
  if (latest?.view !== view) {
    const flows = readFlows(run, state.commodity, compared);
    latest = { view, flows };
    flows.catch(() => {
      if (latest?.flows === flows) latest = undefined;
    });
  }
  return latest.flows;
}

/** The flows of a run in the widths of another that is shown. */
export const flowsBeside = async (run: string, shown: string): Promise<Flows> =>
  readFlows(run, state.commodity, null, (await flowsOf(shown)).largest);
