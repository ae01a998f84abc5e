// Looks for a place or a crossing by its name: the arrow keys choose among those found, Enter goes there.
import { findPlaces, type Found } from "../state/find";
import { state, update } from "../state/store";
import { say } from "../texts/say";
import { byId, el } from "../util/dom";
import { flyToCrossing, flyToNode } from "./map";

function go({ kind, id }: Found): void {
  update({ selection: { kind, id } });
  if (kind === "place") flyToNode(id);
  else flyToCrossing(id);
}

export function startSearch(): void {
  if (state.case.nodes.length === 0) return;
  const list = el("ul", { id: "place-found", role: "listbox", "aria-label": say("search_found"), hidden: true });
  const input = el("input", {
    type: "search",
    id: "place-search",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: say("search_place"),
    "aria-label": say("search_place"),
    "aria-controls": "place-found",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
  });
  let found: Found[] = [];
  let at = -1;
  function show(): void {
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    list.replaceChildren(
      ...found.map((each, i) =>
        el(
          "li",
          {
            role: "option",
            id: `place-found-${i}`,
            "aria-selected": String(i === at),
            // Before the field loses the focus and the list is gone.
            onmousedown: (e: Event) => {
              e.preventDefault();
              choose(each);
            },
          },
          each.name,
          el("small", {}, ` ${each.country || say("crossing")}`),
        ),
      ),
    );
    if (at >= 0) input.setAttribute("aria-activedescendant", `place-found-${at}`);
    else input.removeAttribute("aria-activedescendant");
  }
  function leave(): void {
    [found, at] = [[], -1];
    show();
  }
  function choose(one: Found | undefined): void {
    if (!one) return;
    input.value = one.name;
    leave();
    go(one);
  }
  input.addEventListener("input", () => {
    found = findPlaces(input.value);
    at = found.length > 0 ? 0 : -1;
    show();
  });
  input.addEventListener("blur", leave);
  input.addEventListener("keydown", (e) => {
    if (e.key === "Enter") choose(found[at]);
    else if (e.key === "Escape" && found.length > 0) {
      e.stopPropagation();
      leave();
    } else if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      if (found.length === 0) return;
      e.preventDefault();
      at = (at + (e.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
      show();
    }
  });
  byId("map").append(el("div", { id: "place-box", role: "search" }, input, list));
}
