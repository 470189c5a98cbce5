// An export from the form to the saved file, with the simulated services in the page.
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { createSimulator } from "../../www/simulator/index.js";
import { readZip } from "../simulator/zip-reader.mjs";
import { expect, test } from "./demo.mjs";

const { services } = createSimulator();
const exports = services.find((entry) => entry.service === "avepoint").exports;
const text = (bytes) => new TextDecoder().decode(bytes);

for (const [service, project, kind, count] of [
  ["analyze-text", "MaintenanceReports", "CustomEntityRecognition", "20 documents"],
  ["analyze-conversations", "CityTransit", "Conversation", "59 utterances"],
  ["query-knowledgebases", "LibraryHelp", "QuestionAnswering", "qnas"],
]) {
  test(`exports ${project} of ${service}, and saves the file`, async ({ demo }) => {
    await demo.open();
    await demo.choose({ service });
    await demo.hurry();
    await demo.start();
    await demo.reaches("finished");
    await expect(demo.state).toContainText("Succeeded");
    await expect(demo.state.locator("code")).toHaveText("succeeded");
    await expect(demo.job.locator(".project")).toContainText(kind);
    await expect(demo.job.locator(".counts")).toContainText(count);
    const { name, bytes } = await demo.save();
    expect(name).toBe(`${project}.json`);
    expect(JSON.parse(text(bytes)).metadata).toBeDefined();
  });
}

test("shows the readings as they arrive", async ({ demo, page }) => {
  await page.clock.install();
  await demo.open();
  await demo.linger();
  await demo.start();
  await expect(demo.state).toContainText("Waiting to start");
  await expect(demo.job.locator(".next")).toHaveText(/^in \d+ s$/);
  await page.clock.runFor(60_000);
  await demo.reaches("finished");
  await expect(demo.job.locator(".steps")).toContainText("HTTP 202");
  const polls = Number(await demo.job.locator(".polls").textContent());
  expect(polls).toBeGreaterThan(1);
  // The submission and the result are requests too.
  await expect(demo.history).toHaveCount(polls + 2);
});

test("waits as long as question answering requests, unless told to poll now", async ({ demo, page }) => {
  await page.clock.install();
  await demo.open();
  await demo.choose({ service: "query-knowledgebases" });
  await demo.start();
  await expect(demo.trouble).toContainText("The service asks to wait 30 s");
  await page.clock.runFor(10_000);
  await expect(demo.job.locator(".polls")).toHaveText("1");
  await demo.job.getByRole("button", { name: "Poll now" }).click();
  await demo.reaches("finished");
  await expect(demo.job.locator(".polls")).toHaveText("2");
});

test("sends the options of the contract", async ({ demo, page }) => {
  await demo.open();
  await demo.choose({ service: "analyze-conversations" });
  await demo.hurry();
  await demo.unfold("Options of the export");
  await page.fill("#api-version", "2023-11-15-preview");
  await page.fill("#trained-model-label", "v 1");
  await page.selectOption("#conversation-format", "Luis");
  await expect(page.locator("#preview")).toContainText("format=Luis");
  await demo.start();
  await demo.reaches("finished");
  const submission = await demo.exchange(0);
  await expect(submission).toContainText("POST");
  for (const part of [
    "api-version=2023-11-15-preview",
    "trainedModelLabel=v%201",
    "format=Luis",
    "stringIndexType=Utf16CodeUnit",
  ])
    await expect(submission.locator("pre").first()).toContainText(part);
});

for (const [format, file] of [
  ["tsv", "LibraryHelp.tsv"],
  ["excel", "LibraryHelp.xlsx"],
]) {
  test(`saves what question answering exports as ${format}`, { tag: "@slow" }, async ({ demo, page }) => {
    await demo.open();
    await demo.choose({ service: "query-knowledgebases" });
    await demo.hurry();
    await demo.unfold("Options of the export");
    await page.selectOption("#question-format", format);
    await demo.start();
    await demo.reaches("finished");
    await expect(demo.failure).toHaveCount(0);
    expect((await demo.save()).name).toBe(file);
  });
}

