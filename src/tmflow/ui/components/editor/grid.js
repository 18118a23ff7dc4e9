// The grid: rows zh | en | ru, a text area in the active cell, progress in the head.

import { el, fill, icon, when } from "./dom.js";
import { marked, moved, spansOf } from "./marks.js";
import { SEVERITIES, STATES } from "./head.js";

const NAMES = { zh: "中文", en: "English", ru: "Русский" };
const EMPTY = { text: "", state: "initial", version: 0, author: "", at: "", origin: "", source_changed: false };

/** The variant of a row in a language; an empty one where there is none yet. */
export function variantOf(row, lang) {
  return row.variants[lang] ?? { ...EMPTY, lang };
}

/** The worst open severity of a row, or "". */
export function worst(row) {
  return SEVERITIES.find((severity) => row.issues.some((issue) => !issue.decision && issue.severity === severity)) ?? "";
}

/**
 * The grid of units.
 * Calls of `on`: `select(unit, lang)`, `typed(unit, lang, text)`, `left(unit, lang)`, `confirm()`, `approve()`, `sendBack()`.
 */
export class Grid {
  constructor({ t, languages, sourceLang, may, outbox, on }) {
    Object.assign(this, { t, languages, sourceLang, may, outbox, on });
    this.lines = new Map();
    this.heads = el("div", { class: "ln heads", role: "row" });
    this.body = el("div", { class: "rows", role: "rowgroup", tabindex: "-1" });
    this.nothing = el("div", { class: "nothing", role: "status", hidden: true });
    this.node = el("div", { class: "grid", role: "grid", "aria-label": t("Units") }, this.heads, this.nothing, this.body);
    this.node.style.setProperty("--columns", languages.map((lang) => (lang === "zh" ? "minmax(190px, .64fr)" : "minmax(0, 1fr)")).join(" "));
    this.active = null;
    this.textarea = null;
  }

  /** Build every row anew. */
  load(rows) {
    this.lines.clear();
    this.body.replaceChildren();
    for (const row of rows) {
      const line = el("div", { class: "ln u", role: "row", "data-unit": row.id, "data-position": row.position });
      this.lines.set(row.id, { row, line });
      this.body.append(line);
      this.#draw(row.id);
    }
    this.progress(rows);
  }

  progress(rows) {
    fill(this.heads, el("div", { role: "columnheader", class: "faint" }, "№"), this.languages.map((lang) => {
      const counts = Object.fromEntries(STATES.map((state) => [state, 0]));
      for (const row of rows) counts[variantOf(row, lang).state] += 1;
      const done = rows.length - counts.initial;
      const text = lang === this.sourceLang
        ? this.t("source, units: {count}", { count: rows.length })
        : this.t("{done} of {count} done · {reviewed} reviewed", { done, count: rows.length, reviewed: counts.reviewed + counts.final });
      const bar = ["final", "reviewed", "translated", "initial"].filter((state) => counts[state]).map((state) => {
        const part = el("i", { class: `b-${state}` });
        part.style.flexGrow = counts[state];
        return part;
      });
      return el("div", { role: "columnheader" },
        el("div", { class: "t" }, el("b", { lang }, NAMES[lang] ?? lang), el("span", { class: "faint num" }, text)),
        el("div", { class: "bar", role: "img", "aria-label": text }, bar));
    }));
  }

  /** Take a row as the server has it now. */
  update(row) {
    const entry = this.lines.get(row.id);
    if (!entry) return;
    entry.row = row;
    this.#draw(row.id);
  }

  /** Draw a row again, e.g. because its queue changed. The text area of the active cell stays the same element. */
  redraw(unit) {
    if (this.lines.has(unit)) this.#draw(unit);
  }

  filter(fits, clear) {
    let shown = 0;
    for (const { row, line } of this.lines.values()) {
      const visible = row.id === this.active?.unit || fits(row);
      line.hidden = !visible;
      if (fits(row)) shown += 1;
    }
    this.nothing.hidden = shown > 0 || !this.lines.size;
    if (!this.nothing.hidden) {
      fill(this.nothing, this.t("No unit fits this filter."), " ",
        el("button", { class: "btn s", type: "button", onclick: clear }, this.t("Clear filters")));
    }
  }

