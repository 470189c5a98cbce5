// JobService: the promise API over services that are described as data, against scripted answers.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import init, { JobBoard } from "export-jobs/board";
import { ExportJobsError, JobService } from "export-jobs/services";
import { bulk, reports } from "../support/descriptions.js";
import { inVirtualTime } from "../support/virtual-time.js";

const JOBS = "https://reports.example/v1.0/jobs";
const SIGNED = "https://files.example/7.zip?sig=s3cret";

/** Answers each request by its method and the end of its URL, and keeps what was sent. */
function service(/** @type {Record<string, any[]>} */ answers) {
  /** @type {string[]} */
  const sent = [];
  /** @type {Record<string, unknown>} */
  const bodies = {};
  const fetch = async (/** @type {Request} */ request) => {
    const { method, url, headers } = request;
    const key = headers.get("authorization") ?? headers.get("x-api-key") ?? "nothing";
    const name = `${method} ${new URL(url).pathname}`;
    sent.push(`${name} ${key}`);
    bodies[name] = await request.text();
    const list = answers[name] ?? assert.fail(name);
    const answer = list.length > 1 ? list.shift() : list[0];
    return answer instanceof Response ? answer.clone() : Response.json(answer);
  };
  return { fetch, sent, bodies };
}

const made = (/** @type {any} */ description = reports, options = {}) =>
  new JobService(description, { credential: { token: "t0ken" }, ...options });
const submission = (/** @type {JobService} */ it) => it.submitRequest("export", { reportName: "Devices" });
const accepted = Response.json({ id: 7 }, { status: 201 });
const running = { id: 7, status: "inProgress", percentComplete: 10 };
const done = { id: 7, status: "completed", url: SIGNED };
const archive = new Response(Uint8Array.of(80, 75, 5, 6, ...new Array(18).fill(0)));

