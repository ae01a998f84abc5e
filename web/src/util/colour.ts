// Okabe and Ito's palette, which most colour-blind people can tell apart.
import { state } from "../state";

const OKABE_ITO = {
  orange: "#E69F00", sky: "#56B4E9", green: "#009E73", blue: "#0072B2", vermilion: "#D55E00",
  purple: "#CC79A7", grey: "#8A8F98",
};

export const MORE = OKABE_ITO.blue;
export const LESS = OKABE_ITO.vermilion;

/** Arcs of trade lie over ribbons of any mode, so that they share no colour with one; apart for the colour-blind too. */
export const ARC_MORE = "#AAFF88";
export const ARC_LESS = "#FF0055";
export const ARC_STEADY = "#440055";

/** As the engine gives it, so that its report has the same. */
export const modeColour = (mode: string): string => state.case.mode_colours[state.case.modes.indexOf(mode)] ?? OKABE_ITO.grey;

/** Cost components in the order in which they are stacked. */
export const COMPONENTS = ["transport", "fee", "handling", "time", "scarcity", "duty"] as const;
export const COMPONENT_COLOURS = [
  OKABE_ITO.blue, OKABE_ITO.orange, OKABE_ITO.green, OKABE_ITO.sky, OKABE_ITO.purple, OKABE_ITO.vermilion,
];

/** Lines of a chart, in order. */
export const LINES = [OKABE_ITO.blue, OKABE_ITO.vermilion, OKABE_ITO.green, OKABE_ITO.purple, OKABE_ITO.sky, OKABE_ITO.orange];

export const dark = matchMedia("(prefers-color-scheme: dark)");
