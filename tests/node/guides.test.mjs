// Runs the code in README.md and the guides in docs/ unchanged. docs/recovery.md has a test
// of its own, and that of docs/elements.md, docs/cdn.md and docs/content-security-policy.md is run in a page.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { describe, test } from "node:test";
import * as api from "export-jobs/all";
import { createGateway } from "export-jobs/gateway";
import initServices, { JobService } from "export-jobs/services";
import intune from "export-jobs/services/intune-reports";
import { intuneReports } from "export-jobs/simulator/services";
import { toNodeListener } from "export-jobs/gateway/node";
import { createSimulator } from "../../www/simulator/index.js";
import { Examples, documents, read, run, textsOf } from "../support/documents.js";
import { serveGateway } from "../support/gateway.mjs";
import { keeper } from "../support/served-file.js";

const { default: init, ...named } = api;
const examples = new Examples();

/** A console whose lines can be read, and everything else that the examples need. */
function surroundings(overrides = {}) {
  const simulator = createSimulator({ pace: 0.02 });
  const lines = [];
  const stored = new Map();
  return {
    lines,
    names: {
      ...named,
      init,
      console: { log: (...values) => lines.push(values) },
      fetch: simulator.fetch,
      signal: new AbortController().signal,
      credential: { key: "demo-key" },
      localStorage: {
        setItem: (key, value) => stored.set(key, String(value)),
        getItem: (key) => stored.get(key) ?? null,
      },
      // A page's own wrapper around fetch.
      send: async ({ url, ...rest }) => {
        const response = await simulator.fetch(new Request(url, rest));
        return { status: response.status, headers: response.headers, body: await response.arrayBuffer() };
      },
      pause: () => new Promise((resolve) => setTimeout(resolve, 5)),
      ...overrides,
    },
  };
}

