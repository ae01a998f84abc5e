// What the page says stands in `texts/` alone: no other module has words of a language.
import ts from "typescript";
import { expect, test } from "vitest";

const modules = Object.entries(
  import.meta.glob<string>("../../src/**/*.ts", { query: "?raw", import: "default", eager: true }),
).filter(([name]) => !/src\/(texts\/|api\/tables|modules\.d)/.test(name));

/** Two words in a row, or a word that begins as a sentence does. */
const isWords = (text: string): boolean => /[a-z]{2,},? [a-z]{2,}/i.test(text) || /^[A-Z][a-z]{2,}/.test(text);

/** Keys, types of geometry, headers, fonts, SVG, lists of CSS, names of totals that are looked up. */
const CODE =
  /^(Escape|Enter|Arrow\w+|Feature\w*|(Multi)?(Point|LineString|Polygon)|(\w+Control|Map)\.\w+$|Content-Type|Authorization|Bearer|Amur|<svg|freight delivered|transport cost|does not hold|cannot be told|as written$)|sans-serif|gradient|px, transparent/;
const UNREAD = new Set(["class", "font", "fontFamily"]);

function isRead(node: ts.Node): boolean {
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isImportDeclaration(at) || ts.isTypeNode(at) || ts.isThrowStatement(at)) return false;
    if (ts.isPropertyAssignment(at) && UNREAD.has(at.name.getText().replaceAll('"', ""))) return false;
    if (ts.isCallExpression(at) && /(querySelector\w*|matches|closest|matchMedia)$/.test(at.expression.getText()))
      return false;
    if (ts.isNewExpression(at) && /Error$/.test(at.expression.getText())) return false;
  }
  return true;
}

function wordsIn([name, content]: [string, string]): string[] {
  const source = ts.createSourceFile(name, content, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    const text =
      ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)
        ? node.text.trim()
        : "";
    if (isWords(text) && !CODE.test(text) && isRead(node)) found.push(`${name}: ${text}`);
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

test("no module but the texts has words of a language", () => {
  expect(modules.length).toBeGreaterThan(80);
  expect(modules.flatMap(wordsIn)).toEqual([]);
});
