// On a phone the panel is a sheet over the foot of the map; a handle raises and lowers it.
import { byId, el } from "../util/dom";

const listeners: (() => void)[] = [];
const phone = matchMedia("(max-width: 800px)");
let raised = false;

export const onSheet = (call: () => void): void => { listeners.push(call); };

/** Pixels of the map that the panel covers once it has come to rest; the shares are those of style.css. */
export function coveredFoot(): number {
  if (!phone.matches) return 0;
  return raised ? 0.62 * byId("map").clientHeight : 62;
}

export function sheetHandle(): HTMLElement {
  return el("button", {
    type: "button", id: "sheet-handle", "aria-expanded": "false", "aria-label": "Raise or lower the panel",
    onclick: () => raiseSheet(!raised),
  });
}

export function raiseSheet(up: boolean): void {
  if (up === raised) return;
  raised = up;
  byId("panel").classList.toggle("raised", up);
  byId("sheet-handle").setAttribute("aria-expanded", String(up));
  listeners.forEach((call) => call());
}
phone.addEventListener("change", () => listeners.forEach((call) => call()));
