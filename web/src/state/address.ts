// What is looked at, kept in the page's address behind "#": a link opens the same, and the browser's back and forward
// undo and redo. The frame of the map belongs to what is looked at and makes no step of its own.
import { runOf } from "./lookedat";
import { doneRuns } from "./runs";
import { type Selection, state, update, watch } from "./store";

const LOOKED_AT = [
  "shown",
  "compared",
  "difference",
  "commodity",
  "month",
  "tab",
  "drawer",
  "view",
  "selection",
  "arcs",
  "shade",
  "beside",
  "swipe",
  "frame",
] as const;
type Looked = Pick<typeof state, (typeof LOOKED_AT)[number]>;

const KINDS = ["link", "crossing", "place"] as const;
function selectionOf(text: string | null): Selection {
  const [kind = "", ...id] = (text ?? "").split(":");
  const known = KINDS.find((each) => each === kind);
  return known && id.length > 0 ? { kind: known, id: id.join(":") } : null;
}

/** What stands in an address; what it doesn't name is as the page opens. */
export function lookedAtIn(address: string): Looked {
  const parts = new URLSearchParams(address.replace(/^#/, ""));
  return {
    shown: parts.get("run"),
    compared: parts.get("with"),
    difference: parts.has("difference"),
    commodity: parts.get("goods"),
    month: parts.get("month"),
    tab: parts.get("tab") ?? "results",
    drawer: parts.has("scenario"),
    view: parts.get("view"),
    selection: selectionOf(parts.get("pick")),
    arcs: parts.has("arcs"),
    shade: parts.get("shade"),
    beside: parts.get("beside")?.split(",") ?? [],
    swipe: parts.has("swipe"),
    frame: parts.get("map"),
  };
}

export function addressOf(looked: Looked): string {
  const parts = new URLSearchParams();
  const put = (name: string, value: string | null | false): void => {
    if (value !== null && value !== false) parts.set(name, value);
  };
  put("run", looked.shown);
  put("with", looked.compared);
  put("difference", looked.difference && "");
  put("goods", looked.commodity);
  put("month", looked.month);
  put("tab", looked.tab !== "results" && looked.tab);
  put("scenario", looked.drawer && "");
  put("view", looked.view);
  put("pick", looked.selection && `${looked.selection.kind}:${looked.selection.id}`);
  put("arcs", looked.arcs && "");
  put("shade", looked.shade);
  put("beside", looked.beside.length > 0 && looked.beside.join());
  put("swipe", looked.swipe && "");
  put("map", looked.frame);
  return `#${parts.toString().replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%2C", ",")}`;
}

let opened = lookedAtIn(location.hash);
/** What the address asked for when the page was opened. */
export const askedFor = (): Looked => opened;

let taking = false;
/** Whether what changes now comes from the address, so that the map is not moved by anything else. */
export const fromAddress = (): boolean => taking;

const isDone = (id: string): boolean => doneRuns().some((run) => run.id === id);
/** Looks at what an address names, as far as it is there. */
function look(looked: Looked): void {
  const shown = looked.shown && isDone(looked.shown) ? looked.shown : state.shown;
  const compared = looked.compared && runOf(looked.compared) ? looked.compared : null;
  taking = true;
  update({ ...looked, shown, compared, beside: looked.beside.filter(isDone) });
  taking = false;
}

function keep(): void {
  if (taking) return;
  const now = addressOf(state);
  if (now === location.hash) return;
  const before = lookedAtIn(location.hash);
  // Only the map has moved: still the same view.
  const same = addressOf({ ...before, frame: state.frame }) === now;
  history[same ? "replaceState" : "pushState"](null, "", now);
}

export function startAddress(): void {
  look({ ...opened, shown: opened.shown ?? state.shown, compared: opened.compared ?? state.compared });
  history.replaceState(null, "", addressOf(state));
  watch([...LOOKED_AT], keep);
  addEventListener("popstate", () => {
    opened = lookedAtIn(location.hash);
    look(opened);
  });
}
