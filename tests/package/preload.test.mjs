// The links that load the files early, for the output of real bundlers' runs, and the command that prints them.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import * as esbuild from "esbuild";
import { preloadLinks, withLinks } from "export-jobs/preload";
import { dist, inRoot } from "../../scripts/project.mjs";
import { serve } from "../../scripts/static-server.mjs";
import { launch } from "../support/chromium.mjs";

let folder;
let built;

before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "export-jobs-preload-"));
  built = path.join(folder, "build");
  await mkdir(path.join(built, "assets"), { recursive: true });
  // What Vite and webpack write: hashed names, and the script refers to them.
  await esbuild.build({
    stdin: {
      contents: `
        import init, { version } from "export-jobs";
        await init(() => new URL("./jobs-5Xa9.wasm", import.meta.url));
        document.title = version();`,
      resolveDir: inRoot(),
    },
    outfile: path.join(built, "assets", "index-B7.js"),
    bundle: true,
    format: "esm",
    logLevel: "silent",
  });
  await writeFile(path.join(built, "assets", "jobs-5Xa9.wasm"), await readFile(path.join(dist, "jobs.wasm")));
  await writeFile(path.join(built, "assets", "other.wasm"), Buffer.from("0061736d01000000", "hex"));
  await writeFile(path.join(built, "assets", "other.js"), "console.log(1);");
});
after(() => rm(folder, { recursive: true, force: true }));

const html = '<!doctype html><html><head lang="en"><title></title></head><body></body></html>';
const expected = [
  '<link rel="modulepreload" href="/assets/index-B7.js">',
  '<link rel="preload" href="/assets/jobs-5Xa9.wasm" as="fetch" type="application/wasm" crossorigin>',
];

describe("the links that load the module early", () => {
  test("name the files as the bundler called them, and no others", async () => {
    assert.deepEqual(await preloadLinks(built), expected);
  });

  test("begin with the address of the folder", async () => {
    const [script] = await preloadLinks(built, { base: "https://cdn.example/v2/" });
    assert.equal(script, '<link rel="modulepreload" href="https://cdn.example/v2/assets/index-B7.js">');
  });

  test("are refused for a folder without the module, and for an entry that does not exist", async () => {
    await assert.rejects(preloadLinks(path.join(built, "assets"), { entries: ["board"] }), /No \.wasm file/);
    await assert.rejects(preloadLinks(built, { entries: ["jbos"] }), /no entry jbos.*jobs, board/);
  });

  test("are written into a page once, however often", () => {
    const once = withLinks(html, expected);
    assert.match(once, /<head lang="en">\n<!-- export-jobs: preload -->\n<link[^]*<title>/);
    assert.equal(withLinks(once, expected), once);
    assert.throws(() => withLinks("<p>", expected), /no <head>/);
  });

  test("are printed by the command, or written into a page", async () => {
    const run = (...args) => promisify(execFile)(process.execPath, [path.join(dist, "preload.js"), ...args]);
    assert.equal((await run(built)).stdout, `${expected.join("\n")}\n`);
    const page = path.join(folder, "page.html");
    await writeFile(page, html);
    await run(built, "--insert", page, "--base", "/app/");
    assert.ok((await readFile(page, "utf8")).includes('href="/app/assets/jobs-5Xa9.wasm"'));
    await assert.rejects(run(), (error) => /npx export-jobs-preload <folder>/.test(/** @type {any} */ (error).stderr));
  });

  test("make Chromium download each file once, and begin with the .wasm before the script has run", async () => {
    await writeFile(
      path.join(built, "index.html"),
      withLinks(
        `<!doctype html><head></head><script type="module" src="/build/assets/index-B7.js"></script>`,
        await preloadLinks(built, { base: "/build/" }),
      ),
    );
    const server = await serve({ base: folder, folders: ["build"], home: undefined });
    const browser = await launch();
    try {
      const page = await browser.newPage();
      const asked = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      // The script is delayed until the .wasm has been requested.
      let release;
      const isAsked = new Promise((resolve) => (release = resolve));
      await page.route("**/*.wasm", (route) => (release(), route.continue()));
      await page.route("**/*.js", async (route) => (await isAsked, route.continue()));
      await page.goto(`${server.url}/build/index.html`);
      await page.waitForFunction(() => document.title !== "");
      const files = asked.filter((name) => /\.(js|wasm)$/.test(name)).sort();
      assert.deepEqual(files, ["/build/assets/index-B7.js", "/build/assets/jobs-5Xa9.wasm"]);
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
