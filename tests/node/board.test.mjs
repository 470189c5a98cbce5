// The board in Node, in virtual time, against scripted services.
import assert from "node:assert/strict";
import test from "node:test";
import init, { AvePoint, AzureLanguage, ExportJobsError, JobBoard } from "export-jobs/all";
import { wrong } from "../support/expect.js";
import { AVEPOINT, CONTOSO, KEY } from "../support/scripted-service.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

const azure = (options) =>
  new AzureLanguage({ endpoint: CONTOSO, family: "analyze-text", credential: { key: KEY }, ...options });
const json = (body, init) =>
  new Response(JSON.stringify(body), { headers: { "content-type": "application/json" }, ...init });
const idOf = (url) => url.match(/jobs\/([^/?:]+)/)[1];

/**
 * A service whose jobs end some time after their first poll. It keeps every request.
 *
 * @param {{ endsAfter?: (id: string) => number, answer?: (request: Request, count: number) => unknown }} [options]
 */
function service({ endsAfter = () => 2_000, answer } = {}) {
  const born = new Map();
  const requests = [];
  let submitted = 0;
  const fetch = async (request) => {
    const { url, method } = request;
    requests.push({ url, method, at: performance.now(), key: request.headers.get("ocp-apim-subscription-key") });
    const special = /** @type {Response | undefined} */ (await answer?.(request, requests.length));
    if (special) return special;
    if (method === "POST" && url.includes(":export")) {
      const id = `new${(submitted += 1)}`;
      born.set(id, performance.now());
      return new Response(null, {
        status: 202,
        headers: { "operation-location": `${url.replace(":export", `export/jobs/${id}`)}` },
      });
    }
    const id = idOf(url);
    if (!born.has(id)) born.set(id, performance.now());
    const age = performance.now() - born.get(id);
    const status = age >= endsAfter(id) ? "succeeded" : "running";
    return json({
      jobId: id,
      status,
      createdDateTime: "2026-03-14T09:26:53Z",
      lastUpdatedDateTime: "2026-03-14T09:26:53Z",
      expirationDateTime: "2026-03-21T09:26:53Z",
    });
  };
  return { fetch, requests };
}

test("follows jobs of several services on one timer, each to its own end", () =>
  inVirtualTime(async (time) => {
    const language = azure();
    const graph = new AvePoint({ baseUrl: AVEPOINT, credential: { token: "secret-token" } });
    const { fetch, requests } = service({
      endsAfter: (id) => Number(id.replace(/\D/g, "")) * 1_000,
      answer: (request) => request.url.startsWith(AVEPOINT) && json({ jobStatus: 1, status: 200, message: "" }),
    });
    const board = new JobBoard({ clients: [language, graph], fetch });
    const ended = [];
    board.onChange(({ type, url }) => type === "ended" && ended.push(idOf(url)));
    for (const id of ["job3", "job1", "job2"]) board.add(language.job("export", "Inbox", id));
    board.add(graph.job("67890"));
    assert.equal(board.jobs().length, 4);
    await time.pass(10_000);
    assert.ok(time.timers.length <= 1, `timers: ${time.timers}`);
    assert.deepEqual(
      ended.filter((id) => id.startsWith("job")),
      ["job1", "job2", "job3"],
    );
    assert.ok(
      requests.every(({ url, key }) => url.startsWith(CONTOSO) === (key === KEY)),
      "each key to its own origin",
    );
    board.close();
    assert.deepEqual(time.timers, []);
  }));

test("promises settle even if the page drops the board", () =>
  inVirtualTime(async (time) => {
    const language = azure();
    const { fetch, requests } = service({ endsAfter: () => 20_000 });
    const board = new JobBoard({ clients: language, fetch });
    board.add(language.job("export", "Inbox", "job1"));
    board.add(language.job("export", "Inbox", "job2"));
    const settled = [];
    board.outcome(language.job("export", "Inbox", "job1").url).then(({ state }) => settled.push(state));
    board.submit(language, language.exportRequest("Inbox")).then(({ job }) => settled.push(idOf(job.url)));
    const giveUp = new AbortController();
    board
      .outcome(language.job("export", "Inbox", "job2").url, { signal: giveUp.signal })
      .catch(({ name }) => settled.push(name));
    // Like the garbage collector with a board that is no longer referenced.
    board.free();
    giveUp.abort();
    await time.pass(60_000);
    assert.deepEqual(settled.sort(), ["AbortError", "new1", "succeeded"]);
    assert.deepEqual(time.timers, [], "no timer is left when nobody waits");
    const sent = requests.length;
    await time.pass(600_000);
    assert.equal(requests.length, sent, "nor is anything asked");
  }));

