// What became of the claims between two runs.
import { type Row, textOf } from "../api/rows";

export interface Flipped {
  says: string;
  from: string;
  to: string;
}
/** Claims whose verdict differs. */
export function flipped(before: Row[], after: Row[]): Flipped[] {
  const verdicts = new Map(before.map((row) => [textOf(row, "claim_id"), textOf(row, "verdict")]));
  return after.flatMap((row) => {
    const from = verdicts.get(textOf(row, "claim_id"));
    const to = textOf(row, "verdict");
    return from !== undefined && from !== to ? [{ says: textOf(row, "says"), from, to }] : [];
  });
}
