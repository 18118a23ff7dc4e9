// The editor: puts head, filters, grid, panel and keys together and carries out what people ask for.

import { keyDialog, orphanDialog, returnDialog } from "./dialogs.js";
import { el } from "./dom.js";
import { unitOffset } from "./marks.js";
import { Filters, ReleaseHead } from "./head.js";
import { Grid, variantOf } from "./grid.js";
import { keyBar, listen } from "./keys.js";
import { newId, Outbox } from "./outbox.js";
import { Panel } from "./panel.js";

const ORDER = ["zh", "en", "ru"];
const LOOK = 5000; // ms between questions whether the server was restarted
const REFRESH = 45_000; // ms between questions what others did

export class Editor {
  constructor({ root, api, t, me, release, rows, boot, data }) {
    Object.assign(this, { root, api, t, me, release, rows, boot });
    this.may = me.may;
    api.account = me.name;
    const languages = ORDER.filter((lang) => release.languages.includes(lang));
    this.languages = languages;
    this.outbox = new Outbox({
      api, account: me.name, release: release.id,
      on: { changed: () => this.#queueChanged(), row: (row) => this.#rowCame(row), stale: (unit, variant) => this.#overtaken(unit, variant), failed: (_, error) => this.#tell(error.message) },
    });
    this.head = new ReleaseHead({ t, release, rest: data.rest, mayCheck: this.may.decide.length > 0, onCheck: () => this.#check(), onCopyLink: () => this.#copyLink(), onTrouble: () => this.#showTrouble() });
    this.filters = new Filters({ t, onChange: () => this.#filter() });
    this.grid = new Grid({
      t, languages, sourceLang: release.source_lang, may: this.may, outbox: this.outbox,
      on: {
        select: (unit, lang) => this.select(unit, lang), typed: (unit, lang, text) => this.#typed(unit, lang, text),
        left: (unit, lang) => this.outbox.flush(unit, lang), confirm: () => this.confirm(), approve: () => this.approve(),
        sendBack: () => this.#sendBack(),
      },
    });
    this.panel = new Panel({
      t, api, may: this.may, outbox: this.outbox, sourceLang: release.source_lang,
      on: {
        insertMatch: (match) => this.#insertMatch(match), insertTerm: (text) => this.#insertTerm(text),
        findTerm: () => window.open(`/glossary?q=${encodeURIComponent(this.#selectedText())}`, "_blank"),
        fix: (issue) => this.fix(issue), decide: (issue, body) => this.#decide(issue, body), comment: (text) => this.#comment(text),
        revoke: async (issue) => this.#rowCame(await this.api.revoke(issue.unit_id, issue.decision.id)),
        restore: (revision) => this.#restore(revision), retry: (operation) => this.#retry(operation),
      },
    });
    this.dialog = keyDialog(t);
    this.toast = el("div", { class: "toast", role: "alert", hidden: true });
    root.replaceChildren(this.head.node, this.filters.node, el("div", { class: "work" }, this.grid.node, this.panel.node),
      keyBar(t, this.may, () => this.dialog.showModal()), this.dialog, this.toast);
    listen(root, this.#commands());
    this.grid.load(rows);
    this.#begin(data);
    this.#watch();
    this.outbox.resume();
  }

  close() {
    clearInterval(this.looking);
    clearInterval(this.refreshing);
    window.removeEventListener("beforeunload", this.unload);
    window.removeEventListener("pagehide", this.hide);
    document.removeEventListener("visibilitychange", this.seen);
    this.outbox.flushAll();
    this.panel.close();
  }

  // ---------------------------------------------------------------- where we are

  get row() { return this.rows.find((row) => row.id === this.active?.unit); }
  get lang() { return this.active?.lang; }

  #begin(data) {
    const targets = this.languages.filter((lang) => lang !== this.release.source_lang);
    const lang = this.languages.includes(data.lang) ? data.lang
      : targets.find((one) => this.may.translate.includes(one)) ?? targets[0] ?? this.languages[0];
    const wanted = data.unit ? this.rows.find((row) => String(row.position) === String(data.unit)) : null;
    if (data.unit && !wanted) this.#tell(this.t("{release} has no unit {position}.", { release: this.release.id, position: data.unit }));
    const first = wanted ?? this.rows.find((row) => variantOf(row, lang).state === "initial") ?? this.rows[0];
    if (!first) {
      this.#tell(this.t("This release has no units yet."));
      this.#filter();
      return;
    }
    this.select(first.id, lang);
    if (wanted) this.grid.lines.get(first.id).line.scrollIntoView({ block: "center" });
  }

  select(unit, lang, options) {
    if (this.active && (this.active.unit !== unit || this.active.lang !== lang)) this.outbox.flush(this.active.unit, this.active.lang);
    const sameLanguage = this.active?.lang === lang;
    this.active = { unit, lang };
    this.grid.activate(unit, lang, options);
    this.head.at(this.row, lang);
    this.panel.show(this.row, lang);
    // A unit that was left and fits the filter no more, since its issue is settled, goes from the list.
    if (sameLanguage && !this.filters.on) this.filters.at(this.row.position, this.rows.length);
    else this.#filter();
    const address = new URL(location.href);
    address.searchParams.set("release", this.release.id);
    address.searchParams.set("unit", this.row.position);
    history.replaceState(history.state, "", address);
  }

  #move(step, fits, { edit = this.grid.writing } = {}) {
    const next = this.grid.neighbour(step, fits);
    if (next) this.select(next.id, this.lang, { edit });
    return Boolean(next);
  }

  #filter() {
    const fits = (row) => this.filters.fits(row, this.lang);
    this.grid.filter(fits, () => this.filters.clear());
    this.filters.show(this.rows, this.lang, this.row?.position ?? 0);
  }

  // ---------------------------------------------------------------- keys

  #commands() {
    return {
      confirm: () => this.confirm(),
      approve: () => this.approve(),
      move: (step) => this.#move(step),
      language: (step) => {
        const next = this.languages[this.languages.indexOf(this.lang) + step];
        if (next) this.select(this.active.unit, next, { edit: false });
      },
      match: (index) => { const match = this.panel.help?.matches[index]; if (match) this.#insertMatch(match); },
      term: (index) => { const text = this.panel.help?.terms[index]?.renderings[0]; if (text) this.#insertTerm(text); },
      copySource: () => this.#copySource(),
      fix: () => {
        const issue = this.row?.issues.find((one) => !one.decision && one.suggestion && one.lang === this.lang);
        if (issue) this.fix(issue);
      },
      concordance: () => this.panel.concordance(this.#selectedText()),
      nextIssue: (step) => this.#move(step, (row) => row.issues.some((issue) => !issue.decision)),
      escape: () => {
        if (this.dialog.open) return false;
        this.grid.body.focus({ preventScroll: true });
        return true;
      },
      edit: () => this.select(this.active.unit, this.lang),
      help: () => this.dialog.showModal(),
    };
  }

  #selectedText() {
    const area = this.grid.textarea;
    if (area && area.selectionEnd > area.selectionStart) return area.value.slice(area.selectionStart, area.selectionEnd);
    return String(this.root.getRootNode().getSelection?.() ?? getSelection() ?? "").trim().slice(0, 100);
  }

  // ---------------------------------------------------------------- writing

  #may(lang = this.lang) {
    return this.may.translate.includes(lang);
  }

  #write(text, { origin = "typed", confirm = false, now = false } = {}) {
    const { unit, lang } = this.active;
    const variant = variantOf(this.row, lang);
    // An editor's changes to another person's text wait for the signature: amending and signing are one act.
    const hold = !confirm && this.may.approve.includes(lang) && variant.state === "translated" && variant.author !== this.me.name;
    this.outbox.type({ ...variant, lang }, { unit, text, base: variant.text, origin, confirm, now, hold });
  }

  #typed(unit, lang, text) {
    if (unit !== this.active.unit || lang !== this.active.lang) return;
    const origin = this.origin?.unit === unit && this.origin?.lang === lang ? this.origin.name : "typed";
    this.#write(text, { origin });
  }

  confirm() {
    if (!this.row || !this.#may()) return false;
    const text = this.grid.textarea?.value ?? variantOf(this.row, this.lang).text;
    if (!text.trim()) {
      this.#tell(this.t("An empty text cannot be confirmed."));
      return true;
    }
    this.#write(text, { confirm: true, now: true });
    if (!this.#move(1, undefined, { edit: true })) this.grid.redraw(this.active.unit);
    return true;
  }

  approve() {
    if (!this.row || !this.may.approve.includes(this.lang)) {
      this.#tell(this.t("Approving takes an editor of this language."));
      return true;
    }
    this.outbox.approve({ ...variantOf(this.row, this.lang), lang: this.lang }, this.active.unit);
    return true;
  }

  #insertMatch(match) {
    if (!this.#may()) { this.#copy(match.target); return; }
    this.#replaceAll(match.target, `tm ${Math.min(match.score, 101)}`);
  }

  #replaceAll(text, origin) {
    const area = this.grid.textarea;
    if (!area) return;
    const before = { unit: this.active.unit, lang: this.lang, name: origin };
    this.origin = before;
    this.grid.insert(text, { start: 0, end: area.value.length });
    this.origin = null;
  }

  #insertTerm(text) {
    if (!this.#may()) { this.#copy(text); return; }
    const area = this.grid.textarea;
    if (area) this.grid.insert(text, { start: area.selectionStart, end: area.selectionEnd });
  }

  #copySource() {
    const source = variantOf(this.row, this.release.source_lang).text;
    if (!this.#may() || this.lang === this.release.source_lang || !source) return false;
    this.#replaceAll(source, "typed");
    return true;
  }

  /** Put the suggestion of an issue where it belongs. */
  fix(issue) {
    if (!this.#may(issue.lang)) return;
    if (this.lang !== issue.lang) this.select(this.active.unit, issue.lang);
    const stored = variantOf(this.row, issue.lang).text;
    const area = this.grid.textarea;
    const start = unitOffset(stored, issue.start);
    const end = unitOffset(stored, issue.end);
    // The span belongs to the stored text: what was typed since is looked at before it is touched.
    const shift = area.value.length - stored.length;
    const at = [start, start + shift].find((place) => area.value.slice(place, place + end - start) === stored.slice(start, end));
    if (at === undefined) {
      this.#tell(this.t("The text has changed since; wait for the next check."));
      return;
    }
    this.origin = { unit: this.active.unit, lang: issue.lang, name: `fixed:${issue.check}` };
    this.grid.insert(issue.suggestion, { start: at, end: at + end - start });
    this.origin = null;
    this.outbox.flush(this.active.unit, issue.lang);
  }

  async #decide(issue, body) {
    this.#rowCame(await this.api.decide(issue.unit_id, body));
  }

  async #comment(text) {
    this.#rowCame(await this.api.act(this.active.unit, this.lang, "comment", { text }));
    await this.panel.load();
    this.panel.draw(true);
  }

  #restore(revision) {
    this.#replaceAll(revision.text, "restored");
    this.outbox.flush(this.active.unit, this.lang);
  }

