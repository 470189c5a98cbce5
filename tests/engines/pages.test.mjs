// Every page of the demo, used once in the browser of ENGINE. The end-to-end tests look closer, in Chromium.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "../../scripts/static-server.mjs";
import { launch } from "../support/engines.mjs";

/** A page that takes longer than this hangs. */
const limit = { timeout: 400_000 };

let server;
let browser;

before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/**
 * Opens a page, uses it with `use`, which runs in the page, and fails on what was not caught.
 *
 * @param {string} name
 * @param {(page: { until: (condition: () => unknown) => Promise<any>, click: (selector: string) => Promise<void> },
 *   argument: any) => Promise<unknown>} use
 * @param {unknown} [argument]
 */
async function used(name, use, argument) {
  const page = await browser.newPage();
  try {
    await page.goto(`${server.url}/www/${name}`);
    await page.evaluate(() => {
      const all = /** @type {any} */ (globalThis.uncaught = []);
      for (const type of ["error", "unhandledrejection"]) addEventListener(type, (event) => all.push(event));
    });
    const work = `async (argument) => {
      /** Waits until a condition is true. */
      const until = (condition) =>
        new Promise((resolve) => {
          const check = () => {
            const value = condition();
            if (value) resolve(value);
            else setTimeout(check, 50);
          };
          check();
        });
      const click = async (selector) => {
        const button = await until(() => document.querySelector(selector + ":not([disabled])"));
        button.click();
      };
      return (${use})({ until, click }, argument);
    }`;
    // The text is a function, which an engine without Playwright gets as it is.
    const answer = await page.evaluate(`(${work})(${JSON.stringify(argument ?? null)})`);
    const uncaught = await page.evaluate(() =>
      /** @type {any} */ (globalThis).uncaught
        .filter((event) => !event.defaultPrevented)
        .map(({ error, reason, message }) => `${error ?? reason ?? message} ${(error ?? reason)?.stack ?? ""}`),
    );
    assert.deepEqual(uncaught, []);
    return answer;
  } finally {
    await page.close();
  }
}

test("the demo exports a project, and offers its file", limit, async () => {
  const file = await used("index.html", async ({ until, click }) => {
    const duration = await until(() => /** @type {HTMLSelectElement} */ (document.querySelector("#duration")));
    duration.value = "0";
    duration.dispatchEvent(new Event("change", { bubbles: true }));
    await click("#go");
    const element = /** @type {any} */ (document.querySelector("export-job"));
    await until(() => element.shadowRoot.querySelector("[data-phase=finished]"));
    return [...element.shadowRoot.querySelectorAll("button")].map(({ textContent }) => textContent.trim());
  });
  assert.ok(file.includes("Save file"), file.join(", "));
});

test("the board follows twenty exports to their end", limit, async () => {
  const text = await used("board.html?name=engines&empty", async ({ until, click }) => {
    await click("#add-exports");
    const rows = () =>
      [document, ...[...document.querySelectorAll("*")].map(({ shadowRoot }) => shadowRoot)]
        .flatMap((root) => [...(root?.querySelectorAll("tbody tr[data-done]") ?? [])])
        .map(({ textContent }) => textContent);
    await until(() => rows().length >= 20);
    return rows().join("\n");
  });
  assert.match(text, /export/i);
});

test("the page for projects reads a file, and checks it", limit, async () => {
  const project = {
    projectFileVersion: "2023-04-01",
    stringIndexType: "Utf16CodeUnit",
    metadata: {
      projectKind: "Conversation",
      projectName: "Mail",
      language: "en-us",
      settings: { confidenceThreshold: 0.7 },
    },
    assets: {
      projectKind: "Conversation",
      intents: [{ category: "Send" }],
      entities: [],
      utterances: [{ text: "send a mail", intent: "Send", language: "en-us", dataset: "Train", entities: [] }],
    },
  };
  const text = await used(
    "project.html",
    async ({ until }, json) => {
      const input = await until(() => /** @type {HTMLInputElement} */ (document.querySelector("#file")));
      await until(() => !input.disabled);
      const files = new DataTransfer();
      files.items.add(new File([json], "Mail.json", { type: "application/json" }));
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      // The page opens with a sample.
      const summary = () => document.querySelector("#summary-content")?.textContent ?? "";
      await until(() => summary().includes("Mail") && document.querySelector("#findings-state")?.textContent);
      return summary();
    },
    JSON.stringify(project),
  );
  assert.match(text, /1 intent.*1 utterance/);
});

test("the page for regions compares them", limit, async () => {
  const text = await used("recovery.html?pace=0.02", async ({ until, click }) => {
    await click("#compare");
    await until(() => document.querySelector("#comparison-state")?.textContent?.includes("By dates"));
    return document.querySelector(".comparison-table")?.textContent;
  });
  assert.match(text, /CityTransit/);
});
