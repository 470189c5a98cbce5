import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect } from "@playwright/test";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Runs axe on the page, including shadow trees. */
export async function expectNoViolations(page) {
  // Firefox 153 crashes when these are read in the page and in the world of the test.
  await page.evaluate(() => {
    for (const name of Object.getOwnPropertyNames(Element.prototype))
      if (/^aria\w+Elements?$/.test(name)) delete Element.prototype[name];
  });
  await page.evaluate(axe);
  // `preload` would write inline styles, which the page forbids.
  const violations = await page.evaluate(async (values) => {
    const found = await globalThis.axe.run(document, { preload: false, runOnly: { type: "tag", values } });
    return found.violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target, failureSummary }) => `${target.flat().join(" ")} ${failureSummary}`).join("; ")}`,
    );
  }, tags);
  expect(violations).toEqual([]);
}
