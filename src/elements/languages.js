import english from "./texts/en.js";
import { Words } from "./words.js";

/** @typedef {import("./elements.js").Texts} Texts */

/**
 * The languages that were added, by their tag in lower case.
 * @type {Map<string, Texts>}
 */
const languages = new Map([["en", english]]);

/** Called when a language was added or the page changed its `lang`. */
export const onLanguage = new EventTarget();

/**
 * Adds languages to all elements. Texts that are missing from a language are shown in English. A language with the
 * same tag is replaced.
 * @param {...(Partial<Texts> & { lang: string })} added
 */
export function addLanguages(...added) {
  for (const texts of added) languages.set(texts.lang.toLowerCase(), { ...english, ...texts });
  onLanguage.dispatchEvent(new Event("change"));
}

/**
 * Returns the `lang` that applies to a node, also from outside the shadow trees that it is in.
 * @param {Node} node @returns {string}
 */
function langOf(node) {
  const marked = node instanceof Element ? node.closest("[lang]") : undefined;
  if (marked) return marked.getAttribute("lang") ?? "";
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? langOf(root.host) : "";
}

/**
 * Returns the words for a node: in its language, or else in the same language without a region, or else in English.
 * @param {Node} node @param {Partial<Texts>} [changed] The texts that the page changed for this node.
 * @param {Words} [last] Returned when nothing has changed.
 */
export function wordsFor(node, changed, last) {
  const tag = langOf(node).toLowerCase();
  const texts = languages.get(tag) ?? languages.get(tag.split("-")[0]) ?? english;
  const locale = texts.lang.split("-")[0] === tag.split("-")[0] ? tag : texts.lang;
  const source = [texts, changed, locale];
  if (last && sources.get(last)?.every((part, index) => part === source[index])) return last;
  const words = new Words({ ...texts, ...changed }, isLocale(locale) ? locale : texts.lang);
  sources.set(words, source);
  return words;
}

/**
 * The language from which words were made.
 * @type {WeakMap<Words, unknown[]>}
 */
const sources = new WeakMap();

/**
 * Returns whether `Intl` accepts a tag. A page may write anything into `lang`.
 * @param {string} tag
 */
function isLocale(tag) {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
