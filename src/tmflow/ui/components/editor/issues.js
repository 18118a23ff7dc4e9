// Cards of the help panel: an issue with its evidence and its fix, a conflict, a refused change.

import { el, icon, when } from "./dom.js";
import { difference } from "./diff.js";
import { differenceNodes } from "./marks.js";

const DECIDED = { accept: "admitted as a variant", different: "a different thing", suppress: "ignored", fixed: "fixed" };

/**
 * One issue.
 * @param actions `fix(issue)`, `decide(issue, body)`, `revoke(issue)`; `mayDecide` and `mayFix` say what is offered
 */
export function issueCard(issue, { t, first, mayDecide, mayFix, maySuppress, actions }) {
  const decided = issue.decision;
  const body = el("div", { class: "ibody" });
  if (issue.evidence.length) body.append(evidence(issue, t));
  const fixes = el("div", { class: "fix" });
  const needsEditor = issue.severity === "error" && !maySuppress;
  if (decided) {
    fixes.append(el("span", { class: "mut" },
      t("Decided by {name}: {what}", { name: decided.author, what: t(DECIDED[decided.kind] ?? decided.kind) }),
      decided.scope === "here" ? "" : `, ${t(decided.scope === "release" ? "in this release" : "everywhere")}`,
      decided.reason ? ` — ${decided.reason}` : ""));
    if (mayDecide) fixes.append(el("span", { class: "grow" }), ...revokeButton(issue, t, actions.revoke));
  } else {
    if (issue.suggestion && mayFix) {
      fixes.append(el("button", { class: `btn s ${first ? "p" : ""}`, type: "button", onclick: () => actions.fix(issue) },
        issue.suggestion.length <= 40 ? t("Replace with “{text}”", { text: issue.suggestion }) : t("Apply fix"),
        first ? el("kbd", {}, "Ctrl+.") : null));
    }
    fixes.append(el("span", { class: "grow" }));
    if (mayDecide) {
      const form = decisionForm(issue, { t, needsEditor, decide: actions.decide });
      fixes.append(el("button", {
        class: "btn s q", type: "button", "aria-expanded": "false",
        onclick: (event) => {
          form.hidden = !form.hidden;
          event.currentTarget.setAttribute("aria-expanded", String(!form.hidden));
          if (!form.hidden) form.querySelector("select").focus();
        },
      }, t("Not an issue…")));
      body.append(fixes, form);
    }
  }
  if (!fixes.parentNode && fixes.childNodes.length) body.append(fixes);
  return el("article", { class: `iss s-${issue.severity} ${decided ? "decided" : ""}`, "data-check": issue.check },
    el("div", { class: "h" }, icon(issue.severity, { label: t(issue.severity) }),
      el("span", { class: "grow" }, issue.message), el("span", { class: "faint" }, issue.lang)), body);
}

/** Take a decision back; who may not is told why by the server. */
function revokeButton(issue, t, revoke) {
  const problem = el("p", { class: "sv-error small", role: "alert" });
  const button = el("button", {
    class: "btn s q", type: "button",
    onclick: async () => {
      button.disabled = true;
      try {
        await revoke(issue);
      } catch (error) {
        button.disabled = false;
        problem.textContent = error.message;
      }
    },
  }, t("Take the decision back"));
  return [button, problem];
}

function evidence(issue, t) {
  return el("table", { class: "ev" }, el("tbody", {}, issue.evidence.map((row) =>
    el("tr", { class: row.agrees ? "" : "odd" },
      el("td", {}, row.lang), el("td", { lang: row.lang }, row.text), el("td", {}, row.value),
      el("td", {}, icon(row.agrees ? "check" : "differs", {
        cls: row.agrees ? "s sv-ok" : "s", label: row.agrees ? t("agrees") : t("differs"),
      }))))));
}

function decisionForm(issue, { t, needsEditor, decide }) {
  const kind = el("select", { "aria-label": t("Decision") },
    el("option", { value: "accept" }, t("Accept as a variant")),
    el("option", { value: "different" }, t("A different thing")),
    el("option", { value: "suppress", disabled: needsEditor }, needsEditor ? t("Ignore (an editor may)") : t("Ignore, with a reason")));
  const scope = el("select", { "aria-label": t("Where") },
    el("option", { value: "here" }, t("here")), el("option", { value: "release" }, t("in this release")),
    el("option", { value: "everywhere" }, t("everywhere")));
  const reason = el("input", { type: "text", "aria-label": t("Reason"), placeholder: t("Reason"), maxlength: 500 });
  const problem = el("p", { class: "sv-error small", role: "alert" });
  return el("form", {
    class: "decide", hidden: true,
    onsubmit: async (event) => {
      event.preventDefault();
      if (kind.value === "suppress" && !reason.value.trim()) {
        problem.textContent = t("Say why it is no issue.");
        reason.focus();
        return;
      }
      problem.textContent = "";
      try {
        await decide(issue, { key: issue.key, kind: kind.value, scope: scope.value, reason: reason.value.trim() });
      } catch (error) {
        problem.textContent = error.message;
      }
    },
  }, kind, scope, reason, el("button", { class: "btn s p" }, t("Decide")), problem);
}

/** A conflict: theirs, yours, both. Nothing is overwritten before somebody chooses. */
export function conflictCard(operation, { t, merged, settle }) {
  const theirs = operation.conflict;
  const base = operation.base ?? "";
  const part = (text) => el("span", { lang: operation.lang }, differenceNodes(difference(base, text), 24));
  return el("article", { class: "iss s-warning conflict", role: "alert" },
    el("div", { class: "h" }, icon("conflict"), el("span", { class: "grow" },
      t("Changed by {name} while you typed", { name: theirs.author || t("somebody") })), el("span", { class: "faint num" }, when(theirs.at))),
    el("div", { class: "cf" }, el("span", {}, t("Theirs")), part(theirs.text), el("span", {}, t("Yours")), part(operation.text)),
    el("div", { class: "fix" },
      merged === null ? null : el("button", { class: "btn s p", type: "button", onclick: () => settle(merged) }, t("Keep both changes")),
      el("button", { class: "btn s", type: "button", onclick: () => settle(null) }, t("Take theirs")),
      el("button", { class: "btn s", type: "button", onclick: () => settle(operation.text) }, t("Keep mine"))),
    el("p", { class: "small mut" }, merged === null
      ? t("Both changed the same words. Nothing is overwritten before you choose.")
      : t("Nothing is overwritten before you choose. The other text stays in the history.")));
}

/** A change that the server did not accept, with the text to copy. */
export function refusedCard(operation, { t, retry, dismiss }) {
  const { message, reasons } = operation.refused;
  return el("article", { class: "iss s-error", role: "alert" },
    el("div", { class: "h" }, icon("error"), el("span", { class: "grow" }, t("Not saved"))),
    el("div", { class: "cf one" }, el("span", {}, message),
      reasons.length ? el("ul", {}, reasons.map((reason) => el("li", {}, t(reason)))) : null,
      operation.text ? el("blockquote", { lang: operation.lang }, operation.text) : null),
    el("div", { class: "fix" },
      el("button", { class: "btn s p", type: "button", onclick: retry }, t("Try again")),
      el("button", { class: "btn s q", type: "button", onclick: dismiss }, t("Discard my text"))));
}
