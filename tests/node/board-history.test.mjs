// The history of a board, in virtual time, with a store in memory.
import assert from "node:assert/strict";
import test from "node:test";
import init, { AzureLanguage, ExportJobsError, JobBoard } from "export-jobs/all";
import { wrong } from "../support/expect.js";
import { platform } from "../support/platform.js";
import { CONTOSO, KEY } from "../support/scripted-service.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

const DAY = 24 * 3_600_000;
const SECRET = "sig=0123456789abcdef0123456789";
const language = new AzureLanguage({ endpoint: CONTOSO, family: "analyze-text", credential: { key: KEY } });
const PROJECT = JSON.stringify({
  projectFileVersion: "2023-04-01",
  stringIndexType: "Utf16CodeUnit",
  metadata: { projectKind: "CustomSingleLabelClassification", projectName: "Inbox", language: "en" },
});
const export_ = (id) => language.job("export", "Inbox", id);
let names = 0;

/** A service whose jobs end at the third poll; those whose id begins with "bad" fail. Each status has a fresh URL. */
function service() {
  const polls = new Map();
  const requests = [];
  let expired = false;
  const fetch = async ({ url }) => {
    requests.push(url);
    if (url.includes("/files/")) return new Response(PROJECT, { status: expired ? 404 : 200 });
    const id = new URL(url).pathname.split("/").at(-1);
    polls.set(id, (polls.get(id) ?? 0) + 1);
    const status = polls.get(id) < 3 ? "running" : id.startsWith("bad") ? "failed" : "succeeded";
    const resultUrl = `${CONTOSO}/files/${id}?${SECRET}${polls.get(id)}`;
    const body = { jobId: id, status, expirationDateTime: "2026-12-24T00:00:00Z", resultUrl };
    return new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });
  };
  return { fetch, requests, expire: () => (expired = true) };
}

/** Runs a test with the platform of a board. */
const withPlatform = (run) =>
  inVirtualTime(async (time) => {
    const site = platform();
    const boards = [];
    const name = `history ${(names += 1)}`;
    const open = (options) => {
      const board = new JobBoard({ clients: [language], name, ...options });
      boards.push(board);
      return board;
    };
    try {
      await run({ time, site, open, store: () => site.databases.get(`export-jobs/${name}`) });
    } finally {
      for (const board of boards) board.close();
      site.release();
      await time.settle();
      site.restore();
    }
  });

/** Puts jobs on a board, and waits for their ends, one after the other. */
async function follow(time, board, ids) {
  for (const id of ids) {
    board.add(export_(id));
    await time.until(board.outcome(export_(id)).catch(() => {}));
    await time.pass(1_000);
  }
}

const ids = (jobs) => jobs.map(({ job }) => job.id);

test("a new page lists jobs that ended weeks ago, newest first", () =>
  withPlatform(async ({ time, open, store }) => {
    const { fetch } = service();
    const board = open({ fetch });
    await follow(time, board, ["one", "bad", "three"]);
    board.remove(export_("one"));
    await time.until(board.stored());
    board.close();
    assert.equal([...store().keys()].filter((key) => key.startsWith("ended/")).length, 3);
    await time.pass(14 * DAY);
    const later = open({ fetch });
    const history = await time.until(later.history());
    assert.deepEqual(ids(history), ["three", "bad", "one"]);
    const [three, bad] = history;
    assert.ok(three.isDone && three.error === undefined && three.status.state === "succeeded");
    assert.equal(three.status.expiresAt, "2026-12-24T00:00:00Z");
    assert.ok(bad.error instanceof ExportJobsError && bad.error.code === "jobFailed");
    assert.ok(three.endedAt > three.startedAt && three.ageMs >= 14 * DAY, `${three.startedAt} to ${three.endedAt}`);
    await time.pass(17 * DAY);
    assert.deepEqual(ids(await time.until(later.history())), [], "after 30 days");
    assert.equal([...store().keys()].filter((key) => key.startsWith("ended/")).length, 0);
  }));

test("two tabs that end and remove jobs at the same time lose none and list none twice", () =>
  withPlatform(async ({ time, open, store }) => {
    const { fetch } = service();
    const [one, other] = [open({ fetch }), open({ fetch })];
    await time.pass(3_000);
    for (const [at, board] of [one, other].entries())
      for (let n = 0; n < 5; n += 1) board.add(export_(`job${at}-${n}`));
    await time.pass(60_000);
    assert.ok(one.jobs().length === 10 && one.jobs().every(({ isDone }) => isDone));
    for (const [at, board] of [other, one].entries())
      for (let n = 0; n < 5; n += 1) board.remove(export_(`job${at}-${n}`));
    await time.pass(1_000);
    for (const board of [one, other]) {
      assert.deepEqual(board.jobs(), []);
      assert.equal(new Set(ids(await time.until(board.history()))).size, 10);
      assert.equal((await time.until(board.history())).length, 10);
    }
    assert.equal([...store().keys()].filter((key) => key.startsWith("ended/")).length, 10);
  }));

