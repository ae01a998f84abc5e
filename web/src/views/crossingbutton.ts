// The name of a crossing, which shows the crossing where it is pressed.
import { update } from "../state/store";
import { plainButton } from "../util/dom";

export const crossingButton = (id: string, name: string): HTMLButtonElement =>
  plainButton(name, () => update({ selection: { kind: "crossing", id } }));
