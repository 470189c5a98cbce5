// The HTML around a rendered text. Head, policy and navigation are those of the pages in www/.
import { readFileSync } from "node:fs";
import path from "node:path";
import { inRoot } from "../project.mjs";

/** @param {string} text */
export const escape = (text) =>
  text.replace(/[&<>"]/g, (found) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[found] ?? found);

/** Returns the Content-Security-Policy of the pages that call no service. */
const policy = () => {
  const found = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(
    readFileSync(inRoot("www", "board.html"), "utf8"),
  );
  if (!found) throw new Error("www/board.html has no Content-Security-Policy");
  return found[1];
};

/**
 * Returns the relative address of one file of the site, seen from another.
 * @param {string} from @param {string} to Paths in the site, such as `guide/index.html`.
 */
export function relative(from, to) {
  const address = path.posix.relative(path.posix.dirname(from), to);
  return address.replace(/(^|\/)index\.html$/, "$1") || "./";
}

/**
 * @typedef {object} Page
 * @property {string} file Its path in the site.
 * @property {string} title Plain text.
 * @property {string} part The part of the site, which is added to the title.
 * @property {string} [description] Plain text.
 * @property {string} content HTML.
 * @property {{ depth: number, text: string, id: string }[]} headings
 * @property {string} contents HTML: a list of the pages of this part.
 * @property {string} index The index of the search.
 * @property {{ file: string, title: string }} [previous]
 * @property {{ file: string, title: string }} [next]
 */

/** @param {Page} page */
function onThisPage({ headings }) {
  const shown = headings.filter(({ depth }) => depth === 2 || depth === 3);
  if (shown.length < 2) return "";
  const items = shown.map(
    ({ depth, text, id }) => `<li class="depth-${depth}"><a href="#${id}">${escape(text)}</a></li>`,
  );
  return `<nav class="on-this-page" aria-labelledby="on-this-page"><h2 id="on-this-page">On this page</h2><ul>${items.join("")}</ul></nav>`;
}

/** @param {Page} page */
function neighbours({ file, previous, next }) {
  const to = (/** @type {"prev" | "next"} */ rel, /** @type {string} */ label, /** @type {Page["next"]} */ page) =>
    page && `<a rel="${rel}" href="${relative(file, page.file)}"><span>${label}</span> ${escape(page.title)}</a>`;
  const links = [to("prev", "Previous", previous), to("next", "Next", next)].filter(Boolean);
  return links.length > 0 ? `<nav class="neighbours" aria-label="Previous and next">${links.join("")}</nav>` : "";
}

/** Returns a page of the site. @param {Page} page */
export function layout(page) {
  const to = (/** @type {string} */ file) => relative(page.file, file);
  const description = page.description ? `\n    <meta name="description" content="${escape(page.description)}" />` : "";
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy()}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <meta name="color-scheme" content="light dark" />${description}
    <title>${escape(page.title)} – ${escape(page.part)} – export-jobs</title>
    <link rel="icon" href="${to("www/app/icon.svg")}" type="image/svg+xml" />
    <script type="module" blocking="render" src="${to("www/app/site-nav.js")}"></script>
    <link rel="stylesheet" href="${to("www/theme.css")}" />
    <link rel="stylesheet" href="${to("www/reading.css")}" />
    <script type="module" src="${to("www/app/reading/page.js")}"></script>
  </head>
  <body>
    <site-nav></site-nav>
    <div class="reading">
      <aside class="contents" id="contents" aria-label="${escape(page.part)}">
        <site-search index="${to(page.index)}" label="Search the ${escape(page.part.replace(/^\w(?=[a-z])/, (first) => first.toLowerCase()))}"></site-search>
        <nav aria-label="Pages of this part">${page.contents}</nav>
      </aside>
      <main>
        <p class="to-contents"><a href="#contents">All pages and search</a></p>
        <article>${page.content}</article>
        ${neighbours(page)}
      </main>
      ${onThisPage(page)}
    </div>
  </body>
</html>
`;
}
