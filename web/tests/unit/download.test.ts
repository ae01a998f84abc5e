import { expect, test } from "vitest";
import { columnsOf, rowsOfMarks } from "../../src/charts/saved";
import { csvOf } from "../../src/util/download";
import { fileName } from "../../src/util/format";

test("rows are written as RFC 4180 has it, numbers unrounded", () => {
  expect(
    csvOf(
      ["a", "b"],
      [
        { a: 1 / 3, b: 'says "x, y"' },
        { a: -0.5, b: null },
      ],
    ),
  ).toBe(`a,b\r\n${1 / 3},"says ""x, y"""\r\n-0.5,\r\n`);
});

test("the rows of a chart are those of the mark that has most", () => {
  const marks = [
    { data: [{ x: 1 }] },
    [
      {
        data: [
          { name: "p", t: 2, of: {} },
          { name: "q", t: 3 },
        ],
      },
    ],
    { data: [0] },
    null,
  ];
  const rows = rowsOfMarks(marks);
  expect(rows).toEqual([
    { name: "p", t: 2 },
    { name: "q", t: 3 },
  ]);
  expect(columnsOf(rows)).toEqual(["name", "t"]);
});

test("a file takes the name of its run as far as every system can have it", () => {
  expect(fileName('toll 0 USD / "new": a*b')).toBe("toll 0 USD - -new-- a-b");
  expect(fileName("大桥".repeat(80)).length).toBe(80);
  expect(fileName("  ")).toBe("amur");
});