test("200 jobs stay within 100 reads a minute, and all end", () =>
  inVirtualTime(async (time) => {
    const language = azure();
    const { fetch, requests } = service({ endsAfter: () => 90_000 });
    const board = new JobBoard({ clients: language, fetch });
    for (let n = 0; n < 200; n += 1) board.add(language.job("export", "Inbox", `job${n}`));
    await time.pass(1_200_000);
    assert.ok(board.jobs().every(({ isDone, error }) => isDone && !error));
    for (const { at } of requests)
      assert.ok(requests.filter((other) => other.at >= at && other.at < at + 60_000).length <= 100);
    board.close();
  }));

test("submissions wait for their turn: 10 a minute", () =>
  inVirtualTime(async (time) => {
    const language = azure();
    const { fetch, requests } = service();
    const board = new JobBoard({ clients: [language], fetch });
    const submitted = Array.from({ length: 25 }, () => board.submit(language, language.exportRequest("Inbox")));
    const all = Promise.all(submitted);
    await time.pass(30_000);
    assert.equal(requests.filter(({ method }) => method === "POST").length, 10);
    const jobs = await time.until(all);
    assert.equal(new Set(jobs.map(({ job }) => job.id)).size, 25);
    const posts = requests.filter(({ method }) => method === "POST");
    for (const { at } of posts)
      assert.ok(posts.filter((other) => other.at >= at && other.at < at + 60_000).length <= 10);
    board.close();
  }));

test("an outcome is the same as that of pollUntilDone, and settles by the deadline", () =>
  inVirtualTime(async (time) => {
    const language = azure();
    const { fetch } = service({
      endsAfter: (id) => (id === "slow" ? Infinity : 1_000),
      answer: ({ url }) =>
        url.includes("bad") &&
        json({ jobId: "bad", status: "failed", errors: [{ code: "InvalidArgument", message: "No." }] }),
    });
    const board = new JobBoard({ clients: [language], fetch });
    for (const id of ["good", "bad", "slow"]) board.add(language.job("export", "Inbox", id), { timeoutMs: 60_000 });
    const [good, bad, slow] = ["good", "bad", "slow"].map((id) => board.outcome(language.job("export", "Inbox", id)));
    for (const outcome of [bad, slow]) outcome.catch(() => {});
    assert.equal((await time.until(good)).state, "succeeded");
    await assert.rejects(time.until(bad), { code: "jobFailed" });
    await assert.rejects(time.until(slow), { code: "timeout" });
    assert.equal(time.now, 60_000);
    const removed = board.outcome(language.job("export", "Inbox", "good"));
    assert.equal((await time.until(removed)).state, "succeeded");
    assert.throws(() => board.outcome("https://elsewhere.example/x"), ExportJobsError);
    board.close();
  }));

test("continues from its state as JSON, with ages, deadlines and limits", () =>
  inVirtualTime(async (time) => {
    const language = azure();
    const { fetch, requests } = service({ endsAfter: () => 120_000 });
    const board = new JobBoard({ clients: [language], fetch });
    for (let n = 0; n < 90; n += 1) board.add(language.job("export", "Inbox", `job${n}`), { timeoutMs: 600_000 });
    await time.pass(20_000);
    const state = JSON.stringify(board.state);
    assert.ok(!state.includes(KEY));
    board.close();
    const before = requests.length;
    const again = JobBoard.restore(state, { clients: [language], fetch });
    assert.equal(again.jobs().length, 90);
    assert.deepEqual([...new Set(again.jobs().map(({ ageMs }) => ageMs))], [20_000]);
    await time.pass(1_000);
    assert.ok(requests.length - before <= 100 - before + 10, "the limits are still used");
    await time.pass(400_000);
    assert.ok(again.jobs().every(({ isDone }) => isDone));
    for (const { at } of requests)
      assert.ok(requests.filter((other) => other.at >= at && other.at < at + 60_000).length <= 100);
    again.close();
  }));

