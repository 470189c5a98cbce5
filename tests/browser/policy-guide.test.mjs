// Each row of the tables of docs/content-security-policy.md about a portal's own policy: a page that does what the row
// says, with the sources of the row and without them.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { serveSimulator } from "../simulator/server.mjs";
import { createSimulator } from "../../www/simulator/index.js";
import { codeIn, read } from "../support/documents.js";
import { engine, launch } from "../support/engines.mjs";
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
  withoutSource,
} from "../support/policies.mjs";
import { serveCdn, servePortal } from "../support/portal.mjs";

const EXPORTED = "exported CityTransit.json";

let browser;
let portal;
let cdn;
let service;
before(async () => {
  portal = await servePortal({ pages: { "/watch.js": { body: watching } } });
  cdn = await serveCdn();
  service = await serveSimulator({ simulator: createSimulator({ pace: 0, limits: false }) });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await Promise.all([portal, cdn, service].map((server) => server?.close()));
});

/** Replaces the addresses of the guide with the servers of the test. @param {string} text */
const here = (text) =>
  text
    .replaceAll("https://cdn.jsdelivr.net", new URL(cdn.base).origin)
    .replaceAll("https://contoso.cognitiveservices.azure.com", service.url)
    .replaceAll("nonce-…", "nonce-right");

/**
 * Returns the outcome of a page.
 *
 * @param {object} given
 * @param {string} given.policy
 * @param {string} [given.script]
 * @param {string} [given.page]
 * @param {Record<string, import("../support/portal.mjs").Page>} [given.more] Further files of the portal.
 */
async function outcomeOf({ policy, script = exportingPage("/dist/jobs.js"), page = pageOf(), more = {} }) {
  Object.assign(portal.pages, more, {
    "/": { body: page, headers: { "Content-Security-Policy": here(policy) } },
    "/page.js": { body: here(script) },
  });
  return await outcomeAt(browser, `${portal.url}/`);
}

describe("the policy of the guide", () => {
  test("lets a page export without a violation", async () => {
    assert.deepEqual(await outcomeOf({ policy: portalPolicy }), { outcome: EXPORTED, breaches: [] });
  });

  for (const [source, without] of rowsUnder("# Content-Security-Policy"))
    test(`needs ${source}: ${without}`, async () => {
      // Only the script that watches has the nonce.
      const policy = withSources(withoutSource(portalPolicy, codeOf(source)), "script-src 'nonce-right'");
      const { outcome } = await outcomeOf({ policy, page: pageOf({ nonce: "wrong" }) });
      const expected = without.match(/`(blocked|network)`/)?.[1] ?? "not run";
      assert.ok(outcome.startsWith(expected), outcome);
    });
});

const [approved] = codeIn(read("docs/content-security-policy.md"), "js");

/** The steps of a page to run the module in a worker, with the code of the guide. */
const inWorker = `${approved}
  const tell = (text) => (document.querySelector("#outcome").textContent ||= text);
  worker.onmessage = ({ data }) => tell(data);
  worker.onerror = () => tell("not run");`;
const workerOf = (script, policy) => ({
  "/worker.js": { body: here(script), headers: { "Content-Security-Policy": here(policy) } },
});
const workerScript = `${exporting("/dist/jobs.js").replace("export ", "")} exported(postMessage);`;

const checkedScript = `
  import("/dist/jobs.inline.js").then(async () => {
    const response = await fetch("https://cdn.jsdelivr.net/npm/export-jobs@0.1.0/dist/jobs.inline.js");
    const address = URL.createObjectURL(await response.blob());
    ${exporting("ADDRESS").replace("export ", "").replace('"ADDRESS"', "address")}
    await exported(postMessage);
  });`;
const workerWithCdn = `connect-src https://cdn.jsdelivr.net`;

/**
 * The page for each row, by the beginning of the row. `script`, `page` and `more` make the page, which gets the sources
 * of the row. `without` replaces some of them for the page without these sources. `fails` is the outcome of that page.
 */
const scenarios = {
  "It loads the files from a CDN": {
    script: () => exportingPage(`${cdn.base}jobs.js`),
    fails: /^not run/,
  },
  "It calls a service on another origin": {
    script: () => exportingPage("/dist/jobs.js", `endpoint: "${service.url}", credential: { key: "demo-key" }`),
    fails: /^network/,
  },
  "It has an inline script": {
    script: () => "",
    page: () => pageOf({ body: `<script type="module" nonce="right">${exportingPage("/dist/jobs.js")}</script>` }),
    fails: /^not run/,
  },
  "It trusts scripts by their nonce": {
    page: () => pageOf({ body: '<link rel="modulepreload" href="/dist/jobs.js" nonce="right">' }),
    without: {
      page: () => pageOf({ nonce: "wrong" }),
      add: "script-src 'nonce-…' 'strict-dynamic'",
    },
    // Firefox ESR 153 and WebKitGTK 2.50 run module scripts nevertheless.
    fails: engine === "chromium" ? /^not run/ : undefined,
  },
  "It imports export-jobs/inline": {
    script: () => `
      import init, { version } from "/dist/jobs.inline.js";
      await init();
      document.querySelector("#outcome").textContent = version() && "${EXPORTED}";`,
    takes: "connect-src 'self'",
  },
  "It shows the elements": {
    script: () => `
      import "/dist/elements/define.js";
      import init, { AzureLanguage } from "/dist/jobs.js";
      await init();
      const view = document.createElement("export-job");
      document.body.append(view);
      view.client = new AzureLanguage({ endpoint: "/language-proxy", family: "analyze-conversations" });
      view.addEventListener("end", async () => {
        await view.updateComplete;
        const styled = getComputedStyle(view.shadowRoot.querySelector("[data-phase]")).display;
        document.querySelector("#outcome").textContent = styled === "inline" ? "no styles" : "${EXPORTED}";
      });
      view.run((options) => view.client.start(view.client.exportRequest("CityTransit"), options));`,
  },
  "It runs the module in a worker": {
    script: () => inWorker,
    more: () => workerOf(workerScript, portalPolicy),
    without: { more: () => workerOf(workerScript, withoutSource(portalPolicy, "script-src 'wasm-unsafe-eval'")) },
    fails: /^blocked/,
  },
  "Its worker imports a script by its hash": {
    script: () => inWorker,
    more: (sources) => workerOf(checkedScript, withSources(withSources(portalPolicy, workerWithCdn), sources)),
    without: { more: () => workerOf(checkedScript, withSources(portalPolicy, workerWithCdn)) },
    fails: /^not run/,
    isOfWorker: true,
  },
};

