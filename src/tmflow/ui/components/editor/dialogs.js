// The dialogs of the editor.

import { el, kbd } from "./dom.js";
import { KEYS, MORE_KEYS } from "./keys.js";

/** The dialog with all keys. */
export function keyDialog(t) {
  const dialog = el("dialog", { class: "dialog", "aria-label": t("All keys") });
  const list = el("dl", { class: "keylist" },
    [...KEYS, ...MORE_KEYS].map(([caps, message]) => [el("dt", {}, kbd(...caps)), el("dd", {}, t(message))]));
  dialog.append(
    el("h2", {}, t("All keys")), list,
    el("p", { class: "mut small" }, t("On a Mac, Cmd stands for Ctrl.")),
    el("form", { method: "dialog" }, el("button", { class: "btn p" }, t("Close"))));
  return dialog;
}

/**
 * Ask what is to be changed, and send the text back with it.
 * @param send takes the comment; what it throws is shown, and the dialog stays
 */
export function returnDialog(root, t, send) {
  const comment = el("textarea", { rows: 3, maxlength: 4000, required: true, "aria-label": t("What is to be changed?") });
  const problem = el("p", { class: "sv-error small", role: "alert" });
  const dialog = el("dialog", { class: "dialog", "aria-label": t("Return with a comment") },
    el("h2", {}, t("Return with a comment")),
    el("form", {
      onsubmit: async (event) => {
        event.preventDefault();
        try {
          await send(comment.value);
          dialog.close();
        } catch (error) {
          problem.textContent = error.message;
        }
      },
    }, comment, problem, el("div", { class: "row" }, el("button", { class: "btn p" }, t("Return")),
      el("button", { class: "btn q", type: "button", onclick: () => dialog.close() }, t("Cancel")))));
  dialog.addEventListener("close", () => dialog.remove());
  root.append(dialog);
  dialog.showModal();
  comment.focus();
}
