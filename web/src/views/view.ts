// What a view of a result is.
import type { Row } from "../api/results";

export interface ViewInput {
  run: string;
  /** The run compared with, if one is chosen that tells of the same time. */
  compared: string | null;
  /** The rows of each table needed. */
  rows: Record<string, Row[]>;
}
export interface View {
  id: string;
  title: string;
  needs: string[];
  /** Tables that must be there too, and are not read whole. */
  has?: string[];
  needsComparison?: boolean;
  /** Drawn beside the run compared with, where there is one. */
  compares?: boolean;
  /** Drawn from the whole run, of which a month is not told. */
  ofWholeRun?: boolean;
  draw: (input: ViewInput) => HTMLElement | Promise<HTMLElement>;
}
