import { onLanguage, wordsFor } from "./languages.js";
import baseSheet from "./sheets/base.css";

/** The base class. A server has no elements, and may still import this file. */
const Base = globalThis.HTMLElement ?? /** @type {typeof HTMLElement} */ (/** @type {unknown} */ (class {}));

/**
 * The style sheets, made once for all elements. They are constructed, so a Content-Security-Policy needs no source for
 * them.
 * @type {Map<string, CSSStyleSheet>}
 */
const sheets = new Map();

/** @param {string} text */
function sheet(text) {
  const known = sheets.get(text);
  if (known) return known;
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  sheets.set(text, made);
  return made;
}

/**
 * The base of the elements: a shadow tree in the language of the page.
 *
 * @template {{ node: HTMLElement }} View The view, in one language.
 */
export class ShadowElement extends Base {
  /**
   * The words of the language that is shown.
   * @type {import("./words.js").Words | undefined}
   */
  #words;
  /** @type {Partial<import("./elements.js").Texts> | undefined} */
  #texts;
  /** @type {View | undefined} */
  #view;
  #isPlanned = false;
  #observer = globalThis.MutationObserver && new MutationObserver(() => this.update());
  #onLanguage = () => this.update();

  /** @param {string} css */
  constructor(css) {
    super();
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet(baseSheet), sheet(css)];
  }

  get texts() {
    return this.#texts;
  }

  set texts(texts) {
    this.#texts = texts;
    this.update();
  }

  /**
   * Creates the view in a language. Each element overrides this method.
   * @param {import("./words.js").Words} words @returns {View}
   */
  createView(words) {
    throw new Error(`${words.locale}: there is no view.`);
  }

  /**
   * Brings the view up to date. An element overrides it.
   * @param {View} view
   */
  updateView(view) {}

  /** Called when the element was removed, not when it was only moved. */
  removed() {}

  connectedCallback() {
    // A page may have set properties before the element was defined. They hide the accessors of the class.
    for (const [name, value] of Object.entries(this)) {
      if (!(name in this.constructor.prototype)) continue;
      delete (/** @type {any} */ (this)[name]);
      /** @type {any} */ (this)[name] = value;
    }
    onLanguage.addEventListener("change", this.#onLanguage);
    this.#observer.observe(document.documentElement, { attributeFilter: ["lang"] });
    this.drawNow();
  }

  disconnectedCallback() {
    onLanguage.removeEventListener("change", this.#onLanguage);
    this.#observer.disconnect();
    // An element that is moved is connected again before this runs.
    queueMicrotask(() => this.isConnected || this.removed());
  }

  attributeChangedCallback() {
    this.update();
  }

  /** Draws the element soon, once for all changes of the current script. */
  update() {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    queueMicrotask(() => {
      this.#isPlanned = false;
      if (this.isConnected) this.drawNow();
    });
  }

  /** Draws the element. */
  drawNow() {
    const words = wordsFor(this, this.#texts, this.#words);
    if (!this.#view || words !== this.#words) {
      this.#words = words;
      this.#view = this.createView(words);
      const { lang, dir } = words.texts;
      Object.assign(this.#view.node, { lang, dir });
      this.shadowRoot?.replaceChildren(this.#view.node);
    }
    this.updateView(this.#view);
  }

  /** The element's heading. */
  get label() {
    return this.getAttribute("label") ?? "";
  }

  set label(label) {
    this.setAttribute("label", label);
  }

  /**
   * Dispatches an event that bubbles and crosses shadow trees.
   * @param {string} type @param {unknown} detail
   */
  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