describe("a service that is described as data", () => {
  before(() => init());

  test("submits, follows and collects a job, and sends no token to another origin", () =>
    inVirtualTime(async (time) => {
      const { fetch, sent, bodies } = service({
        "POST /v1.0/jobs": [accepted],
        "GET /v1.0/jobs/7": [running, done],
        "GET /7.zip": [archive],
      });
      const client = made();
      assert.deepEqual(client.operations, ["export"]);
      const poller = await time.until(client.start(submission(client), { fetch }));
      assert.deepEqual(
        { ...poller.job },
        { service: "reports", operation: "export", project: "Devices", id: "7", url: `${JOBS}/7` },
      );
      const result = await time.until(poller.result());
      assert.equal(result.suggestedName, "Devices.zip");
      assert.deepEqual(sent, [
        "POST /v1.0/jobs Bearer t0ken",
        "GET /v1.0/jobs/7 Bearer t0ken",
        "GET /v1.0/jobs/7 Bearer t0ken",
        // Its description says that the address soon expires.
        "GET /v1.0/jobs/7 Bearer t0ken",
        "GET /7.zip nothing",
      ]);
      assert.deepEqual(JSON.parse(String(bodies["POST /v1.0/jobs"])), { reportName: "Devices", format: "csv" });
      assert.ok(!JSON.stringify(poller.job).includes("s3cret"));
    }));

  test("follows a stored job, and refuses an unknown operation", async () => {
    const client = made();
    const job = client.job("export", "7");
    assert.deepEqual({ ...client.follow(JSON.stringify(job)).job }, job);
    assert.deepEqual({ ...client.follow(`${JOBS}/7`).job }, job);
    assert.throws(() => client.follow({ ...job, operation: "import" }), { code: "invalidArgument" });
  });

  test("can end a job with the answer to the submission", () =>
    inVirtualTime(async (time) => {
      const { fetch, sent } = service({
        "POST /v1.0/jobs": [{ id: 7, url: SIGNED, status: "completed" }],
        "GET /v1.0/jobs/7": [done],
        "GET /7.zip": [archive],
      });
      const client = made();
      const poller = await time.until(client.start(submission(client), { fetch }));
      assert.deepEqual([poller.isDone, sent.length], [true, 1]);
      assert.equal((await time.until(poller.result())).size, 22);
    }));

  test("marks a failure as retryable, and does not submit again by itself", () =>
    inVirtualTime(async (time) => {
      const busy = Response.json({ id: 7, status: "failed" }, { headers: { "retry-after": "30" } });
      const { fetch, sent } = service({ "POST /v1.0/jobs": [accepted], "GET /v1.0/jobs/7": [busy] });
      const client = made();
      const poller = await time.until(client.start(submission(client), { fetch }));
      const error = await time.until(poller.pollUntilDone().catch((reason) => reason));
      assert.deepEqual([error.code, error.retryAfterMs, poller.status?.state], ["jobFailed", 30_000, "retryable"]);
      assert.equal(sent.length, 2);
    }));

  test("gets a repeated submission only after the statuses that its description allows", () =>
    inVirtualTime(async (time) => {
      for (const [status, count] of [
        [503, 2],
        [500, 1],
      ]) {
        const { fetch, sent } = service({
          "POST /v1.0/jobs": [new Response(null, { status }), accepted],
          "GET /v1.0/jobs/7": [running],
        });
        const client = made();
        await time.until(client.start(submission(client), { fetch }).catch((reason) => reason));
        assert.equal(sent.length, count, `${status}`);
      }
    }));

  test("gives every file and every page, in order", () =>
    inVirtualTime(async (time) => {
      const page = (/** @type {string} */ text, /** @type {string} */ next) =>
        new Response(text, { headers: { "x-locator": next } });
      const output = ["a", "b"].map((type) => ({ type, url: `/files/${type}` }));
      const { fetch, sent, bodies } = service({
        "POST /v1/graphql": [new Response('{"id":"q1"}', { status: 202 })],
        "POST /v1/jobs/q1": [{ done: false }, { done: true, output, requiresAccessToken: true }],
        "GET /files/a": [page("1", "x"), page("2", "null")],
        "GET /files/b": [page("3", "null")],
      });
      const { via: _, ...result } = /** @type {any} */ (bulk.operations.query.result);
      const description = { ...bulk, operations: { query: { ...bulk.operations.query, result } } };
      const client = made(description, { credential: { key: "k3y" } });
      const poller = await time.until(client.start(client.submitRequest("query", { query: "{ a }" }), { fetch }));
      const files = [];
      const results = client.results(poller);
      for (let step; !(step = await time.until(results.next())).done;)
        files.push([step.value.suggestedName, await step.value.blob().text()]);
      assert.deepEqual(files, [
        ["a.ndjson", "1"],
        ["a.ndjson", "2"],
        ["b.ndjson", "3"],
      ]);
      assert.ok(
        sent.every((line) => line.endsWith("Key k3y")),
        `${sent}`,
      );
      assert.deepEqual(JSON.parse(String(bodies["POST /v1/jobs/q1"])), { id: "q1" });
      const error = await time.until(poller.result().catch((reason) => reason));
      assert.match(error.message, /results\(poller\)/);
    }));

  test("reads the status again before a download when its addresses expire soon", () =>
    inVirtualTime(async (time) => {
      const second = { ...done, url: "https://files.example/8.zip?sig=fresh" };
      const { fetch, sent } = service({
        "POST /v1.0/jobs": [accepted],
        "GET /v1.0/jobs/7": [done, second],
        "GET /8.zip": [archive],
      });
      const client = made();
      const poller = await time.until(client.start(submission(client), { fetch }));
      await time.until(poller.pollUntilDone());
      assert.equal((await time.until(poller.result())).size, 22);
      assert.equal(sent.at(-1), "GET /8.zip nothing");
    }));

  test("takes a key in its own header, or no credential", () => {
    const { headers } = new JobService(bulk, { credential: { key: "k3y" } }).submitRequest("query", { query: "q" });
    assert.equal(headers["X-Api-Key"], "Key k3y");
    const open = { ...reports, credential: { kind: "none" } };
    assert.throws(() => made(open), { code: "invalidArgument" });
  });

  test("names every mistake of a description with its path", () => {
    const wrong = {
      ...reports,
      nam: "x",
      operations: { export: { ...reports.operations.export, status: { state: [] } } },
    };
    try {
      made(wrong);
      assert.fail("it was taken");
    } catch (error) {
      assert.ok(ExportJobsError.is(error));
      assert.deepEqual(
        error.errors?.map(({ target }) => target),
        ["$.nam"],
      );
    }
    for (const description of [undefined, null, 7, "{", "[]", [], () => {}])
      assert.throws(() => made(description === undefined ? null : description), { code: "invalidArgument" });
  });

  test("is followed by a board of another entry, cancelled, and collected", () =>
    inVirtualTime(async (time) => {
      const { fetch, sent } = service({
        "POST /v1.0/jobs": [accepted, Response.json({ id: 8 }, { status: 201 })],
        "GET /v1.0/jobs/7": [running, done],
        "GET /v1.0/jobs/8": [{ ...running, id: 8 }, new Response(null, { status: 404 })],
        "DELETE /v1.0/jobs/8": [new Response(null, { status: 204 })],
        "GET /7.zip": [archive],
      });
      const client = made();
      const board = new JobBoard({ clients: [client], fetch });
      const first = await time.until(board.submit(client, submission(client)));
      const second = await time.until(board.submit(client, submission(client)));
      assert.deepEqual([first.job.url, first.job.project], [`${JOBS}/7`, "Devices"]);
      await time.until(board.cancel(second));
      const ends = await time.until(Promise.allSettled([board.outcome(first), board.outcome(second)]));
      assert.deepEqual(
        ends.map((end) => (end.status === "fulfilled" ? "done" : /** @type {any} */ (end.reason).code)),
        ["done", "jobCancelled"],
      );
      const result = await time.until(board.result(first));
      assert.equal(result.suggestedName, "Devices.zip");
      assert.ok(sent.includes("GET /7.zip nothing"));
      assert.ok(sent.filter((line) => !line.includes("7.zip")).every((line) => line.endsWith("Bearer t0ken")));
      board.close();
    }));
});
