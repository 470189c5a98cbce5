// The code that README.md shows, run as it stands there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import * as api from "export-jobs";
import { createSimulator } from "../../www/simulator/index.js";
import { serveGateway } from "../support/gateway.mjs";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** The JavaScript blocks under a heading, in their order. */
function blocksUnder(heading) {
  const [, section] = readme.split(`\n${heading}\n`);
  assert.ok(section, `README.md has no "${heading}"`);
  return [...section.split(/\n#{2,3} /)[0].matchAll(/```js\n([^]*?)```/g)].map(([, code]) => code);
}

const { default: init, ...named } = api;
const AsyncFunction = /** @type {FunctionConstructor} */ ((async () => {}).constructor);

/** Runs code with these names; gives the names that it declared and that are asked for. */
function run(code, names, ...wanted) {
  const body = `${code}\nreturn { ${wanted.join(", ")} };`;
  return new AsyncFunction(...Object.keys(names), body)(...Object.values(names));
}

/** A console whose lines can be looked at, and everything else that the examples take for granted. */
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
      localStorage: { setItem: (key, value) => stored.set(key, String(value)), getItem: (key) => stored.get(key) ?? null },
      // How a page may send: its own wrapper around fetch.
      send: async ({ url, ...rest }) => {
        const response = await simulator.fetch(new Request(url, rest));
        return { status: response.status, headers: response.headers, body: await response.arrayBuffer() };
      },
      pause: () => new Promise((resolve) => setTimeout(resolve, 5)),
      ...overrides,
    },
  };
}

