// Tabs after the ARIA pattern: arrow keys move between them. Which is open is part of what is looked at.
import { say } from "../texts/say";
import { state, update, watch } from "../state/store";
import { byId, el } from "../util/dom";
import { roomForBoth } from "./drawer";
import { sheetHandle } from "./sheet";

export interface Tab {
  id: string;
  title: string;
  content: HTMLElement;
  opened?: () => void;
  closed?: () => void;
}

export function drawTabs(tabs: Tab[]): void {
  const panel = byId("panel");
  const buttons = tabs.map((tab) =>
    el(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${tab.id}`,
        "aria-controls": `${tab.id}-panel`,
      },
      tab.title,
    ),
  );
  const pages = tabs.map((tab) =>
    el(
      "section",
      {
        role: "tabpanel",
        id: `${tab.id}-panel`,
        "aria-labelledby": `tab-${tab.id}`,
        tabindex: 0,
      },
      tab.content,
    ),
  );
  let current = -1;
  function show(): void {
    const chosen = Math.max(
      0,
      tabs.findIndex((tab) => tab.id === state.tab),
    );
    if (chosen === current) return;
    buttons.forEach((button, i) => {
      button.setAttribute("aria-selected", String(i === chosen));
      button.tabIndex = i === chosen ? 0 : -1;
    });
    pages.forEach((page, i) => {
      page.hidden = i !== chosen;
    });
    tabs[current]?.closed?.();
    current = chosen;
    tabs[chosen]?.opened?.();
  }
  const select = (i: number): void =>
    update({ tab: tabs[i]?.id ?? "", raised: true, drawer: state.drawer && roomForBoth.matches });
  buttons.forEach((button, i) => {
    button.addEventListener("click", () => select(i));
    button.addEventListener("keydown", (e) => {
      const step = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
      if (step === 0) return;
      const next = (i + step + tabs.length) % tabs.length;
      select(next);
      buttons[next]?.focus();
    });
  });
  panel.replaceChildren(
    sheetHandle(),
    el("div", { role: "tablist", "aria-label": say("panels") }, ...buttons),
    ...pages,
  );
  watch(["tab"], show);
  show();
}
