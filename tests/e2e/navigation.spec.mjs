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

test("the first stop of the keyboard skips the navigation", async ({ page }) => {
  await page.goto("project.html#from=elsewhere");
  await expect(page.getByRole("navigation", { name: "Site" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
  expect(new URL(page.url()).hash).toBe("#from=elsewhere");
});

for (const width of [320, 390, 1280])
  test(`at ${width} pixels the navigation fits, and nothing moves when its script comes late`, async ({ page }) => {
    await page.setViewportSize({ width, height: 740 });
    /** @type {(value?: unknown) => void} */
    let release = () => {};
    const held = new Promise((resolve) => (release = resolve));
    await page.route("**/site-nav.js", async (route) => {
      await held;
      await route.continue();
    });
    // As in a browser that does not know `blocking`.
    await page.route("**/board.html", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace(' blocking="render"', "") });
    });
    await page.goto("board.html", { waitUntil: "commit" });
    const heading = page.getByRole("heading", { level: 1 });
    await expect(heading).toBeVisible();
    await page.waitForFunction(() => performance.getEntriesByType("paint").length > 0);
    const top = (await heading.boundingBox())?.y;
    release();
    await expect(page.locator("site-nav").getByRole("link", { name: "Board" })).toBeVisible();
    expect((await heading.boundingBox())?.y).toBeCloseTo(Number(top), 0);
    // A scroll bar takes some of it in Firefox.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectNoViolations(page);
  });
