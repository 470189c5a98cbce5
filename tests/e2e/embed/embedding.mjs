// A page that embeds the elements, under a policy that allows no style at all.
import { readFileSync } from "node:fs";
import { test as base, expect } from "@playwright/test";
import * as esbuild from "esbuild";
import { inRoot } from "../../../scripts/project.mjs";
import { codeIn } from "../../support/documents.js";

export { expect };

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'";

export const guide = readFileSync(inRoot("docs", "elements.md"), "utf8");

/** The hooks that the guide shows. */
const [hooks] = codeIn(guide, "jsx").filter((code) => code.includes("useSyncExternalStore"));

/**
 * Bundles a script of this folder. The package stays outside, so that it is the one that ships.
 * @param {string | { contents: string, resolveDir: string }} script Its name, or its text.
 */
async function bundle(script) {
  const from =
    typeof script === "string" ? { entryPoints: [inRoot("tests", "e2e", "embed", script)] } : { stdin: script };
  const { outputFiles } = await esbuild.build({
    ...from,
    bundle: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    define: {
      "process.env.NODE_ENV": '"development"',
      __VUE_OPTIONS_API__: "true",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
    plugins: [
      {
        name: "package",
        setup(build) {
          const served = {
            "export-jobs": "/dist/jobs.js",
            "export-jobs/board": "/dist/board.js",
            "export-jobs/simulator": "/www/simulator/index.js",
          };
          build.onResolve({ filter: /^#guide$/ }, () => ({ path: "guide", namespace: "guide" }));
          build.onLoad({ filter: /.*/, namespace: "guide" }, () => ({ contents: hooks, resolveDir: inRoot() }));
          build.onResolve({ filter: /^export-jobs/ }, ({ path }) => ({
            path: served[path] ?? `/dist/${path.replace("export-jobs/", "")}.js`,
            external: true,
          }));
        },
      },
    ],
  });
  return outputFiles[0].text;
}

/** @typedef {(options?: { script?: string | { contents: string, resolveDir: string }, lang?: string, dir?: string, body?: string, head?: string }) => Promise<void>} Open */

/** Every test ends with a check of the console, and of the Content-Security-Policy. */
export const test = /** @type {import("../fixtures.d.ts").Extend<{ open: Open }>} */ (base.extend)({
  /** Opens a page with `body`, and runs a script of this folder in it. */
  open: async ({ page }, use) => {
    const problems = [];
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(String(error.stack ?? error)));
    await use(async ({ script = "plain.js", lang = "en", dir = "ltr", body = "", head = "" } = {}) => {
      const code = await bundle(script);
      await page.route("**/embed.js", (route) => route.fulfill({ contentType: "text/javascript", body: code }));
      await page.route("**/embed.html", (route) =>
        route.fulfill({
          contentType: "text/html; charset=utf-8",
          headers: { "content-security-policy": POLICY },
          body: `<!doctype html><html lang="${lang}" dir="${dir}"><head><title>Portal</title><link rel="icon" href="app/icon.svg">${head}<script type="module" src="embed.js"></script></head><body><main><h1>Portal</h1>${body}</main></body></html>`,
        }),
      );
      await page.goto("embed.html");
      await expect(page.locator("html[data-ready]")).toBeAttached();
    });
    expect(problems, "the console").toEqual([]);
  },
});

/** The manifest of the elements. */
export const manifest = JSON.parse(readFileSync(inRoot("custom-elements.json"), "utf8"));
