// Studies without controls of their own: a field of each is drawn from what the engine declares of it.
import { fieldTitle } from "../texts/names";
import type { Analysis, Study, StudyField } from "../api/types";
import { state } from "../state/store";
import { el, option } from "../util/dom";
import { studyField, studyInput } from "./studyfield";

type Control = HTMLInputElement | HTMLSelectElement;
const OWN = ["run", "months", "toll", "finance", "simulate"];

/** Those that a run may ask for beside the ones that have controls of their own. */
export const otherStudies = (): Study[] =>
  state.studies.filter((study) => !OWN.includes(study.name) && !study.name.startsWith("trade "));

const idOf = (study: string, field: string): string => `ask-${study}-${field}`;

/** What the case has of what a field names, each with its name; null where that can be anything. */
function choices(field: string): [id: string, name: string][] | null {
  const { crossings, commodities, nodes } = state.case;
  if (field === "crossing") return crossings.map((row) => [row.crossing_id, row.name]);
  if (field === "commodity") return commodities.map((row) => [row.commodity_id, row.name]);
  if (field === "country")
    return [...new Set(nodes.map((row) => row.country))].filter(Boolean).map((country) => [country, country]);
  return null;
}

const PLACES = "case-places";
/** Places are typed, since there may be many and some fields take several; this offers them. */
export const placeList = (): HTMLElement =>
  el("datalist", { id: PLACES }, ...state.case.nodes.map((row) => option(row.node_id, row.name)));

function controlOf(study: Study, of: StudyField): Control {
  const id = idOf(study.name, of.name);
  if (of.type === "boolean") return el("input", { id, type: "checkbox" });
  if (of.type === "integer" || of.type === "number" || of.pattern) return studyInput(study.name, of.name, id);
  const known = of.enum?.map((word): [string, string] => [word, word]) ?? choices(of.name);
  if (known)
    return el(
      "select",
      { id, required: of.required },
      option("", ""),
      ...known.map(([value, name]) => option(value, name)),
    );
  const list = ["from", "to", "place"].includes(of.name) ? PLACES : null;
  return el("input", { id, type: "text", list, maxlength: of.maxLength, required: of.required });
}

const isTicked = (control: Control): boolean => control instanceof HTMLInputElement && control.checked;
const isAsked = (of: StudyField, control: Control): boolean =>
  of.type === "boolean" ? isTicked(control) : control.value !== "";
const valueOf = (of: StudyField, control: Control): string | number | boolean =>
  of.type === "boolean" || (of.type === "integer" || of.type === "number" ? Number(control.value) : control.value);

function put(of: StudyField, control: Control, value: unknown): void {
  if (of.type === "boolean" && control instanceof HTMLInputElement) control.checked = value === true;
  else control.value = typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The controls of a study, what they ask, and how they show what was asked. */
export interface StudyForm {
  box: HTMLElement;
  asked: () => Analysis;
  show: (asked: Analysis) => void;
}

export function studyForm(study: Study, changed: () => void): StudyForm {
  const controls = study.fields.map((of) => [of, controlOf(study, of)] as const);
  for (const [, control] of controls) control.addEventListener("change", changed);
  return {
    box: el(
      "div",
      { class: "control fields", id: `study-${study.name}`, hidden: true },
      ...controls.map(([of, control]) => studyField(fieldTitle(of.name), study.name, of.name, control)),
    ),
    asked: () => ({
      kind: study.name,
      ...Object.fromEntries(
        controls
          .filter(([of, control]) => isAsked(of, control))
          .map(([of, control]) => [of.name, valueOf(of, control)]),
      ),
    }),
    show(asked) {
      for (const [of, control] of controls) put(of, control, asked[of.name]);
    },
  };
}