  #retry(operation) {
    const row = this.rows.find((one) => one.id === operation.unit);
    const variant = { ...variantOf(row, operation.lang), lang: operation.lang };
    const { text, origin, confirm, kind } = operation;
    this.outbox.dismiss(operation);
    this.outbox.type(variant, { unit: row.id, text, base: variant.text, origin, confirm, now: true, hold: kind === "approve" });
    if (kind === "approve") this.outbox.approve(variant, row.id);
  }

  #sendBack() {
    const { unit, lang } = this.active;
    returnDialog(this.root, this.t, async (comment) => {
      const { version } = variantOf(this.row, lang);
      this.#rowCame(await this.api.act(unit, lang, "return", { version, comment, operation_id: newId() }));
    });
  }

  // ---------------------------------------------------------------- what comes back

  #rowCame(row) {
    const index = this.rows.findIndex((one) => one.id === row.id);
    if (index < 0) return;
    // An answer that was under way while a later one came would show what is stored no more.
    const known = this.rows[index].variants;
    if (Object.entries(row.variants).some(([lang, variant]) => variant.version < (known[lang]?.version ?? 0))) return;
    this.rows[index] = row;
    this.grid.update(row);
    this.grid.progress(this.rows);
    this.#filter();
    if (row.id === this.active?.unit) this.panel.show(row, this.lang);
  }

  /** Somebody was faster: show what is stored, and ask for what belongs to it. */
  async #overtaken(unit, variant) {
    const row = this.rows.find((one) => one.id === unit);
    if (!row) return;
    row.variants[variant.lang] = variant;
    try {
      this.#rowCame(await this.api.row(unit));
    } catch {
      this.grid.redraw(unit);
    }
  }

  #queueChanged() {
    if (!this.grid) return;
    this.head.sync(this.outbox);
    const touched = new Set(this.outbox.operations.map((one) => one.unit));
    for (const unit of new Set([...touched, ...(this.touched ?? [])])) this.grid.redraw(unit);
    this.touched = touched;
    const settled = this.outbox.of(this.active?.unit, this.lang).some((one) => one.conflict || one.refused);
    if (settled !== this.settled) this.panel.draw();
    this.settled = settled;
  }

  async #check() {
    try {
      this.#take((await this.api.check(this.release.id)).rows);
      this.#tell(this.t("All units were checked."));
    } catch (error) {
      this.#tell(error.message);
    }
  }

  /** Take what others did; a row with something of ours in the queue is settled by its version when it is sent. */
  #take(rows) {
    if (rows.length !== this.rows.length || rows.some((row, index) => row.id !== this.rows[index].id)) {
      this.rows = rows;
      this.grid.load(rows);
      if (!this.row && rows.length) this.select(rows[0].id, this.lang, { edit: false });
      this.#filter();
      return;
    }
    rows.forEach((row, index) => {
      if (JSON.stringify(row) !== JSON.stringify(this.rows[index])) this.#rowCame(row);
    });
  }

  #watch() {
    this.unload = (event) => {
      this.outbox.flushAll();
      if (!this.outbox.kept || this.outbox.conflicts.length) event.preventDefault();
    };
    this.hide = () => this.outbox.flushAll();
    this.seen = () => { if (!document.hidden && this.outbox.state !== "on") this.outbox.resume(); };
    window.addEventListener("beforeunload", this.unload);
    window.addEventListener("pagehide", this.hide);
    document.addEventListener("visibilitychange", this.seen);
    this.looking = setInterval(() => this.#look(), LOOK);
    this.refreshing = setInterval(() => this.#refresh(), REFRESH);
    this.head.sync(this.outbox);
  }

  /** After a restart what waits is sent again at once, whatever the back-off says. */
  async #look() {
    if (document.hidden) return;
    const boot = await this.api.boot();
    if (!boot || boot === this.boot) return;
    this.boot = boot;
    this.outbox.resume();
    await this.#refresh();
  }

  async #refresh() {
    if (document.hidden) return;
    try {
      this.#take((await this.api.rows(this.release.id)).rows);
    } catch {
      // The pill tells when something waits; a missed look at others' work needs no words.
    }
  }

  // ---------------------------------------------------------------- small things

  /** Go to what waits for a choice; a text whose unit is gone is shown to be copied. */
  #showTrouble() {
    const [operation] = [...this.outbox.conflicts, ...this.outbox.refusals];
    if (!operation) return;
    if (this.rows.some((row) => row.id === operation.unit)) this.select(operation.unit, operation.lang);
    else orphanDialog(this.root, this.t, operation, { copy: () => this.#copy(operation.text), discard: () => this.outbox.dismiss(operation) });
  }

  async #copyLink() {
    await this.#copy(`${location.origin}${location.pathname}?release=${this.release.id}&unit=${this.row?.position ?? 1}`);
  }

  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.#tell(this.t("Copied."));
    } catch {
      this.#tell(text);
    }
  }

  #tell(message) {
    this.toast.textContent = message;
    this.toast.hidden = false;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => { this.toast.hidden = true; }, 5000);
  }
}