test("yields its changes, and only the latest of each kind to a slow reader", () =>
  inVirtualTime(async (time) => {
    const language = azure();
    const { fetch } = service({ endsAfter: () => 3_000 });
    const board = new JobBoard({ clients: [language], fetch });
    const seen = [];
    const reading = (async () => {
      for await (const { type, job } of board) {
        seen.push(type);
        if (job.isDone) break;
      }
    })();
    board.add(language.job("export", "Inbox", "one"));
    await time.until(reading);
    assert.equal(seen[0], "added");
    assert.equal(seen.at(-1), "ended");
    board.close();
  }));

test("pauses, resumes, removes, and closes", () =>
  inVirtualTime(async (time) => {
    const language = azure();
    const { fetch, requests } = service({ endsAfter: () => Infinity });
    const board = new JobBoard({ clients: [language], fetch });
    const { job } = board.add(language.job("export", "Inbox", "one"));
    await time.pass(5_000);
    board.pause();
    const before = requests.length;
    await time.pass(60_000);
    assert.equal(requests.length, before);
    assert.equal(board.isPaused, true);
    board.resume();
    await time.pass(1_000);
    assert.equal(requests.length, before + 1);
    const outcome = board.outcome(job);
    assert.equal(board.remove(job), true);
    assert.equal(board.remove(job), false);
    await assert.rejects(time.until(outcome), { code: "invalidArgument" });
    await time.pass(60_000);
    assert.equal(requests.length, before + 1);
    const waiting = board.submit(language, language.exportRequest("Inbox"));
    board.close();
    await assert.rejects(time.until(waiting), ExportJobsError);
    assert.deepEqual(time.timers, []);
  }));

test("only a request that nobody waits for is aborted", () =>
  inVirtualTime(async (time) => {
    const language = azure();
    const sent = [];
    const { fetch } = service({
      endsAfter: () => 1e9,
      answer: (request) => (sent.push(request), idOf(request.url) === "stuck" && new Promise(() => {})),
    });
    const board = new JobBoard({ clients: language, fetch });
    board.add(language.job("export", "Inbox", "job1"));
    const stuck = board.add(language.job("export", "Inbox", "stuck"));
    await time.pass(20_000);
    assert.ok(sent.length > 3, `requests: ${sent.length}`);
    assert.ok(sent.every(({ signal }) => !signal.aborted));
    board.remove(stuck);
    assert.ok(sent.every(({ signal, url }) => signal.aborted === (idOf(url) === "stuck")));
    await time.pass(60_000);
    assert.ok(sent.at(-1).signal.aborted === false);
    board.close();
  }));

