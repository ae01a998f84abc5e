// The scenario as a drawer: beside the map where there is room, else over the panel.
import { state, update, watch } from "../state/store";
import { say } from "../texts/say";
import { byId, el } from "../util/dom";

export const roomForBoth = matchMedia("(min-width: 1400px)");

export function drawerButton(): HTMLElement {
  const button = el(
    "button",
    {
      type: "button",
      id: "tab-scenario",
      class: "main",
      "aria-controls": "drawer",
      onclick: () => update({ drawer: !state.drawer }),
    },
    say("change_something"),
  );
  const follow = (): void => button.setAttribute("aria-expanded", String(state.drawer));
  watch(["drawer"], follow);
  follow();
  return button;
}

export function startDrawer(content: HTMLElement): void {
  const drawer = byId("drawer");
  const close = el(
    "button",
    {
      type: "button",
      class: "close",
      id: "drawer-close",
      "aria-label": say("close"),
      onclick: () => update({ drawer: false }),
    },
    "×",
  );
  drawer.setAttribute("aria-label", say("scenario"));
  drawer.replaceChildren(el("h2", { class: "drawer-title" }, say("scenario")), close, content);
  let open = state.drawer;
  drawer.hidden = !open;
  watch(["drawer"], () => {
    if (state.drawer === open) return;
    open = state.drawer;
    drawer.hidden = !open;
    (open ? drawer : byId("tab-scenario")).focus();
  });
}
