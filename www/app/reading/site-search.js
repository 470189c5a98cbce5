import { element } from "../element.js";

/** @typedef {{ title: string, file: string, of?: string }} Entry A page or a part of one, as the index lists it. */

const MOST = 12;

/**
 * Returns the entries with all words, the best first: those that begin with the search text, then the shortest.
 * @param {Entry[]} entries @param {string} text
 */
export function find(entries, text) {
  const words = text
    .toLowerCase()
    .split(/[\s.]+/)
    .filter(Boolean);
  if (words.length === 0) return [];
  const rank = (/** @type {Entry} */ { title, of = "" }) => {
    const name = title.toLowerCase();
    const whole = `${of} ${title}`.toLowerCase();
    if (!words.every((word) => whole.includes(word))) return undefined;
    const last = words[words.length - 1];
    const fit = name === last ? 0 : name.startsWith(last) ? 1 : name.includes(last) ? 2 : 3;
    return fit * 1000 + (of ? 100 : 0) + name.length;
  };
  return entries
    .flatMap((entry) => {
      const order = rank(entry);
      return order === undefined ? [] : [{ entry, order }];
    })
    .sort((a, b) => a.order - b.order)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

/** A search in an index of pages: `<site-search index="search.json" label="Search the guide">`. */
class SiteSearch extends HTMLElement {
  /** @type {Promise<Entry[]> | undefined} */
  #entries;

  connectedCallback() {
    const label = this.getAttribute("label") ?? "Search";
    const input = element("input", { type: "search", "aria-label": label, placeholder: label, autocomplete: "off" });
    const found = element("div", { role: "region", "aria-label": "Found", "aria-live": "polite" });
    const show = async () => {
      const entries = await this.#load();
      const text = input.value.trim();
      const best = find(entries, text);
      const links = best.map(({ title, of, file }) =>
        element(
          "li",
          {},
          element(
            "a",
            { href: new URL(file, this.#index).href },
            title,
            of ? element("span", { class: "faint" }, ` ${of}`) : null,
          ),
        ),
      );
      found.replaceChildren(
        text === ""
          ? ""
          : best.length > 0
            ? element("ul", { class: "found" }, ...links)
            : element("p", { class: "none" }, "Nothing found."),
      );
    };
    input.addEventListener("input", show);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") found.querySelector("a")?.click();
      if (event.key === "ArrowDown") found.querySelector("a")?.focus();
    });
    this.replaceChildren(input, found);
  }

  get #index() {
    return new URL(this.getAttribute("index") ?? "search.json", location.href);
  }

  /** Loads the index once. A failed load is tried again with the next input. */
  #load() {
    this.#entries ??= fetch(this.#index).then(
      (answer) => answer.json(),
      () => {
        this.#entries = undefined;
        return [];
      },
    );
    return this.#entries;
  }
}

customElements.define("site-search", SiteSearch);
