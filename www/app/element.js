const SVG = "http://www.w3.org/2000/svg";

/**
 * Creates an element. An attribute that is a function becomes a listener (`onclick`). `true` sets an empty attribute;
 * `false`, `null` and `undefined` set none. Children are nodes, texts, or nothing.
 *
 * @template {string} Name
 * @param {Name} name
 * @param {Record<string, unknown>} [attributes]
 * @param {...(Node | string | number | false | null | undefined)} children
 * @returns {Name extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Name] : HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  return /** @type {any} */ (furnish(document.createElement(name), attributes, children));
}

/**
 * Creates an SVG element in the same way.
 * @param {string} name @param {Record<string, unknown>} [attributes] @param {...Node} children
 */
export function drawing(name, attributes = {}, ...children) {
  return furnish(document.createElementNS(SVG, name), attributes, children);
}

/**
 * @template {Element} T
 * @param {T} node
 * @param {Record<string, unknown>} attributes
 * @param {(Node | string | number | false | null | undefined)[]} children
 */
function furnish(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function")
      node.addEventListener(name.replace(/^on/, ""), /** @type {EventListener} */ (value));
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  node.append(
    ...children
      .filter((child) => child !== false && child !== null && child !== undefined)
      .map((child) => (child instanceof Node ? child : String(child))),
  );
  return node;
}

/**
 * Creates a list of terms and values. Pairs without a value are left out.
 * @param {[string, Node | string | number | null | undefined][]} pairs
 */
export function facts(pairs) {
  const known = pairs.filter(([, value]) => value !== undefined && value !== null && value !== "");
  return element(
    "dl",
    { class: "facts" },
    ...known.map(([term, value]) => element("div", {}, element("dt", {}, term), element("dd", {}, value))),
  );
}

/**
 * Creates a button that copies a text and confirms it.
 * @param {string} label @param {() => string} text
 */
export function copyButton(label, text) {
  const button = element("button", { type: "button", class: "quiet" }, label);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = "Copied";
    } catch {
      button.textContent = "The browser did not allow copying";
    }
    setTimeout(() => (button.textContent = label), 2000);
  });
  return button;
}