test("filters choose jobs, and the options limit them", () =>
  withPlatform(async ({ time, open }) => {
    const { fetch } = service();
    const board = open({ fetch, history: { maxJobs: 3 } });
    await follow(time, board, ["one", "bad", "three", "four"]);
    const history = async (filter) => ids(await time.until(board.history(filter)));
    assert.deepEqual(await history(), ["four", "three", "bad"]);
    assert.deepEqual(await history({ states: ["failed"] }), ["bad"]);
    assert.deepEqual(await history({ limit: 1, project: "Inbox", operation: "export" }), ["four"]);
    const [, three] = await time.until(board.history());
    assert.deepEqual(await history({ since: three.endedAt }), ["four", "three"]);
    assert.deepEqual(await history({ until: three.endedAt }), ["bad"]);
    for (const [filter, message] of [
      [{ state: ["failed"] }, /filter has no “state”\. The nearest name is “states”/],
      [{ limit: "1" }, /limit must be a whole number|limit must be a number/],
      [{ states: ["done"] }, /states/],
    ])
      assert.throws(() => board.history(wrong(filter)), { code: "invalidArgument", message });
    assert.throws(() => open({ fetch, history: wrong({ maxAge: 1 }) }), { code: "invalidArgument" });
  }));

test("a result is fetched again from a fresh URL, and its size is then known", () =>
  withPlatform(async ({ time, open, store }) => {
    const { fetch, requests, expire } = service();
    const board = open({ fetch });
    await follow(time, board, ["one"]);
    board.remove(export_("one"));
    await time.pass(7 * DAY);
    const [before] = await time.until(board.history());
    assert.equal(before.resultBytes, undefined);
    const result = await time.until(board.result(before));
    assert.equal(new TextDecoder().decode(result.bytes()), PROJECT);
    assert.ok(requests.at(-2) === before.job.url && requests.at(-1).includes("/files/one"), "its status is read again");
    await time.pass(1_000);
    assert.equal((await time.until(board.history()))[0].resultBytes, PROJECT.length);
    const stored = JSON.stringify([...store()]);
    assert.ok(!stored.includes("sig="), "no signed URL is stored");
    expire();
    await assert.rejects(time.until(board.result(before)), { code: "expired" });
    assert.throws(() => board.result({ ...before.job, service: "other" }), { code: "invalidArgument" });
  }));

test("a forgotten job leaves the board and the history", () =>
  withPlatform(async ({ time, open, store }) => {
    const { fetch } = service();
    const board = open({ fetch });
    await follow(time, board, ["one", "two"]);
    board.remove(export_("two"));
    board.forget(export_("one"));
    board.forget(export_("two").url);
    await time.pass(1_000);
    assert.deepEqual([board.jobs(), await time.until(board.history())], [[], []]);
    assert.equal([...store().keys()].filter((key) => key.startsWith("ended/")).length, 0);
  }));

test("a board without a name or with a full store keeps its history while its page is open", () =>
  withPlatform(async ({ time, site, open }) => {
    const { fetch } = service();
    const nameless = new JobBoard({ clients: language, fetch });
    await follow(time, nameless, ["one"]);
    nameless.remove(export_("one"));
    assert.deepEqual(ids(await time.until(nameless.history())), ["one"]);
    nameless.close();
    await assert.rejects(nameless.history(), { code: "closed" });
    site.faults.quota = true;
    const board = open({ fetch });
    await follow(time, board, ["two", "three"]);
    board.remove(export_("two"));
    assert.deepEqual(ids(await time.until(board.history())), ["three", "two"]);
  }));

test("the history is given although the store hangs", () =>
  withPlatform(async ({ time, site, open }) => {
    const { fetch } = service();
    const board = open({ fetch });
    await follow(time, board, ["one"]);
    site.faults.hang = true;
    const since = time.now;
    assert.deepEqual(ids(await time.until(board.history())), ["one"]);
    assert.ok(time.now - since <= 6_000, `${time.now - since} ms`);
  }));

test("jobs of a kind whose durations are known have a likely end, and others have none", () =>
  withPlatform(async ({ time, open }) => {
    const started = new Map();
    let submitted = 0;
    const fetch = async ({ url, method }) => {
      if (method === "POST") {
        const location = url.replace(":export", `export/jobs/new${(submitted += 1)}`);
        started.set(`new${submitted}`, time.now);
        return new Response(null, { status: 202, headers: { "operation-location": location } });
      }
      const id = new URL(url).pathname.split("/").at(-1);
      const status = time.now - started.get(id) >= 60_000 ? "succeeded" : "running";
      return new Response(JSON.stringify({ jobId: id, status }), { headers: { "content-type": "application/json" } });
    };
    const board = open({ fetch });
    const submit = () => time.until(board.submit(language, language.exportRequest("Inbox")));
    const first = await submit();
    assert.equal(first.likelyEnd, undefined, "nothing is known");
    for (let n = 0; n < 8; n += 1) await time.until(board.outcome((await submit()).job));
    const next = await submit();
    await time.pass(20_000);
    const { likelyEnd } = board.job(next);
    assert.ok(likelyEnd.fromMs <= 41_000 && likelyEnd.toMs >= 39_000, JSON.stringify(likelyEnd));
    assert.ok(likelyEnd.fromMs > 5_000 && likelyEnd.toMs < 120_000, JSON.stringify(likelyEnd));
    await time.until(board.outcome(next));
    assert.equal(board.job(next).likelyEnd, undefined, "it has ended");
  }));
