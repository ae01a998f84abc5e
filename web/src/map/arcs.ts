// Trade between regions as arcs over the map: width by value, colour by whether it grew or fell.
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { numberOf, rowsOf, textOf } from "../api/results";
import { state } from "../state/store";
import { ARC_LESS, ARC_MORE, ARC_STEADY } from "../util/colour";

const STEPS = 32;
const BULGE = 0.18;
const WIDEST_PX = 14;
const STEADY = 5e-4;

interface Place {
  x: number;
  y: number;
}

/** A bow to the right of the way from one place to the other, so that both directions stay apart. */
function bow(from: Place, to: Place): GeoJSON.Position[] {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const middle = { x: (from.x + to.x) / 2 + BULGE * dy, y: (from.y + to.y) / 2 - BULGE * dx };
  return Array.from({ length: STEPS + 1 }, (_, i): GeoJSON.Position => {
    const t = i / STEPS;
    const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
    return [a * from.x + b * middle.x + c * to.x, a * from.y + b * middle.y + c * to.y];
  });
}

async function arcsOf(run: string): Promise<GeoJSON.Feature[]> {
  const places = new Map<string, Place>();
  for (const row of await rowsOf(run, "trade_regions"))
    if (row["x"] !== null && row["y"] !== null)
      places.set(textOf(row, "region_id"), { x: numberOf(row, "x"), y: numberOf(row, "y") });
  const totals = [...(await rowsOf(run, "trade_totals"))]
    .sort((a, b) => numberOf(b, "value_after_usd") - numberOf(a, "value_after_usd"))
    .slice(0, state.arcsMost);
  const largest = totals.reduce((most, row) => Math.max(most, numberOf(row, "value_after_usd")), 0);
  return totals.flatMap((row): GeoJSON.Feature[] => {
    const from = places.get(textOf(row, "exporter_region_id"));
    const to = places.get(textOf(row, "importer_region_id"));
    const value = numberOf(row, "value_after_usd");
    if (!from || !to || value === 0) return [];
    const change = numberOf(row, "change");
    const colour = Math.abs(change) < STEADY ? ARC_STEADY : change > 0 ? ARC_MORE : ARC_LESS;
    return [
      {
        type: "Feature",
        properties: { width: Math.max(1, WIDEST_PX * Math.sqrt(value / largest)), colour },
        geometry: { type: "LineString", coordinates: bow(from, to) },
      },
    ];
  });
}

export function addArcs(map: MapLibre): void {
  map.addSource("arcs", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({
    id: "arcs",
    type: "line",
    source: "arcs",
    layout: { "line-cap": "round" },
    paint: { "line-color": ["get", "colour"], "line-width": ["get", "width"], "line-opacity": 0.9 },
  });
}

export async function showArcs(map: MapLibre): Promise<void> {
  const { arcs, arcsMost, shown } = state;
  const features = arcs && shown ? await arcsOf(shown) : [];
  // Something else was asked for meanwhile.
  if (state.arcs !== arcs || state.arcsMost !== arcsMost || state.shown !== shown) return;
  map.getSource<GeoJSONSource>("arcs")?.setData({ type: "FeatureCollection", features });
  map.getContainer().dataset["arcs"] = String(features.length);
}
