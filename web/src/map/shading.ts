// Countries shaded by what a result tells of them: how their exports change, or at what risk their debt is.
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { numberOf, rowsOf, tablesOf, textOf } from "../api/results";
import { state } from "../state/store";
import { say, type TextName } from "../texts/say";
import { LESS, MORE, RISK } from "../util/colour";
import { signed } from "../util/format";
import codes from "./isocodes.json";
import { readLand } from "./land";

/** What is told of a country, by the ISO code of the case. */
interface Told {
  name: string;
  text: string;
  value: number;
  step: Step;
}
interface Step {
  colour: string;
  opacity: number;
  text: string;
}
interface Measure {
  id: string;
  title: TextName;
  table: string;
  read: (run: string) => Promise<Map<string, Told>>;
  steps: () => Step[];
}

const changeStep = (colour: string, opacity: number, text: string): Step => ({ colour, opacity, text });
/** By the size of a change, both ways; what is less than the first is none. */
const CHANGES: [least: number, opacity: number][] = [
  [0.05, 0.7],
  [0.01, 0.45],
  [0.001, 0.22],
];
const changeSteps = (): Step[] => [
  ...CHANGES.map(([least, opacity]) => changeStep(MORE, opacity, `+${signedPercent(least)}…`)),
  changeStep("transparent", 0, say("shade_as_before")),
  ...[...CHANGES].reverse().map(([least, opacity]) => changeStep(LESS, opacity, `−${signedPercent(least)}…`)),
];
const signedPercent = (share: number): string => `${100 * share} %`;
function stepOfChange(change: number): Step {
  const at = CHANGES.findIndex(([least]) => Math.abs(change) >= least);
  const steps = changeSteps();
  const middle = steps[CHANGES.length] ?? changeStep("transparent", 0, "");
  return at < 0 ? middle : (steps[change > 0 ? at : steps.length - 1 - at] ?? middle);
}

async function exportsOf(run: string): Promise<Map<string, Told>> {
  const rows = (await rowsOf(run, "trade_regions")).filter((row) => numberOf(row, "exports_before_usd") > 0);
  return new Map(
    rows.map((row): [string, Told] => {
      const value = numberOf(row, "exports_after_usd") / numberOf(row, "exports_before_usd") - 1;
      const text = say("shade_exports_of", { change: signed(100 * value) });
      return [textOf(row, "region_id"), { name: textOf(row, "name"), text, value, step: stepOfChange(value) }];
    }),
  );
}

const LEVELS: TextName[] = ["risk_low", "risk_moderate", "risk_high", "risk_distress"];
const riskSteps = (): Step[] => LEVELS.map((name, i) => ({ colour: RISK[i] ?? "", opacity: 0.75, text: say(name) }));
async function ratingsOf(run: string): Promise<Map<string, Told>> {
  const rows = (await rowsOf(run, "debt_rating")).filter((row) => row["projects"] === "with");
  const steps = riskSteps();
  return new Map(
    rows.flatMap((row): [string, Told][] => {
      const step = steps[numberOf(row, "overall_level")];
      const value = numberOf(row, "overall_level");
      return step ? [[textOf(row, "country"), { name: textOf(row, "name"), text: step.text, value, step }]] : [];
    }),
  );
}

const MEASURES: Measure[] = [
  { id: "debt", title: "shade_debt", table: "debt_rating", read: ratingsOf, steps: riskSteps },
  { id: "exports", title: "shade_exports", table: "trade_regions", read: exportsOf, steps: changeSteps },
];
export const UNSHADED = "none";

/** What is shaded, for the legend; `offered` is empty where the result tells nothing of countries. */
interface Shading {
  offered: { id: string; title: TextName }[];
  chosen: string;
  steps: Step[];
}
let shown: Shading = { offered: [], chosen: UNSHADED, steps: [] };
let told = new Map<string, Told>();
let shaded: GeoJSON.Feature[] = [];
export const shadingShown = (): Shading => shown;
/** What is told of the country that a feature of the map is. */
export const toldOf = (code: string): string[] => {
  const found = told.get(code);
  return found ? [found.name, found.text] : [];
};

export function addShading(map: MapLibre, under: string): void {
  map.addSource("shading", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer(
    {
      id: "shading",
      type: "fill",
      source: "shading",
      paint: { "fill-color": ["get", "colour"], "fill-opacity": ["get", "opacity"] },
    },
    under,
  );
}

const NUMERIC: Record<string, string> = codes;
async function featuresOf(countries: Map<string, Told>): Promise<GeoJSON.Feature[]> {
  const byNumber = new Map([...countries].map(([code, each]) => [NUMERIC[code], { code, step: each.step }]));
  const land = await readLand();
  return land.countries.features.flatMap((country): GeoJSON.Feature[] => {
    const found = byNumber.get(String(country.id));
    return found
      ? [
          {
            type: "Feature",
            properties: { code: found.code, colour: found.step.colour, opacity: found.step.opacity },
            geometry: country.geometry,
          },
        ]
      : [];
  });
}

/** West, south, east and north of what is shaded; null where nothing is. */
export function shadedBounds(): [number, number, number, number] | null {
  const points = shaded.flatMap(({ geometry }) =>
    geometry.type === "Polygon"
      ? geometry.coordinates.flat()
      : geometry.type === "MultiPolygon"
        ? geometry.coordinates.flat(2)
        : [],
  );
  if (points.length === 0) return null;
  const range = (axis: 0 | 1): [number, number] =>
    points.reduce<[number, number]>(
      ([low, high], point) => [Math.min(low, point[axis] ?? low), Math.max(high, point[axis] ?? high)],
      [Infinity, -Infinity],
    );
  const [[west, east], [south, north]] = [range(0), range(1)];
  return [west, south, east, north];
}

/** Reads what countries are shaded by; null where something else was asked for meanwhile. */
export async function readShading(): Promise<GeoJSON.Feature[] | null> {
  const { shown: run, shade } = state;
  const tables = new Set(run ? (await tablesOf(run)).map(({ name, rows }) => (rows > 0 ? name : "")) : []);
  const offered = MEASURES.filter(({ table }) => tables.has(table));
  const measure = shade === UNSHADED ? undefined : (offered.find(({ id }) => id === shade) ?? offered[0]);
  const countries = run && measure ? await measure.read(run) : new Map<string, Told>();
  const features = await featuresOf(countries);
  if (state.shown !== run || state.shade !== shade) return null;
  told = countries;
  shaded = features;
  const steps = measure?.steps() ?? [];
  shown = {
    offered: offered.map(({ id, title }) => ({ id, title })),
    chosen: measure?.id ?? UNSHADED,
    steps: steps.filter(({ text }) => [...countries.values()].some(({ step }) => step.text === text)),
  };
  return features;
}

export async function showShading(map: MapLibre): Promise<void> {
  const features = await readShading();
  if (!features) return;
  map.getSource<GeoJSONSource>("shading")?.setData({ type: "FeatureCollection", features });
  map.getContainer().dataset["shading"] = JSON.stringify(
    Object.fromEntries([...told].map(([code, { value }]) => [code, value])),
  );
}
