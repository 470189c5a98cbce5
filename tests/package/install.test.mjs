// The packed package, installed into projects of its users: in Node, through a bundler, and by its own name in this
// repository.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import * as esbuild from "esbuild";
import { npm } from "../../scripts/command.mjs";
import { entries, products } from "../../scripts/build/entries.mjs";
import { root } from "../../scripts/project.mjs";
import { serve } from "../../scripts/static-server.mjs";
import { launch } from "../support/chromium.mjs";

const exec = promisify(execFile);
const [npmProgram, ...npmFirst] = npm();
const npmRun = (cwd, ...args) =>
  exec(npmProgram, [...npmFirst, ...args, "--loglevel=error"], { cwd, shell: process.platform === "win32" });

let project;
let packed;

before(async () => {
  project = await mkdtemp(path.join(os.tmpdir(), "export-jobs-user-"));
  [packed] = JSON.parse(
    (await npmRun(root, "pack", "--json", "--ignore-scripts", "--pack-destination", project)).stdout,
  );
  await writeFile(path.join(project, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
  await npmRun(project, "install", "--offline", "--no-audit", "--no-fund", `./${packed.filename}`);
});
after(() => rm(project, { recursive: true, force: true }));

test("the package contains what its users need and nothing else", () => {
  const files = packed.files.map(({ path }) => path);
  for (const file of ["package.json", ...products.map((name) => `dist/${name}`)]) assert.ok(files.includes(file), file);
  const strangers = files.filter(
    (file) =>
      !/^(dist\/|www\/simulator\/|docs\/.+\.md$|package\.json$|custom-elements\.json$|README|LICENSE|CHANGELOG)/.test(
        file,
      ),
  );
  assert.deepEqual(strangers, []);
});

/** Opens a page of the project in Chromium, and returns the text that its script writes into the title. */
async function titleOf(folder) {
  const server = await serve({ base: project, folders: [folder], home: undefined });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(`${server.url}/${folder}/`);
    await page
      .waitForFunction(() => document.title !== "", undefined, { timeout: 120_000 })
      .catch(() => assert.fail(errors.join("\n") || "the page says nothing"));
    return await page.title();
  } finally {
    await browser.close();
    await server.close();
  }
}

for (const entry of entries)
  describe(entry.specifier, () => {
    // The part of the file names that differs.
    const name = path.basename(entry.script, ".js");
    const program = `
import init, { version, ExportJobsError } from "${entry.specifier}";
await init();
console.log(version(), typeof ExportJobsError);
`;

    test("an installed package works in Node", async () => {
      await writeFile(path.join(project, "main.mjs"), program);
      const { stdout } = await exec(process.execPath, ["main.mjs"], { cwd: project });
      assert.match(stdout, /^\d+\.\d+\.\d+\S* function\n$/);
    });

    test("the repository imports itself by name", async () => {
      const { stdout } = await exec(process.execPath, ["--input-type=module", "--eval", program], { cwd: root });
      assert.match(stdout, /^\d+\.\d+\.\d+\S* function\n$/);
    });

    test("the .wasm file can be named, and given to init", async () => {
      const source = `
    import init, { version } from "${entry.specifier}";
    await init(new URL(import.meta.resolve("export-jobs/${entry.wasm}")));
    console.log(version());`;
      await writeFile(path.join(project, "named.mjs"), source);
      assert.match((await exec(process.execPath, ["named.mjs"], { cwd: project })).stdout, /^\d+\.\d+/);
    });

    const pageProgram = `
import init, { version, ExportJobsError } from "${entry.specifier}";
try { version(); } catch (error) { globalThis.early = error instanceof ExportJobsError; }
await Promise.all([init(), init()]);
document.title = [version(), early].join(" ");
`;

    test("a page bundled with esbuild finds the .wasm file that is copied beside it", async () => {
      const out = path.join(project, `bundled-${name}`);
      await writeFile(path.join(project, "page.js"), pageProgram);
      await esbuild.build({
        entryPoints: [path.join(project, "page.js")],
        outfile: path.join(out, "page.js"),
        bundle: true,
        format: "esm",
        logLevel: "silent",
      });
      await writeFile(
        path.join(out, entry.wasm),
        await readFile(path.join(project, "node_modules/export-jobs/dist", entry.wasm)),
      );
      await writeFile(path.join(out, "index.html"), `<!doctype html><script type="module" src="page.js"></script>`);
      assert.match(await titleOf(`bundled-${name}`), /^\d+\.\d+\.\d+\S* true$/);
    });

    test("a page without a bundler imports it through an import map", async () => {
      const out = path.join(project, `plain-${name}`);
      await mkdir(path.join(out, "vendor"), { recursive: true });
      for (const file of [entry.script, entry.wasm])
        await writeFile(
          path.join(out, "vendor", file),
          await readFile(path.join(project, "node_modules/export-jobs/dist", file)),
        );
      const map = JSON.stringify({ imports: { [entry.specifier]: `./vendor/${entry.script}` } });
      await writeFile(
        path.join(out, "index.html"),
        `<!doctype html><script type="importmap">${map}</script><script type="module">${pageProgram}</script>`,
      );
      assert.match(await titleOf(`plain-${name}`), /^\d+\.\d+\.\d+\S* true$/);
    });

    test("the browser's entry names the .wasm file in the form that bundlers look for", async () => {
      const script = await readFile(path.join(project, "node_modules/export-jobs/dist", entry.script), "utf8");
      assert.ok(script.includes(`new URL("./${entry.wasm}",import.meta.url)`));
      assert.doesNotMatch(script, /node:/);
    });
  });
