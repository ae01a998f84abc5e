// What widths and colours mean.
import { modeColour } from "../state/names";
import { state, update } from "../state/store";
import { modeName, unitName } from "../texts/names";
import { say } from "../texts/say";
import { ARC_LESS, ARC_MORE, ARC_STEADY, LESS, MORE } from "../util/colour";
import { byId, el, field, option } from "../util/dom";
import { number } from "../util/format";
import { gaugeOf, marksOfGauge } from "./gauges";
import { palette } from "./land";
import { type Flows, ribbonWidth } from "./flows";
import { shadingShown, UNSHADED } from "./shading";

const SWATCH_UNIT_PX = 3;

const swatch = (colour: string, height = 10): HTMLElement => {
  const element = el("i", { class: "swatch" });
  element.style.background = colour;
  element.style.height = `${height}px`;
  return element;
};
const disc = (colour: string): HTMLElement => {
  const element = swatch(colour);
  element.classList.add("disc");
  return element;
};
/** The marks of a gauge over its colour. */
const modeSwatch = (mode: string): HTMLElement => {
  const element = swatch(modeColour(mode));
  const [mark = 0, gap = 0] = marksOfGauge(gaugeOf(mode)).map((part) => part * SWATCH_UNIT_PX);
  if (mark > 0) {
    const land = palette().land;
    element.style.backgroundImage = `repeating-linear-gradient(90deg, ${land} 0 ${mark}px, transparent ${mark}px ${mark + gap}px)`;
    element.classList.add("gauge");
  }
  return element;
};
const entry = (mark: HTMLElement, text: string): HTMLElement => el("li", {}, mark, text);
const rounded = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(value));
  return Math.floor(value / power) * power;
};

function flowParts(flows: Flows, saved: boolean): (HTMLElement | string)[] {
  const carrying = new Set(flows.ribbons.filter((ribbon) => ribbon.value !== 0).map((ribbon) => ribbon.way.mode));
  const colours = flows.difference
    ? [entry(swatch(MORE), say("legend_more")), entry(swatch(LESS), say("legend_less"))]
    : state.case.modes.filter((mode) => carrying.has(mode)).map((mode) => entry(modeSwatch(mode), modeName(mode)));
  const sizes =
    flows.largest > 0
      ? [1, 0.1]
          .map((share) => rounded(flows.largest * share))
          .map((value) =>
            entry(
              swatch("currentColor", Math.max(1, ribbonWidth(value, flows.largest))),
              say("a_day", { value: number(value), unit: unitName(flows.unit) }),
            ),
          )
      : [];
  const atCrossings =
    flows.difference || state.commodity ? say("legend_rings_of", { unit: unitName(flows.unit) }) : say("legend_rings");
  return [
    el("ul", {}, ...colours),
    el("ul", { class: "sizes" }, ...sizes),
    saved ? el("ul", {}, entry(disc(MORE), say("legend_saved")), entry(disc(LESS), say("legend_lost"))) : "",
    state.arcs
      ? el(
          "ul",
          { class: "arcs" },
          entry(swatch(ARC_MORE), say("legend_arc_more")),
          entry(swatch(ARC_LESS), say("legend_arc_less")),
          entry(swatch(ARC_STEADY), say("legend_arc_steady")),
        )
      : "",
    el("small", {}, `${say("legend_area")} ${atCrossings}`),
  ];
}

/** By what countries are shaded, and what the shades mean. */
function shadeParts(): HTMLElement[] {
  const { offered, chosen, steps } = shadingShown();
  if (offered.length === 0) return [];
  const choice = el(
    "select",
    { id: "shade-select", onchange: () => update({ shade: choice.value }) },
    ...offered.map(({ id, title }) => option(id, say(title))),
    option(UNSHADED, say("shade_none")),
  );
  choice.value = chosen;
  const shades = steps.map(({ colour, opacity, text }) => {
    const mark = swatch(colour);
    mark.style.opacity = String(opacity);
    return entry(mark, text);
  });
  return [field(say("shade"), choice), el("ul", { class: "shades" }, ...shades)];
}

export function drawLegend(flows: Flows | null, saved = false): void {
  const hadFocus = document.activeElement?.id === "shade-select";
  const shades = shadeParts();
  const old = document.getElementById("legend");
  if (!state.case.has_network && shades.length === 0) return old?.remove();
  const box = old ?? byId("map").appendChild(el("details", { id: "legend", open: innerWidth > 800 }));
  const title = !state.case.has_network ? "legend_countries" : flows?.difference ? "legend_change" : "legend_flow";
  const network = state.case.has_network && flows ? flowParts(flows, saved) : [];
  box.replaceChildren(el("summary", {}, say(title)), ...network, ...shades);
  if (hadFocus) document.getElementById("shade-select")?.focus();
}