describe("the README's code", () => {
  test("loads the module", async () => {
    const [code] = blocksUnder("## Use it");
    assert.match(code, /^import init, \{ AzureLanguage, AvePoint, ExportJobsError \} from "export-jobs";\n/);
    await run(code.replace(/^import .*\n/, ""), { init });
  });

  test("lets the module drive, and finds a job again", async () => {
    const { names, lines } = surroundings();
    const [drive, resume] = blocksUnder("### The module drives");
    await run(`${drive}\n${resume}`, names);
    const [name, size, summary] = lines.at(-1);
    assert.equal(name, "CityTransit.json");
    assert.ok(size > 1000);
    assert.equal(summary.kind, "Conversation");
    assert.equal(lines.at(-2)[0], "succeeded");
  });

  test("follows many jobs", async () => {
    const { names, lines } = surroundings();
    const language = new api.AzureLanguage({ endpoint: "https://contoso.cognitiveservices.azure.com", family: "analyze-conversations", credential: names.credential });
    const insights = new api.AvePoint({ baseUrl: api.AvePoint.regions()[0].baseUrl, credential: { token: "demo-token" } });
    const [code] = blocksUnder("### Follow many jobs");
    const { board } = await run(code, { ...names, language, insights }, "board");
    board.close();
    const [state, role, origins] = lines.at(-1);
    assert.deepEqual([state, role, origins], ["succeeded", "alone", 2]);
    assert.ok(lines.some(([type, project]) => type === "ended" && project === "CityTransit"));
  });

  test("lets the page drive", async () => {
    const { names } = surroundings();
    const language = new api.AzureLanguage({ endpoint: "https://contoso.cognitiveservices.azure.com", family: "analyze-conversations", credential: names.credential });
    const [code] = blocksUnder("### The page drives");
    const { file, status } = await run(code, { ...names, language }, "file", "status");
    assert.equal(status.state, "succeeded");
    assert.equal(JSON.parse(new TextDecoder().decode(file.body)).metadata.projectName, "CityTransit");
  });

  test("goes through a gateway", async () => {
    const gateway = await serveGateway();
    const { names, lines } = surroundings({ csrfToken: () => "csrf-token", fetch: globalThis.fetch });
    const [code] = blocksUnder("### Behind a gateway");
    // There is no page here whose origin it could be on.
    await run(code.replace("{\n  endpoint:", `{\n  baseUrl: "${gateway.url}",\n  endpoint:`), names);
    await gateway.close();
    assert.deepEqual(lines.at(-1), ["CityTransit.json"]);
    assert.equal(gateway.seen[0].headers["x-csrf-token"], "csrf-token");
    assert.ok(gateway.seen.length > 2);
  });

  test("exports from AvePoint", async () => {
    const simulator = createSimulator({ pace: 0.001 });
    const baseUrl = api.AvePoint.regions()[0].baseUrl;
    const { names, lines } = surroundings({ baseUrl, credential: { token: "demo-token" }, fetch: simulator.fetch });
    const [code] = blocksUnder("### AvePoint");
    // The one thing that is not as it stands there: the interval of two minutes.
    await run(code.replace("{ fetch }", "{ fetch, intervalMs: 20 }"), names);
    const [name, files] = lines.at(-1);
    assert.match(name, /^export-\d+\.zip$/);
    assert.match(files[0].name, /\.xlsx$/);
  });

  describe("looks into an exported project", () => {
    const [look, worker, page] = blocksUnder("### Look into an exported project");
    const exported = async () => {
      const { names } = surroundings();
      const [drive] = blocksUnder("### The module drives");
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
      assert.deepEqual(lines.at(-1)[0].map(({ part, name }) => [part, name]), [["metadata", "projectName"]]);
    });

    test("in a worker", async () => {
      const { names, lines } = surroundings();
      const sent = [];
      const listeners = [];
      const inWorker = { ...names, addEventListener: (_, listener) => listeners.push(listener), postMessage: (message) => sent.push(message) };
      await run(worker.replace(/^import .*\n/m, ""), inWorker);
      const file = (await exported()).blob();
      await listeners[0]({ data: file });

      // The page's side, with a worker that answers what the one above has answered.
      class Worker {
        addEventListener = (_, listener) => (this.listener = listener);
        postMessage = (message) => (assert.equal(message, file), this.listener({ data: sent[0] }));
      }
      await run(page.replace("import.meta.url", '"file:///page.js"'), { ...names, Worker, file });
      assert.ok(lines.at(-1)[0].utterances > 10);
      assert.ok(Array.isArray(lines.at(-1)[1]));
    });
  });

  test("carries a project to another region, and goes on", async () => {
    const simulator = createSimulator({ pace: 0.002, limits: false, empty: ["https://contoso-west.cognitiveservices.azure.com"] });
    const { names, lines } = surroundings({ fetch: simulator.fetch });
    const [carry, resume] = blocksUnder("### Carry a project to another region");
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
    const [code] = blocksUnder("### Ask a deployed model");
    await run(code, names);
    const [answeredBy, documents, errors] = lines.at(-1);
    assert.equal(answeredBy, "primary");
    assert.deepEqual([documents.length, errors], [1, []]);
  });

  test("trains and deploys", async () => {
    const simulator = createSimulator({ pace: 0.002 });
    const { names } = surroundings({ fetch: simulator.fetch });
    const [code] = blocksUnder("### The rest of the authoring API");
    const { models } = await run(code, names, "models");
    assert.ok(models.length >= 1);
    const [project] = simulator.projects("https://contoso.cognitiveservices.azure.com").filter(({ name }) => name === "CityTransit");
    assert.equal(project.deployments.find(({ name }) => name === "production").label, "v2");
  });

  test("tells failures apart", async () => {
    const simulator = createSimulator({ pace: 0.02 });
    simulator.inject({ fault: "failed", on: "status", times: 9 });
    const { names, lines } = surroundings({ fetch: simulator.fetch });
    const language = new api.AzureLanguage({ endpoint: "https://contoso.cognitiveservices.azure.com", family: "analyze-conversations", credential: names.credential });
    const poller = await language.start(language.exportRequest("CityTransit"), { fetch: simulator.fetch, intervalMs: 20 });
    const [code] = blocksUnder("### When something goes wrong");
    await run(code, { ...names, poller });
    assert.equal(lines[0][0], "jobFailed");
  });
});
