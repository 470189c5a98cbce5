// A named board on a platform that fails: the store is blocked, hangs, is full or holds junk, or the locks never
// answer. In virtual time.
import assert from "node:assert/strict";
import test from "node:test";
import init, { AzureLanguage, ExportJobsError, JobBoard } from "export-jobs/all";
import { platform } from "../support/platform.js";
import { CONTOSO, KEY } from "../support/scripted-service.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

const language = new AzureLanguage({ endpoint: CONTOSO, family: "analyze-text", credential: { key: KEY } });
let names = 0;

/** A service whose jobs end at the third poll. */
function service() {
  const polls = new Map();
  let submitted = 0;
  const fetch = async ({ url, method }) => {
    if (method === "POST") {
      submitted += 1;
      return new Response(null, {
        status: 202,
        headers: { "operation-location": url.replace(":export", `export/jobs/new${submitted}`) },
      });
    }
    polls.set(url, (polls.get(url) ?? 0) + 1);
    return new Response(
      JSON.stringify({
        jobId: new URL(url).pathname.split("/").at(-1),
        status: polls.get(url) > 2 ? "succeeded" : "running",
      }),
      { headers: { "content-type": "application/json" } },
    );
  };
  return { fetch, polls, submissions: () => submitted };
}

/** Runs a test with the platform of a board. */
const withPlatform = (run) =>
  inVirtualTime(async (time) => {
    const site = platform();
    const boards = [];
    const name = `exports ${(names += 1)}`;
    const open = (options) => {
      const board = new JobBoard({ clients: [language], name, ...options });
      boards.push(board);
      return board;
    };
    try {
      await run({ time, site, open, name, store: () => site.databases.get(`export-jobs/${name}`) });
    } finally {
      for (const board of boards) board.close();
      site.release();
      await time.settle();
      site.restore();
    }
  });

test("a submission resolves and “added” is announced when the job is stored", () =>
  withPlatform(async ({ time, open, site, store }) => {
    const { fetch } = service();
    // The request was recorded and sent. From now on, the store hangs.
    const hangs = (request) => ((site.faults.hang ||= request.method === "POST"), fetch(request));
    const board = open({ fetch: hangs });
    await time.pass(1_000);
    assert.equal(board.role, "leading");
    const told = [];
    board.onChange(({ type }) => told.push(type));
    const submitted = board.submit(language, language.exportRequest("Inbox"));
    let job;
    submitted.then((it) => (job = it));
    await time.pass(1_000);
    assert.equal(board.jobs().length, 1);
    assert.deepEqual([job, told], [undefined, []], "not before it is stored");
    site.release();
    await time.settle();
    assert.ok(told.includes("added"));
    assert.ok(store().has(job.job.url), "it is in the store");
  }));

test("stored() resolves when all earlier changes are stored", () =>
  withPlatform(async ({ time, open, store }) => {
    const { fetch } = service();
    const board = open({ fetch });
    const { job } = board.add(language.job("export", "Inbox", "one"));
    await time.until(board.stored());
    assert.equal(store().get(job.url).jobs[0].job.id, "one");
    board.remove(job);
    await time.until(board.stored());
    assert.deepEqual([store().get(job.url).jobs, store().get(job.url).removed[0].url], [[], job.url]);
  }));

test("stored() rejects with notStored when nothing is stored, and says why", () =>
  withPlatform(async ({ time, open, site }) => {
    const { fetch } = service();
    const nameless = new JobBoard({ clients: [language], fetch });
    await assert.rejects(nameless.stored(), { code: "notStored", message: /without a name/ });
    nameless.close();
    site.faults.quota = true;
    const board = open({ fetch });
    board.add(language.job("export", "Inbox", "one"));
    await assert.rejects(time.until(board.stored()), { code: "notStored", message: /refuses to store/ });
    assert.match(board.aloneBecause, /refuses to store/);
    assert.equal((await time.until(board.outcome(language.job("export", "Inbox", "one").url))).state, "succeeded");
  }));

