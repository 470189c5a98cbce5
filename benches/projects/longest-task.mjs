// npm run bench:page: opens a project file of 50 MB on the page for projects. Prints the longest task of the page's
// main thread while the file is opened, checked, scrolled and searched. A task over 50 ms delays the response to a
// key or a click.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { main } from "../../scripts/command.mjs";
import { build, named } from "../../scripts/build.mjs";
import { setUpTests } from "../../scripts/setup.mjs";
import { serve } from "../../scripts/static-server.mjs";

const UTTERANCES = 230_000;

/** A conversation project of about 50 MB. */
const project = () => ({
  projectFileVersion: "2023-04-01",
  stringIndexType: "Utf16CodeUnit",
  metadata: {
    projectKind: "Conversation",
    projectName: "Mail",
    language: "en-us",
    multilingual: true,
    settings: { confidenceThreshold: 0.7 },
  },
  assets: {
    projectKind: "Conversation",
    intents: [{ category: "Send" }],
    entities: [{ category: "Person" }],
    utterances: Array.from({ length: UTTERANCES }, (_, at) => ({
      text: `send mail ${at} to Zoë`,
      intent: "Send",
      language: "en-us",
      dataset: "Train",
      entities: [{ category: "Person", offset: `send mail ${at} to `.length, length: 3 }],
    })),
  },
});

await main(async () => {
  process.env.CHROME_PATH = await setUpTests();
  await build(named("project"));
  const { launch } = await import("../../tests/support/chromium.mjs");
  const folder = mkdtempSync(path.join(os.tmpdir(), "export-jobs-page-"));
  const server = await serve();
  const browser = await launch();
  try {
    const file = path.join(folder, "Large.json");
    writeFileSync(file, JSON.stringify(project(), null, 1));
    const page = await browser.newPage();
    await page.addInitScript(() => {
      const tasks = /** @type {any} */ (globalThis.tasks = []);
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
        type: "longtask",
        buffered: true,
      });
    });
    await page.goto(`${server.url}/www/project.html`);
    await page.setInputFiles("#file", file);
    await page.locator("#findings-state", { hasText: /wrong|warning|error/ }).waitFor();
    for (const share of [0.2, 0.9, 0.5, 1])
      await page
        .getByRole("table", { name: "Items" })
        .evaluate((node, part) => (node.scrollTop = node.scrollHeight * part), share);
    await page.fill("#filter-text", "MAIL 2299");
    await page.locator("#items-state", { hasText: `of ${UTTERANCES} items` }).waitFor();
    // The observer reports a task before the next frame is over.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    const tasks = await page.evaluate(() => /** @type {any} */ (globalThis).tasks);
    console.log(
      `Chromium ${browser.version()}; tasks of over 50 ms: ${tasks.length}; the longest: ${tasks.length > 0 ? `${Math.round(Math.max(...tasks))} ms` : "under 50 ms"}.`,
    );
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
