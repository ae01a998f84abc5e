// The gauges of rail are one family: one colour, told apart by the marks along the line.
import { isGauge } from "../state/names";
import { state } from "../state/store";

/** A mark and a gap after it, in parts of a ribbon's width; the usual gauge has none. */
const PATTERNS = [[], [1, 2], [3, 1.5], [0.5, 1], [5, 1], [1.5, 5], [8, 3]] as const;
/** Of a ribbon's width. */
export const MARK_WIDTH = 0.4;
const USUAL = "rail_1435";

const others = (): string[] => state.case.modes.filter((mode) => isGauge(mode) && mode !== USUAL);

/** 0: no marks. */
export const gaugeOf = (mode: string): number => (others().indexOf(mode) + 1) % PATTERNS.length;
export const gauges = (): number[] => [...new Set(others().map(gaugeOf))].filter((gauge) => gauge > 0);
export const marksOfGauge = (gauge: number): readonly number[] => PATTERNS[gauge] ?? [];
