const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node | string | number | false | null | undefined} Child */

/**
 * Creates an HTML element. An attribute that is a function becomes a listener (`onclick`). `true` sets an empty
 * attribute; `false`, `null` and `undefined` set none. Children are nodes, texts, or nothing.
 *
 * @template {string} Name
 * @param {Name} name
 * @param {Record<string, unknown>} [attributes]
 * @param {...Child} children
 * @returns {Name extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Name] : HTMLElement}
 */
export const create = (name, attributes, ...children) =>
  /** @type {any} */ (furnish(document.createElement(name), attributes, children));

/**
 * Creates an SVG element in the same way.
 * @param {string} name @param {Record<string, unknown>} [attributes] @param {...Child} children
 */
export const draw = (name, attributes, ...children) =>
  furnish(document.createElementNS(SVG, name), attributes, children);

/**
 * @template {Element} T
 * @param {T} node
 * @param {Record<string, unknown>} [attributes]
 * @param {Child[]} [children]
 */
function furnish(node, attributes = {}, children = []) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value || value === 0) node.setAttribute(name, value === true ? "" : String(value));
  }
  fill(node, ...children);
  return node;
}

/**
 * Replaces the children of a node.
 * @param {Element} node @param {...Child} children
 */
export const fill = (node, ...children) =>
  node.replaceChildren(
    ...children
      .filter((child) => child !== false && child !== null && child !== undefined && child !== "")
      .map((child) => (child instanceof Node ? child : String(child))),
  );

/**
 * Sets a text, and leaves the node alone when it has that text, so that a screen reader says nothing twice.
 * @param {Element} node @param {string} text
 */
export const setText = (node, text) => {
  if (node.textContent !== text) node.textContent = text;
};

/**
 * Creates a button with the parts `button` and `name`.
 * @param {string} name @param {Child} label @param {() => void} onclick @param {string} [look] `primary` or `quiet`.
 */
export const button = (name, label, onclick, look) =>
  create("button", { type: "button", part: `button ${name}`, class: look, onclick }, label);

/**
 * Creates a list of terms and values. Pairs without a value are omitted.
 * @param {[string, Child][]} pairs
 */
export const facts = (pairs) =>
  create(
    "dl",
    { class: "facts" },
    ...pairs
      .filter(([, value]) => value || value === 0)
      .map(([term, value]) => create("div", {}, create("dt", {}, term), create("dd", {}, value))),
  );
