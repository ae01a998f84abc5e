// Asks before something is done that can't be undone, or for a word.
import { say } from "../texts/say";
import { el } from "../util/dom";

/** A dialog; true once its main button is pressed, false if it is left otherwise. */
function asked(id: string, title: string, body: HTMLElement, main: string, other: string): Promise<boolean> {
  const form = el(
    "form",
    { method: "dialog" },
    el("h2", { id: `${id}-title` }, title),
    body,
    el(
      "div",
      { class: "dialog-buttons" },
      el("button", { type: "submit", class: "main", id: `${id}-yes`, value: "yes" }, main),
      el("button", { type: "button", id: `${id}-no`, onclick: () => dialog.close() }, other),
    ),
  );
  const dialog = el("dialog", { id, class: "small", "aria-labelledby": `${id}-title` }, form);
  // The policy of the page lets no form be sent anywhere, this one too.
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    dialog.close("yes");
  });
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue === "yes");
    });
  });
}

export const askToDelete = (name: string): Promise<boolean> =>
  asked("delete-dialog", say("delete_title", { name }), el("p", {}, say("delete_text")), say("delete"), say("keep"));

/** The name given; null where it stays. */
export async function askForName(name: string): Promise<string | null> {
  const input = el("input", { id: "rename-input", type: "text", required: true, maxlength: 200, value: name });
  const body = el("div", { class: "field" }, el("label", { for: "rename-input" }, say("name")), input);
  const answer = asked("rename-dialog", say("rename_title", { name }), body, say("save"), say("cancel"));
  input.select();
  return (await answer) && input.value.trim() && input.value.trim() !== name ? input.value.trim() : null;
}
