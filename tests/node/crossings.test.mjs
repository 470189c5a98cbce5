// The crossings between WebAssembly and JavaScript: their number for a poll, and their results.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import init, { AzureLanguage, ExportJobsError, JobBoard } from "export-jobs/all";

const endpoint = "https://contoso.cognitiveservices.azure.com";
const KEY = "0123456789abcdef0123456789abcdef";

let crossings = 0;

/** Wraps the functions that WebAssembly imports, so that each call counts. */
function counted(imports) {
  const each = (object, change) => Object.fromEntries(Object.entries(object).map(([name, it]) => [name, change(it)]));
  const count =
    (call) =>
    (...given) => {
      crossings += 1;
      return call(...given);
    };
  return each(imports, (members) => each(members, (member) => (typeof member === "function" ? count(member) : member)));
}

before(async () => {
  const { instantiate } = WebAssembly;
  /** @type {any} */ (WebAssembly).instantiate = (source, imports) => instantiate(source, counted(imports));
  await init();
  WebAssembly.instantiate = instantiate;
});

/** Returns how often a call crosses, once everything that happens only once has happened. */
async function crossingsOf(call) {
  for (let round = 0; round < 3; round += 1) await call();
  const start = crossings;
  await call();
  return crossings - start;
}

const client = (options = {}) =>
  new AzureLanguage({ endpoint, family: "analyze-text", credential: { key: KEY }, ...options });

/** The answer for a job that runs. */
const running = (url) => {
  const path = url.split("?", 1)[0];
  return JSON.stringify({
    jobId: path.slice(path.lastIndexOf("/") + 1),
    createdDateTime: "2026-03-14T09:00:00Z",
    lastUpdatedDateTime: "2026-03-14T09:00:01Z",
    expirationDateTime: "2026-03-21T09:00:00Z",
    status: "running",
  });
};
const headers = { "content-type": "application/json" };
const answering = async (request) => new Response(running(request.url), { headers });

test("a page that sends its own requests crosses the boundary a few times for each poll", async () => {
  const language = client();
  const job = language.job("export", "Inbox", "1");
  const { url } = language.statusRequest(job);
  const response = { status: 200, headers, body: running(url) };
  const asked = await crossingsOf(() => language.statusRequest(job));
  const read = await crossingsOf(() => language.readStatus(response));
  assert.ok(asked <= 5, `statusRequest: ${asked}`);
  assert.ok(read <= 5, `readStatus: ${read}`);
});

test("a poll of a poller crosses the boundary a few times", async () => {
  const language = client();
  const poller = language.follow(language.job("export", "Inbox", "1"), { fetch: answering });
  const polled = await crossingsOf(() => poller.poll());
  assert.ok(polled <= 28, `poll: ${polled}`);
});

test("adding a job to a board crosses the boundary a few times", async () => {
  const language = client();
  const board = new JobBoard({ clients: language, fetch: answering });
  board.pause();
  let last = 0;
  const added = await crossingsOf(() => {
    last += 1;
    board.add(language.job("export", "Inbox", `${last}`));
  });
  board.close();
  assert.ok(added <= 24, `add: ${added}`);
});

test("strings of any content come back unchanged", () => {
  const language = client();
  const message = '\u0000\u0001\u001f"\\/\n\r\t\u007f\u2028\u2029\ufeffé😀__proto__';
  const error = { code: "__proto__", message, target: "constructor" };
  const status = language.readStatus({
    status: 200,
    headers,
    body: JSON.stringify({ jobId: "1", status: "failed", errors: [error] }),
  });
  assert.equal(status.errors[0].message, message);
  assert.equal(status.errors[0].code, "__proto__");
  assert.equal(Object.getPrototypeOf(status.errors[0]), Object.prototype);
});

test("strings of any content are passed in unchanged", () => {
  const language = client();
  const job = language.job("export", "Größe 😀:s5:", "1");
  assert.equal(job.project, "Größe 😀:s5:");
  assert.deepEqual(language.follow(job).job, job);
  // Half a character becomes the replacement character, as it would in a request.
  assert.equal(language.follow({ ...job, project: "a\ud83d" }).job.project, "a\ufffd");
  assert.equal(language.follow({ ...job, project: "😀".repeat(20) }).job.project, "😀".repeat(20));
});

test("a header named like a member of Object.prototype is read", () => {
  const language = client({ headers: JSON.parse('{"__proto__":"mine"}') });
  const { headers: sent } = language.statusRequest(language.job("export", "Inbox", "1"));
  assert.ok(Object.hasOwn(sent, "__proto__"));
  assert.equal(Object.getPrototypeOf(sent), Object.prototype);
});

test("a body of bytes is read like a string", () => {
  const language = client();
  const body = running("https://a.example/é/1?x");
  const expected = language.readStatus({ status: 200, headers, body });
  for (const bytes of [new TextEncoder().encode(body), new TextEncoder().encode(body).buffer])
    assert.deepEqual(language.readStatus({ status: 200, headers: new Headers(headers), body: bytes }), expected);
});

test("exceptions thrown within plain data are errors of this package", async () => {
  const language = client();
  const job = language.job("export", "Inbox", "1");
  const error = { code: "jobFailed", message: "It failed.", errors: [{ message: "Why" }] };
  const status = { state: "running", serviceState: "running", isDone: false, errors: [], warnings: [] };
  const record = { job, status, deadlineInMs: 60_000, version: 2 };
  const other = { ...record, job: language.job("export", "Inbox", "2"), lastFailure: { ...error, code: "network" } };
  const jobs = [{ ...record, outcome: error }, other];
  const board = JobBoard.restore({ version: 1, savedAt: Date.now(), jobs }, { clients: language, fetch: answering });
  const [failed, troubled] = board.jobs();
  assert.ok(failed.error instanceof ExportJobsError);
  assert.equal(failed.error.code, "jobFailed");
  assert.equal(failed.error.message, "It failed.");
  assert.equal(failed.error.errors[0].message, "Why");
  assert.ok(troubled.lastFailure instanceof ExportJobsError);
  assert.ok(!("error" in troubled));
  for (const shown of board.snapshot) assert.ok(Object.isFrozen(shown) && Object.isFrozen(shown.job));
  assert.ok(Object.isFrozen(board.snapshot[0].error));
  board.close();
});

test("a getter that throws is an error, and a list that claims to be endless ends", () => {
  const language = client();
  const job = {
    ...language.job("export", "Inbox", "1"),
    get project() {
      return JSON.parse("{");
    },
  };
  assert.ok(!("project" in language.follow(job).job));
  const endless = new Proxy([], { get: (list, name) => (name === "length" ? 4_000_000_000 : list[name]) });
  assert.throws(() => JobBoard.restore({ version: 1, savedAt: 0, jobs: endless }, { clients: language }), {
    code: "invalidArgument",
  });
});
