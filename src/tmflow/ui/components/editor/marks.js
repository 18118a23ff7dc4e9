// Marks in running text: terms, issues, differences. Spans come in code points and are drawn as text nodes.

import { el } from "./dom.js";

/** Turn a code point offset into an offset of this text's UTF-16 units. */
export function unitOffset(text, codePoints) {
  if (!/[\ud800-\udfff]/.test(text)) return Math.min(codePoints, text.length);
  let units = 0;
  let count = 0;
  for (const char of text) {
    if (count >= codePoints) break;
    units += char.length;
    count += 1;
  }
  return units;
}

/**
 * The spans to mark in one cell.
 * @param row the row as the server sent it
 * @param lang the cell's language
 * @param text the text that the spans belong to
 * @param withTerms whether terms are marked too
 */
export function spansOf(row, lang, text, withTerms) {
  const spans = [];
  if (withTerms) {
    for (const mention of row.mentions?.[lang] ?? []) {
      spans.push({ start: mention.start, end: mention.end, cls: "term", rank: 0 });
    }
  }
  for (const issue of row.issues) {
    if (issue.decision) continue;
    if (issue.lang === lang && issue.end > issue.start) {
      const rank = { info: 1, warning: 2, error: 3 }[issue.severity] ?? 1;
      spans.push({ start: issue.start, end: issue.end, cls: `mk-${issue.severity}`, rank, title: issue.message });
    }
  }
  return spans.map((span) => ({ ...span, start: unitOffset(text, span.start), end: unitOffset(text, span.end) }));
}

/** Move spans of `before` to where they are in `after`; a span that the change touches is dropped. */
export function moved(spans, before, after) {
  if (before === after) return spans;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const shift = after.length - before.length;
  return spans.flatMap((span) => {
    if (span.end <= head) return [span];
    if (span.start >= before.length - tail) return [{ ...span, start: span.start + shift, end: span.end + shift }];
    return [];
  });
}

/** Text with marks as nodes: cut at every border, each piece in the strongest mark that covers it, terms inside. */
export function marked(text, spans) {
  if (!spans.length) return [text];
  const borders = new Set([0, text.length]);
  for (const { start, end } of spans) {
    borders.add(Math.min(start, text.length));
    borders.add(Math.min(end, text.length));
  }
  const cuts = [...borders].sort((a, b) => a - b);
  const nodes = [];
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const piece = text.slice(cuts[i], cuts[i + 1]);
    const over = spans.filter((span) => span.start <= cuts[i] && span.end >= cuts[i + 1]);
    if (!over.length) {
      nodes.push(piece);
      continue;
    }
    const top = over.reduce((a, b) => (b.rank > a.rank ? b : a));
    nodes.push(el("span", { class: top.cls, title: top.title }, piece));
  }
  return nodes;
}

/** A difference as nodes; long equal runs are shortened around the changes when `around` is given. */
export function differenceNodes(parts, around = 0) {
  return parts.map((part, index) => {
    if (part.op === "insert") return el("ins", {}, part.text);
    if (part.op === "delete") return el("del", {}, part.text);
    return around ? shortened(part.text, around, index > 0, index < parts.length - 1) : part.text;
  });
}

function shortened(text, around, changeBefore, changeAfter) {
  if (text.length <= around * 2) return text;
  const head = changeBefore ? text.slice(0, around) : "";
  const tail = changeAfter ? text.slice(-around) : "";
  return `${head}…${tail}`;
}
