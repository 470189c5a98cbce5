// Turns Markdown into HTML: headings with anchors, code in colours, links as the site needs them.
import hljs from "highlight.js/lib/common";
import { Marked } from "marked";
import { escape } from "./layout.mjs";

/**
 * @typedef {object} Links
 * @property {(address: string) => string | undefined} address Returns the address of a link or a picture in the site,
 *   or undefined for a link that leads nowhere there.
 * @property {(code: string) => string | undefined} [ofCode] Returns the address of the name in a piece of code.
 */

/** @param {string} html */
const plain = (html) =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, name) => ({ lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" })[name]);

/** The number of characters of a description that search engines show. */
const DESCRIPTION_LENGTH = 160;

/** Cuts a description after the last sentence that fits, or after the last word. @param {string} text */
function shortened(text) {
  if (text.length <= DESCRIPTION_LENGTH) return text;
  const start = text.slice(0, DESCRIPTION_LENGTH);
  return /^.{60,}[.?!](?= )/.exec(start)?.[0] ?? `${start.replace(/\s+\S*$/, "")}…`;
}

/** Makes the anchors of a document as GitHub does. */
function anchors() {
  /** @type {Map<string, number>} */
  const used = new Map();
  return (/** @type {string} */ text) => {
    const slug = text
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
      .replace(/ /g, "-");
    const count = used.get(slug) ?? 0;
    used.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  };
}

/** Returns code as HTML, in colours if its language is known. @param {string} code @param {string} [language] */
export function highlight(code, language = "") {
  const known = hljs.getLanguage(language);
  const html = known ? hljs.highlight(code, { language }).value : escape(code);
  return `<pre tabindex="0"><code>${html}</code></pre>`;
}

/**
 * Renders a document.
 * @param {string} text @param {Links} links
 */
export function render(text, links) {
  const anchor = anchors();
  /** @type {{ depth: number, text: string, id: string }[]} */
  const headings = [];
  /** The names that are already links in this section. @type {Set<string>} */
  const linked = new Set();
  let isInLink = false;
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        linked.clear();
        isInLink = true;
        const html = this.parser.parseInline(tokens);
        isInLink = false;
        const heading = { depth, text: plain(html), id: anchor(plain(html)) };
        headings.push(heading);
        if (depth === 1) return `<h1 id="${heading.id}">${html}</h1>\n`;
        const label = escape(`Link to “${heading.text}”`);
        return `<h${depth} id="${heading.id}">${html} <a class="anchor" href="#${heading.id}" aria-label="${label}">#</a></h${depth}>\n`;
      },
      code: ({ text, lang }) => `${highlight(text, lang)}\n`,
      codespan({ text }) {
        const html = `<code>${escape(text)}</code>`;
        const address = isInLink || linked.has(text) ? undefined : links.ofCode?.(text);
        if (!address) return html;
        linked.add(text);
        return `<a href="${escape(address)}">${html}</a>`;
      },
      link({ href, tokens }) {
        isInLink = true;
        const html = this.parser.parseInline(tokens);
        isInLink = false;
        const address = links.address(href);
        return address === undefined ? html : `<a href="${escape(address)}">${html}</a>`;
      },
      image: ({ href, text }) => `<img src="${escape(links.address(href) ?? "")}" alt="${escape(text)}" />`,
      table(token) {
        const row = (/** @type {any[]} */ cells, /** @type {string} */ tag) =>
          `<tr>${cells
            .map(({ tokens, align }) => {
              const kind = align === "right" ? ' class="right"' : "";
              const html = this.parser.parseInline(tokens);
              return html === "" && tag === "th" ? "<td></td>" : `<${tag}${kind}>${html}</${tag}>`;
            })
            .join("")}</tr>`;
        const body = token.rows.map((cells) => row(cells, "td")).join("");
        return `<div class="scroll" tabindex="0"><table><thead>${row(token.header, "th")}</thead><tbody>${body}</tbody></table></div>\n`;
      },
    },
  });
  const html = /** @type {string} */ (marked.parse(text));
  const title = headings.find(({ depth }) => depth === 1)?.text ?? "";
  const description = shortened(plain(/<p>(.*?)<\/p>/s.exec(html)?.[1] ?? "").replace(/\s+/g, " "));
  return { html, title, description, headings };
}
