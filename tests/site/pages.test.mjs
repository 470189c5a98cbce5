// The site in a browser, from a static server and below a sub-path.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { serve } from "../../scripts/static-server.mjs";
import { siteFolder } from "../../scripts/site/site-folder.mjs";
import { expectNoViolations } from "../e2e/axe.mjs";
import { launch } from "../support/engines.mjs";

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {any} */
let browser;

before(async () => {
  server = await serve({ base: path.dirname(siteFolder), folders: [path.basename(siteFolder)], home: undefined });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const address = (/** @type {string} */ place) => `${server.url}/${path.basename(siteFolder)}/${place}`;

/**
 * Opens a page of the site, and uses it. Fails on an error, on a violation of the policy, on a missing file, and on a
 * request to another origin.
 *
 * @param {string} place @param {(page: any) => Promise<unknown>} use @param {object} [options] Of the page.
 */
async function opened(place, use, options = {}) {
  const page = await browser.newPage(options);
  /** @type {string[]} */
  const trouble = [];
  page.on("pageerror", (/** @type {Error} */ error) => trouble.push(`${error}`));
  page.on("console", (/** @type {any} */ message) => {
    if (message.type() === "error") trouble.push(message.text());
  });
  page.on("request", (/** @type {any} */ request) => {
    if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(address(""))) trouble.push(request.url());
  });
  page.on("response", (/** @type {any} */ response) => {
    if (response.status() >= 400) trouble.push(`${response.status()} ${response.url()}`);
  });
  try {
    await page.goto(address(place));
    await use(page);
    assert.deepEqual(trouble, [], place);
  } finally {
    await page.close();
  }
}

/** Waits for the navigation, which marks the place. @param {any} page @param {string} title */
const isAt = (page, title) => page.locator("site-nav [aria-current]", { hasText: title }).waitFor();

describe("the site below a sub-path", { concurrency: 2 }, () => {
  test("leads from its root to the demo, and from there to every part", () =>
    opened("", async (page) => {
      for (const title of ["Demo", "Board", "Project file", "Region to region", "Guide", "API reference"]) {
        await page.locator("site-nav nav a", { hasText: title }).click();
        await isAt(page, title);
      }
    }));

  for (const service of ["analyze-text", "intune-reports"])
    test(`runs an export of ${service} in the demo`, () =>
      opened("www/", async (page) => {
        await page.locator(`[name=service][value=${service}]`).check();
        await page.locator("#go:enabled").click();
        await page.locator("export-job [data-phase=finished]").waitFor();
      }));

  test("the page that waits for the reference opens it", () =>
    opened("www/reference.html", (page) => page.waitForURL(/\/reference\/$/)));

  for (const [place, title] of [
    ["guide/polling.html", "Guide"],
    ["reference/all/classes/JobPoller.html", "API reference"],
  ])
    for (const [colorScheme, width] of [
      ["light", 1280],
      ["dark", 360],
    ])
      test(`axe finds nothing on ${place} in ${colorScheme} at ${width} pixels, and it fits`, () =>
        opened(
          place,
          async (page) => {
            await isAt(page, title);
            await page.locator("site-search input").waitFor();
            assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
            await expectNoViolations(page);
          },
          { colorScheme, viewport: { width, height: 740 } },
        ));

  test("finds a method by its name, and a chapter by its title", () =>
    opened("reference/", async (page) => {
      const search = page.getByRole("searchbox");
      await search.fill("JobPoller.pollUntil");
      await page.locator(".found a", { hasText: "pollUntilDone" }).first().waitFor();
      await search.press("Enter");
      await page.waitForURL(/JobPoller\.html#polluntildone$/);
      await page.goto(address("guide/"));
      await search.fill("page drives");
      await page.locator(".found a", { hasText: "The page drives" }).click();
      await page.waitForURL(/guide\/polling\.html#the-page-drives$/);
    }));
});

const classes = readdirSync(path.join(siteFolder, "reference"), { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => /\/classes\/\w+\.html$/.test(name));

describe("the example of each class", { concurrency: 2 }, () => {
  test("is there", () => assert.ok(classes.length >= 16, `${classes.length} classes`));

  for (const name of classes)
    test(`runs: ${path.posix.basename(name, ".html")}`, () =>
      opened(`reference/${name}`, async (page) => {
        const example = page.locator("run-example");
        assert.match(await example.locator("pre").first().textContent(), /from "export-jobs/);
        await example.getByRole("button", { name: "Run", exact: true }).click();
        await page.locator("run-example[data-state=done], run-example[data-state=failed]").waitFor();
        const printed = await example.locator(".printed").textContent();
        assert.equal(await example.getAttribute("data-state"), "done", printed);
        assert.notEqual(printed, "");
      }));
});
