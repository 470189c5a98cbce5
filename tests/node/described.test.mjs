// The descriptions that come with the package, each on a simulated service that was written from the service's own
// documentation: from the submission to the file, through every word of the documentation, and to its cancellation.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, test } from "node:test";
import init, { JobService } from "export-jobs/services";
import { createSimulator } from "../../www/simulator/index.js";
import { fhirBulkExportWith } from "../../www/simulator/described/contracts/index.js";
import { services } from "../support/described.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

const decoder = new TextDecoder();
/** The end of a job with this meaning. Jobs with other meanings keep running. */
const ends = {
  succeeded: "succeeded",
  partiallyCompleted: "partiallyCompleted",
  failed: "jobFailed",
  cancelled: "jobCancelled",
  expired: "expired",
};

/** Runs a scenario on the simulated service of a description. @param {import("../support/described.js").Described} it */
const scene = ({ description, contract, options, request }, play, simulated = contract) =>
  inVirtualTime(async (time) => {
    const simulator = createSimulator({ described: [simulated], clock: time.clock, random: () => 0.5, limits: false });
    const service = new JobService(description, options);
    const start = (more = {}) => time.until(service.start(request(service), { fetch: simulator.fetch, ...more }));
    const ended = async (poller) =>
      time.until(
        poller.pollUntilDone().then(
          ({ state }) => state,
          ({ code }) => code,
        ),
      );
    const texts = (poller) =>
      time.until(
        (async () => {
          const found = [];
          for await (const result of service.results(poller)) found.push(decoder.decode(result.bytes()));
          return found;
        })(),
      );
    await play({ time, simulator, service, start, ended, texts });
  });

test("every description of the package is tested here", () => {
  const names = readdirSync(new URL("../../src/services/", import.meta.url)).map((name) => name.replace(/\.js$/, ""));
  assert.deepEqual(names.sort(), Object.keys(services).sort());
  for (const [name, { description }] of Object.entries(services)) {
    assert.equal(description.name, name);
    assert.ok(description.sources.length > 0 && /^\d{4}-\d\d-\d\d$/.test(description.readOn), name);
  }
});

for (const [name, it] of Object.entries(services)) {
  describe(name, () => {
    test("is started, followed and collected", () =>
      scene(it, async ({ start, ended, texts, simulator }) => {
        const poller = await start();
        assert.equal(poller.job.service, name);
        assert.equal(await ended(poller), "succeeded");
        const found = await texts(poller);
        assert.equal(found.length, it.files.length);
        for (const [at, file] of it.files.entries()) assert.match(found[at], file);
        assert.deepEqual(
          simulator.requests.filter(({ status }) => status >= 400),
          [],
        );
        assert.doesNotMatch(JSON.stringify(poller.job), /demo-|sig=/);
      }));

    for (const [word, meaning] of Object.entries(it.contract.words)) {
      test(`${word} is ${it.ends?.[word] ?? meaning}`, () =>
        scene(it, async ({ time, start, ended, simulator }) => {
          const seen = [];
          const poller = await start({ onProgress: ({ state }) => seen.push(state) });
          simulator.inject({ fault: "describedState", on: "status", word });
          const expected = it.ends?.[word] ?? ends[meaning];
          if (expected) assert.equal(await ended(poller), expected);
          else {
            const read = await time.until(
              poller.poll().then(
                ({ state }) => state,
                ({ code }) => code,
              ),
            );
            if (meaning === "unknown") assert.ok(read === "unknown" || read === "throttled", read);
            else assert.equal(read, meaning);
            assert.equal(await ended(poller), "succeeded");
          }
        }));
    }

    if (it.contract.routes.some(({ place }) => place === "cancel")) {
      test("is cancelled", () =>
        scene(it, async ({ time, start, ended, simulator, service }) => {
          const poller = await start();
          const { url, ...init } = await time.until(service.authorize(service.cancelRequest(poller.job)));
          const answer = await time.until(simulator.fetch(url, init));
          service.readCancel({ status: answer.status, headers: answer.headers, body: await answer.text() }, poller.job);
          assert.equal(await ended(poller), "jobCancelled");
        }));
    }

    if (Object.values(it.description.operations)[0].submit.path) {
      test("runs against a service that is derived from the description", () =>
        scene(
          it,
          async ({ start, ended, texts }) => {
            const poller = await start();
            assert.equal(await ended(poller), "succeeded");
            assert.ok((await texts(poller)).length > 0);
          },
          it.description,
        ));
    }
  });
}

test("Power BI's failure with Retry-After is retryable, and is not submitted again by itself", () =>
  scene(services["power-bi-export"], async ({ time, start, simulator }) => {
    const poller = await start();
    simulator.inject({ fault: "describedState", on: "status", word: "Failed, with Retry-After" });
    const { state, retryAfterMs } = await time.until(poller.poll());
    assert.deepEqual([state, retryAfterMs], ["retryable", 60_000]);
    assert.equal(simulator.requests.filter(({ place }) => place === "submit").length, 1);
  }));

test("FHIR's files are requested without the token when the server says so", () =>
  scene(
    services["fhir-bulk-export"],
    async ({ start, ended, texts, simulator }) => {
      const poller = await start();
      await ended(poller);
      assert.equal((await texts(poller)).length, 2);
      const files = simulator.requests.filter(({ url }) => url.includes(".files.example"));
      assert.deepEqual(
        files.map(({ headers }) => headers.authorization),
        [undefined, undefined],
      );
    },
    fhirBulkExportWith({ requiresAccessToken: false }),
  ));

test("a submission that GraphQL refuses with HTTP 200 is an error", () =>
  scene(services["shopify-bulk-query"], async ({ service }) => {
    const request = service.submitRequest("query", { query: "{" });
    const userErrors = [{ field: ["query"], message: "Invalid bulk query" }];
    const body = JSON.stringify({ data: { bulkOperationRunQuery: { bulkOperation: null, userErrors } } });
    assert.throws(() => service.readSubmission(request, { status: 200, headers: {}, body }), /Invalid bulk query/);
  }));
