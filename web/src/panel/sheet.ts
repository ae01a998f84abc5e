// On a phone the panel is a sheet over the foot of the map; a handle raises and lowers it.
import { say } from "../texts/say";
import { state, update, watch } from "../state/store";
import { byId, el } from "../util/dom";

export function sheetHandle(): HTMLElement {
  const handle = el("button", {
    type: "button",
    id: "sheet-handle",
    "aria-expanded": "false",
    "aria-label": say("raise_panel"),
    onclick: () => update({ raised: !state.raised }),
  });
  watch(["raised"], () => {
    byId("panel").classList.toggle("raised", state.raised);
    handle.setAttribute("aria-expanded", String(state.raised));
  });
  return handle;
}