  /** The row before or after the active one that is shown. */
  neighbour(step, fits = () => true) {
    const visible = [...this.lines.values()].filter(({ line }) => !line.hidden);
    let index = visible.findIndex(({ row }) => row.id === this.active?.unit);
    for (index += step; index >= 0 && index < visible.length; index += step) {
      if (fits(visible[index].row)) return visible[index].row;
    }
    return null;
  }

  /** Make a cell the active one; `edit` puts the caret into it. */
  activate(unit, lang, { edit = true } = {}) {
    const before = this.active;
    this.active = { unit, lang };
    this.textarea = null;
    if (before && before.unit !== unit) this.#draw(before.unit);
    this.#draw(unit);
    const { line } = this.lines.get(unit);
    line.hidden = false;
    line.scrollIntoView({ block: "nearest" });
    if (edit && this.textarea) {
      this.textarea.focus({ preventScroll: true });
      const end = this.textarea.value.length;
      this.textarea.setSelectionRange(end, end);
    } else if (edit) {
      this.body.focus({ preventScroll: true });
    }
  }

  /** Whether the caret is in the active cell. */
  get writing() {
    return Boolean(this.textarea) && this.node.getRootNode().activeElement === this.textarea;
  }

  /** Put text into the active text area as if it were typed, so that Ctrl+Z takes it back. */
  insert(text, { start, end }) {
    const area = this.textarea;
    if (!area) return false;
    area.focus({ preventScroll: true });
    area.setSelectionRange(start, end);
    const done = text ? document.execCommand("insertText", false, text) : start === end || document.execCommand("delete");
    if (!done) {
      area.setRangeText(text, start, end, "end");
      area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    return true;
  }

  // ---------------------------------------------------------------- drawing

  #draw(unit) {
    const { row, line } = this.lines.get(unit);
    const active = this.active?.unit === unit;
    line.classList.toggle("act", active);
    line.toggleAttribute("aria-current", active);
    const severity = worst(row);
    const number = el("div", { class: "n", role: "rowheader" }, row.position,
      severity ? icon(severity, { cls: `s sv-${severity}`, label: this.t(severity) }) : null,
      row.comments ? icon("comment", { cls: "s faint", label: this.t("Comments") }) : null);
    const cells = this.languages.map((lang) => {
      if (!active || lang !== this.active.lang) return this.#reading(row, lang, active);
      return this.may.translate.includes(lang) ? this.#editing(row, lang) : this.#reading(row, lang, active, true);
    });
    const kept = this.textarea?.closest(".ed");
    if (kept && cells.includes(kept) && kept.parentNode === line) {
      // Only the neighbours are replaced: a text area that leaves the page loses its caret and its undo history.
      const old = [...line.children];
      [number, ...cells].forEach((cell, index) => { if (cell !== old[index]) old[index].replaceWith(cell); });
    } else {
      line.replaceChildren(number, ...cells);
      if (kept && cells.includes(kept)) this.#measure();
    }
  }

