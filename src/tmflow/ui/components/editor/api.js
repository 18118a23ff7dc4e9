// The REST interface. Every failure is an ApiError; `status` 0 means that no answer came at all.

export class ApiError extends Error {
  constructor(status, code, message, body = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.body = body;
  }

  /** Worth sending again unchanged: no answer, or a server that cannot answer now. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const PATIENCE = 20_000;

export class Api {
  constructor(base) {
    this.base = base;
    this.account = ""; // who is writing here; the server refuses what another account's session would send
  }

  async request(method, path, { body, signal, keepalive = false } = {}) {
    const limit = AbortSignal.timeout(PATIENCE);
    let response;
    try {
      response = await fetch(this.base + path, {
        method,
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
        keepalive,
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
        headers: {
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(this.account ? { "x-tmflow-account": encodeURIComponent(this.account) } : {}),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ApiError(0, "unreachable", String(error?.message ?? error));
    }
    let answer = {};
    try {
      answer = await response.json();
    } catch (error) {
      if (signal?.aborted) throw error;
      if (response.ok) throw new ApiError(0, "unreachable", "answer cut off");
    }
    if (!response.ok) {
      throw new ApiError(response.status, answer.error ?? "failed", answer.message ?? response.statusText, answer);
    }
    return answer;
  }

  me() { return this.request("GET", "/me"); }
  release(id) { return this.request("GET", `/releases/${encodeURIComponent(id)}`); }
  rows(id) { return this.request("GET", `/releases/${encodeURIComponent(id)}/units`); }
  check(id) { return this.request("POST", `/releases/${encodeURIComponent(id)}/check`, { body: {} }); }
  row(unit) { return this.request("GET", `/units/${encodeURIComponent(unit)}`); }
  help(unit, lang, signal) {
    return this.request("GET", `/units/${encodeURIComponent(unit)}/help?lang=${lang}`, { signal });
  }
  save(unit, lang, body, keepalive) {
    return this.request("PUT", `/units/${encodeURIComponent(unit)}/${lang}`, { body, keepalive });
  }
  act(unit, lang, action, body) {
    return this.request("POST", `/units/${encodeURIComponent(unit)}/${lang}/${action}`, { body });
  }
  decide(unit, body) { return this.request("POST", `/units/${encodeURIComponent(unit)}/decisions`, { body }); }
  revoke(unit, decision) {
    return this.request("POST", `/units/${encodeURIComponent(unit)}/decisions/${decision}/revoke`, { body: {} });
  }
  concordance(query, lang, signal) {
    const parameters = new URLSearchParams({ q: query, limit: "30" });
    if (lang) parameters.set("lang", lang);
    return this.request("GET", `/concordance?${parameters}`, { signal });
  }

  /** The boot id of the server, or "" when it does not answer. */
  async boot() {
    try {
      const response = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(3000) });
      return response.ok ? (await response.json()).boot ?? "" : "";
    } catch {
      return "";
    }
  }
}
