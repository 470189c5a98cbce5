// The description of each page, which search engines show.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { siteFolder } from "../../scripts/site/site-folder.mjs";

test("every page of the guide begins with a paragraph, which its description quotes without cutting a word", () => {
  const guide = path.join(siteFolder, "guide");
  const pages = readdirSync(guide, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
  assert.ok(pages.length > 20, `${pages.length} pages`);
  for (const name of pages) {
    const html = readFileSync(path.join(guide, name), "utf8");
    const description = /<meta name="description" content="([^"]*)"/.exec(html)?.[1] ?? "";
    assert.match(description, /^.{40,}[.…]$/, name);
    const [, before] = /<h1\b[^>]*>.*?<\/h1>(.*?)<p>/s.exec(html) ?? [];
    assert.equal(before?.replace(/<[^>]*>/g, "").trim(), "", `${name} has something before its first paragraph`);
  }
});
