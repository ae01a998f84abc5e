import { expect, test } from "vitest";
import { flipped } from "../../src/state/claims";

test("claims that flip are those whose verdict differs, and that both runs have", () => {
  const claim = (claim_id: string, verdict: string) => ({ claim_id, verdict, says: `says ${claim_id}` });
  expect(
    flipped(
      [claim("a", "holds"), claim("b", "holds")],
      [claim("a", "does not hold"), claim("b", "holds"), claim("c", "holds")],
    ),
  ).toEqual([{ says: "says a", from: "holds", to: "does not hold" }]);
});
