// The page of docs/cdn.md: the package from another origin, checked by its hashes.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { integrityOf, preloadLinks } from "export-jobs/preload";
import { dist, inRoot } from "../../scripts/project.mjs";
import { codeIn, read } from "../support/documents.js";
import { engine, launch } from "../support/engines.mjs";
import { PACKAGE, serveCdn, servePortal } from "../support/portal.mjs";

const guide = read("docs/cdn.md");
const [documented] = codeIn(guide, "html");
const [worker] = codeIn(guide, "js");
const DOCUMENTED = `https://cdn.jsdelivr.net${PACKAGE}dist/`;

/** The hash of a file of the package. @param {string} name */
const hashOf = (name) =>
  `sha384-${createHash("sha384")
    .update(readFileSync(inRoot("dist", name)))
    .digest("base64")}`;

/** A text of the guide with this CDN, and with the hash of the file before each placeholder. */
function withCdn(/** @type {string} */ text, /** @type {string} */ base) {
  let file = "";
  return text
    .replaceAll(DOCUMENTED, base)
    .replaceAll(/\b(jobs\.(?:inline\.)?(?:js|wasm))\b|sha384-…/g, (found, name) => {
      if (name) file = name;
      return name ?? hashOf(file);
    });
}

let browser;
let portal;
before(async () => {
  portal = await servePortal();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await portal?.close();
});

/** Opens a page. Returns the final text of its `#outcome`, and the browser's messages. @param {string} body */
async function outcomeOf(body, headers = {}) {
  portal.pages["/"] = { body, headers };
  const page = await browser.newPage();
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  try {
    await page.goto(`${portal.url}/`);
    const outcome = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const look = () => {
            const text = /** @type {Element} */ (document.querySelector("#outcome")).textContent;
            return text === "Exporting …" ? setTimeout(look, 20) : resolve(text);
          };
          look();
        }),
    );
    return { outcome, said: said.join("\n") };
  } finally {
    await page.close();
  }
}

/** Tells in `#outcome` when a script of the page is refused. */
const noticing = `<head>
  <script>
    addEventListener("error", ({ target }) => {
      if (target.tagName === "SCRIPT") document.querySelector("#outcome").textContent = "refused";
    }, true);
  </script>`;

/** Runs work with a CDN. @param {Parameters<typeof serveCdn>[0]} options */
async function onCdn(options, work) {
  const cdn = await serveCdn(options);
  try {
    return await work(cdn);
  } finally {
    await cdn.close();
  }
}

/** WebKitGTK 2.50 does not check the hash of `<link rel="modulepreload">`. */
const testOfLinks = engine === "webkit" ? () => {} : test;

const exported = /^CityTransit\.json, [1-9]\d+ bytes$/;

describe("the page of the guide, from another origin", () => {
  test("exports, and downloads each file once", () =>
    onCdn({}, async ({ base, asked }) => {
      const { outcome, said } = await outcomeOf(withCdn(documented, base));
      assert.match(outcome, exported, said);
      assert.deepEqual(asked.sort(), ["dist/jobs.js", "dist/jobs.wasm"]);
    }));

  test("has the links and the hashes that the command prints", async () => {
    const options = { base: DOCUMENTED, entries: ["jobs"] };
    const page = withCdn(documented, DOCUMENTED);
    for (const link of await preloadLinks(dist, { ...options, integrity: true })) assert.ok(page.includes(link), link);
    const { scripts, modules } = await integrityOf(dist, options);
    const [, map] = page.match(/<script type="importmap">([^]*?)<\/script>/) ?? [];
    for (const [address, hash] of Object.entries(JSON.parse(map).integrity)) assert.equal(scripts[address], hash);
    assert.deepEqual(modules, { "jobs.wasm": hashOf("jobs.wasm") });
    assert.ok(page.includes(`"jobs.wasm": "${modules["jobs.wasm"]}"`));
    for (const name of ["jobs.inline.js", "save.js", "sha256.js"])
      assert.equal(scripts[DOCUMENTED + name], hashOf(name));
  });

  test("refuses a .wasm with one changed byte, and says so", () =>
    onCdn({ changed: ["dist/jobs.wasm"] }, async ({ base }) => {
      const { outcome } = await outcomeOf(withCdn(documented, base));
      assert.ok(outcome.startsWith(`unreadableResponse: ${base}jobs.wasm was refused`), outcome);
      assert.ok(outcome.includes(hashOf("jobs.wasm")), outcome);
    }));

  test("refuses a script with one changed byte, and the browser says so", () =>
    onCdn({ changed: ["dist/jobs.js"] }, async ({ base, asked }) => {
      const { outcome, said } = await outcomeOf(withCdn(documented, base).replace("<head>", noticing));
      assert.equal(outcome, "refused");
      // Tests cannot read the console of WebKit.
      if (engine !== "webkit") assert.match(said, /integrity/);
      assert.ok(!asked.includes("dist/save.js"));
    }));

  testOfLinks("without an import map, the link refuses a changed script", () =>
    onCdn({ changed: ["dist/jobs.js"] }, async ({ base }) => {
      const page = withCdn(documented, base)
        .replace(/<script type="importmap">[^]*?<\/script>/, "")
        .replace('from "export-jobs"', `from "${base}jobs.js"`)
        .replace("<head>", noticing);
      assert.equal((await outcomeOf(page)).outcome, "refused");
    }),
  );

  test("a script of the page from the CDN is refused by its own hash", () =>
    onCdn({ changed: ["dist/elements.js"] }, async ({ base }) => {
      const script = `<script type="module" src="${base}elements.js" integrity="${hashOf("elements.js")}"></script>`;
      const page = `<!doctype html><head><p id="outcome">Exporting …</p>${script}`;
      assert.equal((await outcomeOf(page.replace("<head>", noticing))).outcome, "refused");
    }));

  test("exports without the links too", () =>
    onCdn({}, async ({ base, asked }) => {
      const { outcome, said } = await outcomeOf(withCdn(documented, base).replaceAll(/<link .*>/g, ""));
      assert.match(outcome, exported, said);
      assert.equal(asked.length, 2);
    }));

  test("needs a CDN that allows other origins", () =>
    onCdn({ headers: { "Access-Control-Allow-Origin": undefined } }, async ({ base }) => {
      const { outcome } = await outcomeOf(withCdn(documented, base).replace("<head>", noticing));
      assert.equal(outcome, "refused");
    }));

  test("exports under Cross-Origin-Embedder-Policy without the CDN's consent to be embedded", () =>
    onCdn({ headers: { "Cross-Origin-Resource-Policy": undefined } }, async ({ base }) => {
      const headers = {
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Opener-Policy": "same-origin",
      };
      const { outcome, said } = await outcomeOf(withCdn(documented, base), headers);
      assert.match(outcome, exported, said);
    }));
});

