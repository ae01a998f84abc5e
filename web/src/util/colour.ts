// Okabe and Ito's palette, which most colour-blind people can tell apart.
const OKABE_ITO = {
  orange: "#E69F00", sky: "#56B4E9", green: "#009E73", yellow: "#F0E442", blue: "#0072B2", vermilion: "#D55E00",
  purple: "#CC79A7", grey: "#8A8F98",
};
const BY_MODE: Record<string, string> = {
  rail: OKABE_ITO.blue, road: OKABE_ITO.vermilion, river: OKABE_ITO.sky, sea: OKABE_ITO.green,
  pipeline_oil: OKABE_ITO.purple, pipeline_gas: OKABE_ITO.orange, bus: OKABE_ITO.yellow, ferry: OKABE_ITO.grey, air: OKABE_ITO.grey,
};
const SPARE = [OKABE_ITO.yellow, OKABE_ITO.grey, OKABE_ITO.sky, OKABE_ITO.purple, OKABE_ITO.orange];

export const MORE = OKABE_ITO.blue;
export const LESS = OKABE_ITO.vermilion;

export function modeColour(mode: string): string {
  const known = BY_MODE[mode];
  if (known) return known;
  let sum = 0;
  for (const letter of mode) sum += letter.charCodeAt(0);
  return SPARE[sum % SPARE.length] ?? OKABE_ITO.grey;
}

/** Cost components in the order in which they are stacked. */
export const COMPONENTS = ["transport", "fee", "handling", "time", "scarcity", "duty"] as const;
export const COMPONENT_COLOURS = [
  OKABE_ITO.blue, OKABE_ITO.orange, OKABE_ITO.green, OKABE_ITO.sky, OKABE_ITO.purple, OKABE_ITO.vermilion,
];

/** Lines of a chart, in order. */
export const LINES = [OKABE_ITO.blue, OKABE_ITO.vermilion, OKABE_ITO.green, OKABE_ITO.purple, OKABE_ITO.sky, OKABE_ITO.orange];

export const dark = matchMedia("(prefers-color-scheme: dark)");
