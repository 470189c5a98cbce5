// Several entries of the package on one page: any of their inits loads all, and they work together. Chromium tries each
// pair. Firefox and WebKit try all entries together.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { entries } from "../../scripts/build/entries.mjs";
import { serve } from "../../scripts/static-server.mjs";
import { engine, launch } from "../support/engines.mjs";

let server;
let browser;

before(async () => {
  server = await serve({ folders: ["dist", "www", "tests"], home: undefined });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Calls a function in a new page, with the names of scripts. */
async function inPage(work, scripts) {
  const page = await browser.newPage();
  try {
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${server.url}/tests/browser/page.html`);
    const answer = await page.evaluate(work, scripts);
    return { answer, asked };
  } finally {
    await page.close();
  }
}

const pairs = entries.flatMap((one, index) => entries.slice(index + 1).map((other) => [one, other]));

describe("entries on one page", () => {
  for (const together of engine === "chromium" ? pairs : [entries])
    test(`${together.map(({ specifier }) => specifier).join(" and ")} are loaded by any init, once, and have one error class`, async () => {
      const { answer, asked } = await inPage(
        async (scripts) => {
          const apis = await Promise.all(scripts.map((script) => import(`/dist/${script}`)));
          const [first, second] = apis;
          await Promise.all([first.default(), second.default(), second.default()]);
          return {
            errorClasses: new Set(apis.map(({ ExportJobsError }) => ExportJobsError)).size,
            versions: apis.map(({ version }) => typeof version()),
          };
        },
        together.map(({ script }) => script),
      );
      assert.deepEqual(answer, { errorClasses: 1, versions: together.map(() => "string") });
      const modules = asked.filter((name) => name.endsWith(".wasm")).sort();
      assert.deepEqual(modules, together.map(({ wasm }) => `/dist/${wasm}`).sort());
    });

  test("a board follows what another entry's client exports, and a third entry reads the file", async () => {
    const { answer } = await inPage(async () => {
      const [jobs, board, project, { createSimulator }] = await Promise.all(
        ["/dist/jobs.js", "/dist/board.js", "/dist/project.js", "/www/simulator/index.js"].map((file) => import(file)),
      );
      await jobs.default();
      const { fetch } = createSimulator({ pace: 0.01 });
      const language = new jobs.AzureLanguage({
        endpoint: "https://contoso.cognitiveservices.azure.com",
        family: "analyze-conversations",
        credential: { key: "demo-key" },
      });
      const jobBoard = new board.JobBoard({ clients: language, fetch });
      const { job } = await jobBoard.submit(language, language.exportRequest("CityTransit"));
      const { state } = await jobBoard.outcome(job);
      const result = await language.follow(job, { fetch }).result();
      jobBoard.close();
      return [state, project.ExportedProject.parse(result).summary().name];
    }, []);
    assert.deepEqual(answer, ["succeeded", "CityTransit"]);
  });
});
