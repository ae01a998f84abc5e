// Tabs after the ARIA pattern: arrow keys move between them. On a phone the panel is a sheet that a
// handle raises and lowers.
import { byId, el } from "../util/dom";

export interface Tab { id: string; title: string; content: HTMLElement; opened?: () => void }
const opener = new Map<string, () => void>();
export const openTab = (id: string): void => opener.get(id)?.();

export function drawTabs(tabs: Tab[]): void {
  const panel = byId("panel");
  const buttons = tabs.map((tab) => el("button", {
    type: "button", role: "tab", id: `tab-${tab.id}`, "aria-controls": `${tab.id}-panel`,
  }, tab.title));
  const pages = tabs.map((tab) => el("section", {
    role: "tabpanel", id: `${tab.id}-panel`, "aria-labelledby": `tab-${tab.id}`, tabindex: 0,
  }, tab.content));
  const raise = (up: boolean): void => {
    panel.classList.toggle("raised", up);
    handle.setAttribute("aria-expanded", String(up));
  };
  const handle = el("button", { type: "button", id: "sheet-handle", "aria-expanded": "false", "aria-label": "Raise or lower the panel" });
  handle.addEventListener("click", () => raise(!panel.classList.contains("raised")));

  function select(chosen: number): void {
    buttons.forEach((button, i) => {
      button.setAttribute("aria-selected", String(i === chosen));
      button.tabIndex = i === chosen ? 0 : -1;
    });
    pages.forEach((page, i) => { page.hidden = i !== chosen; });
    tabs[chosen]?.opened?.();
  }
  buttons.forEach((button, i) => {
    button.addEventListener("click", () => { select(i); raise(true); });
    button.addEventListener("keydown", (e) => {
      const step = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
      if (step === 0) return;
      const next = (i + step + tabs.length) % tabs.length;
      select(next);
      buttons[next]?.focus();
    });
    opener.set(tabs[i]?.id ?? "", () => { select(i); raise(true); });
  });
  panel.replaceChildren(handle, el("div", { role: "tablist", "aria-label": "Panels" }, ...buttons), ...pages);
  select(0);
}
