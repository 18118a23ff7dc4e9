// What stands above the grid: the release, whether everything is saved, the filters.

import { el, fill, icon, when } from "./dom.js";

export const STATES = ["initial", "translated", "reviewed", "final"];
export const SEVERITIES = ["error", "warning", "info"];
const FORMATS = [["docx", "Word, finished release"], ["docx-review", "Word, review table"], ["xlsx", "Excel, review table"],
  ["html", "HTML"], ["tmx", "TMX"], ["po", "PO"]];

/** Release head: title, number, sync state, actions. */
export class ReleaseHead {
  constructor({ t, release, rest, mayCheck, onCheck, onCopyLink, onTrouble }) {
    this.onTrouble = onTrouble;
    this.t = t;
    this.rest = rest;
    this.release = release;
    this.reference = el("span", {});
    this.pill = el("div", { class: "sync", role: "status", "aria-live": "polite" });
    this.check = el("button", { class: "btn", type: "button", onclick: onCheck }, t("Run checks"));
    this.check.hidden = !mayCheck;
    this.exports = el("div", { class: "menu", role: "menu" });
    const source = release.versions[release.source_lang] ?? Object.values(release.versions)[0];
    const lang = release.versions[release.source_lang] ? release.source_lang : Object.keys(release.versions)[0];
    this.node = el("section", { class: "rel", "aria-label": t("Release") },
      el("a", { class: "btn q icon", href: "/", target: "_self", "aria-label": t("All releases"), title: t("All releases") }, icon("left")),
      el("div", { class: "grow" },
        el("h1", { lang, class: "ell", title: source?.title ?? "" }, source?.title || release.id),
        el("div", { class: "sub" },
          el("button", { class: "idchip", type: "button", title: t("Copy the link to this unit"), onclick: onCopyLink },
            this.reference, icon("copy")),
          release.date ? el("span", {}, release.date.slice(0, 10)) : null,
          el("span", { class: "faint" }, "·"),
          el("span", { class: `chip st-${release.state}` }, icon(release.state), el("span", { class: "cap" }, t(release.state))))),
      this.pill, el("details", { class: "export" }, el("summary", { class: "btn" }, t("Export")), this.exports), this.check);
  }

  at(unit, lang) {
    this.reference.textContent = unit ? `${this.release.id}/${unit.position}` : this.release.id;
    fill(this.exports, FORMATS.map(([format, label]) => {
      const query = new URLSearchParams({ format, lang });
      const href = `${this.rest}/releases/${encodeURIComponent(this.release.id)}/export?${query}`;
      return el("a", { role: "menuitem", href, download: "" }, this.t(label));
    }));
  }

  /** Show whether everything is saved; always at the same place. */
  sync(outbox) {
    const { t } = this;
    const count = outbox.waiting;
    let shown = ["sv-ok", "cloud", outbox.savedAt ? t("All saved {time}", { time: when(outbox.savedAt.toISOString()) }) : t("All saved")];
    if (outbox.conflicts.length) shown = ["amber", "conflict", t("Conflicts to settle: {count}", { count: outbox.conflicts.length })];
    else if (outbox.refusals.length) shown = ["amber", "warning", t("Not accepted: {count}", { count: outbox.refusals.length })];
    else if (outbox.state === "signed-out") shown = ["amber", "lock", t("Signed out · changes that wait on this computer: {count}", { count })];
    else if (outbox.state === "offline" && outbox.trouble) shown = ["amber", "warning", `${outbox.trouble} ${t("Changes that wait on this computer: {count}", { count })}`];
    else if (outbox.state === "offline") shown = ["amber", "offline", t("Offline · changes that wait on this computer: {count}", { count })];
    else if (count) shown = ["mut", "cloud", t("Saving…")];
    const [cls, name, text] = shown;
    const key = cls + text;
    if (key === this.shown) return;
    this.shown = key;
    this.pill.className = `sync ${cls}`;
    const trouble = outbox.conflicts.length || outbox.refusals.length;
    fill(this.pill, icon(name), el("span", {}, text),
      trouble ? el("button", { class: "btn s q", type: "button", onclick: this.onTrouble }, this.t("Show")) : null,
      outbox.state === "signed-out" ? el("a", { href: "/signin?next=/", target: "_blank", rel: "opener" }, t("Sign in")) : null);
  }
}