test("a board works alone until its store opens", () =>
  withPlatform(async ({ time, open, site, store }) => {
    site.faults.blocked = true;
    const { fetch, polls } = service();
    const board = open({ fetch });
    const { job } = board.add(language.job("export", "Inbox", "one"));
    await time.until(board.ready());
    assert.ok(time.now <= 10_000, `ready after ${time.now} ms`);
    assert.equal(board.role, "alone");
    assert.match(board.aloneBecause, /IndexedDB.*does not answer/);
    await time.pass(3_000);
    assert.ok(polls.size > 0, "it polls");
    assert.equal((await time.until(board.submit(language, language.exportRequest("Inbox")))).job.id, "new1");
    site.release();
    await time.pass(5_000);
    assert.deepEqual([board.role, board.aloneBecause], ["leading", undefined]);
    assert.ok(store().has(job.url), "all of it is stored now");
  }));

test("a save that never completes holds back neither polls nor submissions", () =>
  withPlatform(async ({ time, open, site }) => {
    const { fetch, submissions } = service();
    const board = open({ fetch });
    await time.pass(1_000);
    site.faults.hang = true;
    const { job } = board.add(language.job("export", "Inbox", "one"));
    assert.equal((await time.until(board.outcome(job))).state, "succeeded");
    assert.ok(time.now < 30_000, `after ${time.now} ms`);
    assert.match(board.aloneBecause, /does not answer/);
    await time.until(board.submit(language, language.exportRequest("Inbox")));
    assert.equal(submissions(), 1);
    site.release();
    await time.pass(2_000);
    assert.equal(board.aloneBecause, undefined);
    await time.until(board.stored());
  }));

for (const fault of ["locks", "refuseLocks"]) {
  test(`with ${fault === "locks" ? "locks that never answer" : "locks that are refused"} the board is on its own within seconds, and says why`, () =>
    withPlatform(async ({ time, open, site }) => {
      site.faults[fault] = true;
      const { fetch } = service();
      const board = open({ fetch });
      const { job } = board.add(language.job("export", "Inbox", "one"));
      await time.pass(12_000);
      assert.equal(board.role, "alone");
      assert.match(board.aloneBecause, /Web Locks/);
      assert.equal((await time.until(board.outcome(job))).state, "succeeded");
      await time.until(board.stored());
    }));
}

test("broken records are cleared, and those of later versions are kept", () =>
  withPlatform(async ({ time, open, store, site, name }) => {
    const { fetch } = service();
    const job = language.job("export", "Inbox", "kept");
    const other = language.job("export", "Inbox", "other");
    const record = { job, ageMs: 0, nextInMs: 1e15, deadlineInMs: 3_600_000, readings: 0, version: 1 };
    site.databases.set(
      `export-jobs/${name}`,
      new Map(
        /** @type {[string, any][]} */ ([
          ["null", null],
          [other.url, null],
          ["text", "x"],
          ["later", { version: 2 }],
          [
            "limits/7",
            {
              version: 1,
              savedAt: Date.now(),
              budgets: [{ origin: CONTOSO, api: "azure-language", heldForMs: 1e15, readsAgoMs: [null, -1e300] }],
            },
          ],
          [job.url, { version: 1, savedAt: Date.now(), jobs: [record, null, 5] }],
        ]),
      ),
    );
    const board = open({ fetch });
    await time.until(board.ready());
    assert.deepEqual(
      board.jobs().map(({ job: { id } }) => id),
      ["kept"],
    );
    assert.equal((await time.until(board.outcome(job))).state, "succeeded");
    assert.ok(time.now < 20 * 60_000, `after ${time.now} ms: the silence of a store is that of a service at most`);
    assert.deepEqual(
      ["null", "text", "later"].map((key) => store().has(key)),
      [false, false, true],
    );
    board.add(other);
    await time.until(board.stored());
    assert.equal(store().get(other.url).jobs.length, 1);
  }));

