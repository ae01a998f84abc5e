// Who uses what is selected: where it comes from and goes to, which goods, and what the next-best way would cost; drawn
// as a bundle on the map.
import { pathsOf, rowsOf, rowsWhere } from "../api/results";
import type { Path } from "../api/types";
import { type UserFlow, type Users, usersOf, waysOfPlace, waysOfSteps } from "../api/users";
import { monthOf } from "../state/lookedat";
import { commodityName, nodeName } from "../state/names";
import { type Selection, state, update } from "../state/store";
import { list, say } from "../texts/say";
import { el } from "../util/dom";
import { number, percent, signed } from "../util/format";

const NAMED = 3;
const LISTED = 6;
/** So many of the heaviest flows are drawn. */
const BUNDLED = 12;

type Selected = NonNullable<Selection>;

export async function readUsers(run: string, selected: Selected): Promise<Users | null> {
  // The alternatives are of the run as a whole, or of its last month.
  if (monthOf(run)) return null;
  const paths = await rowsOf(run, "paths");
  if (paths.length === 0) return null;
  if (selected.kind === "place") return usersOf(paths, waysOfPlace(selected.id));
  const column = selected.kind === "crossing" ? "id" : "link_id";
  return usersOf(paths, waysOfSteps(await rowsWhere(run, "path_steps", column, selected.id)));
}

const passes = (path: Path, { kind, id }: Selected): boolean =>
  kind === "place" || path.steps.some((step) => (kind === "crossing" ? step.id === id : step.link_id === id));

/** Quantity by link and direction, of the ways that pass. */
async function bundleOf(run: string, selected: Selected, flows: UserFlow[]): Promise<Map<string, number>> {
  const sums = new Map<string, number>();
  const all = await Promise.all(
    flows.slice(0, BUNDLED).map(({ from, to, commodity }) => pathsOf(run, from, to, commodity)),
  );
  for (const path of all.flat()) {
    if (!passes(path, selected)) continue;
    for (const { link_id, direction } of path.steps) {
      const way = `${link_id}|${direction}`;
      if (link_id) sums.set(way, (sums.get(way) ?? 0) + path.quantity);
    }
  }
  return sums;
}

/** On the map while it is selected. */
export async function showBundle(run: string, selected: Selected, users: Users): Promise<void> {
  const bundle = await bundleOf(run, selected, users.flows);
  if (state.selection === selected && state.shown === run) update({ bundle });
}

const shares = (sums: [string, number][], all: number, name: (id: string) => string): string =>
  list(sums.slice(0, NAMED).map(([id, quantity]) => `${name(id)} ${percent(quantity / all)}`));

/** What starts or ends at a place has no way that does not pass it, so that of a place no other way is told. */
function flowItem({ from, to, commodity, quantity, next }: UserFlow, unit: string, isPlace: boolean): HTMLElement {
  const other = next ? say("users_next", { way: next.says, usd: signed(next.dearer), unit }) : say("users_no_other");
  return el(
    "li",
    {},
    `${commodityName(commodity)}, ${nodeName(from)} → ${nodeName(to)}: ${number(quantity)} ${unit}`,
    isPlace ? null : el("small", {}, other),
  );
}

function dearerText({ dearer, withNext }: Users, unit: string): HTMLElement {
  if (dearer === null) return el("p", {}, say("users_no_way"));
  const values = { usd: signed(dearer), unit, share: percent(withNext) };
  return el("p", { id: "users-dearer", "data-value": dearer }, say("users_dearer", values));
}

export function usersSection(users: Users, isPlace: boolean): HTMLElement {
  const unit = users.unit === "t" ? "t" : say("unit_person");
  const all = users.quantity;
  const line = (name: string, text: string): HTMLElement[] => [el("dt", {}, name), el("dd", {}, text)];
  return el(
    "section",
    { id: "users" },
    el("h3", {}, say("users")),
    el(
      "dl",
      { class: "users" },
      ...line(say("users_from"), shares(users.origins, all, nodeName)),
      ...line(say("users_to"), shares(users.destinations, all, nodeName)),
      ...line(say("users_goods"), shares(users.goods, all, commodityName)),
    ),
    isPlace ? null : dearerText(users, unit),
    el(
      "details",
      {},
      el("summary", {}, say(isPlace ? "heaviest_flows" : "users_flows")),
      el("ul", {}, ...users.flows.slice(0, LISTED).map((flow) => flowItem(flow, unit, isPlace))),
    ),
  );
}
