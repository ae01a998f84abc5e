// Says that the server does not answer, until it does.
import { state, watch } from "../state/store";
import { say } from "../texts/say";
import { el } from "../util/dom";

export function startGone(): void {
  const box = el("div", { id: "server-gone", role: "alert", hidden: true });
  document.body.append(box);
  watch(["gone"], () => {
    box.hidden = !state.gone;
    box.textContent = state.gone ? say("server_gone") : "";
  });
}