test("invalid messages change nothing", () =>
  withPlatform(async ({ time, open, name }) => {
    const { fetch } = service();
    const board = open({ fetch });
    await time.pass(1_000);
    const channel = new BroadcastChannel(`export-jobs/${name}`);
    const far = {
      version: 1,
      savedAt: Date.now(),
      budgets: [{ origin: CONTOSO, api: "azure-language", heldForMs: 1e15 }],
    };
    const messages = [
      null,
      5,
      "x",
      [],
      {},
      { kind: "changes" },
      { kind: "changes", state: null },
      { kind: "yours" },
      { kind: "board" },
      { kind: "board", message: { type: "turn", inMs: NaN } },
      { kind: "changes", from: "9", state: far },
    ];
    for (const message of messages) channel.postMessage(message);
    await time.hold(new Promise((resolve) => setImmediate(resolve)));
    await time.pass(100);
    const { job } = board.add(language.job("export", "Inbox", "one"));
    assert.equal((await time.until(board.outcome(job))).state, "succeeded");
    assert.ok(time.now < 10 * 60_000, `after ${time.now} ms`);
    channel.close();
  }));

test("after close() everything settles, with the job where there is one", () =>
  withPlatform(async ({ time, open }) => {
    const endless = async ({ method }) =>
      method === "POST" ? new Promise(() => {}) : new Response('{"status":"running"}');
    for (const board of [open({ fetch: endless }), open({ fetch: endless, name: undefined })]) {
      const job = language.job("train", "Inbox", "one");
      board.add(job);
      await time.pass(2_000);
      const [before, iterator] = [board.outcome(job), board[Symbol.asyncIterator]()];
      const step = iterator.next();
      const sent = board.submit(language, language.exportRequest("Inbox"));
      await time.pass(1_000);
      board.close();
      const isClosed = (message, about) => (error) =>
        error instanceof ExportJobsError &&
        error.code === "closed" &&
        message.test(error.message) &&
        error.job?.url === about?.url;
      await assert.rejects(before, isClosed(/The board was closed/, job));
      await assert.rejects(sent, isClosed(/may have started a job/));
      assert.equal((await step).done || (await iterator.next()).done, true);
      await assert.rejects(board.outcome(job), isClosed(/followed again/, job));
      await assert.rejects(board.cancel(job), isClosed(/followed again/, job));
      await assert.rejects(board.submit(language, language.exportRequest("Inbox")), isClosed(/was not sent/));
      const other = language.job("export", "Inbox", "two");
      assert.throws(() => board.add(other), isClosed(/was not added/, other));
      assert.deepEqual(await board[Symbol.asyncIterator]().next(), { done: true, value: undefined });
      for await (const change of board) assert.fail(`a change after close: ${change.type}`);
      assert.equal(board.remove(job), false);
      board.resume();
      board.focus();
      board.setHidden(true);
      await time.settle();
      assert.deepEqual(time.timers, []);
    }
  }));

test("a record that another tab has stored is not overwritten, and is not a failure", () =>
  withPlatform(async ({ time, open, store, site, name }) => {
    const { fetch } = service();
    // Another tab has the lock, and this one follows it.
    let release;
    navigator.locks.request(`export-jobs/${name}`, () => new Promise((resolve) => (release = resolve)));
    const [first, second] = ["one", "two"].map((id) => language.job("export", "Inbox", id));
    const theirs = {
      version: 1,
      savedAt: Date.now(),
      jobs: [{ job: first, ageMs: 0, nextInMs: 0, deadlineInMs: 3_600_000, readings: 5, version: 9 }],
    };
    const board = open({ fetch });
    await time.until(board.ready());
    site.databases.get(`export-jobs/${name}`).set(first.url, theirs);
    board.add(first);
    await time.until(board.stored());
    board.add(second);
    await time.until(board.stored());
    assert.equal(board.role, "following");
    assert.equal(store().get(first.url).jobs[0].version, 9);
    assert.equal(store().get(second.url).jobs[0].version, 1);
    release();
  }));
