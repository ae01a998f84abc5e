import { expect, test } from "vitest";
import { ApiError, errorText } from "../../src/util/error";

test("an error of the engine names its field and what is allowed", () => {
  expect(errorText(new ApiError("must be positive", "edits[0].values", "above 0"))).toBe(
    "edits[0].values: must be positive (allowed: above 0)",
  );
  expect(errorText(new ApiError("no such run", "", ""))).toBe("no such run");
  expect(errorText(new Error("out of reach"))).toBe("out of reach");
  expect(errorText("stopped")).toBe("stopped");
});
