// The picture of both regions on the page for recovery.
import { expect } from "@playwright/test";
import { expectNoViolations } from "./axe.mjs";
import { prefer } from "./preferences.mjs";
import { test } from "./recovery-page.mjs";

test("the page opens with a comparison, as a picture and as a table", async ({ tab }) => {
  const recovery = await tab();
  await expect(recovery.lane("CityTransit")).toHaveText(
    "Source: CityTransitmodel springdeployed as productionMissingTarget: Not there",
  );
  await expect(recovery.lane("FrontDesk")).toHaveAttribute("data-standing", "equal");
  await expect(recovery.rows).toHaveCount(2);
  await recovery.family("analyze-text");
  await expect(recovery.lane("SupportInbox")).toHaveAttribute("data-standing", "older");
  expect(await recovery.received()).toEqual([]);
  await expectNoViolations(recovery.page);
});

test("nothing moves during a replication for users who prefer less motion", async ({ tab }) => {
  const recovery = await tab("?pace=1");
  const { page } = recovery;
  const moving = () => page.evaluate(() => document.getAnimations().length);
  await prefer(page, { reducedMotion: "reduce" });
  await recovery.start("CityTransit");
  const lane = recovery.lane("CityTransit", "#progress");
  await expect(lane).toHaveAttribute("data-step", "train");
  await expect(lane.locator(".place.active")).toContainText("Target: CityTransit");
  expect(await moving()).toBe(0);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await expect.poll(moving).toBeGreaterThan(0);
});

test("the picture follows a replication to its end", async ({ tab }) => {
  const recovery = await tab();
  await recovery.start("CityTransit");
  await expect(recovery.report("CityTransit")).toContainText("All steps are done.");
  await expect(recovery.lane("CityTransit", "#progress")).toHaveText(
    /EqualTarget: CityTransitmodel springdeployed as production$/,
  );
  // The comparison is made again.
  await expect(recovery.lane("CityTransit")).toHaveAttribute("data-standing", "equal");
});

test("in forced colours the chosen regions and family are visible", async ({ tab }) => {
  const { page } = await tab();
  await prefer(page, { forcedColors: "active" });
  for (const name of ["where", "family"]) {
    const colours = await page
      .locator(`[name=${name}] + span`)
      .evaluateAll((options) => options.map((option) => getComputedStyle(option).backgroundColor));
    expect(new Set(colours).size, name).toBe(2);
  }
});

test("nothing moves when the first comparison arrives", async ({ page }) => {
  /** @type {(value?: unknown) => void} */
  let release = () => {};
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/recovery.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("recovery.html", { waitUntil: "commit" });
  await expect(page.getByRole("navigation")).toBeVisible();
  const top = async () => (await page.locator("#options").boundingBox())?.y ?? 0;
  const before = await top();
  release();
  await expect(page.locator(".comparison-table")).toBeVisible();
  expect(Math.abs((await top()) - before)).toBeLessThan(16);
});
