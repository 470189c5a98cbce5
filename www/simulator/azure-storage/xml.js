/** The XML of Azure Blob storage. It begins with a byte order mark, and an empty element is written as `<Prefix />`. */

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/**
 * Returns an element.
 *
 * @param {string} name
 * @param {string | number | string[]} content Text, or elements as XML.
 * @param {Record<string, string>} [attributes]
 * @returns {string}
 */
export function element(name, content, attributes = {}) {
  const inner = Array.isArray(content) ? content.join("") : escaped(String(content));
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return inner === "" ? `<${name}${written.join("")} />` : `<${name}${written.join("")}>${inner}</${name}>`;
}

/** @param {string} root */
export const xmlDocument = (root) => `\u{feff}<?xml version="1.0" encoding="utf-8"?>${root}`;
