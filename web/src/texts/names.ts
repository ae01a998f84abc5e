// Names that the engine gives to things, in the language chosen where it is known there, else as they come.
import { en, type TextName } from "./en";
import { say } from "./say";

const isText = (name: string): name is TextName => name in en;

function named(kind: string, id: string): string {
  const name = `${kind}_${id.toLowerCase().replaceAll(" ", "_")}`;
  return isText(name) ? say(name) : id.replaceAll("_", " ");
}

export const modeName = (mode: string): string => named("mode", mode);
/** A component of cost. */
export const partName = (part: string): string => named("part", part);
/** A unit of goods or of a total. */
export const unitName = (unit: string): string => named("unit", unit);
export const verdictName = (verdict: string): string => named("verdict", verdict);
export const statusName = (status: string): string => named("status", status);
/** A total of a result. */
export const totalName = (total: string): string => named("total", total);
export const directionName = (direction: string): string => named("direction", direction);
/** Levels of risk, capacities, goals of a toll and other words of a table. */
export const wordName = (word: string): string => named("word", word);
/** What a field of a study is for; empty in English, where the engine says it. */
export const fieldSentence = (study: string, field: string): string => {
  const name = `field_${study}_${field}`;
  return isText(name) ? say(name) : "";
};
/** What a study is called in the name of a run. */
export const studyName = (study: string): string => named("kind", study);
/** What a study answers; in English, where no other text is known, the engine's own sentence. */
export const studySentence = (study: { name: string; sentence: string }): string => {
  const name = `analysis_${study.name}`;
  return isText(name) ? say(name) : study.sentence;
};
/** The label of a field. */
export const fieldTitle = (field: string): string => named("title", field);
