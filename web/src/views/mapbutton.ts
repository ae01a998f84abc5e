// A button that lays figures of links over the map, by link and direction, and takes them away again.
import { state, update } from "../state/store";
import { el } from "../util/dom";

export function mapButton(id: string, label: string, run: string, lines: ReadonlyMap<string, number>): HTMLElement {
  const button = el(
    "button",
    {
      type: "button",
      id,
      "aria-pressed": "false",
      onclick: () => {
        const shown = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(shown));
        update({ selection: null });
        update({ bundle: shown && state.shown === run ? lines : null });
      },
    },
    label,
  );
  return button;
}
