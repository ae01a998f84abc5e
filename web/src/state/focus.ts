// What the answer is about: the crossings at one place between which freight chooses.
import { numberOf, type Row, textOf } from "../api/rows";
import type { Crossing } from "../api/types";
import { nearEachOther } from "../util/geography";
import { state } from "./store";

/** A crossing of the focus, with its freight both ways; `name` without what all crossings of the place are called. */
export interface FocusWay {
  id: string;
  name: string;
  mode: string;
  t: number;
  share: number;
}
export interface Focus {
  place: string;
  t: number;
  /** Those that carry freight, the busiest first. */
  ways: FocusWay[];
}

/** Less than this share of a place's freight is no choice that many make. */
const LEAST_SHARE = 0.01;

/** The words with which all names begin. */
function commonStart(names: string[]): string {
  const [first = [], ...others] = names.map((name) => name.split(" "));
  const same = first.findIndex((word, i) => others.some((words) => words[i] !== word));
  return first.slice(0, same === -1 ? first.length - 1 : same).join(" ");
}

function focusAt(crossings: Crossing[], tonnes: Map<string, number>): Focus {
  const carried = (crossing: Crossing): number => tonnes.get(crossing.crossing_id) ?? 0;
  const busy = crossings.filter((each) => carried(each) > 0).sort((a, b) => carried(b) - carried(a));
  const t = busy.reduce((sum, each) => sum + carried(each), 0);
  const place = commonStart(busy.map(({ name }) => name));
  return {
    place: place || (busy[0]?.name ?? ""),
    t,
    ways: busy.map((each) => ({
      id: each.crossing_id,
      name: each.name.slice(place.length).trim() || each.name,
      mode: each.mode,
      t: carried(each),
      share: carried(each) / t,
    })),
  };
}

/** The crossings that a case says it is about, from the rows of table `run`. */
const namedIn = (run: Row[]): string[] =>
  textOf(run.find((row) => row["name"] === "focus") ?? {}, "value")
    .split(",")
    .map((id) => id.trim())
    .filter(Boolean);

/**
 * The crossings that the case names, where they carry freight. Else the place with most freight among those where it
 * has a choice, first those that the case looks into closely (whose crossings it simulates). A pipeline is no choice of
 * what moves in vehicles. Rows are those of the tables `crossings` and `run`.
 */
export function focusOf(rows: Row[], run: Row[]): Focus | null {
  const tonnes = new Map<string, number>();
  for (const row of rows) {
    const id = textOf(row, "crossing_id");
    tonnes.set(id, (tonnes.get(id) ?? 0) + numberOf(row, "t"));
  }
  const named = namedIn(run);
  const own = focusAt(
    state.case.crossings.filter(({ crossing_id }) => named.includes(crossing_id)),
    tonnes,
  );
  if (own.t > 0) return own;
  const inVehicles = state.case.crossings.filter(({ mode }) => !mode.startsWith("pipeline"));
  const ranked = nearEachOther(inVehicles, (crossing) => crossing)
    .map((crossings) => {
      const focus = focusAt(crossings, tonnes);
      const choice = focus.ways.filter(({ share }) => share >= LEAST_SHARE).length > 1;
      return { focus, rank: (choice ? 1 : 0) + (choice && crossings.some(({ simulated }) => simulated) ? 1 : 0) };
    })
    .filter(({ focus }) => focus.t > 0)
    .sort((a, b) => b.rank - a.rank || b.focus.t - a.focus.t);
  return ranked[0]?.focus ?? null;
}