  #stateIcon(row, lang) {
    const variant = variantOf(row, lang);
    return icon(variant.state, { cls: `g st-${variant.state}`, label: this.t(variant.state) });
  }

  #reading(row, lang, active, locked = false) {
    const variant = variantOf(row, lang);
    const queued = this.outbox.text(row.id, lang);
    const text = queued ?? variant.text;
    const spans = moved(spansOf(row, lang, variant.text, active), variant.text, text);
    const empty = el("span", { class: "none" }, this.t("Empty"));
    const own = this.outbox.of(row.id, lang);
    const note = own.length ? this.#queueNote(own) : variant.source_changed ? this.t("source changed") : "";
    return el("div", {
      role: "gridcell", class: locked ? "cell locked" : "cell", "data-lang": lang,
      onmousedown: (event) => {
        if (event.button !== 0) return;
        this.pressed = `${event.clientX},${event.clientY}`;
      },
      onclick: (event) => {
        // Marking text with the mouse must not turn the cell into a text area.
        if (this.pressed && this.pressed !== `${event.clientX},${event.clientY}`) return;
        this.on.select(row.id, lang);
      },
    },
    this.#stateIcon(row, lang),
    text ? el("div", { lang, class: "text" }, marked(text, spans)) : empty,
    note ? el("div", { class: "note" }, note) : null,
    locked ? el("div", { class: "note" }, icon("lock", { cls: "s" }), this.t("Read only: your account does not translate into this language.")) : null);
  }

  #queueNote(own) {
    if (own.some((one) => one.conflict)) return this.t("conflict");
    const refused = own.find((one) => one.refused);
    if (refused) return refused.refused.message;
    return this.outbox.state === "on" ? this.t("Saving…") : this.t("waiting");
  }

  #editing(row, lang) {
    const variant = variantOf(row, lang);
    if (!this.textarea) this.#makeArea(row, lang, this.outbox.text(row.id, lang) ?? variant.text);
    const queued = this.outbox.text(row.id, lang);
    const own = this.outbox.of(row.id, lang);
    if (queued === null && this.textarea.value !== variant.text) {
      // Somebody else's text, a fix or a settled conflict: nothing of ours waits, so what is stored is shown.
      const caret = this.textarea.selectionStart;
      this.textarea.value = variant.text;
      this.textarea.setSelectionRange(caret, caret);
    }
    this.editState.replaceChildren(this.#stateIcon(row, lang));
    const note = own.length ? this.#queueNote(own) : [variant.author, when(variant.at)].filter(Boolean).join(", ");
    // Who may sign another person's text is offered that first; everybody else goes on to the next unit.
    const signs = this.may.approve.includes(lang) && variant.state === "translated";
    fill(this.editBar, el("span", { class: `cap st-${variant.state}`, title: note }, this.t(variant.state)),
      variant.source_changed ? el("span", { class: "chip sv-warning" }, this.t("source changed")) : null,
      signs ? null : el("span", { class: "faint ell", title: note }, note), el("span", { class: "grow" }),
      signs ? el("button", { class: "btn s q", type: "button", onclick: this.on.sendBack }, this.t("Return…")) : null,
      el("button", { class: signs ? "btn s" : "btn s p", type: "button", title: "Ctrl+Enter", onclick: this.on.confirm },
        this.t("Confirm, next"), signs ? null : el("kbd", {}, "Ctrl+Enter")),
      signs ? el("button", { class: "btn s p", type: "button", title: "Ctrl+Shift+Enter", onclick: this.on.approve }, this.t("Approve")) : null);
    this.#measure();
    return this.editCell;
  }

  #makeArea(row, lang, text) {
    this.mirror = el("div", { "aria-hidden": "true", lang });
    this.textarea = el("textarea", {
      lang, spellcheck: "false", autocomplete: "off", "aria-label": this.t("{language}, unit {position}", { language: NAMES[lang], position: row.position }),
      oninput: () => { this.#measure(); this.on.typed(row.id, lang, this.textarea.value); },
      onblur: () => this.on.left(row.id, lang),
    });
    this.textarea.value = text;
    this.editBar = el("div", { class: "edbar" });
    this.editState = el("span", {});
    this.editCell = el("div", { class: "cell ed", role: "gridcell", "data-lang": lang }, this.editState,
      el("div", { class: "ta" }, this.mirror, this.textarea), this.editBar);
  }

  /** The mirror behind the text area draws the marks and gives the cell its height. */
  #measure() {
    const { row } = this.lines.get(this.active.unit);
    const stored = variantOf(row, this.active.lang).text;
    const text = this.textarea.value;
    const spans = moved(spansOf(row, this.active.lang, stored, true), stored, text);
    fill(this.mirror, marked(text, spans), "\u200b");
  }
}
