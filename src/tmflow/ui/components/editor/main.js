// The unit editor, a component of Streamlit that needs nothing of it but a place: rows come and go by REST.

import { Api } from "./api.js";
import { keepCalm } from "./calm.js";
import { el, fill } from "./dom.js";
import { Editor } from "./editor.js";

const instances = new WeakMap();

/** Streamlit calls this on every rerun and every change of theme; the editor itself is made once a place. */
export default function mount({ data, parentElement }) {
  let instance = instances.get(parentElement);
  if (!instance) {
    instance = new Place(parentElement, data);
    instances.set(parentElement, instance);
  }
  instance.adopt();
  return () => setTimeout(() => instance.leave(), 0);
}

/** Where the editor stands: below the top bar, to the foot of the window. */
class Place {
  constructor(parent, data) {
    this.parent = parent;
    this.host = parent.host ?? parent;
    this.translate = (text, values = {}) => {
      const message = data.strings[text] ?? text;
      return message.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
    };
    // Shown by the stylesheet, so that nothing is seen unstyled.
    this.root = el("div", { class: "tm", style: "visibility:hidden" });
    parent.append(this.root);
    this.calm = keepCalm(this.root);
    this.placed = () => {
      const header = document.querySelector('[data-testid="stHeader"]');
      this.root.style.top = `${Math.max(0, Math.round(header?.getBoundingClientRect().bottom ?? 0))}px`;
    };
    this.observer = new ResizeObserver(this.placed);
    const header = document.querySelector('[data-testid="stHeader"]');
    if (header) this.observer.observe(header);
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.themed = () => setTimeout(() => this.adopt(), 50);
    this.dark.addEventListener("change", this.themed);
    this.#start(data);
  }

  async #start(data) {
    const t = this.translate;
    const api = new Api(data.rest);
    try {
      const [me, release, { boot, rows }] = await Promise.all([api.me(), api.release(data.release), api.rows(data.release)]);
      if (this.gone) return;
      this.editor = new Editor({ root: this.root, api, t, me, release, rows, boot, data });
    } catch (error) {
      fill(this.root, el("div", { class: "failed", role: "alert" },
        el("p", {}, t("The release could not be opened."), " ", error.message ?? ""),
        error.status === 401
          ? el("a", { class: "btn p", href: "/signin", target: "_self" }, t("Sign in"))
          : el("button", { class: "btn p", type: "button", onclick: () => { this.root.replaceChildren(); this.#start(data); } }, t("Try again"))));
    }
  }

  /** Follow the window and the theme. */
  adopt() {
    this.placed();
    const colour = getComputedStyle(this.host).getPropertyValue("--st-background-color").trim();
    this.root.dataset.theme = isDark(colour) ? "dark" : "light";
  }

  leave() {
    if (this.host.isConnected) return;
    this.gone = true;
    this.observer.disconnect();
    this.calm();
    this.dark.removeEventListener("change", this.themed);
    this.editor?.close();
    instances.delete(this.parent);
  }
}

function isDark(colour) {
  const hex = /^#([0-9a-f]{6})/i.exec(colour)?.[1];
  const parts = hex ? [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)) : (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
  return parts.length === 3 && parts[0] * 0.299 + parts[1] * 0.587 + parts[2] * 0.114 < 128;
}
