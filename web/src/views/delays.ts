// Delays at crossings that follow from their simulation, round by round.
import { say } from "../texts/say";
import { tableOf } from "../charts/table";
import type { View } from "./view";

export const delaysView: View = {
  id: "delays",
  title: say("delays"),
  needs: ["crossing_delays"],
  draw({ rows }) {
    const delays = rows["crossing_delays"] ?? [];
    return tableOf("crossing_delays", Object.keys(delays[0] ?? {}), delays);
  },
};
