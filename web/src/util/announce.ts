// Words for those who listen to the page, and errors for all.
import { ApiError } from "../api/client";
import { byId, el } from "./dom";

export const announce = (text: string): void => { byId("progress-live").textContent = text; };

export const errorText = (error: unknown): string => {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  return [error.field && `${error.field}:`, error.message, error.allowed && `(allowed: ${error.allowed})`].filter(Boolean).join(" ");
};

export function showError(error: unknown): void {
  const box = document.getElementById("error") ?? document.body.appendChild(el("div", { id: "error", role: "alert" }));
  const close = el("button", { type: "button", "aria-label": "Dismiss", onclick: () => box.remove() }, "×");
  box.replaceChildren(el("span", {}, errorText(error)), close);
}
