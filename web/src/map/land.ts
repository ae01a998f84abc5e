// The base map: land and borders after Natural Earth, packaged with the page.
import { say } from "../texts/say";
import type { FeatureCollection, MultiLineString, MultiPolygon, Polygon } from "geojson";
import type { ExpressionSpecification, Map as MapLibre, StyleSpecification } from "maplibre-gl";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import landAddress from "world-atlas/countries-50m.json?url";
import { flat } from "./antimeridian";
import { borderPixels } from "./borderwidth";
import { dark } from "../util/dark";

interface Palette {
  water: string;
  land: string;
  border: string;
  idle: string;
}
const LIGHT: Palette = { water: "#dbe6ee", land: "#f7f5f0", border: "#b9b3a6", idle: "#a9adb3" };
const DARK: Palette = { water: "#10171f", land: "#1f2831", border: "#4b5864", idle: "#5a6570" };
export const palette = (): Palette => (dark.matches ? DARK : LIGHT);

export const emptyStyle = (): StyleSpecification => ({
  version: 8,
  sources: {},
  layers: [{ id: "water", type: "background", paint: { "background-color": palette().water } }],
});

export interface Land {
  countries: FeatureCollection<Polygon | MultiPolygon>;
  borders: () => MultiLineString;
}
let read: Promise<Land> | undefined;

/** Read once; asked for early, so that it comes while the page is built. */
export const readLand = (): Promise<Land> =>
  (read ??= fetch(landAddress).then(async (answer) => {
    const world = (await answer.json()) as Topology<{ countries: GeometryCollection }>;
    const countries = world.objects.countries;
    return {
      countries: flat(feature(world, countries)) as Land["countries"],
      borders: () => mesh(world, countries, (a, b) => a !== b),
    };
  }));

const ZOOMS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
export const byZoom = (value: (zoom: number) => number): ExpressionSpecification =>
  ["interpolate", ["linear"], ["zoom"], ...ZOOMS.flatMap((zoom) => [zoom, value(zoom)])] as ExpressionSpecification;

export async function addLand(map: MapLibre): Promise<void> {
  const { countries, borders } = await readLand();
  map.addSource("land", {
    type: "geojson",
    data: countries,
    attribution: `${say("land_source")} · <a href="licenses.txt">${say("licences")}</a>`,
  });
  map.addSource("borders", { type: "geojson", data: { type: "Feature", properties: {}, geometry: borders() } });
  map.addLayer({
    id: "land",
    type: "fill",
    source: "land",
    paint: { "fill-color": palette().land, "fill-antialias": true },
  });
  map.addLayer({
    id: "borders",
    type: "line",
    source: "borders",
    paint: {
      "line-color": palette().border,
      "line-width": byZoom(borderPixels),
      "line-blur": byZoom((zoom) => borderPixels(zoom) / 2),
      "line-opacity": byZoom((zoom) => 1 / (1 + borderPixels(zoom) / 16)),
    },
  });
}

export function recolourLand(map: MapLibre): void {
  map.setPaintProperty("water", "background-color", palette().water);
  if (map.getLayer("land")) map.setPaintProperty("land", "fill-color", palette().land);
  if (map.getLayer("borders")) map.setPaintProperty("borders", "line-color", palette().border);
}
