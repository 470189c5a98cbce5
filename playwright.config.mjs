import { defineConfig } from "@playwright/test";
import { engine, launchOptions } from "./tests/support/engines.mjs";

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.mjs",
  outputDir: "test-results",
  globalSetup: "./tests/support/serve-demo.mjs",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  // These limits only end what hangs. They suit a machine that is ten times as busy as usual.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  globalTimeout: 60 * 60_000,
  use: {
    // serve-demo.mjs sets it before the workers read this file.
    baseURL: process.env.DEMO_URL,
    browserName: /** @type {"chromium" | "firefox" | "webkit"} */ (engine),
    launchOptions: await launchOptions(),
    // Pictures of every moment take time: Firefox is several times as slow with them.
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
  },
});
