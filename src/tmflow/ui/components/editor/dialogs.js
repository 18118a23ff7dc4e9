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

/** A text that was typed for a unit which no longer exists: nothing is thrown away before somebody says so. */
export function orphanDialog(root, t, operation, { copy, discard }) {
  const dialog = el("dialog", { class: "dialog", "aria-label": t("Not saved") },
    el("h2", {}, t("Not saved")),
    el("p", {}, operation.refused?.message ?? t("This unit is no longer in the release.")),
    el("blockquote", { lang: operation.lang }, operation.text),
    el("form", { method: "dialog", class: "row" },
      el("button", { class: "btn p", type: "button", onclick: copy }, t("Copy")),
      el("button", { class: "btn", onclick: discard }, t("Discard my text")),
      el("button", { class: "btn q" }, t("Close"))));
  dialog.addEventListener("close", () => dialog.remove());
  root.append(dialog);
  dialog.showModal();
}
