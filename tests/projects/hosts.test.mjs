// Hosts with a Content-Security-Policy of their own: the rows of docs/content-security-policy.md. The package is in one
// bundle with its module inside, as a web part or a code component has it.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { build } from "esbuild";
import { launch } from "../support/chromium.mjs";
import {
  codeOf,
  exporting,
  exportingPage,
  outcomeAt,
  pageOf,
  portalPolicy,
  rowsUnder,
  watching,
  withSources,
} from "../support/policies.mjs";
import { servePortal } from "../support/portal.mjs";
import { tool } from "../support/projects/tool.mjs";

const EXPORTED = "exported CityTransit.json";

/** The APIs that Lightning Web Security removes. */
const lightning = `
  for (const name of ["compile", "compileStreaming", "instantiate", "instantiateStreaming", "validate", "Module", "Instance"])
    delete WebAssembly[name];`;

tool("Hosts with a policy", { folder: "hosts" }, (test) => {
  let browser;
  let host;
  let own;
  before(async () => {
    host = await servePortal({ pages: { "/watch.js": { body: watching } } });
    own = await servePortal();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await Promise.all([host, own].map((server) => server?.close()));
  });

  /** Bundles code that uses the installed package. */
  async function bundled(/** @type {import("../support/projects/project.mjs").Project} */ project, contents) {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: project.folder },
      bundle: true,
      format: "esm",
      write: false,
      logLevel: "silent",
    });
    return outputFiles[0].text;
  }

  /** Returns the outcome of a page of the host. @param {string} policy @param {string} script */
  async function outcomeUnder(policy, script) {
    const headers = policy ? { "Content-Security-Policy": policy.replaceAll("nonce-…", "nonce-right") } : {};
    host.pages["/"] = { body: pageOf(), headers: /** @type {Record<string, string>} */ (headers) };
    host.pages["/page.js"] = { body: script };
    return (await outcomeAt(browser, `${host.url}/`)).outcome;
  }

  /** Returns the outcome of a page of your own, with your policy, in an iframe of the host. @param {string} policy */
  async function outcomeInFrame(project, policy, ownPolicy = portalPolicy) {
    const posting = `${exporting("export-jobs/inline")} exported((text) => parent.postMessage(text, "*"));`;
    own.pages["/frame.js"] = { body: await bundled(project, posting) };
    own.pages["/frame"] = {
      body: '<!doctype html><script type="module" src="/frame.js"></script>',
      headers: { "Content-Security-Policy": ownPolicy },
    };
    return await outcomeUnder(
      policy,
      `const tell = (text) => (document.querySelector("#outcome").textContent ||= text);
      addEventListener("message", ({ data }) => tell(data));
      addEventListener("securitypolicyviolation", ({ effectiveDirective }) => effectiveDirective === "frame-src" && tell("no frame"));
      document.body.append(Object.assign(document.createElement("iframe"), { src: "${own.url}/frame" }));`,
    );
  }

  for (const [name, policyCell, outcome] of rowsUnder("## Hosts with a policy of their own")) {
    const policy = codeOf(policyCell);
    const isTab = policy.startsWith("frame-ancestors");

    if (isTab) {
      test(`${name}: the page runs in the host's iframe with the policy of the row`, async (project) => {
        assert.match(outcome, /^runs/);
        const allowing = (origin) => `${portalPolicy}; frame-ancestors ${origin}`;
        assert.equal(await outcomeInFrame(project, "", allowing(host.url)), EXPORTED);
      });
      continue;
    }

    test(`${name}: the module ${outcome.split(/[:;]/)[0]}`, async (project) => {
      const seen = await outcomeUnder(policy, await bundled(project, exportingPage("export-jobs/inline")));
      if (outcome.startsWith("runs")) assert.equal(seen, EXPORTED);
      else assert.match(seen, /^blocked: .*'wasm-unsafe-eval'.*iframe/);
    });

    if (/adds `'wasm-unsafe-eval'`/.test(outcome))
      test(`${name}: the module runs with the sources that an administrator adds`, async (project) => {
        const more = `script-src 'wasm-unsafe-eval'${/`connect-src`/.test(outcome) ? "; connect-src 'self'" : ""}`;
        const script = await bundled(project, exportingPage("export-jobs/inline"));
        assert.equal(await outcomeUnder(withSources(policy, more), script), EXPORTED);
      });

    if (outcome.startsWith("is blocked"))
      test(`${name}: a page of your own runs in an iframe that frame-src allows`, async (project) => {
        assert.equal(await outcomeInFrame(project, policy), "no frame");
        assert.equal(await outcomeInFrame(project, withSources(policy, `frame-src ${own.url}`)), EXPORTED);
      });
  }

  test("Lightning Web Security: the error says what is turned off", async (project) => {
    const script = `${lightning}${await bundled(project, exportingPage("export-jobs/inline"))}`;
    assert.match(await outcomeUnder("", script), /^blocked: .*Lightning Web Security.*iframe/);
  });
});
