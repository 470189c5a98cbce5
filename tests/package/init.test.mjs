// init of each entry: loading, loading again, failing to load, and using the package too early. Each test has a fresh
// copy of the module.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { entries } from "../../scripts/build/entries.mjs";
import { serve } from "../../scripts/static-server.mjs";

const dist = new URL("../../dist/", import.meta.url);
let copies = 0;

for (const entry of entries)
  describe(entry.specifier, () => {
    const wasm = new URL(entry.wasm, dist);
    /** Returns a fresh copy of an entry file that is not loaded yet; by default the browser's. */
    const fresh = (file = entry.script) =>
      /** @type {Promise<typeof import("export-jobs/all")>} */ (
        import(new URL(`${file}?copy=${(copies += 1)}`, dist).href)
      );

    test("anything used before init says that init comes first", async () => {
      const { version, ExportJobsError } = await fresh();
      assert.throws(
        version,
        (error) =>
          error instanceof ExportJobsError &&
          error.code === "notInitialized" &&
          error.message.startsWith(`${entry.specifier} is not loaded yet: call init() and await it`),
      );
    });

    test("init takes bytes, an ArrayBuffer, a compiled module, a Response, and promises of them", async () => {
      const bytes = await readFile(wasm);
      const headers = { "Content-Type": "application/wasm" };
      const sources = [
        bytes,
        bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
        await WebAssembly.compile(bytes),
        new Response(bytes, { headers }),
        new Response(bytes, { headers: { "Content-Type": "application/octet-stream" } }),
        Promise.resolve(bytes),
      ];
      for (const source of sources) {
        const { default: init, version } = await fresh();
        assert.equal(await init(source), undefined);
        assert.match(version(), /^\d+\.\d+\.\d+/);
      }
    });

    test("init takes an address: text, a URL and a Request", async () => {
      const server = await serve();
      try {
        const address = `${server.url}/dist/${entry.wasm}`;
        for (const source of [address, new URL(address), new Request(address)]) {
          const { default: init, version } = await fresh();
          await init(source);
          assert.ok(version());
        }
      } finally {
        await server.close();
      }
    });

    test("simultaneous calls share one load, and later ones load nothing", async () => {
      const { default: init, version } = await fresh();
      const bytes = await readFile(wasm);
      let loads = 0;
      // Counts how often it is awaited.
      const source = /** @type {Promise<Uint8Array>} */ (
        /** @type {unknown} */ ({
          then(/** @type {(bytes: Uint8Array) => void} */ resolve) {
            loads += 1;
            resolve(bytes);
          },
        })
      );
      await Promise.all([init(source), init(source), init(source)]);
      await init(source);
      assert.equal(loads, 1);
      assert.ok(version());
    });

    test("a failed load rejects every waiting call, and the next call loads", async () => {
      const { default: init, version, ExportJobsError } = await fresh();
      const refused = Promise.reject(new TypeError("offline"));
      const failures = await Promise.allSettled([init(refused), init(refused)]);
      for (const failure of failures) {
        const reason = failure.status === "rejected" && failure.reason;
        assert.ok(
          reason instanceof ExportJobsError && reason.code === "network" && reason.cause instanceof TypeError,
          reason,
        );
        assert.match(reason.message, /offline/);
      }
      await assert.rejects(
        init(new Uint8Array([1, 2, 3])),
        (error) => error instanceof ExportJobsError && error.code === "unreadableResponse",
      );
      assert.throws(version, /call init\(\)/);
      await init(await readFile(wasm));
      assert.ok(version());
    });

    test("a load that fails says from where, and why", async () => {
      const server = await serve();
      const missing = `${server.url}/dist/missing.wasm`;
      const page = `${server.url}/dist/${entry.script}`;
      const { default: init, ExportJobsError } = await fresh();
      await assert.rejects(
        init(missing),
        (error) =>
          error instanceof ExportJobsError &&
          error.code === "httpError" &&
          error.status === 404 &&
          error.message.includes(missing),
      );
      await assert.rejects(
        init(page),
        (error) =>
          error instanceof ExportJobsError &&
          error.code === "unreadableResponse" &&
          error.message.includes(page) &&
          error.message.includes("text/javascript"),
      );
      await server.close();
      await assert.rejects(
        init(missing),
        (error) => error instanceof ExportJobsError && error.code === "network" && error.cause instanceof TypeError,
      );
    });

    test("a web page instead of the module gives an error that says what to do", async () => {
      const page = "\n<!doctype html><title>The site</title>";
      const html = { "Content-Type": "text/html; charset=utf-8" };
      const wasmType = { "Content-Type": "application/wasm" };
      for (const answer of [
        new Response(page, { headers: html }),
        new Response(page, { headers: { "Content-Type": "application/octet-stream" } }),
        new Response(page, { headers: wasmType }),
        new TextEncoder().encode(page),
        new Response(page, { status: 404, headers: html }),
      ]) {
        const { default: init, ExportJobsError } = await fresh();
        await assert.rejects(init(answer), (error) => {
          assert.ok(error instanceof ExportJobsError);
          assert.equal(error.code, "status" in answer && answer.status === 404 ? "httpError" : "unreadableResponse");
          for (const part of ["Vite", "optimizeDeps", "esbuild", `${entry.specifier}/inline`, entry.wasm])
            assert.ok(error.message.includes(part), error.message);
          return true;
        });
      }
    });

    test("a file that is not there is an error of the package, in Node too", async () => {
      const { default: init, ExportJobsError } = await fresh(entry.node);
      await assert.rejects(
        init(new URL("missing.wasm", dist)),
        (error) =>
          error instanceof ExportJobsError &&
          error.code === "network" &&
          /** @type {any} */ (error.cause).code === "ENOENT",
      );
    });

    test("an error without a platform's message names the cause", async () => {
      const { default: init, ExportJobsError } = await fresh();
      for (const source of [
        () => {
          throw new Error("no source");
        },
        Promise.reject("no source"),
      ]) {
        await assert.rejects(
          init(source),
          (error) => error instanceof ExportJobsError && error.message.includes("no source"),
        );
      }
    });

    test("Node's init reads the file beside it, and shares the browser entry's module", async () => {
      const node = await import(new URL(entry.node, dist).href);
      const browser = await import(new URL(entry.script, dist).href);
      await Promise.all([node.default(), node.default()]);
      assert.equal(browser.version(), node.version());
      assert.equal(node.ExportJobsError, browser.ExportJobsError);
    });

    test("errors from Rust are instances of the exported error class", async () => {
      const { default: init, ExportJobsError, ...api } = await fresh();
      await init(await readFile(wasm));
      const wrong = {
        "export-jobs/project": () => api.ExportedProject.parse("[]"),
        "export-jobs/services": () => new api.JobService("[]"),
        "export-jobs/runtime": () => new api.LanguageRuntime({ endpoint: "ftp://example.org" }),
      };
      assert.throws(
        wrong[entry.specifier] ??
          (() => new api.AzureLanguage({ endpoint: "ftp://example.org", family: "analyze-text" })),
        (error) =>
          error instanceof ExportJobsError && error instanceof Error && /^invalid(Argument|Project)$/.test(error.code),
      );
    });

    test("minified classes have their own names", async () => {
      const { default: init, ...exported } = await fresh();
      for (const [name, value] of Object.entries(/** @type {Record<string, any>} */ (exported)))
        assert.equal(value.name, name);
    });
  });
