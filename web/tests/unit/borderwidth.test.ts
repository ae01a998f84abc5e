import { describe, expect, it } from "vitest";
import { BORDER_KM, borderPixels } from "../../src/map/borderwidth";

// Metres of a pixel as web maps have them: tiles of 512 pixels, Mercator's projection.
const metres = (zoom: number, latitude: number): number =>
  (40075016.686 * Math.cos((latitude * Math.PI) / 180)) / (512 * 2 ** zoom);

describe("borders", () => {
  it("are as wide as what is not known of them, and never vanish", () => {
    for (const zoom of [7, 9, 11]) expect((borderPixels(zoom) * metres(zoom, 50)) / 1000).toBeCloseTo(BORDER_KM, 2);
    expect(borderPixels(0)).toBe(0.5);
  });
});
