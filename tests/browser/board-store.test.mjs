// Boards of one name in one browser, which write to one store.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "../../scripts/static-server.mjs";
import { launch } from "../support/engines.mjs";

let server;
let browser;

before(async () => {
  server = await serve({ folders: ["dist", "tests"], home: undefined });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("two boards that add the same jobs at the same time store each once", async () => {
  const page = await browser.newPage();
  await page.goto(`${server.url}/tests/browser/page.html`);
  const answer = await page.evaluate(async () => {
    const { default: init, AzureLanguage, JobBoard } = await import(/** @type {any} */ ("/dist/all.js"));
    await init();
    const language = new AzureLanguage({
      endpoint: "https://contoso.cognitiveservices.azure.com",
      family: "analyze-text",
      credential: { key: "0123456789abcdef" },
    });
    const fetch = async () => new Response('{"status":"running"}', { headers: { "content-type": "application/json" } });
    const open = async () => {
      const board = new JobBoard({ clients: language, fetch, name: "same-jobs", limits: {} });
      await board.ready();
      return board;
    };
    const boards = [await open(), await open()];
    // A board writes a new job immediately, before it hears of the other's.
    for (let n = 0; n < 20; n += 1) for (const board of boards) board.add(language.job("export", "Inbox", `job${n}`));
    const written = await Promise.all(boards.map((board) => board.stored().then(() => "stored", String)));
    for (const board of boards) board.close();
    const later = await open();
    const ids = later.jobs().map(({ job }) => job.id);
    later.close();
    return { written, ids: new Set(ids).size, jobs: ids.length, aloneBecause: later.aloneBecause ?? "not alone" };
  });
  assert.deepEqual(answer, { written: ["stored", "stored"], ids: 20, jobs: 20, aloneBecause: "not alone" });
});
