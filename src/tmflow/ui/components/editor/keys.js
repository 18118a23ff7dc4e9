// Keys of the editor. They work inside its own focus scope only, and never while an input method composes.

import { el, kbd } from "./dom.js";

/** What the foot of the editor and the list of all keys show: key caps and a message. */
export const KEYS = [
  [["Ctrl+Enter"], "confirm, next"],
  [["Ctrl+Shift+Enter"], "approve"],
  [["Alt+↑", "Alt+↓"], "move"],
  [["Ctrl+1…9"], "insert match"],
  [["Alt+1…9"], "insert term"],
  [["Ctrl+Ins"], "copy source"],
  [["Ctrl+."], "apply fix"],
  [["F3"], "concordance"],
];
export const MORE_KEYS = [
  [["F8"], "next issue"],
  [["Esc"], "back to the grid"],
  [["↑", "↓"], "move, in the grid"],
  [["←", "→"], "another language, in the grid"],
  [["Enter"], "edit, in the grid"],
  [["?"], "all keys"],
];

function isTyping(target) {
  return target instanceof HTMLElement && target.matches("textarea, input:not([type=checkbox]):not([type=radio])");
}

/** Which command a key event means, as `[name, argument]`, or null. */
export function command(event, target) {
  if (event.isComposing || event.keyCode === 229) return null;
  const control = event.ctrlKey || event.metaKey;
  const typing = isTyping(target);
  const inUnit = typing && target.matches(".ta > textarea");
  const digit = /^Digit([1-9])$/.exec(event.code);
  if (control && !event.altKey) {
    if (event.key === "Enter") return [event.shiftKey ? "approve" : "confirm"];
    if (event.key === ".") return ["fix"];
    if (digit && !event.shiftKey) return ["match", Number(digit[1]) - 1];
    if (event.key === "Insert" && !event.shiftKey && inUnit && target.selectionStart === target.selectionEnd) {
      return ["copySource"];
    }
    return null;
  }
  if (event.altKey && !control) {
    if (event.key === "ArrowUp") return ["move", -1];
    if (event.key === "ArrowDown") return ["move", 1];
    if (digit && !event.shiftKey) return ["term", Number(digit[1]) - 1];
    return null;
  }
  if (event.key === "F3") return ["concordance"];
  if (event.key === "F8") return ["nextIssue", event.shiftKey ? -1 : 1];
  if (event.key === "Escape") return ["escape"];
  if (typing || target.closest?.("button, a, summary, select")) return null;
  if (event.key === "?") return ["help"];
  if (event.key === "ArrowUp") return ["move", -1];
  if (event.key === "ArrowDown") return ["move", 1];
  if (event.key === "ArrowLeft") return ["language", -1];
  if (event.key === "ArrowRight") return ["language", 1];
  if (event.key === "Enter") return ["edit"];
  return null;
}

/**
 * Listen for keys inside `root`.
 * @param commands functions by command name; one that returns false lets the browser have the key
 */
export function listen(root, commands) {
  const onKey = (event) => {
    // Streamlit listens on the document and cannot see that a key belongs to a text area inside a shadow root.
    event.stopPropagation();
    const found = command(event, event.composedPath()[0]);
    if (!found) return;
    const [name, argument] = found;
    if (commands[name]?.(argument) === false) return;
    event.preventDefault();
  };
  const stop = (event) => event.stopPropagation();
  root.addEventListener("keydown", onKey);
  root.addEventListener("keyup", stop);
  root.addEventListener("keypress", stop);
}

// What a key takes; the others are everybody's.
const RIGHTS = {
  "confirm, next": "translate", "approve": "approve", "insert match": "translate", "insert term": "translate",
  "copy source": "translate", "apply fix": "translate",
};

/** The bar at the foot; `may` holds the languages by right, and keys that do nothing for this person are left out. */
export function keyBar(t, may, showAll) {
  return el("footer", { class: "keys", "aria-label": t("Keys") },
    KEYS.filter(([, message]) => !RIGHTS[message] || may[RIGHTS[message]].length)
      .map(([caps, message]) => el("span", {}, kbd(...caps), t(message))),
    el("span", { class: "grow" }),
    el("button", { class: "btn q s", type: "button", onclick: showAll }, kbd("?"), t("all keys")));
}
