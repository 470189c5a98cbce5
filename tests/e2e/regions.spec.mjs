// The picture of both regions on the page for recovery.
import { expect } from "@playwright/test";
import { expectNoViolations } from "./axe.mjs";
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

test("what moves during a replication is calm where motion is unwanted", async ({ tab }) => {
  const recovery = await tab("?pace=0.25");
  const { page } = recovery;
  const moving = () => page.evaluate(() => document.getAnimations().length);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await recovery.start("CityTransit");
  const lane = recovery.lane("CityTransit", "#progress");
  await expect(lane).toHaveAttribute("data-step", "train");
  await expect(lane.locator(".place.active")).toContainText("Target: CityTransit");
  expect(await moving()).toBe(0);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await expect.poll(moving).toBeGreaterThan(0);
  await expect(recovery.report("CityTransit")).toContainText("All steps are done.");
  await expect(lane).toHaveText(/EqualTarget: CityTransitmodel springdeployed as production$/);
  // The comparison is made again.
  await expect(recovery.lane("CityTransit")).toHaveAttribute("data-standing", "equal");
});