describe("the code of the README and of the guides", () => {
  test("loads the module", async () => {
    const [code] = examples.under("docs/loading.md", "# Loading the module");
    assert.match(code, /^import init, \{ AzureLanguage, AvePoint, ExportJobsError \} from "export-jobs";\n/);
    await run(code, { init });
  });

  test("makes a first export", async () => {
    const { names, lines } = surroundings({ key: "demo-key" });
    const [code] = examples.under("README.md", "## A first export");
    assert.match(code, /^import init, \{ AzureLanguage \} from "export-jobs";\n/);
    const { fetch } = globalThis;
    globalThis.fetch = names.fetch;
    try {
      await run(code, names);
    } finally {
      globalThis.fetch = fetch;
    }
    const [name, size, counts] = lines.at(-1);
    assert.equal(name, "CityTransit.json");
    assert.ok(size > 1000 && counts.utterances > 10);
    assert.equal(lines.at(-2)[0], "succeeded");
  });

  test("lets the module poll, and finds a job again", async () => {
    const { names, lines } = surroundings();
    const [drive] = examples.under("docs/polling.md", "## The module drives");
    const [resume] = examples.under("docs/polling.md", "## Leave a job and find it again");
    await run(`${drive}\n${resume}`, names);
    const [name, size, summary] = lines.at(-1);
    assert.equal(name, "CityTransit.json");
    assert.ok(size > 1000);
    assert.equal(summary.kind, "Conversation");
    assert.equal(lines.at(-2)[0], "succeeded");
  });

  test("saves a file while it arrives", async () => {
    const kept = keeper({ isFile: true });
    const showSaveFilePicker = async () => ({ createWritable: async () => kept.stream });
    const { names, lines } = surroundings({ showSaveFilePicker });
    const [drive] = examples.under("docs/polling.md", "## The module drives");
    const [save] = examples.under("docs/downloads.md", "## Save to a file");
    await run(`${drive}\n${save}`, names);
    const [size, name, contentType] = lines.at(-1);
    assert.deepEqual(
      [kept.bytes().length, name, contentType],
      [size, "CityTransit.json", "application/json; charset=utf-8"],
    );
  });

  test("serves downloads in a service worker", async () => {
    const [code] = examples.under("docs/downloads.md", "## Browser downloads");
    const listened = [];
    const worker = {
      registration: { scope: "https://portal.example/" },
      addEventListener: (type) => listened.push(type),
    };
    /** @type {any} */ (globalThis).self = worker;
    try {
      await run(code, await import("export-jobs/downloads"));
    } finally {
      delete (/** @type {any} */ (globalThis).self);
    }
    assert.deepEqual(listened, ["message", "fetch"]);
  });

  test("saves the file", async () => {
    const { names } = surroundings();
    const [drive, , save] = [
      ...examples.under("docs/polling.md", "## The module drives"),
      ...examples.under("docs/polling.md", "### The file"),
    ];
    const { result } = await run(drive, names, "result");
    const clicked = [];
    const document = { createElement: (name) => ({ name, click() { clicked.push({ ...this }); } }) }; // prettier-ignore
    await run(save, { document, result });
    const [{ name, href, download }] = clicked;
    assert.deepEqual([name, href.slice(0, 5), download], ["a", "blob:", "CityTransit.json"]);
  });

  test("has every state in a table", async () => {
    const [, table] = read("docs/polling.md").split("\n### States\n");
    const told = table.split("\n\n")[0].match(/(?<=^\| .*`)\w+(?=`.* \| (yes|no) \|)/gm);
    assert.deepEqual(told.sort(), textsOf("src/types/declared/job.d.ts", "JobState").sort());
  });

  test("follows many jobs", async () => {
    const { names, lines } = surroundings();
    const language = new api.AzureLanguage({
      endpoint: "https://contoso.cognitiveservices.azure.com",
      family: "analyze-conversations",
      credential: names.credential,
    });
    const insights = new api.AvePoint({
      baseUrl: api.AvePoint.regions()[0].baseUrl,
      credential: { token: "demo-token" },
    });
    const [code] = examples.under("docs/board.md", "## Submit, add and wait");
    const { board } = await run(code, { ...names, language, insights }, "board");
    const [state, role, origins] = lines.at(-1);
    assert.deepEqual([state, role, origins], ["succeeded", "alone", 2]);
    const [past] = examples.under("docs/board.md", "## Jobs that have ended");
    await run(past, { ...names, board });
    const [failed, name, expiry, took] = lines.at(-1);
    assert.deepEqual([failed, name], [0, "CityTransit.json"]);
    assert.ok(Date.parse(expiry) > Date.now() && took > 0);
    const [news] = examples.under("docs/board.md", "## Tell users when a job is done");
    const { stop } = await run(news, { ...names, board, button: new EventTarget() }, "stop");
    stop();
    board.close();
    assert.ok(lines.some(([type, project]) => type === "ended" && project === "CityTransit"));
  });

  test("lets the page send every request", async () => {
    const { names } = surroundings();
    const language = new api.AzureLanguage({
      endpoint: "https://contoso.cognitiveservices.azure.com",
      family: "analyze-conversations",
      credential: names.credential,
    });
    const [code] = examples.under("docs/polling.md", "## The page drives");
    const { file, status } = await run(code, { ...names, language }, "file", "status");
    assert.equal(status.state, "succeeded");
    assert.equal(JSON.parse(new TextDecoder().decode(file.body)).metadata.projectName, "CityTransit");
  });

  test("goes through a gateway", async () => {
    const gateway = await serveGateway();
    const { names, lines } = surroundings({ csrfToken: () => "csrf-token", fetch: globalThis.fetch });
    const [code] = examples.under("docs/gateways.md", "## Use a gateway in a page");
    // There is no page, so the gateway's address needs an origin.
    await run(code.replace("{\n  endpoint:", `{\n  baseUrl: "${gateway.url}",\n  endpoint:`), names);
    await gateway.close();
    assert.deepEqual(lines.at(-1), ["CityTransit.json"]);
    assert.equal(gateway.seen[0].headers["x-csrf-token"], "csrf-token");
    assert.ok(gateway.seen.length > 2);
  });

  test("starts a gateway of the portal's own", async () => {
    const simulator = createSimulator({ pace: 0.001, credentials: { keys: [], tokens: ["demo-token"] } });
    const asked = [];
    const { names } = surroundings({
      clientId: "portal",
      clientSecret: "secret-4711",
      DefaultAzureCredential: class {
        getToken = async (scope) => {
          asked.push(scope);
          return { token: "demo-token", expiresOnTimestamp: Date.now() + 3_600_000 };
        };
      },
      sessionOf: async ({ headers }) =>
        headers.get("cookie") === "session=1"
          ? { user: "mia", mayExport: (project) => project !== "Secret" }
          : undefined,
      createGateway: (options) =>
        createGateway({
          ...options,
          fetch: async (request) => {
            if (!request.url.includes("//identity.")) return simulator.fetch(request);
            asked.push(request.url, await request.text());
            return Response.json({ access_token: "demo-token", expires_in: 3600 });
          },
        }),
      toNodeListener,
      createServer: (listener) => ({ listen: () => (server = createServer(listener).listen(0, "127.0.0.1")) }),
    });
    let server;
    const [code, follow] = examples.under("docs/gateways.md", "## Your own gateway");
    await run(code.replaceAll(/^import .*\n/gm, ""), names);
    if (!server.listening) await once(server, "listening");
    const { port } = server.address();
    const at = { baseUrl: `http://127.0.0.1:${port}` };
    const headers = { "X-Requested-With": "portal", Cookie: "session=1" };
    const family = /** @type {const} */ ("analyze-text");
    const language = new api.AzureLanguage({ endpoint: "/language-proxy", ...at, family, headers });
    const avepoint = new api.AvePoint({ endpoint: "/avepoint-proxy", ...at, headers });
    for (const [client, request] of /** @type {const} */ ([
      [language, language.exportRequest("SupportInbox")],
      [avepoint, avepoint.userActivitiesExportRequest("mia@contoso.com")],
    ])) {
      const poller = await client.start(request, { intervalMs: 300 });
      assert.ok((await poller.result()).size > 1000);
    }
    // Node has no EventSource of its own.
    const told = [];
    await new Promise((resolve) => {
      class EventSource {
        constructor(url) {
          this.read(url);
        }
        async read(url) {
          const response = await fetch(url, { headers: { ...headers, Accept: "text/event-stream" } });
          for await (const bytes of /** @type {any} */ (response.body))
            for (const [, data] of String(Buffer.from(bytes)).matchAll(/^data: (.*)$/gm)) this.onmessage({ data });
        }
        onmessage = (/** @type {{ data: string }} */ _) => {};
        close = () => resolve(undefined);
      }
      const names = { console: { log: (state) => told.push(state) }, EventSource };
      run(follow.replace("CityTransit", "SupportInbox"), { language, ...names });
    });
    assert.equal(told.at(-1), "succeeded");
    await assert.rejects(language.start(language.exportRequest("Secret")), { code: "forbidden" });
    const signedOut = new api.AzureLanguage({ endpoint: "/language-proxy", ...at, family });
    await assert.rejects(signedOut.follow(signedOut.job("export", "SupportInbox", "1")).poll(), {
      code: "unauthorized",
    });
    assert.deepEqual(asked.slice(0, 2), [
      "https://cognitiveservices.azure.com/.default",
      "https://identity.avepointonlineservices.com/connect/token",
    ]);
    assert.equal(asked.length, 3, "each token is asked for once");
    assert.match(asked[2], /^grant_type=client_credentials&client_id=portal&scope=insights.graph.readwrite.all&/);
    server.closeAllConnections();
    server.close();
  });

  test("exports from AvePoint", async () => {
    const simulator = createSimulator({ pace: 0.001 });
    const baseUrl = api.AvePoint.regions()[0].baseUrl;
    const { names, lines } = surroundings({ baseUrl, credential: { token: "demo-token" }, fetch: simulator.fetch });
    const [code] = examples.under("docs/polling.md", "## AvePoint");
    // The only change: the interval of two minutes.
    await run(code.replace("{ fetch }", "{ fetch, intervalMs: 20 }"), names);
    const [name, files] = lines.at(-1);
    assert.match(name, /^export-\d+\.zip$/);
    assert.match(files[0].name, /\.xlsx$/);
  });

  describe("reads an exported project", () => {
    const [look] = examples.under("docs/project-files.md", "## Read a project");
    const [worker, page] = examples.under("docs/project-files.md", "## Read large files in a worker");
    const exported = async () => {
      const { names } = surroundings();
      const [drive] = examples.under("docs/polling.md", "## The module drives");
      return (await run(drive, names, "result")).result;
    };

    test("in the page", async () => {
      const { names, lines } = surroundings();
      const { sheet, west } = await run(look, { ...names, result: await exported() }, "sheet", "west");
      assert.ok(lines[0][0].utterances > 10);
      const [count, items] = lines.at(-2);
      assert.ok(count > 0 && items.length === Math.min(count, 50) && items.every(({ text }) => /bus/i.test(text)));
      assert.equal((await sheet.text()).split("\r\n").length, count + 2);
      assert.equal(JSON.parse(new TextDecoder().decode(west)).metadata.projectName, "CityTransit-west");
      assert.deepEqual(
        lines.at(-1)[0].map(({ part, name }) => [part, name]),
        [["metadata", "projectName"]],
      );
    });

    test("in a worker", async () => {
      const { names, lines } = surroundings();
      const sent = [];
      const listeners = [];
      const inWorker = {
        ...names,
        addEventListener: (_, listener) => listeners.push(listener),
        postMessage: (message) => sent.push(message),
      };
      await run(worker, inWorker);
      const file = (await exported()).blob();
      await listeners[0]({ data: file });

      // The page's side, with a worker that gives the answers of the one above.
      class Worker {
        addEventListener = (_, listener) => (this.listener = listener);
        postMessage = (message) => (assert.equal(message, file), this.listener({ data: sent[0] }));
      }
      await run(page.replace("import.meta.url", '"file:///page.js"'), { ...names, Worker, file });
      assert.ok(lines.at(-1)[0].utterances > 10);
      assert.ok(Array.isArray(lines.at(-1)[1]));
    });
  });

  test("copies a project to another region, and resumes", async () => {
    const simulator = createSimulator({
      pace: 0.002,
      limits: false,
      empty: ["https://contoso-west.cognitiveservices.azure.com"],
    });
    const { names, lines } = surroundings({ fetch: simulator.fetch });
    const [carry, resume] = examples.under("docs/recovery.md", "## In short");
    await run(`${carry}\n${resume}`, names);
    const report = lines.find(([verification]) => verification?.equal !== undefined);
    assert.equal(report[0].equal, true);
    assert.ok(report[1].every(({ equal }) => equal));
    assert.deepEqual(lines.at(-1).slice(0, 2), ["FrontDesk", "missing"]);
    assert.ok(lines.some(([project, standing]) => project === "CityTransit" && standing === "equal"));
    const imports = simulator.requests.filter(({ url, method }) => method === "POST" && url.includes("/:import"));
    assert.equal(imports.length, 1, "nothing is done twice");
  });

  test("asks a deployed model", async () => {
    const simulator = createSimulator({ pace: 0.02 });
    const { names, lines } = surroundings({ fetch: simulator.fetch });
    const [code] = examples.under("docs/deployed-models.md", "## With a second resource");
    await run(code, names);
    const [answeredBy, documents, errors] = lines.at(-1);
    assert.equal(answeredBy, "primary");
    assert.deepEqual([documents.length, errors], [1, []]);
  });

  test("trains and deploys", async () => {
    const simulator = createSimulator({ pace: 0.002 });
    const { names } = surroundings({ fetch: simulator.fetch });
    const [code] = examples.under("docs/authoring.md", "# The authoring API");
    const { models } = await run(code, names, "models");
    assert.ok(models.length >= 1);
    const [project] = simulator
      .projects("https://contoso.cognitiveservices.azure.com")
      .filter(({ name }) => name === "CityTransit");
    assert.equal(project.deployments.find(({ name }) => name === "production").label, "v2");
  });

  test("distinguishes failures", async () => {
    const simulator = createSimulator({ pace: 0.02 });
    simulator.inject({ fault: "failed", on: "status", times: 9 });
    const { names, lines } = surroundings({ fetch: simulator.fetch });
    const language = new api.AzureLanguage({
      endpoint: "https://contoso.cognitiveservices.azure.com",
      family: "analyze-conversations",
      credential: names.credential,
    });
    const poller = await language.start(language.exportRequest("CityTransit"), {
      fetch: simulator.fetch,
      intervalMs: 20,
    });
    const [code] = examples.under("docs/errors.md", "## Branch on the code");
    await run(code, { ...names, poller });
    assert.equal(lines[0][0], "jobFailed");
  });

  test("sends an error from a worker to its page", async () => {
    const { names, lines } = surroundings();
    const [code] = examples.under("docs/errors.md", "## Errors that travel");
    const error = new api.ExportJobsError("timeout", "The deadline passed.", { status: 504 });
    const worker = { postMessage: (message) => lines.push(structuredClone(message)) };
    const { receive } = await run(
      `let onmessage;\n${code}\nconst receive = onmessage;`,
      { ...names, worker, error, show: (value) => lines.push(value) },
      "receive",
    );
    receive({ data: lines.pop() });
    const [shown] = lines;
    assert.ok(shown instanceof api.ExportJobsError);
    assert.deepEqual([shown.code, shown.message, shown.status], ["timeout", "The deadline passed.", 504]);
  });

  test("tests against the simulated service", async () => {
    const { names, lines } = surroundings({ createSimulator });
    const [good] = examples.under("docs/testing.md", "## Run a job from start to file");
    const [bad] = examples.under("docs/testing.md", "## Inject faults");
    await run(`${good}\n${bad}`, names);
    assert.deepEqual(lines[0], ["CityTransit.json", ["submit 202", "status 200", "result 200"]]);
    assert.equal(lines[1][0], "jobFailed");
    assert.equal(typeof lines[1][1], "string");
  });

  test("follows a service that the package describes", async () => {
    const [first, copy] = examples.under("docs/described-services.md", "# Descriptions in the package");
    const { names, lines } = surroundings({ createSimulator, JobService, intune, intuneReports, init: initServices });
    await run(`${first}\n${copy}`, names);
    assert.equal(lines[0][0], "Devices.zip");
    assert.deepEqual(lines[1], [["export"]]);
  });

  test("is run completely", () => {
    const elsewhere = ["cdn", "content-security-policy", "elements", "recovery", "services"].map(
      (name) => `docs/${name}.md`,
    );
    const guides = documents.filter((document) => !elsewhere.includes(document));
    assert.deepEqual(
      Object.fromEntries(guides.map((document) => [document, examples.left(document)])),
      Object.fromEntries(guides.map((document) => [document, []])),
    );
  });
});

