// Runs side by side, as many as are ticked: how freight divides at the place of the answer, and totals.
import { numberOf, type Row, rowsOf, textOf } from "../api/results";
import { focusOf } from "../state/focus";
import { runOf } from "../state/lookedat";
import { doneRuns } from "../state/runs";
import { state, update, watch } from "../state/store";
import { say } from "../texts/say";
import { showError } from "../util/announce";
import { el } from "../util/dom";
import { number, percent } from "../util/format";
import type { View } from "./view";

interface Told {
  name: string;
  about: Row[];
  crossings: Row[];
  totals: Map<string, number>;
  holds: number;
}

async function toldOf(run: string): Promise<Told> {
  const [about, crossings, totals, claims] = await Promise.all([
    rowsOf(run, "run"),
    rowsOf(run, "crossings"),
    rowsOf(run, "totals"),
    rowsOf(run, "claims"),
  ]);
  return {
    name: runOf(run)?.name ?? run,
    about,
    crossings,
    totals: new Map(totals.map((row) => [textOf(row, "name"), numberOf(row, "value")])),
    holds: claims.filter((row) => row["verdict"] === "holds").length,
  };
}

const sumOf = (rows: Row[], id: string): number =>
  rows.filter((row) => row["crossing_id"] === id).reduce((sum, row) => sum + numberOf(row, "t"), 0);

/** Of the ways that the first run's answer names, and of totals: a line each, a cell for each run. */
function linesOf(all: Told[]): [string, string[]][] {
  const focus = focusOf(all[0]?.crossings ?? [], all[0]?.about ?? []);
  const ways = focus?.ways ?? [];
  const atPlace = ({ crossings }: Told): number => ways.reduce((sum, { id }) => sum + sumOf(crossings, id), 0);
  const total = (name: string) => (told: Told) => number(told.totals.get(name));
  const costATonne = ({ totals }: Told): string =>
    number((totals.get("transport cost") ?? 0) / (totals.get("freight delivered") ?? NaN));
  const line = (name: string, cell: (told: Told) => string): [string, string[]] => [name, all.map(cell)];
  return [
    ...(focus ? [line(`${say("t_a_day")}, ${focus.place}`, (told) => number(atPlace(told)))] : []),
    ...ways.map(({ id, name }) =>
      line(say("share_of_place", { way: name, place: focus?.place ?? "" }), (told) =>
        percent(atPlace(told) > 0 ? sumOf(told.crossings, id) / atPlace(told) : null),
      ),
    ),
    line(say("freight_delivered"), total("freight delivered")),
    line(say("fees_taken"), total("fees")),
    line(say("cost_a_t"), costATonne),
    line(say("claims_held"), ({ holds }) => number(holds)),
  ];
}

async function tableOfRuns(runs: string[]): Promise<HTMLElement> {
  const all = await Promise.all(runs.map(toldOf));
  return el(
    "div",
    { class: "scroll", tabindex: 0 },
    el(
      "table",
      { id: "beside-table" },
      el(
        "thead",
        {},
        el("tr", {}, el("td"), ...all.map(({ name }) => el("th", { scope: "col", class: "number" }, name))),
      ),
      el(
        "tbody",
        {},
        ...linesOf(all).map(([name, cells]) =>
          el("tr", {}, el("th", { scope: "row" }, name), ...cells.map((text) => el("td", { class: "number" }, text))),
        ),
      ),
    ),
  );
}

export const besideView: View = {
  id: "beside",
  title: say("beside"),
  needs: ["totals", "crossings"],
  ofWholeRun: true,
  draw({ run }) {
    const others = doneRuns().filter(({ id }) => id !== run);
    const place = el("div");
    const boxes = others.map(({ id, name }) => {
      const box = el("input", {
        type: "checkbox",
        id: `beside-${id}`,
        onchange: () =>
          update({ beside: box.checked ? [...state.beside, id] : state.beside.filter((other) => other !== id) }),
      });
      return { id, box, item: el("li", {}, el("label", { class: "toggle" }, box, name)) };
    });
    async function draw(): Promise<void> {
      const wanted = state.beside;
      for (const { id, box } of boxes) box.checked = wanted.includes(id);
      const runs = [run, ...wanted.filter((id) => others.some((other) => other.id === id))];
      const table =
        runs.length > 1
          ? await tableOfRuns(runs)
          : el("p", { class: "note" }, say("beside_few", { name: runOf(run)?.name ?? "" }));
      if (state.beside === wanted) place.replaceChildren(table);
    }
    watch(["beside"], () => {
      if (place.isConnected) void draw().catch(showError);
    });
    void draw().catch(showError);
    return el(
      "div",
      {},
      el(
        "details",
        { open: state.beside.length > 0 },
        el("summary", {}, say("beside_which")),
        el("ul", { class: "switches" }, ...boxes.map(({ item }) => item)),
      ),
      place,
    );
  },
};
