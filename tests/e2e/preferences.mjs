import { test } from "@playwright/test";
import { engine } from "../support/engines.mjs";

const features = {
  colorScheme: "prefers-color-scheme",
  forcedColors: "forced-colors",
  reducedMotion: "prefers-reduced-motion",
};

/**
 * Emulates preferences of the user, such as `{ colorScheme: "dark" }`. Skips the test in a browser that cannot.
 *
 * @param {import("@playwright/test").Page} page
 * @param {Partial<Record<keyof typeof features, string>>} preferences
 */
export async function prefer(page, preferences) {
  await page.emulateMedia(/** @type {Parameters<typeof page.emulateMedia>[0]} */ (preferences));
  const wanted = Object.entries(preferences).map(([name, value]) => `(${features[name]}: ${value})`);
  const isSo = await page.evaluate((wanted) => wanted.every((query) => matchMedia(query).matches), wanted);
  test.skip(engine !== "chromium" && !isSo, `It does not emulate ${wanted.join(", ")}.`);
}
