// The navigation that all pages share.
import { expect, test } from "@playwright/test";
import { expectNoViolations } from "./axe.mjs";

const pages = [
  ["./", "Demo"],
  ["index.html", "Demo"],
  ["board.html", "Board"],
  ["project.html", "Project file"],
  ["recovery.html", "Region to region"],
];

for (const [address, title] of pages) {
  test(`${address} says where it is, and leads to the other pages`, async ({ page }) => {
    await page.goto(address);
    const links = page.getByRole("navigation", { name: "Site" }).getByRole("link");
    await expect(links.and(page.locator("[aria-current=page]"))).toHaveText(title);
    await expect(page.locator("[aria-current]")).toHaveCount(1);
    for (const other of [...pages.map(([, title]) => title), "Guide", "API reference"])
      await expect(links.filter({ hasText: new RegExp(`^${other}$`) })).toHaveCount(1);
  });
}

test("by keyboard, the first stop skips the navigation", async ({ page }) => {
  await page.goto("project.html#from=elsewhere");
  await expect(page.getByRole("navigation", { name: "Site" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
  expect(new URL(page.url()).hash).toBe("#from=elsewhere");
});

test("on a phone the navigation fits, and nothing moves when it appears", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.addInitScript(() => {
    const moved = /** @type {any} */ (globalThis.moved = []);
    if (PerformanceObserver.supportedEntryTypes.includes("layout-shift"))
      new PerformanceObserver((list) => moved.push(...list.getEntries())).observe({ type: "layout-shift" });
  });
  await page.goto("board.html");
  const nav = page.locator("site-nav");
  await expect(nav.getByRole("link", { name: "Board" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  const ofNavigation = await page.evaluate(
    () =>
      /** @type {any} */ (globalThis).moved.filter(({ sources }) =>
        sources.some(({ node }) => node?.parentElement?.closest("site-nav, .masthead")),
      ).length,
  );
  expect(ofNavigation).toBe(0);
  await expectNoViolations(page);
});
