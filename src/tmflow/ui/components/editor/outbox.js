// What was typed and is not yet acknowledged. It lives in localStorage: a closed tab, a dead server, an ended session
// lose nothing. An operation keeps its id until it is acknowledged, so that sending it twice changes nothing twice.

import { ApiError } from "./api.js";

const SETTLE = 600; // ms after the last key press
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15_000;

/** An id for one act of a person. `crypto.randomUUID` is there in secure contexts only. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The queue of one account in one release.
 *
 * An operation is `{id, unit, lang, kind, text, base, version, origin, confirm, at, sent, conflict, refused}`:
 * `kind` is "save" or "approve", `base` the text it started from, `version` the row version it was read at (null while
 * an earlier operation on the same cell is on its way), `conflict` what is stored instead, `refused` why it was not
 * accepted.
 *
 * Events of `on`: `changed()` after every change of the queue, `row(row)` with each row that the server sent back,
 * `stale(unit, variant)` with what is stored where somebody was faster, `failed(operation, error)` for an approval that
 * was not accepted.
 */
export class Outbox {
  constructor({ api, account, release, storage = globalThis.localStorage, on }) {
    this.api = api;
    this.prefix = `tmflow.outbox.${account}.${release}.`;
    this.storage = storage;
    this.on = on;
    this.operations = this.#load();
    this.timers = new Map();
    this.busy = new Set();
    this.state = "on"; // "on", "offline", "signed-out"
    this.trouble = ""; // why the server could not store, in its own words; empty when it does not answer
    this.wait = FIRST_WAIT;
    this.retry = 0;
    this.savedAt = null;
    this.kept = true; // whether localStorage takes what we give it
    this.back = () => this.resume();
    globalThis.addEventListener("online", this.back);
  }

  close() {
    globalThis.removeEventListener("online", this.back);
    clearTimeout(this.retry);
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  // ---------------------------------------------------------------- reading

  static cell(operation) {
    return `${operation.unit}/${operation.lang}`;
  }

  of(unit, lang) {
    return this.operations.filter((operation) => operation.unit === unit && operation.lang === lang);
  }

  /** The newest text of a cell that the server has not acknowledged, or null. */
  text(unit, lang) {
    const last = this.of(unit, lang).findLast((operation) => operation.text !== null);
    return last ? last.text : null;
  }

  get waiting() { return this.operations.filter((operation) => !operation.conflict && !operation.refused).length; }
  get conflicts() { return this.operations.filter((operation) => operation.conflict); }
  get refusals() { return this.operations.filter((operation) => operation.refused); }

  // ---------------------------------------------------------------- writing

  /** Take the text of a cell as it is now. It is stored at once and sent when typing has paused. */
  type(variant, { unit, text, base, origin, confirm = false, now = false, hold = false }) {
    const queue = this.of(unit, variant.lang);
    let last = queue.at(-1);
    if (last?.conflict) {
      // The person goes on typing before choosing: their text stays theirs, the choice stays open.
      last.text = text;
      this.#store(last);
      this.on.changed();
      return;
    }
    if (last?.refused || (last && !last.sent && last.kind === "save")) {
      last = Object.assign(last, { text, origin, confirm: confirm || last.confirm, refused: undefined, id: newId() });
    } else {
      last = {
        id: newId(), unit, lang: variant.lang, kind: "save", text, base,
        version: queue.length ? null : variant.version, origin, confirm, at: Date.now(), sent: false,
      };
      this.operations.push(last);
    }
    last.hold = hold && !confirm;
    this.#store(last);
    this.on.changed();
    this.#soon(Outbox.cell(last), now || confirm ? 0 : SETTLE);
  }

  /** Approve a cell, with the text typed since the last save as an amendment in the same act. */
  approve(variant, unit) {
    const queue = this.of(unit, variant.lang);
    const draft = queue.at(-1);
    if (draft?.conflict) return;
    if (draft && !draft.sent && draft.kind === "save") {
      Object.assign(draft, { kind: "approve", hold: false, refused: undefined, id: newId() });
      this.#store(draft);
    } else {
      const operation = {
        id: newId(), unit, lang: variant.lang, kind: "approve", text: null, base: null,
        version: queue.length ? null : variant.version, origin: "", confirm: false, at: Date.now(), sent: false,
      };
      this.operations.push(operation);
      this.#store(operation);
    }
    this.on.changed();
    this.#soon(`${unit}/${variant.lang}`, 0);
  }

  /** Send what waits in a cell now: it loses the focus. */
  flush(unit, lang) {
    for (const operation of this.of(unit, lang)) operation.hold = false;
    this.#soon(`${unit}/${lang}`, 0);
  }

  /** Send everything now and let the requests outlive the page. */
  flushAll() {
    for (const operation of this.operations) {
      operation.hold = false;
      this.#soon(Outbox.cell(operation), 0);
    }
  }

  /** Settle a conflict: keep `text` on top of what is stored, or drop ours with null. */
  settle(operation, text) {
    const theirs = operation.conflict;
    delete operation.conflict;
    if (text === null || text === theirs.text) {
      this.#drop(operation);
    } else {
      Object.assign(operation, { text, base: theirs.text, version: theirs.version, id: newId(), sent: false, hold: false });
      this.#store(operation);
      this.#soon(Outbox.cell(operation), 0);
    }
    this.on.changed();
  }

  /** Forget an operation that the server did not accept. */
  dismiss(operation) {
    this.#drop(operation);
    this.on.changed();
  }

  /** Try again at once: the network is back, or somebody signed in. */
  resume() {
    clearTimeout(this.retry);
    this.wait = FIRST_WAIT;
    const cells = new Set(this.operations.filter((one) => !one.hold).map((one) => Outbox.cell(one)));
    for (const cell of cells) this.#soon(cell, 0);
    if (!cells.size && this.state !== "on") this.#is("on");
  }

  // ---------------------------------------------------------------- sending

  #soon(cell, delay) {
    clearTimeout(this.timers.get(cell));
    this.timers.set(cell, setTimeout(() => this.#send(cell), delay));
  }

  async #send(cell) {
    this.timers.delete(cell);
    if (this.busy.has(cell)) return;
    const next = this.operations.find((one) => Outbox.cell(one) === cell && !one.refused);
    if (!next || next.conflict || next.hold) return;
    this.busy.add(cell);
    next.sent = true;
    this.#store(next);
    this.on.changed();
    try {
      const row = await this.#request(next);
      this.#acknowledge(next, row);
    } catch (error) {
      this.#failed(next, error);
    } finally {
      this.busy.delete(cell);
    }
    const more = this.operations.find((one) => Outbox.cell(one) === cell && !one.refused);
    if (more && !more.conflict && !more.hold && this.state === "on" && !this.timers.has(cell)) this.#soon(cell, 0);
  }

  #request({ id, unit, lang, kind, text, version, origin, confirm }) {
    if (kind === "approve") {
      return this.api.act(unit, lang, "approve", { version, operation_id: id, text });
    }
    const body = { text, version, operation_id: id, origin, confirm };
    return this.api.save(unit, lang, body, text.length < 15_000);
  }

