// Renders the API reference from the shipped types. TypeDoc keeps a processor busy for seconds, so this is a
// separate program: `node scripts/site/reference.mjs FOLDER`, with the folder of the site.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { all, entries } from "../build/entries.mjs";
import { inRoot, isMain } from "../project.mjs";
import { availability } from "./availability.mjs";
import { guideParts, placeOf } from "./documents.mjs";
import { exampleOf } from "./examples.mjs";
import { escape, layout, relative } from "./layout.mjs";
import { render } from "./markdown.mjs";
import { symbolsFile } from "./site-folder.mjs";
import { modules, writeTypes } from "./types.mjs";

/**
 * @typedef {object} Described A page of the reference.
 * @property {string} file Its path in the site.
 * @property {string} text Its Markdown.
 * @property {string} module
 * @property {string} kind The folder that TypeDoc puts it in, such as `classes`; empty for the page of a module.
 * @property {string} name
 */

const kinds = { classes: "Classes", functions: "Functions", interfaces: "Interfaces", "type-aliases": "Types" };

/** A link to a class, and one to its member. They become one link, because `start` alone says little. */
const INHERITED = /\[`(\w+)`\]\([^()\s]+\)\.\[`(\w+)`\]\(([^()\s]+)\)/g;

/** @param {string} folder @returns {Described[]} */
const describedIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((source) => {
      const [module, kind = "", name = ""] = source === "README.md" ? [""] : source.replace(/\.md$/, "").split("/");
      const isModule = name === "";
      const written = readFileSync(path.join(folder, source), "utf8");
      const text =
        module === ""
          ? overview()
          : isModule
            ? written.replace(/^# .*/, `# ${specifierOf(module)}`)
            : written.replace(INHERITED, "[`$1.$2`]($3)");
      return {
        file: `reference/${source.replace(/README\.md$/, "index.html").replace(/\.md$/, ".html")}`,
        text,
        ...{ module, kind: isModule ? "" : kind, name: isModule ? specifierOf(module) : name },
      };
    });

/** The entries that have a part of the package. */
const partial = entries.filter((entry) => entry !== all).map(({ specifier }) => `\`${specifier}\``);

/** Returns the text of the first page. */
const overview = () =>
  [
    "# API reference",
    "Made from the types that the package ships. Each class has an example that runs in the page, on the simulated service.",
    `The other entries have parts of \`export-jobs/all\`: ${partial.join(", ")}. Each page says which entries have what it describes.`,
    "The [guide](../guide/index.html) explains how the parts work together.",
    "| import | what it is |\n| --- | --- |",
  ].join("\n\n") +
  modules.map(({ name, specifier, about }) => `\n| [\`${specifier}\`](${name}/README.md) | ${about} |`).join("");

/** @param {string} module */
const specifierOf = (module) => modules.find(({ name }) => name === module)?.specifier ?? "API reference";

/** Returns the places of names, and of members as `Class.member`. @param {Described[]} pages */
function symbolsOf(pages) {
  /** @type {Record<string, string>} */
  const places = {};
  const ranked = [...pages].sort(
    (a, b) => modules.findIndex(({ name }) => name === a.module) - modules.findIndex(({ name }) => name === b.module),
  );
  for (const { name, kind, file, text } of ranked) {
    if (kind === "") continue;
    places[name] ??= file;
    const { headings } = render(text, { address: () => undefined });
    for (const { depth, text: heading, id } of headings)
      if (depth === 3 && /^\w+(\(\))?$/.test(heading))
        places[`${name}.${heading.replace("()", "")}`] ??= `${file}#${id}`;
    for (const [, id, member] of text.matchAll(/<a id="([\w-]+)"><\/a> `(\w+)\??`/g))
      places[`${name}.${member}`] ??= `${file}#${id}`;
  }
  return places;
}

/** Returns a function that finds the documents of the guide that mention a name. */
function mentions() {
  const { pages } = guideParts().find(({ title }) => title === "Guide") ?? { pages: [] };
  const read = pages.map((page) => ({ ...page, text: readFileSync(inRoot(page.document), "utf8") }));
  return (/** @type {string} */ name) => read.filter(({ text }) => new RegExp(`\`(?:new )?${name}\\b`).test(text));
}

/** @typedef {{ entriesOf: ReturnType<typeof availability>["of"], documentsOn: ReturnType<typeof mentions> }} Context */

/**
 * Returns the part of a page between its description and its members.
 * @param {Described} page @param {Context} context
 */
function introduction({ file, module, kind, name }, { entriesOf, documentsOn }) {
  const specifiers = module === all.name ? entriesOf(name) : [specifierOf(module)];
  const lines = [`<p class="availability">In ${specifiers.map((one) => `<code>${one}</code>`).join(", ")}.</p>`];
  const documents = documentsOn(name);
  if (documents.length > 0) {
    const links = documents.map(
      ({ document, title }) => `<a href="${relative(file, placeOf(document))}">${escape(title)}</a>`,
    );
    lines.push(`<p class="availability">In the guide: ${links.join(", ")}.</p>`);
  }
  return lines.join("") + (kind === "classes" ? exampleOf(name, file) : "");
}

/** Returns the list of the pages, as one of them shows it. @param {Described[]} pages @param {Described} current */
function contentsFor(pages, current) {
  const item = (/** @type {Described} */ page) =>
    `<li><a href="${relative(current.file, page.file)}"${page === current ? ' aria-current="page"' : ""}>${escape(page.name)}</a></li>`;
  return modules
    .map((module) => {
      const own = pages.filter((page) => page.module === module.name);
      const head = own.filter(({ kind }) => kind === "");
      const lists = Object.entries(kinds).map(([kind, title]) => {
        const items = own.filter((page) => page.kind === kind);
        if (items.length === 0) return "";
        const isOpen = kind === "classes" || kind === "functions" || items.includes(current);
        return `<details${isOpen ? " open" : ""}><summary>${title}</summary><ul>${items.map(item).join("")}</ul></details>`;
      });
      return `<h2>${module.specifier}</h2><ul>${head.map(item).join("").replace(`>${module.specifier}<`, ">Overview<")}</ul>${lists.join("")}`;
    })
    .join("");
}

/**
 * Renders a page.
 * @param {Described} page @param {Described[]} pages @param {Record<string, string>} places @param {Context} context
 */
function pageOf(page, pages, places, context) {
  const { html, title, description, headings } = render(page.text, {
    address(address) {
      if (address.startsWith("symbol:")) {
        const place = places[address.slice("symbol:".length)];
        return place && relative(page.file, place);
      }
      if (/^[a-z]+:|^#/i.test(address)) return address;
      const [target, anchor] = address.split("#");
      const file = path.posix.join(
        path.posix.dirname(page.file),
        target.replace(/README\.md$/, "index.html").replace(/\.md$/, ".html"),
      );
      return relative(page.file, file) + (anchor === undefined ? "" : `#${anchor}`);
    },
  });
  const first = html.search(/<h2 /);
  const at = first < 0 ? html.length : first;
  const content = page.kind === "" ? html : html.slice(0, at) + introduction(page, context) + html.slice(at);
  if (content.includes('id="run-it"')) headings.splice(1, 0, { depth: 2, text: "Run it", id: "run-it" });
  return layout({
    ...{ file: page.file, title, description, headings, content, part: "API reference" },
    ...{ contents: contentsFor(pages, page), index: "reference/search.json" },
  });
}

/** Renders the reference into the folder of the site. @param {string} site */
export async function renderReference(site) {
  mkdirSync(inRoot("target"), { recursive: true });
  const folder = mkdtempSync(inRoot("target", "reference-"));
  try {
    await writeTypes(folder);
    const pages = describedIn(folder);
    const places = symbolsOf(pages);
    const context = { entriesOf: availability().of, documentsOn: mentions() };
    rmSync(path.join(site, "reference"), { recursive: true, force: true });
    for (const page of pages) {
      mkdirSync(path.dirname(path.join(site, page.file)), { recursive: true });
      writeFileSync(path.join(site, page.file), pageOf(page, pages, places, context));
    }
    const found = Object.entries(places).map(([name, place]) => {
      const [of, member] = name.split(".");
      const file = path.posix.relative("reference", place);
      return member ? { title: member, of, file } : { title: name, file };
    });
    writeFileSync(path.join(site, "reference", "search.json"), JSON.stringify(found));
    writeFileSync(path.join(site, symbolsFile), JSON.stringify(places));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (isMain(import.meta.url)) await renderReference(process.argv[2]);
