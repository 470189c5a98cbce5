// Replicating projects from region to region, on the page.
import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { expectNoViolations } from "./axe.mjs";
import { beforeScripts } from "./before-scripts.mjs";
import { Recovery, marked, test } from "./recovery-page.mjs";

test("a project that is missing in the second region is copied, and is then equal", async ({ tab }) => {
  const recovery = await tab();
  const { page } = recovery;
  const row = await recovery.compare("CityTransit");
  await expect(row).toHaveAttribute("data-standing", "missing");
  await expect(row).toContainText("deployed as production");
  await expect(row).toContainText("Replicate it");
  await expectNoViolations(page);

  await row.getByRole("button", { name: "Choose CityTransit" }).click();
  await expect(page.locator("#project")).toHaveValue("CityTransit");
  await page.locator("#start").click();
  await expect(recovery.step("look")).toBeVisible();
  await expectNoViolations(page);
  const report = recovery.report("CityTransit");
  await expect(report).toContainText("All steps are done.");
  await expect(report).toContainText("equals the one that was sent");
  await expect(report.locator(".evaluation")).toContainText("every figure is the same");
  await expect(recovery.steps).toHaveCount(9);
  for (const step of await recovery.steps.all()) await expect(step).toHaveAttribute("data-tone", "good");
  await expectNoViolations(page);

  const after = await recovery.compare("CityTransit", { contents: true });
  await expect(after).toHaveAttribute("data-standing", "equal");
  await expect(after).toContainText("Nothing to do.");
});

test("a replication continues after a reload, and sends nothing twice", async ({ tab }) => {
  const first = await tab("?pace=0.25");
  await first.start("CityTransit");
  await expect(first.step("train", "active")).toContainText("Waiting for the train job");
  await first.page.close();

  const second = await tab("?pace=0.25");
  await expect(second.kept).toContainText("CityTransit from https://contoso-east");
  await expectNoViolations(second.page);
  await second.kept.getByRole("button", { name: "Go on" }).click();
  await expect(second.kept).toBeHidden();
  await expect(second.report("CityTransit")).toContainText("All steps are done.");
  const received = await second.received();
  for (const what of [/\/:import 202$/, /\/:train 202$/, /\/deployments\/production 202$/])
    expect(received.filter((line) => what.test(line))).toHaveLength(1);

  // The outcome is still there later.
  await second.page.reload();
  await expect(second.report("CityTransit")).toContainText("All steps are done.");
  await second.page.getByRole("button", { name: "Forget the report" }).click();
  await second.page.reload();
  await expect(second.page.locator("#start")).toBeEnabled();
  await expect(second.page.locator("#report")).toBeHidden();
});

test("after a reload the page asks for keys and signatures again, because it stored none", async ({ tab, regions }) => {
  const { simulator, source, target } = regions;
  simulator.inject({ fault: "unknownState", on: "status", operation: "train", times: Infinity });
  const first = await tab();
  await first.family("analyze-text");
  await first.connect(source, target);
  await first.giveSas(regions.sas);
  await first.start("Mail");
  await expect(first.step("train", "active")).toContainText("Waiting for the train job");
  await first.page.close();

  simulator.clearFaults();
  const second = await tab();
  await expect(second.kept).toContainText(`Mail from ${source}`);
  const everything = await second.everything();
  for (const secret of Object.values(marked)) expect(everything.includes(secret), "a secret was kept").toBe(false);
  await second.kept.getByRole("button", { name: "Go on" }).click();
  await expect(second.kept.locator(".note")).toContainText(
    "Give the source’s key or token and the target’s key or token first.",
  );
  await expect(second.page.locator("#source-secret")).toBeFocused();
  await second.giveKeys();
  await second.kept.getByRole("button", { name: "Go on" }).click();
  await expect(second.kept.locator(".note")).toContainText("Enter the SAS URLs of the containers again");
  await second.giveSas(regions.sas);
  await second.kept.getByRole("button", { name: "Go on" }).click();
  await expect(second.report("Mail")).toContainText("All steps are done.");
  const of = (pattern) =>
    simulator.requests.filter(
      ({ url, status }) => url.startsWith(target) && status === 202 && pattern.test(new URL(url).pathname),
    );
  for (const what of [/\/:import$/, /\/:train$/, /\/deployments\/production$/]) expect(of(what)).toHaveLength(1);
});

