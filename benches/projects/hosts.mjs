// Runs each task in a fresh page of headless Chromium, or in a fresh process of Node.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { run } from "../../scripts/command.mjs";
import { inRoot } from "../../scripts/project.mjs";
import { serve } from "../../scripts/static-server.mjs";

/** Bundles the page's modules, and creates a page that loads them. */
async function bundlePage(folder) {
  const esbuild = await import("esbuild");
  const { pageOptions } = await import("../../scripts/build/javascript.mjs");
  mkdirSync(inRoot(folder), { recursive: true });
  await esbuild.build({
    ...pageOptions,
    write: true,
    entryPoints: [inRoot("benches", "projects", "page.js")],
    outdir: inRoot(folder),
    external: ["/dist/*"],
  });
  writeFileSync(path.join(inRoot(folder), "index.html"), "<!doctype html><title>bench</title>");
}

export async function chromium(folder) {
  await bundlePage(folder);
  const { launch } = await import("../../tests/support/chromium.mjs");
  const server = await serve({ folders: [folder, "dist"], home: undefined });
  const browser = await launch();
  return {
    name: `Chromium ${browser.version()}`,
    async perform(task) {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        // A page that runs out of memory does not answer.
        const crashed = new Promise((resolve) => page.on("crash", () => resolve({ failure: "the page crashed" })));
        await page.goto(`${server.url}/${folder}/`);
        const answered = page.evaluate(
          async (task) => (await import(new URL("page.js", document.baseURI).href)).run(task),
          task,
        );
        return await Promise.race([crashed, answered.catch((error) => ({ failure: error.message.split("\n")[0] }))]);
      } finally {
        await context.close();
      }
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

export async function node(folder) {
  return {
    name: `Node ${process.versions.node}`,
    async perform(task) {
      const script = inRoot("benches", "projects", "process.mjs");
      const { status, stdout, stderr } = await run(
        process.execPath,
        ["--max-old-space-size=8192", script, JSON.stringify(task), inRoot(folder)],
        { show: false },
      );
      return status === 0
        ? JSON.parse(stdout)
        : { failure: stderr.match(/^\w*Error.*|(?<=FATAL ERROR: ).*/m)?.[0] ?? `exit code ${status}` };
    },
    async close() {},
  };
}