  #acknowledge(operation, row) {
    const variant = row.variants[operation.lang];
    this.#drop(operation);
    for (const later of this.of(operation.unit, operation.lang)) {
      if (later.sent) continue;
      later.version = variant.version;
      later.base = variant.text;
      this.#store(later);
    }
    this.savedAt = new Date();
    this.wait = FIRST_WAIT;
    this.#is("on");
    this.on.row(row);
    this.on.changed();
  }

  #failed(operation, error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.passing || error.status === 401) {
      this.trouble = error.body?.error === "storage" ? error.message : "";
      this.#is(error.status === 401 ? "signed-out" : "offline");
      clearTimeout(this.retry);
      this.retry = setTimeout(() => this.#again(), this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    } else {
      operation.sent = false;
      this.#fold(operation);
      if (error.status === 409 && error.body.current) {
        operation.conflict = error.body.current;
        this.on.stale(operation.unit, operation.conflict);
      } else operation.refused = { message: error.message, reasons: error.body.reasons ?? [] };
      // An approval without a text of its own has nothing to keep: it is told once and forgotten.
      if (operation.text === null) {
        this.#drop(operation);
        this.on.failed(operation, error);
      }
    }
    if (this.operations.includes(operation)) this.#store(operation);
    this.on.changed();
  }

  /** What was typed after an operation that did not get through becomes part of it. */
  #fold(operation) {
    for (const later of this.of(operation.unit, operation.lang)) {
      if (later === operation || later.at < operation.at) continue;
      if (later.text !== null) Object.assign(operation, { text: later.text, origin: later.origin, id: newId() });
      this.#drop(later);
    }
  }

  #again() {
    for (const operation of this.operations) if (!operation.hold) this.#soon(Outbox.cell(operation), 0);
  }

  #is(state) {
    if (this.state === state) return;
    this.state = state;
    this.on.changed();
  }

  // ---------------------------------------------------------------- keeping

  #load() {
    const found = [];
    for (let i = 0; i < this.storage.length; i += 1) {
      const key = this.storage.key(i);
      if (!key.startsWith(this.prefix)) continue;
      try {
        found.push({ ...JSON.parse(this.storage.getItem(key)), key, hold: false });
      } catch {
        this.storage.removeItem(key);
      }
    }
    return found.sort((a, b) => a.at - b.at);
  }

  #store(operation) {
    const key = this.prefix + operation.id;
    try {
      this.storage.setItem(key, JSON.stringify({ ...operation, key: undefined }));
      this.kept = true;
    } catch {
      this.kept = false; // full or forbidden: the text is still here, and the page says so before it is closed
    }
    if (operation.key && operation.key !== key) this.storage.removeItem(operation.key);
    operation.key = key;
  }

  #drop(operation) {
    this.operations = this.operations.filter((one) => one !== operation);
    this.storage.removeItem(operation.key ?? this.prefix + operation.id);
  }
}