describe("a worker of the page", () => {
  const page = `<!doctype html><p id="outcome">Exporting …</p><script type="module">
    const worker = new Worker("/worker.js", { type: "module" });
    worker.onmessage = ({ data }) => (document.querySelector("#outcome").textContent = data);
    worker.onerror = ({ message }) => (document.querySelector("#outcome").textContent = "failed: " + message);
  </script>`;
  /** The steps of the guide's page after its import. */
  const use = `
    const language = new AzureLanguage({ endpoint: "/language-proxy", family: "analyze-conversations" });
    const poller = await language.start(language.exportRequest("CityTransit"));
    const result = await poller.result();
    postMessage(result.suggestedName + ", " + result.size + " bytes");`;
  /** Returns the outcome of a worker. @param {string} script */
  const outcomeOfWorker = async (script) => {
    portal.pages["/worker.js"] = { body: script };
    return await outcomeOf(page);
  };

  test("exports with the checked script of the guide", () =>
    onCdn({}, async ({ base, asked }) => {
      const { outcome, said } = await outcomeOfWorker(withCdn(worker, base) + use);
      assert.match(outcome, exported, said);
      assert.deepEqual(asked, ["dist/jobs.inline.js"]);
    }));

  test("does not load a script with one changed byte", () =>
    onCdn({ changed: ["dist/jobs.inline.js"] }, async ({ base }) => {
      const caught = `try { ${withCdn(worker, base)} } catch (error) { postMessage("refused"); }`;
      assert.equal((await outcomeOfWorker(caught)).outcome, "refused");
    }));

  for (const kind of ["dedicated", "shared", "service"])
    test(`exports with an import of the script's address: ${kind}`, () =>
      onCdn({}, async ({ base, asked }) => {
        portal.pages["/imports.js"] = {
          body: `
            import init, { AzureLanguage } from "${base}jobs.js";
            async function exported() {
              await init();
              const language = new AzureLanguage({ endpoint: "/language-proxy", family: "analyze-conversations" });
              const poller = await language.start(language.exportRequest("CityTransit"));
              const result = await poller.result();
              return result.suggestedName + ", " + result.size + " bytes";
            }
            const answer = async (port) => port.postMessage(await exported().catch((error) => "failed: " + error));
            if ("onconnect" in self) self.onconnect = ({ ports: [port] }) => answer(port);
            else if ("clients" in self) self.onmessage = (event) => event.waitUntil(answer(event.source));
            else void answer(self);`,
        };
        const starts = {
          dedicated: `new Worker("/imports.js", { type: "module" }).onmessage = show;`,
          shared: `new SharedWorker("/imports.js", { type: "module" }).port.onmessage = show;`,
          service: `
            navigator.serviceWorker.onmessage = show;
            await navigator.serviceWorker.register("/imports.js", { type: "module" });
            (await navigator.serviceWorker.ready).active.postMessage("export");`,
        };
        const { outcome, said } = await outcomeOf(`<!doctype html><p id="outcome">Exporting …</p><script type="module">
          const show = ({ data }) => (document.querySelector("#outcome").textContent = data);
          ${starts[kind]}
        </script>`);
        assert.match(outcome, exported, said);
        assert.deepEqual(asked, ["dist/jobs.js", "dist/jobs.wasm"]);
      }));

  test("cannot be started from another origin", () =>
    onCdn({}, async ({ base }) => {
      const started = `try { new Worker("${base}jobs.js", { type: "module" }).onerror = () => show("refused"); }
        catch { show("refused"); }`;
      const body = `<!doctype html><p id="outcome">Exporting …</p><script>
        const show = (text) => (document.querySelector("#outcome").textContent = text);
        ${started}</script>`;
      assert.equal((await outcomeOf(body)).outcome, "refused");
    }));
});
