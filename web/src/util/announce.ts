// Words for those who listen to the page, and errors for all.
import { say } from "../texts/say";
import { byId, el } from "./dom";
import { errorText } from "./error";

export const announce = (text: string): void => {
  byId("progress-live").textContent = text;
};

export function showError(error: unknown): void {
  const box = document.getElementById("error") ?? document.body.appendChild(el("div", { id: "error", role: "alert" }));
  const close = el("button", { type: "button", "aria-label": say("dismiss"), onclick: () => box.remove() }, "×");
  box.replaceChildren(el("span", {}, errorText(error)), close);
}
