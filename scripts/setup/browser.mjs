// Finds a Chromium for the tests: the one in CHROME_PATH, Playwright's, or the system's. Installs one if there is
// none.
import { existsSync } from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { run, Trouble } from "../command.mjs";
import { installWithApt, onPath } from "./system.mjs";

const require = createRequire(import.meta.url);

const systemPlaces = () => [
  ...["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].map(onPath),
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ...[process.env.ProgramFiles, process.env["ProgramFiles(x86)"], process.env.LOCALAPPDATA].map(
    (folder) => folder && path.join(folder, "Google", "Chrome", "Application", "chrome.exe"),
  ),
];

/**
 * Returns whether a browser starts. The file may exist and still not start: libraries may be missing, or it may be a
 * placeholder for a snap.
 */
async function starts(file) {
  if (!file || !existsSync(file)) return false;
  if (process.platform === "win32") return true; // chrome.exe --version opens a window
  return (await run(file, ["--version"], { show: false, timeoutMs: 20_000 })).status === 0;
}

/** Returns the path of a working Chromium, or undefined. */
export async function findBrowser() {
  const { chromium } = await import("@playwright/test");
  const places = process.env.CHROME_PATH ? [process.env.CHROME_PATH] : [chromium.executablePath(), ...systemPlaces()];
  for (const place of places) if (await starts(place)) return place;
  return undefined;
}

async function installWithPlaywright() {
  console.log("Installing Chromium for the tests (playwright install chromium) …");
  const cli = require.resolve("@playwright/test/cli");
  return await run(process.execPath, [cli, "install", "chromium"], { show: false, timeoutMs: 15 * 60_000 });
}

export async function ensureBrowser() {
  const found = await findBrowser();
  if (found) return found;
  if (process.env.CHROME_PATH)
    throw new Trouble(
      `CHROME_PATH names ${process.env.CHROME_PATH}, which does not start.`,
      "let CHROME_PATH name a Chromium or Chrome that starts, or unset it.",
    );

  const attempts = [];
  const withApt = () => installWithApt("Chromium", ["chromium", "fonts-liberation"]);
  for (const install of [installWithPlaywright, withApt]) {
    const result = await install();
    if (result && result.status !== 0) attempts.push(lastLines(result.stderr || result.stdout));
    const installed = await findBrowser();
    if (installed) return installed;
  }
  throw new Trouble(
    ["No Chromium was found for the tests, and none could be installed.", ...attempts].join("\n"),
    "install Chrome or Chromium and let CHROME_PATH name it, or run `npx playwright install --with-deps chromium`.",
  );
}

const lastLines = (text) => text.trim().split("\n").slice(-6).join("\n");
