import { element } from "./element.js";
import { timeOfDay, wait } from "./words.js";

/** @typedef {import("./exchange-log.js").Exchange} Exchange */

// The most informative headers. All others are listed after them.
const telling =
  /^(accept|authorization|content-type|content-length|ocp-apim-subscription-key|operation-location|location|retry-after|apim-request-id|request-id|x-ms-request-id)$/i;

/** One line of the history. It opens to show the whole exchange. */
export class ExchangeView {
  #line = element("summary");
  #inside = element("div", { class: "exchange" });
  node;
  #exchange;
  #title;

  /** @param {Exchange} exchange @param {string} title */
  constructor(exchange, title) {
    this.#exchange = exchange;
    this.#title = title;
    const details = element("details", { ontoggle: () => details.open && this.#fill() }, this.#line, this.#inside);
    this.node = element("li", {}, details);
    this.update();
  }

  update() {
    const { method, url, tookMs } = this.#exchange;
    const verdict = this.#verdict();
    this.#line.replaceChildren(
      element("span", { class: "purpose" }, this.#title),
      element("span", { class: `verdict ${verdict.tone}` }, verdict.text),
      element("span", { class: "target" }, `${method} ${shortened(url)}`),
      element("span", { class: "took" }, tookMs === undefined ? "" : wait(tookMs)),
    );
    if (this.node.querySelector("details")?.open) this.#fill();
  }

  #verdict() {
    const { status, failure, isRedirect, reading } = this.#exchange;
    if (failure) return { tone: "bad", text: "no answer" };
    if (isRedirect) return { tone: "bad", text: "redirect" };
    if (status === undefined) return { tone: "active", text: "waiting" };
    if (status >= 400) return { tone: "bad", text: String(status) };
    return { tone: "good", text: reading ? `${status} · ${reading}` : String(status) };
  }

  #fill() {
    const { method, url, requestHeaders, status, responseHeaders, body, bodyNote, failure, isRedirect, at } =
      this.#exchange;
    const parts = [
      element("h3", {}, "Request", element("span", { class: "faint" }, ` at ${timeOfDay(at)}`)),
      block("Request", `${method} ${url}\n${lines(requestHeaders)}`),
      element("h3", {}, "Response"),
      failure && element("p", {}, failure),
      isRedirect && element("p", {}, "A redirect, which was not followed. The browser hides its target from the page."),
      responseHeaders &&
        !isRedirect &&
        block("Response", [`HTTP ${status}`, lines(responseHeaders), body && `\n${body}`].filter(Boolean).join("\n")),
      bodyNote && element("p", { class: "faint" }, bodyNote),
      status === undefined && !failure && element("p", { class: "faint" }, "No response yet."),
    ];
    this.#inside.replaceChildren(...parts.filter((part) => part instanceof Node));
  }
}

/**
 * Creates a scrollable block. It must be reachable by keyboard, so it needs a name.
 * @param {string} name @param {string} text
 */
const block = (name, text) => element("pre", { tabindex: 0, role: "region", "aria-label": name }, text);

/** @param {[string, string][]} headers */
const lines = (headers) =>
  [...headers]
    .sort(([a], [b]) => Number(telling.test(b)) - Number(telling.test(a)))
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");

/**
 * Returns the end of the path, because that is the part that differs.
 * @param {string} url
 */
function shortened(url) {
  const { pathname } = new URL(url);
  const segments = pathname.split("/");
  return segments.length > 4 ? `…/${segments.slice(-3).join("/")}` : pathname;
}
