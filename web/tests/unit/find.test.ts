import { expect, test } from "vitest";
import { findPlaces } from "../../src/state/find";
import { state, update } from "../../src/state/store";

const node = (node_id: string, name: string) => ({ node_id, name, country: "XXX", node_type: "city", x: 0, y: 0 });

test("names that begin with what is typed come first, then words that do, accents and capitals aside", () => {
  update({
    case: {
      ...state.case,
      nodes: [
        node("a", "Novosibirsk"),
        node("b", "São Paulo"),
        node("c", "Port Sibir"),
        node("d", "Sibay"),
        node("e", "Omsk"),
      ],
      crossings: [
        {
          crossing_id: "x",
          name: "Sibiryakovo gate",
          mode: "road",
          x: 0,
          y: 0,
          simulated: false,
          fee_usd_per_vehicle: 0,
          fee_usd_per_t: 0,
          wait_h: 0,
        },
      ],
    },
  });
  expect(findPlaces("sib").map(({ id }) => id)).toEqual(["d", "x", "c", "a"]);
  expect(findPlaces("sao p").map(({ name }) => name)).toEqual(["São Paulo"]);
  expect(findPlaces("  ")).toEqual([]);
  expect(findPlaces("zzz")).toEqual([]);
});