/** The filter bar: state in the active language, issues, text. */
export class Filters {
  constructor({ t, onChange }) {
    this.t = t;
    this.onChange = onChange;
    this.state = "";
    this.issue = "";
    this.text = "";
    this.buttons = [];
    this.position = el("span", { class: "faint small num nb" });
    this.states = el("div", { class: "seg", role: "group", "aria-label": t("State") });
    this.issues = el("div", { class: "seg", role: "group", "aria-label": t("Issues") });
    const input = el("input", {
      type: "search", placeholder: t("Filter text in any language"), "aria-label": t("Filter text in any language"),
      oninput: () => { this.text = input.value.trim().toLowerCase(); this.onChange(); },
    });
    this.input = input;
    this.node = el("section", { class: "filters", "aria-label": t("Filters") },
      this.states, this.issues, el("label", { class: "field" }, icon("search"), input),
      el("span", { class: "grow" }), this.position);
    this.#button(this.states, "state", "", () => t("All"));
    for (const state of STATES) this.#button(this.states, "state", state, () => t(state), state);
    this.#button(this.issues, "issue", "any", () => t("Any issue"));
    for (const severity of SEVERITIES) this.#button(this.issues, "issue", severity, () => "", severity);
  }

  #button(group, kind, value, label, mark = "") {
    const count = el("span", { class: "num" });
    const button = el("button", {
      type: "button", class: kind === "issue" && mark ? `sv-${mark}` : "", "aria-pressed": "false",
      "aria-label": mark && !label() ? this.t(mark) : undefined,
      onclick: () => {
        this[kind] = this[kind] === value ? "" : value;
        this.onChange();
      },
    }, mark ? icon(mark, { cls: kind === "state" ? `s st-${mark}` : "s" }) : null, label() ? el("span", { class: "cap" }, label()) : null, count);
    group.append(button);
    this.buttons.push({ kind, value, button, count });
  }

  /** Whether any filter hides units. */
  get on() { return Boolean(this.state || this.issue || this.text); }

  clear() {
    this.state = "";
    this.issue = "";
    this.text = "";
    this.input.value = "";
    this.onChange();
  }

  fits(row, lang) {
    if (this.state && (row.variants[lang]?.state ?? "initial") !== this.state) return false;
    const open = row.issues.filter((issue) => !issue.decision);
    if (this.issue === "any" && !open.length) return false;
    if (this.issue && this.issue !== "any" && !open.some((issue) => issue.severity === this.issue)) return false;
    return !this.text || Object.values(row.variants).some((variant) => variant.text.toLowerCase().includes(this.text));
  }

  /** Show counts and which filters are on. */
  show(rows, lang, position) {
    const states = {};
    const issues = { any: 0 };
    for (const row of rows) {
      const state = row.variants[lang]?.state ?? "initial";
      states[state] = (states[state] ?? 0) + 1;
      const open = row.issues.filter((issue) => !issue.decision);
      if (open.length) issues.any += 1;
      for (const issue of open) issues[issue.severity] = (issues[issue.severity] ?? 0) + 1;
    }
    for (const { kind, value, button, count } of this.buttons) {
      const number = kind === "issue" ? issues[value] ?? 0 : value ? states[value] ?? 0 : rows.length;
      count.textContent = String(number);
      button.classList.toggle("none", !number);
      button.setAttribute("aria-pressed", String(this[kind] === value));
    }
    this.at(position, rows.length);
  }

  at(position, count) {
    this.position.textContent = this.t("Unit {position} of {count}", { position, count });
  }
}
