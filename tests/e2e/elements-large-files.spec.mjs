// Large files, which the elements write to the disk.
import { stat } from "node:fs/promises";
import { expect, test } from "./embed/embedding.mjs";
import { phaseOf } from "./embed/runs.mjs";

test("a large file goes straight to the disk, on a click", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  await page.evaluate(() => {
    const { portal } = window;
    portal.defineElements();
    const written = (window.heard = []);
    const showSaveFilePicker = async ({ suggestedName }) => ({
      createWritable: async () =>
        new WritableStream({ write: (chunk) => void written.push(`${suggestedName} ${chunk.length}`) }),
    });
    Object.assign(window, { showSaveFilePicker });
    const status = { state: "succeeded", serviceState: "succeeded", isDone: true, errors: [], warnings: [] };
    // A file of 2 GB, without its bytes.
    const poller = {
      job: {
        service: "azure-language/analyze-text",
        operation: "export",
        project: "Large",
        id: "1",
        url: "https://x/1",
      },
      status,
      isDone: true,
      onProgress: () => () => {},
      pollUntilDone: async () => status,
      result: ({ signal, onProgress }) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          onProgress({ receivedBytes: 1_000, totalBytes: 2_000_000_000 });
        }),
      save: async (target, { signal, onProgress }) => {
        window.starts = (window.starts ?? 0) + 1;
        if (window.starts === 1)
          await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
        const writer = target.getWriter();
        await writer.write(new Uint8Array(10));
        onProgress({ receivedBytes: 2_000_000_000, totalBytes: 2_000_000_000 });
        await writer.close();
        return { size: 2_000_000_000 };
      },
    };
    Object.assign(document.querySelector("export-job"), { poller });
  });
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "finished");
  await expect(page.locator("export-job")).toContainText("2 GB · The file is large.");
  await page.getByRole("button", { name: "Save file" }).click();
  // The first time, the user changes their mind.
  await page.getByRole("button", { name: "Stop watching" }).click();
  await page.getByRole("button", { name: "Save file" }).click();
  await expect(page.locator("export-job")).toContainText("Saved as Large.json.");
  await expect(page.getByRole("button", { name: "Save file" })).toHaveCount(0);
  expect(await page.evaluate(() => window.heard)).toEqual(["Large.json 10"]);
});

test("a large file from a service is written whole to the disk", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  await page.evaluate(async () => {
    const { portal } = window;
    portal.defineElements();
    const folder = await navigator.storage.getDirectory();
    const showSaveFilePicker = async ({ suggestedName }) => folder.getFileHandle(suggestedName, { create: true });
    Object.assign(window, { showSaveFilePicker });
    const simulator = portal.createSimulator({ pace: 0, results: { bytes: 70_000_000 } });
    const view = document.querySelector("export-job");
    Object.assign(view, { fetch: simulator.fetch });
    view.run((options) => portal.language.start(portal.request(), options));
  });
  await expect(page.locator("export-job")).toContainText("70 MB · The file is large.");
  await page.getByRole("button", { name: "Save file" }).click();
  await expect(page.locator("export-job")).toContainText("Saved as MaintenanceReports.json.");
  const size = await page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle("MaintenanceReports.json");
    return (await handle.getFile()).size;
  });
  expect(size).toBe(70_000_000);
});

test("a large file is a download in browsers without a save dialog", async ({ page, open }) => {
  await open({ body: "<export-button></export-button>" });
  await page.evaluate(() => {
    const { portal } = window;
    portal.defineElements();
    Object.assign(window, { showSaveFilePicker: undefined });
    const { fetch } = portal.createSimulator({ pace: 0, results: { bytes: 70_000_000 } });
    Object.assign(document.querySelector("export-button"), { client: portal.language, request: portal.request, fetch });
  });
  const button = page.getByRole("button");
  await button.click();
  await expect(button).toHaveAccessibleName("Save file");
  const saved = page.waitForEvent("download");
  await button.click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("MaintenanceReports.json");
  expect((await stat(await download.path())).size).toBe(70_000_000);
});
