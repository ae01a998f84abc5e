// What the page says, in the language chosen: each language is one file, and English says which texts there are.
import { en, type TextName } from "./en";
import { ru } from "./ru";
import { zh } from "./zh";

export type { TextName };
export const LANGUAGES = { en: "English", ru: "Русский", zh: "中文" } as const;
export type Language = keyof typeof LANGUAGES;

const texts: Record<Language, Record<TextName, string>> = { en, ru, zh };
const KEPT_AS = "amur-language";

const isLanguage = (text: string): text is Language => text in LANGUAGES;

/** The language kept, else the first of the browser's that there is. */
function firstLanguage(): Language {
  const kept = typeof localStorage === "undefined" ? null : localStorage.getItem(KEPT_AS);
  const asked = typeof navigator === "undefined" ? [] : navigator.languages.map((name) => name.slice(0, 2));
  return [kept ?? "", ...asked].find(isLanguage) ?? "en";
}
export const language: Language = firstLanguage();
/** Holds once the page is opened anew. */
export const keepLanguage = (chosen: string): void => localStorage.setItem(KEPT_AS, chosen);

export type Values = Record<string, string | number>;
/** `{name}` stands where a value comes. */
export const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
export const say = (name: TextName, values: Values = {}): string => fill(texts[language][name], values);
/** "a, b and c". */
export const list = (parts: string[]): string => new Intl.ListFormat(language, { type: "conjunction" }).format(parts);