describe("a row of the guide", () => {
  const rows = rowsUnder("## What else a page may need");
  const plain = (/** @type {string} */ title) => title.replaceAll(/`|\[([^\]]+)\]\([^)]+\)/g, (_, text) => text ?? "");
  /** This row is tested in tests/browser/policy-downloads.test.mjs. */
  const elsewhere = "It saves with";

  test("has a test page", () => {
    const titles = rows.map(([title]) => plain(title));
    const missing = titles.filter(
      (title) => ![...Object.keys(scenarios), elsewhere].some((start) => title.startsWith(start)),
    );
    assert.deepEqual(missing, []);
    for (const start of Object.keys(scenarios))
      assert.ok(
        titles.some((title) => title.startsWith(start)),
        start,
      );
  });

  for (const [title, add] of rows) {
    const [, scenario] = Object.entries(scenarios).find(([start]) => plain(title).startsWith(start)) ?? [];
    if (!scenario) continue;
    const { script, page, more, without = {}, fails, takes, isOfWorker } = /** @type {any} */ (scenario);
    const sources = /^`/.test(add) ? codeOf(add) : "";
    const policyWith = (added) => (isOfWorker ? portalPolicy : withSources(portalPolicy, added));
    const made = (parts, added) => ({
      ...((parts.script ?? script) && { script: (parts.script ?? script)(added) }),
      ...((parts.page ?? page) && { page: (parts.page ?? page)(added) }),
      ...((parts.more ?? more) && { more: (parts.more ?? more)(added) }),
    });

    test(`${plain(title)} With the sources of the row`, async () => {
      const policy = takes ? withoutSource(portalPolicy, takes) : policyWith(sources);
      assert.deepEqual(await outcomeOf({ policy, ...made({}, sources) }), { outcome: EXPORTED, breaches: [] });
    });

    if (fails)
      test(`${plain(title)} Without them`, async () => {
        const { outcome } = await outcomeOf({ policy: policyWith(without.add ?? ""), ...made(without, "") });
        assert.match(outcome, fails);
      });
  }
});

describe("a page whose policy forbids WebAssembly", () => {
  const policy = withoutSource(portalPolicy, "script-src 'wasm-unsafe-eval'");

  test("gets an error that names the alternatives", async () => {
    const { outcome } = await outcomeOf({ policy });
    assert.match(outcome, /^blocked: .*'wasm-unsafe-eval'.*iframe or a worker/);
  });

  test("runs the module in a worker whose script comes with its own policy", async () => {
    const { outcome } = await outcomeOf({ policy, script: inWorker, more: workerOf(workerScript, portalPolicy) });
    assert.equal(outcome, EXPORTED);
  });

  test("cannot run it in a worker from a blob: URL, which has the page's policy", async () => {
    const from = `new URL(${JSON.stringify("/dist/jobs.js")}, "${portal.url}").href`;
    const blob = `${exporting("X").replace("export ", "").replace('"X"', from)} exported(postMessage);`;
    const script = inWorker.replace(
      '"/worker.js"',
      `URL.createObjectURL(new Blob([${JSON.stringify(blob)}], { type: "text/javascript" }))`,
    );
    const { outcome } = await outcomeOf({ policy: withSources(policy, "worker-src blob:"), script });
    assert.match(outcome, /^blocked/);
  });

  for (const [title, allowed, expected] of [
    ["runs it in an iframe of another origin that has its own", "frame-src", EXPORTED],
    ["needs that origin in frame-src", "img-src", "no frame"],
  ])
    test(title, async () => {
      const other = await servePortal({
        pages: {
          "/frame": {
            body: '<!doctype html><script type="module" src="/frame.js"></script>',
            headers: { "Content-Security-Policy": portalPolicy },
          },
          "/frame.js": {
            body: `${exporting("/dist/jobs.js").replace("export ", "")} exported((text) => parent.postMessage(text, "*"));`,
          },
        },
      });
      try {
        const script = `
          const tell = (text) => (document.querySelector("#outcome").textContent ||= text);
          addEventListener("message", ({ data }) => tell(data));
          addEventListener("securitypolicyviolation", ({ effectiveDirective }) => effectiveDirective === "frame-src" && tell("no frame"));
          document.body.append(Object.assign(document.createElement("iframe"), { src: "${other.url}/frame" }));`;
        const { outcome } = await outcomeOf({ policy: withSources(policy, `${allowed} ${other.url}`), script });
        assert.equal(outcome, expected);
      } finally {
        await other.close();
      }
    });
});