for (const [index, { name, title }] of exports.entries()) {
  test(`AvePoint: ${title}`, { tag: index === 0 ? [] : "@slow" }, async ({ demo, page }) => {
    await demo.open();
    await demo.choose({ service: "avepoint" });
    await demo.hurry();
    await page.selectOption("#export", name);
    await expect(page.locator("#pace-note")).toContainText("this page polls every two seconds");
    await demo.start();
    await demo.reaches("finished");
    await expect(demo.job.locator("h2")).toHaveText(title);
    await expect(demo.job.locator(".files")).toContainText("1 file in the archive");
    const { name: file, bytes } = await demo.save();
    expect(file).toMatch(/^export-\d+\.zip$/);
    const [inside] = readZip(bytes).keys();
    await expect(demo.job.locator(".files tbody")).toContainText(inside);
  });
}

test("AvePoint is polled until it has ended", async ({ demo, page }) => {
  await page.clock.install();
  await demo.open();
  await demo.choose({ service: "avepoint" });
  await demo.linger();
  await demo.start();
  await expect(demo.state).toContainText("Running");
  await expect(demo.state.locator("code")).toHaveText("1");
  await page.clock.runFor(60_000);
  await demo.reaches("finished");
});

test("shows each request and answer when asked to, without the credential", async ({ demo }) => {
  await demo.open();
  await demo.hurry();
  await demo.start();
  await demo.reaches("finished");
  const submission = await demo.exchange(0);
  await expect(submission).toContainText("ocp-apim-subscription-key: ••••••••");
  await expect(submission).toContainText("operation-location: https://");
  await expect(submission).toContainText("HTTP 202");
  const poll = await demo.exchange(1);
  await expect(poll).toContainText('"status": "succeeded"');
  for (const part of [demo.body, demo.job.locator(".history")])
    expect(await part.innerText()).not.toContain("demo-key");
});

test("counts the bytes of a slow download", { tag: "@slow" }, async ({ demo, page }) => {
  await page.clock.install();
  await demo.open();
  await demo.hurry();
  await demo.fault("slowBody", { on: "result", overMs: 80_000, chunks: 8 });
  await demo.start();
  await expect(demo.job.locator(".download")).toBeVisible();
  await page.clock.runFor(30_000);
  await expect(demo.job.locator(".bytes")).toHaveText(/^[\d.]+ kB of [\d.]+ kB$/);
  await page.clock.runFor(80_000);
  await demo.reaches("finished");
});

test("says next to the form what is wrong, and sends nothing", async ({ demo, page }) => {
  await demo.open();
  await page.selectOption("#sample", "");
  await page.fill("#project", "a/b");
  await demo.start();
  await expect(demo.orderFailure).toContainText("That cannot be sent");
  await expect(demo.orderFailure).toContainText("invalidArgument");
  await expect(demo.state).toContainText("Ready");
});

test("a missing project is reported as missing", async ({ demo, page }) => {
  await demo.open();
  await page.selectOption("#sample", "");
  await page.fill("#project", "Räume 2026 #1");
  await demo.start();
  await demo.reaches("failed");
  await expect(demo.failure).toContainText("It is not there");
  await expect(demo.failure).toContainText("The specified project was not found.");
  await expect(demo.failure).toContainText("exact upper and lower case");
});

for (const service of ["analyze-text", "avepoint"]) {
  test(
    `the code that is shown for ${service} runs as it stands`,
    { tag: "@slow" },
    async ({ demo, page }, testInfo) => {
      await demo.open();
      await demo.choose({ service });
      await demo.pace({ interval: 50 });
      await demo.unfold("Code for this");
      const file = testInfo.outputPath("code.mjs");
      await writeFile(file, await page.locator("#code-text").textContent());
      const { stdout } = await promisify(execFile)(process.execPath, [file]);
      expect(stdout).toContain("succeeded\n");
    },
  );
}