describe("the facts of the README and of the guides", () => {
  /** The names in the first cells of a table's rows. @param {string} document @param {RegExp} row */
  const namesIn = (document, row) =>
    [...read(document).matchAll(row)].flatMap(([, names]) => names.match(/(?<=`)\w+(?=`)/g) ?? []);
  const readme = read("README.md");

  test("errors.md names every error code, and no other", () => {
    const codes = [
      ...textsOf("src/types/declared/error.d.ts", "ModuleErrorCode"),
      ...textsOf("src/types/loader-error.d.ts", "LoaderErrorCode"),
    ];
    const told = namesIn("docs/errors.md", /^\| (`.*?) \|/gm).filter((name) => name !== "code");
    assert.deepEqual(told.sort(), codes.sort());
  });

  test("testing.md names every fault, and no other", () => {
    const faults = createSimulator().faults.map(({ name }) => name);
    const [, table] = read("docs/testing.md").split("| faults | what goes wrong |");
    const told = table.split("\n\n")[0].match(/(?<=`)\w+(?=`)/g);
    assert.deepEqual(told.sort(), faults.sort());
  });

  test("testing.md names every option of the simulated service", () => {
    const [, options] = read("www/simulator/index.js").match(/@typedef \{object\} SimulatorOptions\n([^]*?)\*\//);
    const names = [...options.matchAll(/@property \{.*\} \[(\w+)\]/g)].map(([, name]) => name);
    const told = read("docs/testing.md")
      .match(/^\| `.*$/gm)
      .join("\n");
    assert.deepEqual(
      names.filter((name) => !told.includes(`\`${name}\``)),
      [],
    );
  });

  test("the README counts the exports and the regions of AvePoint", () => {
    const [avepoint] = createSimulator().services.filter(({ service }) => service === "avepoint");
    assert.match(readme, /the twelve exports/);
    assert.equal(/** @type {any} */ (avepoint).exports.length, 12);
    assert.match(readme, new RegExp(`\\b${api.AvePoint.regions().length} regions`));
  });

  test("the README names the versions that the build and the tests use", () => {
    const { engines, devDependencies } = JSON.parse(read("package.json"));
    const [, node] = readme.match(/in Node (\d+) or later/);
    assert.equal(engines.node, `>=${node}`);
    const [, typescript] = readme.match(/types need TypeScript\s+(\d+\.\d+)\s+or later/);
    assert.equal(devDependencies["typescript-oldest"], `npm:typescript@~${typescript}.0`);
    assert.match(readme, /It needs ES2022, and WebAssembly with reference types and bulk\s+memory/);
    assert.match(read("scripts/build/javascript.mjs"), /target: "es2022"/);
    const wasm = read("scripts/build/wasm.mjs");
    assert.ok(wasm.includes('"reference-types"') && wasm.includes('"bulk-memory"'));
  });

  test("the README has the newest known api-versions, and authoring.md the default", async () => {
    await init();
    const client = (/** @type {any} */ family) =>
      new api.AzureLanguage({ endpoint: "https://contoso.cognitiveservices.azure.com", family });
    assert.equal(new URL(client("analyze-text").exportRequest("P").url).searchParams.get("api-version"), "2023-04-01");
    assert.match(read("docs/authoring.md"), /`apiVersion` is `2023-04-01` unless/);
    const [, text, conversations] = readme.match(
      /\| API versions \| any; known up to (\S+) \| any; known up to (\S+) \|/,
    );
    for (const [family, newest] of [
      ["analyze-text", text],
      ["analyze-conversations", conversations],
    ]) {
      // The default version does not have this operation. The message names the versions that do, the newest last.
      assert.throws(
        () => client(family).evaluateRequest("P", "model", {}),
        ({ code, message }) =>
          code === "invalidArgument" && message.match(/\d{4}-\d\d-\d\d(-preview)?/g).at(-1) === newest,
      );
    }
  });
});
