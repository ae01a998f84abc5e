// One of several that a view shows, chosen from a list.
import { type Row, textOf } from "../api/rows";
import { el } from "../util/dom";

/** A figure of a result by the row and column that it stands in. */
export const figureName = (row: Row): string =>
  `${textOf(row, "table_name")} ${textOf(row, "row")}: ${textOf(row, "figure")}`;

/** A list under its label; what is chosen is drawn, the usual one at once. */
export function choiceOf(
  id: string,
  label: string,
  names: readonly string[],
  usual: string | undefined,
  draw: (name: string) => void,
): HTMLElement {
  const list = el(
    "select",
    { id, onchange: () => draw(list.value) },
    ...names.map((name) => el("option", { value: name, selected: name === usual }, name)),
  );
  if (usual !== undefined) draw(usual);
  return el("label", {}, label, " ", list);
}
