import { expect, test } from "vitest";
import { exact, gap, number, percent, shorten, signed, words } from "../../src/util/format";

test("a number is told in three digits, a large one whole, a very large one in millions", () => {
  expect(number(0)).toBe("0");
  expect(number(1.23456)).toBe("1.23");
  expect(number(99.96)).toBe("100");
  expect(number(-1234.5)).toBe("-1,235");
  expect(number(12_345_678)).toBe("12.3 million");
});

test("what is not there is a dash, what is near nothing says so", () => {
  for (const none of [null, undefined, NaN]) expect(number(none)).toBe("–");
  expect(percent(null)).toBe("–");
  expect(gap(undefined)).toBe("–");
  expect(number(0.004)).toBe("0.00");
  expect(number(1e-12)).toBe("0");
});

test("a table keeps small numbers", () => {
  expect(exact(0)).toBe("0");
  expect(exact(0.00001234)).toBe("1.2e-5");
  expect(exact(-45678.9)).toBe("-45,679");
});

test("shares, changes, gaps, names", () => {
  expect(percent(0.1234)).toBe("12.3 %");
  expect(signed(5)).toBe("+5");
  expect(signed(-5)).toBe("-5");
  expect(signed(0)).toBe("0");
  expect(gap(0.00012)).toBe("1.2e-4");
  expect(words("rail_bridge_out")).toBe("rail bridge out");
  expect(shorten("Blagoveshchensk", 6)).toBe("Blago…");
  expect(shorten("Heihe", 6)).toBe("Heihe");
});
