import { expect, test } from "vitest";
import { en } from "../../src/texts/en";
import { ru } from "../../src/texts/ru";
import { fill } from "../../src/texts/say";
import { zh } from "../../src/texts/zh";

const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

test("each language has each text, with a place for the same values", () => {
  for (const [language, texts] of [
    ["Russian", ru],
    ["Chinese", zh],
  ] as const) {
    expect(Object.keys(texts)).toEqual(Object.keys(en));
    for (const [name, text] of Object.entries(en)) {
      const other = texts[name as keyof typeof en];
      expect(places(other), `${language}: ${name}`).toEqual(places(text));
      expect(other, `${language}: ${name}`).not.toBe(text);
    }
  }
});

test("values come where they are named, and what has no value stays", () => {
  expect(fill("{a} and {b}", { a: 1 })).toBe("1 and {b}");
});
