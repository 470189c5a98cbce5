// `<export-job>` as a portal embeds it.
import { readFile } from "node:fs/promises";
import { expectNoViolations } from "./axe.mjs";
import { expect, test } from "./embed/embedding.mjs";
import { listen, phaseOf, start } from "./embed/runs.mjs";

test("<export-job> goes from the submission to the saved file, and tells the page", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  await listen(page);
  await start(page);
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "finished");
  await expect(page.locator("export-job h2")).toHaveText("Export of MaintenanceReports");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save file" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("MaintenanceReports.json");
  expect(JSON.parse(String(await readFile(await download.path()))).metadata).toBeDefined();
  const heard = await page.evaluate(() => window.heard);
  expect(heard.filter(({ type }) => type === "job")).toHaveLength(1);
  expect(heard.filter(({ type }) => type === "end")).toEqual([
    { type: "end", phase: "finished", url: expect.stringContaining("/export/jobs/"), from: "export-job" },
  ]);
  await expectNoViolations(page);
});

test("a job is followed once its client is set, in either order", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  const job = await page.evaluate(async () => {
    const { portal } = window;
    const poller = await portal.language.start(portal.request(), { fetch: portal.fetch });
    const view = /** @type {any} */ (document.querySelector("export-job"));
    // Before the element is defined.
    view.job = poller.job;
    view.fetch = portal.fetch;
    portal.defineElements();
    return poller.job;
  });
  await expect(page.locator("export-job h2")).toHaveText("Export of MaintenanceReports");
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "idle");
  await page.evaluate(() => (document.querySelector("export-job").client = window.portal.language));
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "finished");
  const requests = () => page.evaluate(() => window.portal.simulator.requests.length);
  const before = await requests();
  // The same job again, as a framework sets it.
  await page.evaluate((job) => (document.querySelector("export-job").job = job), job);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  expect(await requests()).toBe(before);
  await page.evaluate(() => (document.querySelector("export-job").job = undefined));
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "idle");
});

test("a run that is replaced or stopped within the same script never starts", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  await start(page);
  await page.evaluate(() => {
    const { portal } = window;
    const view = /** @type {any} */ (document.querySelector("export-job"));
    window.starts = 0;
    const begin = (options) => {
      window.starts += 1;
      return portal.language.start(portal.request(), options);
    };
    view.run(begin);
    view.stop();
    view.run(begin);
    view.run(begin);
  });
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "finished");
  expect(await page.evaluate(() => window.starts)).toBe(1);
});

test("work ends when the element is removed, and continues when it is moved or put back", async ({ page, open }) => {
  await open({ body: "<export-job></export-job><div id='elsewhere'></div>" });
  await listen(page);
  const view = (action) => page.evaluate(action);
  await view(() => {
    const { portal } = window;
    portal.defineElements();
    const view = /** @type {any} */ (document.querySelector("export-job"));
    view.fetch = portal.fetch;
    view.client = portal.language;
    // The job at the service never ends.
    const job = portal.language.job("export", "MaintenanceReports", "1");
    const answer = async (request) => {
      request.signal.addEventListener("abort", () => (window.aborted = true));
      return new Promise((_, reject) => request.signal.addEventListener("abort", () => reject(request.signal.reason)));
    };
    view.fetch = answer;
    view.job = job;
  });
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "watching");
  await view(() => document.querySelector("#elsewhere").append(document.querySelector("export-job")));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "watching");
  expect(await view(() => window.aborted)).toBe(undefined);
  await view(() => {
    window.view = document.querySelector("export-job");
    window.view.remove();
  });
  await expect.poll(() => view(() => window.aborted)).toBe(true);
  await view(() => document.querySelector("main").append(window.view));
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "watching");
});

test("a poller of the page continues when its element is put back", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  await page.evaluate(() => {
    const { portal } = window;
    portal.defineElements();
    const job = portal.language.job("export", "MaintenanceReports", "1");
    window.view = document.querySelector("export-job");
    const poller = portal.language.follow(job, { fetch: () => new Promise(() => {}) });
    Object.assign(window.view, { poller });
  });
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "watching");
  await page.evaluate(() => window.view.remove());
  await page.evaluate(() => document.querySelector("main").append(window.view));
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "watching");
  await page.getByRole("button", { name: "Stop watching" }).click();
  await page.getByRole("button", { name: "Watch again" }).click();
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "watching");
});
