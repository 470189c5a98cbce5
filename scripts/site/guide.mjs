// Renders the guide: the README and every document of docs/.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inRoot } from "../project.mjs";
import { guideParts, placeOf } from "./documents.mjs";
import { escape, layout, relative } from "./layout.mjs";
import { render } from "./markdown.mjs";
import { symbolsFile } from "./site-folder.mjs";

const { repository } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
/** The address of the files that are not part of the site. */
const elsewhere = `${repository.url.replace(/^git\+|\.git$/g, "")}/blob/main/`;

/** Returns the addresses of names in the reference, or none before the reference was made. */
const symbols = (/** @type {string} */ folder) => {
  const file = path.join(folder, symbolsFile);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
};

/**
 * Returns the functions that rewrite a document's links for the site.
 * @param {string} document @param {Set<string>} all The documents of the guide.
 * @param {Record<string, string>} places @param {(picture: string) => void} needs
 */
function linksOf(document, all, places, needs) {
  const here = placeOf(document);
  return {
    /** @param {string} address */
    address(address) {
      if (/^#/.test(address)) return address;
      const own = address.startsWith(elsewhere) ? `/${address.slice(elsewhere.length)}` : address;
      if (/^[a-z]+:/i.test(own)) return own;
      const [target, anchor] = own.split("#");
      const file = path.posix.normalize(
        target.startsWith("/") ? target.slice(1) : path.posix.join(path.posix.dirname(document), target),
      );
      const hash = anchor === undefined ? "" : `#${anchor}`;
      if (all.has(file)) return relative(here, placeOf(file)) + hash;
      if (!/\.(png|webp|svg)$/.test(file)) return elsewhere + file + hash;
      needs(file);
      return relative(here, `guide/${path.posix.basename(file)}`);
    },
    /** @param {string} code */
    ofCode(code) {
      const place = places[code.replace(/^new |\(.*$/g, "")];
      if (!place) return undefined;
      const [file, anchor] = place.split("#");
      return relative(here, file) + (anchor ? `#${anchor}` : "");
    },
  };
}

/**
 * Returns the list of the guide's pages, as one of them shows it.
 * @param {ReturnType<typeof guideParts>} parts @param {string} current
 */
function contentsFor(parts, current) {
  const item = (/** @type {{ document: string, title: string }} */ { document, title }) => {
    const mark = document === current ? ' aria-current="page"' : "";
    return `<li><a href="${relative(placeOf(current), placeOf(document))}"${mark}>${escape(title)}</a></li>`;
  };
  return parts.map(({ title, pages }) => `<h2>${escape(title)}</h2><ul>${pages.map(item).join("")}</ul>`).join("");
}

/** Renders the guide into the folder of the site. @param {string} folder */
export function renderGuide(folder) {
  const parts = guideParts();
  const pages = parts.flatMap((part) => part.pages);
  const all = new Set(pages.map(({ document }) => document));
  const places = symbols(folder);
  /** @type {Set<string>} */
  const pictures = new Set();
  const neighbour = (/** @type {number} */ at) =>
    pages[at] && { file: placeOf(pages[at].document), title: pages[at].title };
  /** @type {{ title: string, file: string, of?: string }[]} */
  const found = [];
  rmSync(path.join(folder, "guide"), { recursive: true, force: true });
  pages.forEach(({ document, title }, at) => {
    const text = readFileSync(inRoot(document), "utf8").replaceAll(/^<!--.*-->$/gm, "");
    const links = linksOf(document, all, places, (picture) => pictures.add(picture));
    const { html, description, headings } = render(text, links);
    const file = placeOf(document);
    const address = relative("guide/index.html", file);
    for (const { depth, text, id } of headings)
      found.push(depth === 1 ? { title, file: address } : { title: text, of: title, file: `${address}#${id}` });
    const page = {
      ...{ file, title, description, headings, part: "Guide", content: html, contents: contentsFor(parts, document) },
      ...{ index: "guide/search.json", previous: neighbour(at - 1), next: neighbour(at + 1) },
    };
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), layout(page));
  });
  for (const picture of pictures) copyFileSync(inRoot(picture), path.join(folder, "guide", path.basename(picture)));
  writeFileSync(path.join(folder, "guide", "search.json"), JSON.stringify(found));
}