test("an existing project is left unchanged, or saved before it is replaced", async ({ tab }) => {
  const recovery = await tab();
  const { page } = recovery;
  await recovery.family("analyze-text");
  const row = await recovery.compare("SupportInbox");
  await expect(row).toHaveAttribute("data-standing", "older");
  await recovery.start("SupportInbox");
  const refusal = recovery.report("SupportInbox", "failed");
  await expect(refusal.locator(".note")).toContainText("The target has it already");
  await expect(refusal.locator(".note")).toContainText("What to do");
  await expect(recovery.step("look")).toHaveAttribute("data-tone", "bad");
  expect(await recovery.received()).toEqual([]);
  await expectNoViolations(page);

  await refusal.getByRole("button", { name: "Give it another name" }).click();
  await expect(page.locator("#target-name")).toBeFocused();

  const saved = page.waitForEvent("download");
  await refusal.getByRole("button", { name: "Save what is there, and replace it" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("SupportInbox-backup.json");
  expect(JSON.parse(await readFile(await download.path(), "utf8")).metadata.description).toBe("As it was in spring");
  await expect(recovery.report("SupportInbox")).toContainText("All steps are done.");
  expect((await recovery.received()).filter((line) => /\/:import 202$/.test(line))).toHaveLength(1);

  // The backup is still there later.
  await page.reload();
  const again = page.waitForEvent("download");
  await page.getByRole("button", { name: /^Save SupportInbox-backup\.json of .* again$/ }).click();
  expect(JSON.parse(await readFile(await (await again).path(), "utf8")).metadata.description).toBe(
    "As it was in spring",
  );
});

test("a dry run lists every request, and changes nothing", async ({ tab, regions }) => {
  const recovery = await tab();
  const { page } = recovery;
  await recovery.family("analyze-text");
  await recovery.connect(regions.source, regions.target);
  await page.fill("#project", "Mail");
  await page.locator("#dry-run").click();
  await expect(page.locator("#plan-state")).toContainText("Nothing was changed.");
  const plan = page.locator(".plan-table tbody tr");
  await expect(plan.filter({ hasText: "/projects/Mail/:import" })).toHaveClass("changes");
  await expect(plan.filter({ hasText: "/:train" })).toHaveCount(1);
  expect(regions.simulator.requests.filter(({ method }) => !["GET", "OPTIONS"].includes(method))).toEqual([]);
  await expectNoViolations(page);
});

test("documents are copied from container to container", async ({ tab, regions }) => {
  const recovery = await tab();
  const { page } = recovery;
  await recovery.family("analyze-text");
  await recovery.connect(regions.source, regions.target);
  await page.fill("#project", "Mail");
  await recovery.giveSas(regions.sas);
  await page.locator("#start").click();
  await expect(recovery.report("Mail")).toContainText(
    "All 2 documents are in the container “docs” of the target; 2 were copied, 2 verified.",
    { timeout: 60_000 },
  );
  expect(Object.keys(regions.simulator.blobs(regions.stored, "docs")).sort()).toEqual(["01.txt", "The Queen's #2.txt"]);
  const everything = await recovery.everything();
  for (const secret of Object.values(marked))
    expect(everything.includes(secret), "a secret is where it must not be").toBe(false);
});

test("the simulated containers are suggested, and another one can be entered", async ({ tab }) => {
  const recovery = await tab();
  const { page } = recovery;
  await recovery.family("analyze-text");
  await page.fill("#container", "papers");
  await recovery.start("MaintenanceReports");
  await expect(recovery.report("MaintenanceReports")).toContainText("are in the container “papers” of the target");
  await expect(recovery.report("MaintenanceReports")).toContainText("All steps are done.");
  await expect(recovery.step("documents")).toContainText("copied now");
});

test("all other projects are replicated when one fails", async ({ tab }) => {
  const recovery = await tab();
  const { page } = recovery;
  await recovery.family("analyze-text");
  await page.check("#all");
  await expect(page.locator("#project")).toBeDisabled();
  await page.selectOption("#stop-after", "verify");
  await page.locator("#start").click();
  await expect(page.locator(".summary-line")).toContainText("3 projects: 2 done as far as was wanted, 1 failed.");
  await expect(recovery.steps).toHaveCount(6);
  await expect(recovery.reports).toHaveCount(3);

  await page.check("#replace");
  const saved = new Set();
  page.on("download", (download) => saved.add(download.suggestedFilename()));
  await page.locator("#start").click();
  await expect(page.locator(".summary-line")).toContainText("3 projects: 3 done as far as was wanted.");
  await expect
    .poll(() => [...saved].sort())
    .toEqual(["MaintenanceReports-backup.json", "MuseumCatalogue-backup.json", "SupportInbox-backup.json"]);
});

test("only one tab runs a replication, and another can continue it when it is stopped", async ({ tab }) => {
  const first = await tab("?pace=1");
  await first.start("CityTransit");
  await expect(first.step("train", "active")).toBeVisible({ timeout: 30_000 });
  const second = new Recovery(await first.page.context().newPage());
  await second.page.goto("recovery.html?pace=0.02");
  await expect(second.kept).toContainText("Another tab of this page runs the replication");
  await expect(second.page.locator("#start")).toBeDisabled();
  await expectNoViolations(second.page);
  // In Firefox, only the tab in front has the focus.
  await first.page.bringToFront();
  await first.page.getByRole("button", { name: "Stop here" }).click();
  await expect(first.kept).toContainText("CityTransit from https://contoso-east");
  await expect(first.page.locator("#kept-title")).toBeFocused();
  await expect(second.kept).toContainText("CityTransit from https://contoso-east");
  await second.kept.getByRole("button", { name: "Forget it" }).click();
  await expect(second.kept).toBeHidden();
  expect(second.problems).toEqual([]);
});

test("a missing input is named at its field", async ({ tab }) => {
  const recovery = await tab();
  const { page } = recovery;
  await page.locator("#start").click();
  await expect(recovery.failure).toContainText("Say which project to carry over, or choose all.");
  await expect(page.locator("#project")).toBeFocused();
  await recovery.start("Nowhere");
  await expect(recovery.report("Nowhere", "failed")).toContainText('The source has no project "Nowhere"');
  await page.locator("[name=where][value=real]").check();
  await page.locator("#compare").click();
  await expect(page.locator("#comparison-failure")).toContainText("Give the source’s endpoint");
});

test("the page says so when nothing can be stored", async ({ page }) => {
  await beforeScripts(page, () => Object.defineProperty(window, "indexedDB", { get: () => undefined }));
  await page.goto("recovery.html");
  await expect(page.locator("#options-failure")).toContainText("does not let the page store anything");
});

for (const [name, settings] of /** @type {const} */ ([
  ["in the dark", { colorScheme: "dark" }],
  ["on a phone", { viewport: { width: 360, height: 740 } }],
])) {
  test.describe(name, () => {
    test.use(settings);
    test("nothing is hidden and nothing overflows", async ({ tab }) => {
      const recovery = await tab();
      const { page } = recovery;
      await recovery.compare("CityTransit");
      await recovery.start("CityTransit");
      await expect(recovery.report("CityTransit")).toContainText("All steps are done.");
      await page.fill("#project", "FrontDesk");
      await page.locator("#dry-run").click();
      await expect(page.locator("#plan-state")).toContainText("Nothing was changed.");
      await expectNoViolations(page);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
        "the page scrolls sideways",
      ).toBe(true);
    });
  });
}
