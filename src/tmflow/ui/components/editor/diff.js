// Differences and three-way merges by words, in Chinese by characters.

const TOKEN = /[\u3400-\u9fff\uf900-\ufaff]|[\p{L}\p{M}\p{N}]+|\s+|[^\s]/gu;

export function tokens(text) {
  return text.match(TOKEN) ?? [];
}

/** The indices of a longest common subsequence of two lists, as pairs. */
function common(a, b) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const rows = a.length - start - end;
  const columns = b.length - start - end;
  const length = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  for (let i = rows - 1; i >= 0; i -= 1) {
    for (let j = columns - 1; j >= 0; j -= 1) {
      length[i][j] = a[start + i] === b[start + j]
        ? length[i + 1][j + 1] + 1
        : Math.max(length[i + 1][j], length[i][j + 1]);
    }
  }
  const pairs = [];
  for (let k = 0; k < start; k += 1) pairs.push([k, k]);
  for (let i = 0, j = 0; i < rows && j < columns;) {
    if (a[start + i] === b[start + j]) {
      pairs.push([start + i, start + j]);
      i += 1;
      j += 1;
    } else if (length[i + 1][j] >= length[i][j + 1]) i += 1;
    else j += 1;
  }
  for (let k = end; k > 0; k -= 1) pairs.push([a.length - k, b.length - k]);
  return pairs;
}

/** What changed from `a` to `b` (token lists): `{start, end, tokens}`, replacing `a[start:end]`, in order. */
function hunks(a, b) {
  const found = [];
  let i = 0;
  let j = 0;
  for (const [x, y] of [...common(a, b), [a.length, b.length]]) {
    if (x > i || y > j) found.push({ start: i, end: x, tokens: b.slice(j, y) });
    i = x + 1;
    j = y + 1;
  }
  return found;
}

/** A readable difference: a list of `{op: "equal" | "delete" | "insert", text}`. */
export function difference(before, after) {
  const a = tokens(before);
  const parts = [];
  let at = 0;
  for (const hunk of hunks(a, tokens(after))) {
    if (hunk.start > at) parts.push({ op: "equal", text: a.slice(at, hunk.start).join("") });
    if (hunk.end > hunk.start) parts.push({ op: "delete", text: a.slice(hunk.start, hunk.end).join("") });
    if (hunk.tokens.length) parts.push({ op: "insert", text: hunk.tokens.join("") });
    at = hunk.end;
  }
  if (at < a.length) parts.push({ op: "equal", text: a.slice(at).join("") });
  return parts;
}

/** Both people's changes to `base` in one text, or null where they touch the same words. */
export function mergeBoth(base, theirs, mine) {
  const a = tokens(base);
  const all = [...hunks(a, tokens(theirs)), ...hunks(a, tokens(mine))].sort((x, y) => x.start - y.start || x.end - y.end);
  const merged = [];
  let at = 0;
  let last = null;
  for (const hunk of all) {
    if (last && hunk.start === last.start && hunk.end === last.end && hunk.tokens.join("") === last.tokens.join("")) continue;
    const bothInsertHere = last && hunk.start === last.start && hunk.end === hunk.start && last.end === last.start;
    if (last && (hunk.start < last.end || bothInsertHere)) return null;
    merged.push(...a.slice(at, hunk.start), ...hunk.tokens);
    at = hunk.end;
    last = hunk;
  }
  merged.push(...a.slice(at));
  return merged.join("");
}
