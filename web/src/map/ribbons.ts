// Flows as ribbons, each to the right of its way, over the links that carry nothing. Many links are drawn at
// once where a network is seen as a whole, so that what is thin there has the fewest corners.
import type { ExpressionSpecification, FilterSpecification, GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import type { Flows, Ribbon } from "./flows";
import { gaugeOf, gauges, MARK_WIDTH, marksOfGauge } from "./gauges";
import { partsOf } from "./antimeridian";
import { SELECTED } from "../util/colour";
import { palette } from "./land";

/** The layers that hold ribbons, the uppermost first. */
export const RIBBON_LAYERS = ["ribbons", "ribbons-thin", "ribbons-idle"];
export const IDLE_PX = 1;
/** Ends of ribbons thinner than this are not seen to be square. */
export const THIN_PX = 2.5;
const NEAR_ZOOM = 7;
/** Further away ribbons are too thin for the marks of a gauge. */
const GAUGE_ZOOM = 3;
const BESIDE_PX = 0.4;
const HALO_PX = 7;
/** In pixels of a tile's 512: the furthest that a ribbon reaches from its line. */
const BUFFER_PX = 36;

/** Widths are in pixels at zoom 4, less when further away and more when nearer: zoom and factor. */
const SCALES: [number, number][] = [
  [1, 0.35],
  [4, 1],
  [9, 1.9],
];
const byZoom = (pixels: number | ExpressionSpecification, more = 0): ExpressionSpecification => {
  const stops = SCALES.flatMap(([zoom, factor]): (number | ExpressionSpecification)[] => [
    zoom,
    ["+", more, ["*", factor, pixels]],
  ]);
  return ["interpolate", ["linear"], ["zoom"], ...stops] as ExpressionSpecification;
};
const WIDTH: ExpressionSpecification = ["get", "width"];
const SHOWN: ExpressionSpecification = [">=", ["zoom"], ["get", "from"]];
const OFFSET: ExpressionSpecification = ["+", BESIDE_PX, ["/", WIDTH, 2]];

/** The same factor as a number. */
export function ribbonScale(zoom: number): number {
  const after = SCALES.findIndex(([stop]) => stop >= zoom);
  const [z1, f1] = SCALES[after === -1 ? SCALES.length - 1 : after] ?? [4, 1];
  const [z0, f0] = SCALES[after === -1 ? SCALES.length - 1 : Math.max(0, after - 1)] ?? [4, 1];
  return z1 === z0 ? f1 : f0 + ((f1 - f0) * (zoom - z0)) / (z1 - z0);
}
export const ribbonOffset = (ribbon: Ribbon): number => (ribbon.width > 0 ? BESIDE_PX + ribbon.width / 2 : 0);

export function addRibbons(map: MapLibre): void {
  const data: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
  map.addSource("ribbons", { type: "geojson", data, buffer: BUFFER_PX });
  map.addSource("ribbon-selected", { type: "geojson", data });
  map.addLayer({
    id: "ribbon-selected",
    type: "line",
    source: "ribbon-selected",
    layout: { "line-cap": "round" },
    paint: { "line-color": SELECTED, "line-width": byZoom(WIDTH, HALO_PX), "line-offset": byZoom(OFFSET) },
  });
  map.addLayer({
    id: "ribbons-idle",
    type: "line",
    source: "ribbons",
    filter: ["all", ["==", WIDTH, 0], SHOWN],
    paint: { "line-color": palette().idle, "line-width": byZoom(IDLE_PX), "line-opacity": 0.55 },
  });
  const thin: ExpressionSpecification = ["all", ["<", WIDTH, THIN_PX], ["<", ["zoom"], NEAR_ZOOM]];
  const busy = (id: string, ends: "butt" | "round", filter: ExpressionSpecification): void => {
    map.addLayer({
      id,
      type: "line",
      source: "ribbons",
      filter: ["all", [">", WIDTH, 0], SHOWN, filter] as FilterSpecification,
      layout: { "line-join": ends === "round" ? "round" : "miter", "line-cap": ends },
      paint: {
        "line-color": ["get", "colour"],
        "line-width": byZoom(WIDTH),
        "line-offset": byZoom(OFFSET),
        "line-opacity": 0.85,
      },
    });
  };
  busy("ribbons-thin", "butt", thin);
  busy("ribbons", "round", ["!", thin]);
  for (const gauge of gauges()) addGauge(map, gauge);
}

/** The marks of a gauge along the ribbons that are wide enough to carry them. */
function addGauge(map: MapLibre, gauge: number): void {
  map.addLayer({
    id: `gauge-${gauge}`,
    type: "line",
    source: "ribbons",
    minzoom: GAUGE_ZOOM,
    filter: ["all", ["==", ["get", "gauge"], gauge], SHOWN] as FilterSpecification,
    paint: {
      "line-color": palette().land,
      "line-width": byZoom(["*", MARK_WIDTH, WIDTH]),
      "line-offset": byZoom(OFFSET),
      "line-dasharray": marksOfGauge(gauge).map((part) => part / MARK_WIDTH),
    },
  });
}

const put = (map: MapLibre, source: string, features: GeoJSON.Feature[]): void => {
  map.getSource<GeoJSONSource>(source)?.setData({ type: "FeatureCollection", features });
};
const hundredths = (value: number): number => Math.round(100 * value) / 100;
const drawnLine = (line: GeoJSON.Position[]): GeoJSON.LineString | GeoJSON.MultiLineString => {
  const parts = partsOf(line);
  return parts.length > 1 ? { type: "MultiLineString", coordinates: parts } : { type: "LineString", coordinates: line };
};
const gaugeIn = (mode: string, width: number): { gauge?: number } => {
  const gauge = width < THIN_PX ? 0 : gaugeOf(mode);
  return gauge > 0 ? { gauge } : {};
};
/** No more than what is drawn, and where among the flows the rest is found: each tile carries its own copy. */
const feature = (
  { way, from, width, colour }: Ribbon,
  at: number,
): GeoJSON.Feature<GeoJSON.LineString | GeoJSON.MultiLineString> => ({
  type: "Feature",
  properties:
    width > 0 ? { at, from, width: hundredths(width), colour, ...gaugeIn(way.mode, width) } : { at, from, width },
  geometry: drawnLine(way.line),
});

export function setRibbons(map: MapLibre, flows: Flows): void {
  const features = flows.ribbons.map(feature);
  put(map, "ribbons", features);
  const inParts = features.map(({ geometry }) => geometry).filter((geometry) => geometry.type === "MultiLineString");
  if (inParts.length > 0)
    map.getContainer().dataset["ribbonParts"] = JSON.stringify(inParts.map(({ coordinates }) => coordinates));
  map.setPaintProperty("ribbons-idle", "line-color", palette().idle);
}

export const selectRibbon = (map: MapLibre, flows: Flows | null, link: string | null): void =>
  put(map, "ribbon-selected", (flows?.ribbons ?? []).filter((ribbon) => ribbon.way.link_id === link).map(feature));
