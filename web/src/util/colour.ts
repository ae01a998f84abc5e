// Colours by what they mean, from the palette that the report has too: most are Okabe and Ito's, which most colour-blind
// people can tell apart.
import palette from "./palette.json";

type ColourName = keyof typeof palette.colours;
const named = (name: string): string => palette.colours[name as ColourName];
const meaning = (name: keyof typeof palette.meanings): string => named(palette.meanings[name]);

export const MORE = meaning("more");
export const LESS = meaning("less");

/** Arcs of trade lie over ribbons of any mode, so that they share no colour with one; apart for the colour-blind too. */
export const ARC_MORE = meaning("arc_more");
export const ARC_LESS = meaning("arc_less");
export const ARC_STEADY = meaning("arc_steady");

export const SHOP = meaning("shop");
export const QUEUE = meaning("queue");
/** What is drawn on the map before it is part of a run. */
export const PLANNED = meaning("planned");
export const ROUTE = meaning("route");
export const SELECTED = meaning("selected");
export const FITTED = meaning("fitted");
export const THRESHOLD = meaning("threshold");
export const RAIL = named(palette.usual_modes.rail);
export const UNKNOWN_MODE = palette.colours.grey;

/** Lines, stacked parts and areas of a chart, in order. */
export const SERIES = palette.series.map(named);
/** Levels of a risk, the least first. */
export const RISK = palette.risk.map(named);
