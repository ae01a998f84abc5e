// A long list in pages, the first the largest: what a chart or a table of all would be is too long to be read.
import { say } from "../texts/say";
import { el } from "../util/dom";
import { number } from "../util/format";

const PAGE = 25;

export function paged<T>(name: string, items: readonly T[], draw: (page: readonly T[]) => HTMLElement): HTMLElement {
  if (items.length <= PAGE) return draw(items);
  let first = 0;
  const place = el("div");
  const said = el("span", { "aria-live": "polite" });
  const turn = (step: number, id: string, text: string): HTMLButtonElement =>
    el(
      "button",
      {
        type: "button",
        class: `page-${id}`,
        onclick: () => {
          first += step;
          show();
        },
      },
      text,
    );
  const before = turn(-PAGE, "before", say("page_before"));
  const next = turn(PAGE, "next", say("page_next"));
  function show(): void {
    const last = Math.min(first + PAGE, items.length);
    place.replaceChildren(draw(items.slice(first, last)));
    said.textContent = say("page_of", { first: first + 1, last, all: number(items.length) });
    before.disabled = first === 0;
    next.disabled = last === items.length;
  }
  show();
  return el("div", { "data-testid": `paged-${name}` }, place, el("div", { class: "pager" }, before, said, next));
}
