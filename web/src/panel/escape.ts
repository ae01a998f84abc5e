// Escape ends what is under way, the last begun first: picking on the map, what is selected, the drawer.
import { state, update } from "../state/store";
import { roomForBoth } from "./drawer";

export function startEscape(): void {
  document.addEventListener("keydown", (e) => {
    // An open dialog is closed by the browser.
    if (e.key !== "Escape" || document.querySelector("dialog[open]")) return;
    if (state.drawing) update({ drawing: false });
    else if (state.selection) update({ selection: null });
    else if (state.drawer && !roomForBoth.matches) update({ drawer: false });
  });
}
