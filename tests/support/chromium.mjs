// Starts headless Chromium for all tests and benchmarks.
import { chromium } from "@playwright/test";
import { ensureBrowser } from "../../scripts/setup/browser.mjs";

// The browser itself must not make requests or wait while tests run.
export const args = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-dev-shm-usage",
];

export async function launchOptions() {
  return { executablePath: await ensureBrowser(), headless: true, args };
}

/** @param {string[]} more Further flags. */
export async function launch(more = []) {
  const options = await launchOptions();
  return await chromium.launch({ ...options, args: [...options.args, ...more] });
}
