// Every link, anchor, script, style sheet and picture of the site leads to a file of the site.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { siteFolder } from "../../scripts/site/site-folder.mjs";
import { documents } from "../support/documents.js";

const files = readdirSync(siteFolder, { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => !path.posix.basename(name).startsWith(".") && statSync(path.join(siteFolder, name)).isFile());
const pages = files.filter((name) => name.endsWith(".html"));
const read = (/** @type {string} */ name) => readFileSync(path.join(siteFolder, name), "utf8");

/** The anchors of each page. */
const anchors = new Map(
  pages.map((name) => [name, new Set(Array.from(read(name).matchAll(/\sid="([^"]+)"/g), ([, id]) => id))]),
);

/** The values of attributes, as the browser reads them. @param {string} html @param {RegExp} attribute */
const values = (html, attribute) =>
  Array.from(html.matchAll(attribute), ([, value]) => value.replaceAll("&quot;", '"').replaceAll("&amp;", "&"));

/** Returns what is wrong with an address in a file, or undefined. @param {string} from @param {string} address */
function problemOf(from, address) {
  if (address.startsWith("/")) return "is not relative, so it fails below a sub-path";
  const [whole, anchor] = address.split("#");
  const [target] = whole.split("?");
  const wanted = target === "" ? from : path.posix.join(path.posix.dirname(from), decodeURIComponent(target));
  const file = existsSync(path.join(siteFolder, wanted, "index.html")) ? path.posix.join(wanted, "index.html") : wanted;
  if (!files.includes(file)) return "leads nowhere";
  if (anchor && anchors.has(file) && !anchors.get(file)?.has(anchor) && !file.startsWith("www/"))
    return "has no such anchor";
  return undefined;
}

/** @param {string} from @param {string[]} addresses */
const problemsOf = (from, addresses) =>
  addresses.flatMap((address) => {
    const problem = problemOf(from, address);
    return problem ? [`${from}: ${address} ${problem}`] : [];
  });

test("every link and anchor leads somewhere", () => {
  const problems = pages.flatMap((page) =>
    problemsOf(
      page,
      values(read(page), /<a\s[^>]*?href="([^"]*)"/g).filter((address) => !/^https?:/.test(address)),
    ),
  );
  assert.ok(pages.length > 200, `${pages.length} pages`);
  assert.deepEqual(problems, []);
});

/** Names of links that say nothing to a reader who hears a list of them. Lighthouse looks for them too. */
const SAYS_NOTHING = ["click here", "go", "here", "learn more", "more", "read more", "see more", "start", "this"];

test("the name of every link says where it leads", () => {
  const unclear = pages.flatMap((page) =>
    Array.from(read(page).matchAll(/<a\s[^>]*>(.*?)<\/a>/gs), ([, html]) => html.replace(/<[^>]*>/g, "").trim())
      .filter((name) => SAYS_NOTHING.includes(name.toLowerCase()))
      .map((name) => `${page}: ${name}`),
  );
  assert.deepEqual(unclear, []);
});

test("pages load only files of the site, and all of them exist", () => {
  const loaded = pages.flatMap((page) => {
    const html = read(page);
    const links = values(html, /<link\s[^>]*?href="([^"]*)"/g);
    return problemsOf(page, [...links, ...values(html, /<[\w-]+\s(?:[^>]*?\s)?(?:src|index)="([^"]*)"/g)]);
  });
  const imported = files
    .filter((name) => /^(www|dist)\/.*\.js$/.test(name))
    .flatMap((name) => {
      const code = read(name).replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, "");
      return problemsOf(name, [
        ...values(code, /\b(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g),
        ...values(code, /new URL\("([\w./-]+\.\w+)", import\.meta\.url\)/g),
      ]);
    });
  const sheets = files
    .filter((name) => name.endsWith(".css"))
    .flatMap((name) => problemsOf(name, values(read(name), /url\("?([^")]+)"?\)/g)));
  assert.deepEqual([...loaded, ...imported, ...sheets], []);
});

test("every result of the search exists", () => {
  for (const part of ["guide", "reference"]) {
    /** @type {{ file: string }[]} */
    const found = JSON.parse(read(`${part}/search.json`));
    assert.ok(found.length > 100, part);
    assert.deepEqual(
      problemsOf(
        `${part}/index.html`,
        found.map(({ file }) => file),
      ),
      [],
    );
  }
});

test("all pages have the navigation and a strict Content-Security-Policy", () => {
  for (const page of pages.filter((name) => name !== "index.html")) {
    const html = read(page);
    assert.ok(html.includes("<site-nav></site-nav>"), page);
    const [policy = ""] = values(html, /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/g);
    assert.match(policy, /^default-src 'none'; script-src 'self'/, page);
    assert.match(policy, /require-trusted-types-for 'script'/, page);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'/, page);
    assert.doesNotMatch(html, /\sstyle="|\son\w+="|<style|<script(?![^>]*\ssrc=)/, page);
  }
});

test("every document is a page of the guide", () => {
  assert.equal(pages.filter((name) => name.startsWith("guide/")).length, documents.length);
});

test("the guide and the reference lead to each other", () => {
  assert.match(read("guide/polling.html"), /href="\.\.\/reference\/all\/classes\/JobPoller\.html"/);
  assert.match(read("reference/all/classes/JobPoller.html"), /href="\.\.\/\.\.\/\.\.\/guide\/polling\.html"/);
});
