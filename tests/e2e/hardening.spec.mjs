// Tests of the pages with hostile storage, without storage, and with markup in strings.
import { expect, test as plain } from "@playwright/test";
import { beforeScripts } from "./before-scripts.mjs";
import { test } from "./demo.mjs";

for (const path of ["index.html", "board.html", "project.html", "recovery.html"]) {
  plain(`${path} takes no markup from strings`, async ({ page }) => {
    await page.goto(path);
    const outcome = await page.evaluate(() => {
      try {
        document.createElement("div").innerHTML = "<img>";
        return "taken";
      } catch (error) {
        return error.name;
      }
    });
    expect(outcome).toBe("TypeError");
  });
}

test("invalid recent jobs are left out, and the demo works", async ({ demo, page }) => {
  await beforeScripts(page, () => {
    const job = {
      service: "azure-language/analyze-text",
      operation: "export",
      project: "Inbox",
      id: "1",
      url: "https://contoso.cognitiveservices.azure.com/language/x",
    };
    const entry = {
      job,
      title: "Export of Inbox",
      simulated: false,
      service: "analyze-text",
      endpoint: "https://contoso.cognitiveservices.azure.com",
      startedAt: 1_700_000_000_000,
    };
    const broken = [
      { startedAt: 1e300 },
      { startedAt: -8.7e15 },
      { job: { ...job, url: "no URL" } },
      { ended: { toString: "x" } },
      { title: 5 },
    ];
    localStorage.setItem(
      "export-jobs.recent",
      JSON.stringify([null, ...broken.map((change) => ({ ...entry, ...change })), entry]),
    );
  });
  await demo.open();
  await expect(demo.recent).toHaveCount(1);
  await demo.hurry();
  await demo.start();
  await demo.reaches("finished");
});

/** Blocks the storage and the locks of a page, as browsers do where site data is blocked. */
function blockSiteData() {
  const denied = () => new DOMException("Access is denied for this document.", "SecurityError");
  for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
    Object.defineProperty(window, name, {
      get: () => {
        throw denied();
      },
    });
  }
  for (const name of /** @type {const} */ (["query", "request"]))
    LockManager.prototype[name] = () => Promise.reject(denied());
}

plain("with site data blocked the page for regions compares, and says why it cannot replicate", async ({ page }) => {
  const problems = [];
  page.on("pageerror", (error) => problems.push(error));
  await beforeScripts(page, blockSiteData);
  await page.goto("recovery.html?pace=0.02");
  const reason = page.locator("#options-failure .note");
  await expect(reason).toContainText("does not let the page store anything");
  await page.click("#compare");
  await expect(page.locator("#comparison-state")).toContainText("By dates");
  await page.fill("#project", "CityTransit");
  await page.click("#start");
  await expect(reason).toContainText("does not let the page store anything");
  expect(problems).toEqual([]);
});

plain("with site data blocked the board page is on its own, says so, and its jobs end", async ({ page }) => {
  const problems = [];
  page.on("pageerror", (error) => problems.push(error));
  await beforeScripts(page, blockSiteData);
  await page.goto("board.html?empty");
  await page.click("#add-exports");
  await page.click("#add-training");
  await expect(page.locator("export-board .role")).toHaveText("is on its own");
  await expect(page.locator("export-board .alone")).toContainText("IndexedDB");
  await expect(page.locator("export-board tbody tr[data-done]")).toHaveCount(20);
  await page
    .locator("export-board tbody tr", { hasText: "train" })
    .first()
    .getByRole("button", { name: /^Cancel/ })
    .click();
  await expect(page.locator("export-board tbody tr", { hasText: "Cancelled" })).toHaveCount(1);
  expect(problems).toEqual([]);
});
