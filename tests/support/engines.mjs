// Starts the browser that ENGINE names: chromium (also without ENGINE), firefox or webkit.
import { fileURLToPath } from "node:url";
import playwright from "@playwright/test";
import { Trouble } from "../../scripts/command.mjs";
import { ensureEngine } from "../../scripts/setup/engines.mjs";
import * as chromium from "./chromium.mjs";
import { launch as launchOverWebDriver } from "./engines/webdriver.mjs";

export const engine = process.env.ENGINE ?? "chromium";
if (!["chromium", "firefox", "webkit"].includes(engine))
  throw new Trouble(`ENGINE is "${engine}".`, "choose chromium, firefox or webkit.");

/** A file must not open a panel over the page, and Firefox must not make requests of its own. */
const firefoxPreferences = {
  "app.normandy.enabled": false,
  "app.update.auto": false,
  "browser.download.alwaysOpenPanel": false,
};

/** Returns how Playwright starts the engine, or undefined if it cannot. */
export async function launchOptions() {
  if (engine === "chromium") return await chromium.launchOptions();
  const { isPlaywrights, program } = await ensureEngine(engine);
  const options = { headless: true, ...(engine === "firefox" && { firefoxUserPrefs: firefoxPreferences }) };
  if (isPlaywrights) return options;
  if (engine === "webkit") return undefined;
  // The bridge starts the program.
  process.env.FIREFOX_PATH = program;
  const executablePath = fileURLToPath(new URL("engines/firefox-bridge.mjs", import.meta.url));
  return { ...options, channel: "moz-firefox", executablePath };
}

/**
 * Returns a browser with the interface of Playwright. WebKit has only a part of it where Playwright's own build is
 * missing.
 */
export async function launch() {
  if (engine === "chromium") return await chromium.launch();
  const options = await launchOptions();
  return options ? await playwright[engine].launch(options) : await launchOverWebDriver();
}
