// Finds Firefox and WebKit for the tests: Playwright's own builds, or the system's. Installs one if there is none.
// Chromium is found by browser.mjs.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { run, Trouble } from "../command.mjs";
import { installWithApt, onPath } from "./system.mjs";

const require = createRequire(import.meta.url);

/** The system's programs for each engine, and the packages of Debian that have them. */
const engines = {
  firefox: { variable: "FIREFOX_PATH", programs: ["firefox-esr", "firefox"], packages: ["firefox-esr"] },
  webkit: {
    variable: "WEBKIT_DRIVER",
    programs: ["WebKitWebDriver"],
    packages: ["webkit2gtk-driver", "xvfb", "xauth"],
  },
};

/** Returns the engine if it is installed: Playwright's own build, or the path of the system's program. */
async function findEngine(name) {
  const { variable, programs } = engines[name];
  if (process.env[variable]) return { program: process.env[variable] };
  const playwright = await import("@playwright/test");
  if (existsSync(playwright[name].executablePath())) return { isPlaywrights: true };
  const program = programs.map(onPath).find(Boolean);
  return program && { program };
}

/** The engines that were found. */
const found = new Map();

/**
 * Returns how to start `firefox` or `webkit`: with Playwright, or with a program of the system.
 *
 * @param {string} name
 * @returns {Promise<{ isPlaywrights?: boolean, program?: string }>}
 */
export async function ensureEngine(name) {
  if (!found.has(name)) found.set(name, await findOrInstall(name));
  return found.get(name);
}

async function findOrInstall(name) {
  const before = await findEngine(name);
  if (before) return before;
  console.log(`Installing ${name} for the tests (playwright install ${name}) …`);
  const cli = require.resolve("@playwright/test/cli");
  const attempts = [await run(process.execPath, [cli, "install", name], { show: false, timeoutMs: 15 * 60_000 })];
  let after = await findEngine(name);
  if (!after) {
    attempts.push(await installWithApt(name, engines[name].packages));
    after = await findEngine(name);
  }
  if (after) return after;
  const said = attempts.map((result) =>
    (result?.stderr || result?.stdout || "").trim().split("\n").slice(-6).join("\n"),
  );
  throw new Trouble(
    [`No ${name} was found for the tests, and none could be installed.`, ...said].join("\n"),
    `run \`npx playwright install --with-deps ${name}\`, or install ${engines[name].packages.join(", ")}.`,
  );
}