test("the next poll has an updated key, but not the page's changes to an earlier request", () =>
  inVirtualTime(async (time) => {
    const credential = { key: "the first key" };
    const language = azure({ credential });
    const headers = [];
    const { fetch } = service({
      endsAfter: () => 1e9,
      answer: (request) => {
        headers.push(Object.fromEntries(request.headers));
        request.headers.set("x-own", "1");
        return headers.length === 2
          ? json({ status: "running", warnings: [{ code: "the first key", message: "" }] })
          : undefined;
      },
    });
    const board = new JobBoard({ clients: language, fetch });
    const job = language.job("export", "Inbox", "job1");
    board.add(job);
    while (headers.length < 2) await time.pass(1_000);
    assert.equal(board.job(job).status.warnings[0].code, "*************", "a secret that an answer echoes is removed");
    credential.key = "the second key";
    while (headers.length < 4) await time.pass(1_000);
    const sent = (key) => ({ accept: "application/json", "ocp-apim-subscription-key": key });
    assert.deepEqual(headers.slice(0, 4), [
      sent("the first key"),
      sent("the first key"),
      sent("the second key"),
      sent("the second key"),
    ]);
    credential.key = "no\nheader";
    await time.pass(600_000);
    assert.equal(headers.length, 4);
    assert.match(board.job(job).error.message, /The credential's key must be a string/);
    board.close();
  }));

test("waits as long as an answer requests, in any header and form", () =>
  inVirtualTime(async (time) => {
    const language = azure();
    const forms = /** @type {import("export-jobs/all").HttpResponse["headers"][]} */ ([
      { "Retry-After": "50" },
      { "x-ms-retry-after-ms": "50000" },
      [["retry-after", "50"]],
      new Map([["Retry-After", "50"]]),
    ]);
    for (const headers of forms) {
      const body = new TextEncoder().encode('{"status":"running"}');
      const at = [];
      const answer = {
        status: 200,
        headers:
          headers instanceof Map || Array.isArray(headers)
            ? headers
            : new Headers(/** @type {Record<string, string>} */ (headers)),
        arrayBuffer: async () => body.buffer,
      };
      const board = new JobBoard({ clients: language, fetch: async () => (at.push(performance.now()), answer) });
      board.add(language.job("export", "Inbox", "job1"));
      await time.pass(55_000);
      assert.equal(at.length, 2, JSON.stringify([headers, at]));
      assert.ok(at[1] - at[0] >= 50_000);
      board.close();
    }
  }));

test("a request without an answer is given up, and the job is still followed", () =>
  inVirtualTime(async (time) => {
    const language = azure();
    let first = true;
    const { fetch } = service({ endsAfter: () => 0, answer: () => first && ((first = false), new Promise(() => {})) });
    const board = new JobBoard({ clients: [language], fetch });
    const { job } = board.add(language.job("export", "Inbox", "one"));
    await time.pass(30_100);
    assert.equal(board.job(job).lastFailure?.code, "timeout");
    assert.equal((await time.until(board.outcome(job))).state, "succeeded");
    board.close();
  }));

test("at Azure only training can be cancelled", () =>
  inVirtualTime(async (time) => {
    const language = azure();
    let cancelled = false;
    const { fetch, requests } = service({
      endsAfter: () => Infinity,
      answer: ({ url, method }) => {
        if (method === "POST") return ((cancelled = true), new Response(null, { status: 202 }));
        return cancelled && json({ jobId: "t1", status: "cancelled" });
      },
    });
    const board = new JobBoard({ clients: [language], fetch });
    const exported = board.add(language.job("export", "Inbox", "e1"));
    assert.throws(() => board.cancel(exported), { code: "invalidArgument" });
    const { job } = board.add(language.job("train", "Inbox", "t1"));
    await time.pass(3_000);
    const cancellation = board.cancel(job);
    const outcome = board.outcome(job);
    outcome.catch(() => {});
    await time.until(cancellation);
    await assert.rejects(time.until(outcome), { code: "jobCancelled" });
    assert.match(requests.find(({ method }) => method === "POST").url, /train\/jobs\/t1\/:cancel\?api-version=/);
    board.close();
  }));

test("a cancellation is sent once, and its promise always settles", () =>
  inVirtualTime(async (time) => {
    const language = azure();
    const { fetch, requests } = service({
      endsAfter: (id) => (id === "t3" ? 20_000 : Infinity),
      answer: ({ method }) => method === "POST" && new Response(null, { status: 202 }),
    });
    // One request in five minutes: the later cancellations wait.
    const board = new JobBoard({
      clients: [language],
      fetch,
      limits: { submissions: { count: 1, windowMs: 300_000 } },
    });
    const [first, second, third] = ["t1", "t2", "t3"].map((id) => board.add(language.job("train", "Inbox", id)).job);
    await time.pass(3_000);
    const cancellations = [first, first, second, second, third].map((job) => board.cancel(job));
    for (const cancellation of cancellations) cancellation.catch(() => {});
    const refusal = assert.rejects(time.until(cancellations[2]), { code: "invalidArgument" });
    board.remove(second);
    await refusal;
    await assert.rejects(cancellations[3], { code: "invalidArgument" });
    await time.until(Promise.all([cancellations[0], cancellations[1]]));
    await time.until(cancellations[4]);
    assert.equal(board.job(third).isDone, true, "it has ended by itself");
    await time.pass(600_000);
    const sent = requests.filter(({ method }) => method === "POST").map(({ url }) => idOf(url));
    assert.equal(sent.length, 1, "neither twice, nor for ended or removed jobs");
    board.close();
  }));

test("a service that answers immediately does not block the page", () =>
  inVirtualTime(async (time) => {
    const language = azure();
    const { fetch, requests } = service({ endsAfter: () => Infinity });
    const board = new JobBoard({ clients: [language], fetch, limits: { floorMs: 250 } });
    for (let n = 0; n < 200; n += 1) board.add(language.job("export", "Inbox", `job${n}`));
    await time.pass(450);
    assert.equal(requests.length, 200, "each once, and none again before it is worth it");
    await time.pass(1_000);
    assert.ok(requests.length > 300, `${requests.length} requests`);
    board.close();
  }));

test("a board works alone when tabs cannot be told apart, and says why", () =>
  inVirtualTime(async (time) => {
    const language = azure();
    const { fetch } = service({ endsAfter: () => 2_000 });
    const board = new JobBoard({ clients: [language], fetch, name: "exports" });
    await time.until(board.ready());
    assert.equal(board.role, "alone");
    assert.match(
      board.aloneBecause,
      /IndexedDB: every tab has a board of its own, and polls\. It does not outlive the page\.$/,
    );
    const { job } = board.add(language.job("export", "Inbox", "one"));
    assert.equal((await time.until(board.outcome(job))).state, "succeeded");
    const started = await time.until(board.submit(language, language.exportRequest("Inbox")));
    assert.equal((await time.until(board.outcome(started))).state, "succeeded");
    board.close();
    assert.deepEqual(time.timers, []);
  }));

test("reads count when they are sent, and twice with a renewed token", () =>
  inVirtualTime(async (time) => {
    const credential = {
      getToken: async () => {
        await new Promise((resolve) => setTimeout(resolve, 20_000));
        return { token: "secret-token", expiresOnTimestamp: Date.now() + 3_600_000 };
      },
    };
    const language = azure({ credential });
    const { fetch, requests } = service({
      endsAfter: () => Infinity,
      answer: () =>
        performance.now() < 30_000 && json({ error: { code: "401", message: "Expired." } }, { status: 401 }),
    });
    const board = new JobBoard({ clients: [language], fetch, limits: { reads: { count: 4, windowMs: 60_000 } } });
    for (let n = 0; n < 20; n += 1) board.add(language.job("export", "Inbox", `job${n}`));
    await time.pass(600_000);
    // Counts from the first one that was answered. Earlier ones were refused and sent again.
    const taken = requests.filter(({ at }) => at >= 40_000);
    assert.ok(taken.length >= 30, `${taken.length} requests`);
    for (const { at } of taken)
      assert.ok(taken.filter((other) => other.at >= at && other.at < at + 60_000).length <= 4);
    board.close();
  }));

test("refuses invalid calls with a message", () => {
  const language = azure();
  const attempts = [
    () => new JobBoard(wrong()),
    () => new JobBoard({ clients: wrong([{}]) }),
    () => new JobBoard({ clients: [] }),
    () => new JobBoard({ clients: language, limits: { reads: { count: 0, windowMs: 5 } } }),
    () => new JobBoard(wrong({ clients: language, limtis: {} })),
    () => new JobBoard({ clients: language, state: wrong({ version: 7 }) }),
    () => JobBoard.restore("{", { clients: language }),
    () => JobBoard.restore(wrong({ version: 1, savedAt: 0, jobs: [{ job: 5 }] }), { clients: language }),
    () => new JobBoard({ clients: language }).add("https://elsewhere.example/language/x"),
    () =>
      new JobBoard({ clients: language }).add({
        service: "avepoint",
        operation: "export",
        id: "1",
        url: "https://x.example",
      }),
    () => new JobBoard({ clients: language }).submit(azure(), language.exportRequest("Inbox")),
    () => new JobBoard({ clients: language }).onChange(wrong(5)),
    () => new JobBoard({ clients: language }).cancel({ service: "s", operation: "o", id: "1", url: "u" }),
  ];
  for (const attempt of attempts)
    assert.throws(attempt, (error) => error instanceof ExportJobsError && error.message.length > 20, String(attempt));
});
