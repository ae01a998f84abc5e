import { expect, test } from "vitest";
import { partsOf } from "../../src/map/antimeridian";
import { frameOf, project } from "../../src/map/frame";
import { greatCircleKm } from "../../src/util/geography";

test("a quarter of the equator, and the way over the date line", () => {
  expect(greatCircleKm({ x: 0, y: 0 }, { x: 90, y: 0 })).toBeCloseTo((Math.PI / 2) * 6371, 6);
  expect(greatCircleKm({ x: 179, y: 0 }, { x: -179, y: 0 })).toBeCloseTo((2 * Math.PI * 6371) / 180, 6);
});

test("a line over longitude 180 is two that end there, at the height between", () => {
  expect(
    partsOf([
      [170, 50],
      [-170, 52],
    ]),
  ).toEqual([
    [
      [170, 50],
      [180, 51],
    ],
    [
      [-180, 51],
      [-170, 52],
    ],
  ]);
  expect(
    partsOf([
      [170, 50],
      [175, 52],
    ]),
  ).toEqual([
    [
      [170, 50],
      [175, 52],
    ],
  ]);
});

test("a frame holds its points within the margin, the widest touching it", () => {
  const frame = frameOf(
    [
      [100, 40],
      [140, 60],
    ],
    1000,
    800,
    30,
    0,
    12,
  );
  const [west, south] = project([100, 40], frame);
  const [east, north] = project([140, 60], frame);
  expect(Math.min(west, 1000 - east, north, 800 - south)).toBeCloseTo(30, 6);
  expect(west + east).toBeCloseTo(1000, 6);
  expect(north + south).toBeCloseTo(800, 6);
});
