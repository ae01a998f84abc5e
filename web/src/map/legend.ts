// What widths and colours mean.
import { modeColour } from "../state/names";
import { state } from "../state/store";
import { ARC_LESS, ARC_MORE, ARC_STEADY, LESS, MORE } from "../util/colour";
import { byId, el } from "../util/dom";
import { number, words } from "../util/format";
import { type Flows, ribbonWidth } from "./flows";

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
const entry = (mark: HTMLElement, text: string): HTMLElement => el("li", {}, mark, text);
const rounded = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(value));
  return Math.floor(value / power) * power;
};

export function drawLegend(flows: Flows, saved = false): void {
  if (!state.case.has_network) return;
  const old = document.getElementById("legend");
  const box = old ?? byId("map").appendChild(el("details", { id: "legend", open: innerWidth > 800 }));
  const carrying = new Set(flows.ribbons.filter((ribbon) => ribbon.value !== 0).map((ribbon) => ribbon.way.mode));
  const colours = flows.difference
    ? [entry(swatch(MORE), "more than in the run compared with"), entry(swatch(LESS), "less")]
    : state.case.modes.filter((mode) => carrying.has(mode)).map((mode) => entry(swatch(modeColour(mode)), words(mode)));
  const sizes =
    flows.largest > 0
      ? [1, 0.1]
          .map((share) => rounded(flows.largest * share))
          .map((value) =>
            entry(
              swatch("currentColor", Math.max(1, ribbonWidth(value, flows.largest))),
              `${number(value)} ${flows.unit}/day`,
            ),
          )
      : [];
  box.replaceChildren(
    el("summary", {}, flows.difference ? "Change of flow" : "Flow"),
    el("ul", {}, ...colours),
    el("ul", { class: "sizes" }, ...sizes),
    saved ? el("ul", {}, entry(disc(MORE), "less time to and from here"), entry(disc(LESS), "more time")) : "",
    state.arcs
      ? el(
          "ul",
          { class: "arcs" },
          entry(swatch(ARC_MORE), "trade that grew"),
          entry(swatch(ARC_LESS), "that fell"),
          entry(swatch(ARC_STEADY), "as before"),
        )
      : "",
    el(
      "small",
      {},
      `Area grows with flow (width with its root). ${flows.difference || state.commodity ? `At crossings: ${flows.unit} a day.` : "Rings: use of capacity; without a limit, tonnes a day."}`,
    ),
  );
}
