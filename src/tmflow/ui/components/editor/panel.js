// The help panel: speaks about the active unit only. Filled by REST, about 50 ms after the unit became active.

import { day, el, fill, icon, kbd, when } from "./dom.js";
import { difference, mergeBoth } from "./diff.js";
import { conflictCard, issueCard, refusedCard } from "./issues.js";
import { differenceNodes, marked, unitOffset } from "./marks.js";

const SHOWN = 3; // renderings of a term; the others are in the title
const TABS = ["unit", "comments", "history", "concordance"];

/**
 * The panel.
 * Calls of `on`: `insertMatch(match)`, `insertTerm(text)`, `findTerm()`, `fix(issue)`, `decide(issue, body)`,
 * `revoke(issue)`, `comment(text)`, `restore(revision)`.
 */
export class Panel {
  constructor({ t, api, may, outbox, sourceLang, on }) {
    Object.assign(this, { t, api, may, outbox, sourceLang, on });
    this.tab = "unit";
    this.help = null;
    this.query = "";
    this.buttons = Object.fromEntries(TABS.map((tab) => [tab, el("button", {
      type: "button", role: "tab", onclick: () => this.openTab(tab),
    })]));
    this.tabs = el("div", { class: "tabs", role: "tablist", "aria-label": t("Help") }, Object.values(this.buttons));
    this.page = el("div", { class: "page", role: "tabpanel", tabindex: "-1" });
    this.node = el("aside", { class: "panel", "aria-label": t("Help for the unit") }, this.tabs, this.page);
    this.searchBox = el("input", {
      type: "search", value: "", placeholder: t("Search everything approved"), "aria-label": t("Concordance"),
      oninput: () => { clearTimeout(this.searching); this.searching = setTimeout(() => this.#search(), 250); },
    });
  }

  close() {
    clearTimeout(this.loading);
    clearTimeout(this.searching);
    this.pending?.abort();
  }

  /** Speak about another cell. */
  show(row, lang) {
    const other = this.row?.id !== row.id || this.lang !== lang;
    this.row = row;
    this.lang = lang;
    if (other) {
      this.help = null;
      this.page.scrollTop = 0;
      if (this.tab !== "concordance") this.tab = "unit";
    }
    this.draw(other);
    clearTimeout(this.loading);
    this.loading = setTimeout(() => this.load(), other ? 40 : 150);
  }

  async load() {
    this.pending?.abort();
    this.pending = new AbortController();
    const { row, lang, pending } = this;
    try {
      const help = await this.api.help(row.id, lang, pending.signal);
      if (pending.signal.aborted || this.row.id !== row.id || this.lang !== lang) return;
      this.help = help;
      this.problem = "";
    } catch (error) {
      if (pending.signal.aborted) return;
      this.problem = error.status === 0 ? this.t("The server does not answer.") : error.message;
    }
    this.draw();
  }

  openTab(tab) {
    this.tab = tab;
    this.draw(true);
  }

  /** Whether somebody writes here: then the page stays as it is until they are done. */
  #writing() {
    const focused = this.#focused();
    return this.page.contains(focused) && focused.matches("input, textarea, select");
  }

  concordance(query) {
    this.tab = "concordance";
    if (query) this.searchBox.value = query;
    this.draw(true);
    this.searchBox.focus();
    this.searchBox.select();
    this.#search();
  }

  draw(anew = false) {
    const { t } = this;
    const labels = {
      unit: [t("Unit {position}", { position: this.row?.position ?? "" })],
      comments: [t("Comments"), this.help?.comments.length],
      history: [t("History"), this.help?.history.length],
      concordance: [t("Concordance")],
    };
    for (const [tab, button] of Object.entries(this.buttons)) {
      const [label, count] = labels[tab];
      button.setAttribute("aria-selected", String(tab === this.tab));
      fill(button, label, count ? el("span", { class: "cnt" }, count) : null);
    }
    if (!this.row || (!anew && this.#writing())) return;
    const pages = { unit: () => this.#unit(), comments: () => this.#comments(), history: () => this.#history(), concordance: () => this.#concordance() };
    const hadFocus = this.page.contains(this.#focused());
    fill(this.page, this.problem ? el("p", { class: "sec mut", role: "status" }, t("Help is not available now."), " ", this.problem) : null, pages[this.tab]());
    // The button that was pressed is gone with the old page: the keys of the editor go on working here.
    if (hadFocus) this.page.focus({ preventScroll: true });
  }

  #focused() {
    return this.node.getRootNode().activeElement;
  }

  // ---------------------------------------------------------------- the unit

  #unit() {
    return [this.#cards(), this.#matches(), this.#terms()];
  }

  #cards() {
    const { t, row, lang } = this;
    const own = this.outbox.of(row.id, lang);
    const cards = own.filter((one) => one.conflict).map((one) => conflictCard(one, {
      t, merged: one.base === null ? null : mergeBoth(one.base, one.conflict.text, one.text), settle: (text) => this.outbox.settle(one, text),
    }));
    cards.push(...own.filter((one) => one.refused).map((one) => refusedCard(one, {
      t, retry: () => this.on.retry(one), dismiss: () => this.outbox.dismiss(one),
    })));
    const order = { error: 0, warning: 1, info: 2 };
    const issues = [...row.issues].sort((a, b) => Boolean(a.decision) - Boolean(b.decision)
      || (b.lang === lang) - (a.lang === lang) || order[a.severity] - order[b.severity]);
    const first = issues.find((issue) => !issue.decision && issue.lang === lang && issue.suggestion);
    cards.push(...issues.map((issue) => issueCard(issue, {
      t, first: issue === first, actions: this.on,
      mayFix: this.may.translate.includes(issue.lang),
      mayDecide: this.may.decide.length > 0, maySuppress: this.may.suppress_error.includes(issue.lang),
    })));
    return cards.length ? el("div", { class: "sec" }, cards) : null;
  }

  #matches() {
    const { t } = this;
    const matches = this.help?.matches ?? [];
    if (!matches.length) return null;
    const may = this.may.translate.includes(this.lang);
    return el("div", { class: "sec" }, el("h2", {}, t("Memory matches")), matches.slice(0, 9).map((match, index) => {
      const where = [match.note, [match.unit.origin, day(match.unit.at)].filter(Boolean).join(", "), match.unit.author].filter(Boolean).join(" · ");
      return el("div", { class: "m" },
        el("div", { class: "score" },
          el("b", { class: match.score < 85 ? "mid" : "" }, match.score),
          may ? kbd(`Ctrl+${index + 1}`) : null),
        el("div", {},
          el("div", { class: "src", lang: this.sourceLang }, match.difference.length ? differenceNodes(match.difference) : match.source),
          el("button", {
            class: "tgt", type: "button", lang: this.lang, title: may ? t("Insert match") : t("Copy"),
            onclick: () => this.on.insertMatch(match),
          }, match.target),
          el("div", { class: "org", title: where }, where)));
    }));
  }

  #terms() {
    const { t } = this;
    const terms = this.help?.terms ?? [];
    const may = this.may.translate.includes(this.lang);
    return el("div", { class: "sec" }, el("h2", {}, t("Glossary")), el("div", { class: "gl" }, terms.map((term, index) => [
      may && index < 9 ? kbd(`Alt+${index + 1}`)[0] : el("span", {}),
      el("span", { lang: this.sourceLang }, term.source_text),
      el("span", { class: "rd", lang: this.lang, title: [term.renderings.join("; "), term.note].filter(Boolean).join(" · ") }, term.renderings.length
        ? term.renderings.slice(0, SHOWN).flatMap((text, place) => [
          place ? el("span", { class: "faint" }, ` ${t("or")} `) : null,
          el("button", { type: "button", class: "tgt", onclick: () => this.on.insertTerm(text) }, text)])
        : el("span", { class: "faint" }, t("no rendering yet"))),
      term.used ? icon("check", { cls: "s sv-ok", label: t("used") }) : icon("warning", { cls: "s sv-warning", label: t("Not in the text yet") }),
    ])), el("button", {
      class: "btn q s find", type: "button", title: t("Opens the glossary with the words that are selected"),
      onmousedown: (event) => event.preventDefault(), // the selection stays
      onclick: () => this.on.findTerm(),
    }, icon("search", { cls: "s" }), t("Find or propose a term…")));
  }

  // ---------------------------------------------------------------- the other tabs

  #comments() {
    const { t } = this;
    const area = el("textarea", { rows: 3, maxlength: 4000, "aria-label": t("Comment"), placeholder: t("Comment on this unit") });
    const problem = el("p", { class: "sv-error small", role: "alert" });
    const list = (this.help?.comments ?? []).map((one) => el("div", { class: "cm" },
      el("div", { class: "small mut" }, [one.author, when(one.at)].filter(Boolean).join(" · "), one.kind === "return" ? ` · ${t("returned")}` : ""),
      el("div", {}, one.text)));
    return el("div", { class: "sec" }, list.length ? list : el("p", { class: "mut" }, t("No comments yet.")),
      el("form", {
        class: "comment",
        onsubmit: async (event) => {
          event.preventDefault();
          if (!area.value.trim()) return;
          try {
            await this.on.comment(area.value.trim());
            area.value = "";
          } catch (error) {
            problem.textContent = error.message;
          }
        },
      }, area, problem, el("button", { class: "btn s p" }, t("Comment"))));
  }

