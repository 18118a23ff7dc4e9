// Building the page from text nodes only: no string ever becomes markup.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element: `el("button", {class: "btn", onclick: f, "aria-label": "…"}, "text", node, …)`. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  append(node, children);
  return node;
}

export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

/** Replace all children of a node. */
export function fill(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

// Each icon: a list of shapes on a 16 × 16 field. Solid shapes take the current colour, the rest are drawn as lines.
const TICK = ["path", { d: "M5.2 8.2l2 2 3.7-4.1", class: "tick" }];
const ICONS = {
  initial: [["circle", { cx: 8, cy: 8, r: 5.5, "stroke-dasharray": "2.4 2.2" }]],
  translated: [["circle", { cx: 8, cy: 8, r: 5.5 }], ["path", { d: "M8 2.5a5.5 5.5 0 0 1 0 11z", class: "solid" }]],
  reviewed: [["circle", { cx: 8, cy: 8, r: 6.2, class: "solid" }], TICK],
  final: [["rect", { x: 2, y: 2, width: 12, height: 12, rx: 2.5, class: "solid" }], TICK],
  error: [["path", { d: "M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3z" }], ["path", { d: "M8 4.8v3.8M8 11v.1" }]],
  warning: [["path", { d: "M8 2.2l6.2 11.2H1.8z" }], ["path", { d: "M8 6.4v3.2M8 11.4v.1" }]],
  info: [["circle", { cx: 8, cy: 8, r: 6 }], ["path", { d: "M8 7.4v3.4M8 5.2v.1" }]],
  check: [["path", { d: "M3 8.5l3.2 3.2L13 4.8" }]],
  differs: [["path", { d: "M3 6h10M3 10h10M10.5 2.8l-5 10.4" }]],
  search: [["circle", { cx: 7, cy: 7, r: 4.4 }], ["path", { d: "M10.4 10.4l3.2 3.2" }]],
  cloud: [["path", { d: "M4.6 12.5a3 3 0 0 1-.3-6 4 4 0 0 1 7.6 1 2.5 2.5 0 0 1-.4 5z" }], ["path", { d: "M6 9.2l1.5 1.5L10.3 8" }]],
  offline: [["path", { d: "M5.2 5a4 4 0 0 1 6.7 2.5 2.5 2.5 0 0 1 1.2 4M11 12.5H4.6a3 3 0 0 1-.3-6M2.5 2.5l11 11" }]],
  conflict: [["path", { d: "M2 8h4l4-4.5h4M6 8l4 4.5h4" }]],
  lock: [["rect", { x: 3.5, y: 7, width: 9, height: 6.5, rx: 1.2 }], ["path", { d: "M5.5 7V5a2.5 2.5 0 0 1 5 0v2" }]],
  left: [["path", { d: "M10 3.5L5.5 8l4.5 4.5" }]],
  copy: [["rect", { x: 5.5, y: 5.5, width: 8, height: 8, rx: 1.4 }], ["path", { d: "M10.5 5.5V3.9a1.4 1.4 0 0 0-1.4-1.4H3.9a1.4 1.4 0 0 0-1.4 1.4v5.2a1.4 1.4 0 0 0 1.4 1.4h1.6" }]],
  comment: [["path", { d: "M2.5 3.5h11v7.5H7l-3 2.5V11H2.5z" }]],
};

/** An icon by name; `label` gives it a name for screen readers, without one it is hidden from them. */
export function icon(name, { label = "", cls = "" } = {}) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `i ${cls}`.trim());
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
    const title = document.createElementNS(SVG, "title");
    title.textContent = label;
    svg.append(title);
  } else {
    svg.setAttribute("aria-hidden", "true");
  }
  for (const [tag, attributes] of ICONS[name] ?? []) {
    const shape = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
    svg.append(shape);
  }
  return svg;
}

/** A key cap. */
export function kbd(...keys) {
  return keys.map((key) => el("kbd", {}, key));
}

function read(iso) {
  return new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(iso) || iso.length <= 10 ? iso : `${iso}Z`);
}

/** The day: `21 Oct`, with the year if it is not this one. */
export function day(iso, locale = "en-GB") {
  const date = read(iso);
  if (!iso || Number.isNaN(date.getTime())) return "";
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString(locale, { day: "numeric", month: "short", year });
}

/** Time of day and, if it was not today, the day: `10:42`, `21 Oct 10:42`. */
export function when(iso, locale = "en-GB") {
  const date = read(iso);
  if (!iso || Number.isNaN(date.getTime())) return "";
  const time = date.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  if (date.toDateString() === new Date().toDateString()) return time;
  return `${day(iso, locale)}, ${time}`;
}
