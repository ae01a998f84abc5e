// Controls of what a study is asked. Their limits, defaults, units and sentences are those that the engine declares,
// and what it would refuse is told at the field, in its words.
import { fieldSentence } from "../texts/names";
import { say } from "../texts/say";
import type { StudyField } from "../api/types";
import { state } from "../state/store";
import { el, field } from "../util/dom";
import { ApiError } from "../util/error";

type Control = HTMLInputElement | HTMLSelectElement;

export function declared(study: string, name: string): StudyField {
  const found = state.studies.find((s) => s.name === study)?.fields.find((f) => f.name === name);
  if (!found) throw new Error(`The engine knows no field ${name} of ${study}`);
  return found;
}

/** What a field is for: in English the engine's own sentence. */
export const sentenceOf = (study: string, name: string): string =>
  fieldSentence(study, name) || declared(study, name).description;

/** A number or a month; a number left empty is not asked for. */
export function studyInput(study: string, name: string, id: string, value = ""): HTMLInputElement {
  const of = declared(study, name);
  const isNumber = of.type === "integer" || of.type === "number";
  return el("input", {
    id,
    value,
    type: isNumber ? "number" : "month",
    min: of.minimum,
    max: of.maximum,
    step: of.type === "integer" ? 1 : isNumber ? "any" : null,
    pattern: of.pattern,
    required: of.required,
    placeholder: of.default === undefined ? null : String(of.default),
  });
}

/** A control under its label, with its sentence, and with what is wrong with it once that is known. */
export function studyField(label: string, study: string, name: string, control: Control): HTMLElement {
  const of = declared(study, name);
  const sentence = sentenceOf(study, name);
  const unit = of.unit && !sentence.includes(of.unit) && sentence === of.description ? ` (${of.unit})` : "";
  const box = field(label, control, sentence + unit);
  control.dataset["field"] = name;
  control.setAttribute("aria-describedby", `${control.id}-wrong`);
  box.append(el("small", { id: `${control.id}-wrong`, class: "bad", role: "alert" }));
  const why = (): string => {
    if (control.validity.valid) return "";
    const given = control.value === "" ? say("no_value") : say("not_allowed", { value: control.value });
    return `${label}: ${given}. ${say("allowed", { allowed: of.allowed })}`;
  };
  checks.set(control, why);
  control.addEventListener("change", () => tell(control, why()));
  return box;
}

const checks = new WeakMap<Control, () => string>();

function tell(control: Control, wrong: string): void {
  control.setAttribute("aria-invalid", String(wrong !== ""));
  const place = document.getElementById(`${control.id}-wrong`);
  if (place) place.textContent = wrong;
}

/** Controls of a form that are in sight. */
const asked = (form: HTMLElement): Control[] =>
  [...form.querySelectorAll<Control>("[data-field]")].filter((control) => control.closest("[hidden]") === null);

/** Whether all that is asked is allowed; what is not says so, and the first of it has the focus. */
export function accepted(form: HTMLElement): boolean {
  const wrong = asked(form).filter((control) => {
    const why = checks.get(control)?.() ?? "";
    tell(control, why);
    return why !== "";
  });
  wrong[0]?.focus();
  return wrong.length === 0;
}

/** Tells an error of the engine at the field that it names; false where the form has none of that name. */
export function shownAtField(form: HTMLElement, error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const name = error.field.split(".").at(-1);
  const control = asked(form).find((each) => each.dataset["field"] === name);
  if (!control) return false;
  tell(
    control,
    [error.message, error.allowed && say("allowed", { allowed: error.allowed })].filter(Boolean).join(". "),
  );
  control.focus();
  return true;
}

/** Numbers by their names, those left empty left out. */
export const figures = <Name extends string>(inputs: Record<Name, HTMLInputElement>): Partial<Record<Name, number>> =>
  Object.fromEntries(
    Object.entries<HTMLInputElement>(inputs)
      .filter(([, input]) => input.value !== "")
      .map(([name, input]) => [name, Number(input.value)]),
  ) as Partial<Record<Name, number>>;