  #history() {
    const { t } = this;
    const history = this.help?.history ?? [];
    if (!history.length) return el("p", { class: "sec mut" }, t("Nothing was saved yet."));
    const may = this.may.translate.includes(this.lang);
    return el("div", { class: "sec" }, history.map((one, index) => ({ one, before: history[index - 1] })).reverse().map(({ one, before }, index) =>
      el("div", { class: "cm" },
        el("div", { class: "row small mut" }, el("span", { class: "grow" }, [one.author, when(one.at), one.origin].filter(Boolean).join(" · ")),
          may && index ? el("button", { class: "btn s q", type: "button", onclick: () => this.on.restore(one) }, t("Restore")) : null),
        el("div", { lang: this.lang }, before ? differenceNodes(difference(before.text, one.text)) : one.text))));
  }

  #concordance() {
    const { t } = this;
    if (!this.found) this.found = el("div", { class: "found", role: "status" });
    return el("div", { class: "sec" }, el("label", { class: "field" }, icon("search"), this.searchBox, kbd("F3")),
      el("p", { class: "small mut" }, t("Every approved sentence that holds these words, in any language.")), this.found);
  }

  async #search() {
    const query = this.searchBox.value.trim();
    if (!query) {
      fill(this.found);
      return;
    }
    this.seeking?.abort();
    this.seeking = new AbortController();
    const { signal } = this.seeking;
    try {
      const { items } = await this.api.concordance(query, "", signal);
      if (signal.aborted) return;
      fill(this.found, items.length ? items.map((hit) => this.#hit(hit)) : this.t("Nothing found for “{query}”.", { query }));
    } catch (error) {
      if (!signal.aborted) fill(this.found, error.message);
    }
  }

  #hit({ unit, lang, start, end }) {
    return el("div", { class: "cm" }, Object.entries(unit.texts).map(([code, text]) => el("div", { lang: code },
      code === lang ? marked(text, [{ start: unitOffset(text, start), end: unitOffset(text, end), cls: "hit", rank: 1 }]) : text)),
    el("div", { class: "org" }, [unit.origin, day(unit.at)].filter(Boolean).join(", ")));
  }
}
