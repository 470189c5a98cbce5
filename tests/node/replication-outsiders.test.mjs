// Another client acts while a replication runs: at the target, or with a second runner of the same state.
import assert from "node:assert/strict";
import test from "node:test";
import init, { AzureLanguage, ExportedProject, Replication } from "export-jobs/all";
import { EAST, KEY, WEST, projects, regionsIn, seed, tally } from "../support/regions.js";
import { assertArrived, isDone, meansOf } from "../support/replicating.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

const project = projects.conversation;
const described = (description) => ({ ...project.file, metadata: { ...project.file.metadata, description } });
const isImport = ({ url, method }) =>
  method === "POST" && url.startsWith(WEST) && new URL(url).pathname.endsWith("/:import");

/** Returns an import by another client. */
function importOf(description) {
  const client = new AzureLanguage({ endpoint: WEST, family: project.family, credential: { key: KEY } });
  const { method, url, headers, body } = client.importRequest("Mail", JSON.stringify(described(description)));
  return new Request(url, { method, headers, body });
}

/** Returns a fetch that answers the first import with `answer`, and then lets another client act at the target. */
function refusingOnce(simulator, answer, meanwhile) {
  let refused = 0;
  return async (request) => {
    if (!isImport(request) || refused > 0) return simulator.fetch(request);
    refused += 1;
    await meanwhile?.();
    return answer();
  };
}

const throttled = () => new Response("{}", { status: 429, headers: { "retry-after": "20" } });

test("a project created while a throttled import waits is left unchanged", () =>
  inVirtualTime(async (time) => {
    const simulator = regionsIn(time, project);
    const fetch = refusingOnce(simulator, throttled, () => simulator.fetch(importOf("theirs")));
    const error = await time.until(new Replication(meansOf(project, fetch)).run().catch((reason) => reason));
    assert.equal(error.code, "conflict");
    assert.match(error.message, /targetName.*replace/s);
    assert.equal(tally(simulator).imports, 1, "theirs");
  }));

test("an edit during a throttled import is backed up", () =>
  inVirtualTime(async (time) => {
    const before = { ...project, file: described("before"), models: [], deployments: [] };
    const simulator = regionsIn(time, project, { more: [seed(WEST, before)] });
    const backups = [];
    const onBackup = ({ bytes }) => backups.push(ExportedProject.parse(bytes).summary().description);
    const fetch = refusingOnce(simulator, throttled, () => simulator.fetch(importOf("edited")));
    const state = await time.until(new Replication(meansOf(project, fetch, { replace: "Mail", onBackup })).run());
    assert.deepEqual(backups, ["before", "edited"]);
    assert.ok(isDone(state));
    assert.ok(
      state.projects[0].notes.some((note) => note.includes("backed up again")),
      JSON.stringify(state.projects[0].notes),
    );
    await time.until(assertArrived(simulator, project));
  }));

test("a refused token is renewed, and the target is checked before the import is sent again", () =>
  inVirtualTime(async (time) => {
    for (const meanwhile of [false, true]) {
      const credentials = { keys: [KEY], tokens: ["token-1", "token-2"] };
      const simulator = regionsIn(time, project, { simulator: { credentials } });
      const sent = [];
      let tokens = 0;
      const getToken = async () => ({ token: `token-${(tokens += 1)}`, expiresOnTimestamp: Date.now() + 3_600_000 });
      const target = new AzureLanguage({ endpoint: WEST, family: project.family, credential: { getToken } });
      // Their import has ended when the refusal arrives. A token is renewed immediately.
      const theirs = async () => {
        await simulator.fetch(importOf("theirs"));
        await new Promise((resolve) => setTimeout(resolve, 20_000));
      };
      const once = refusingOnce(simulator, () => new Response("{}", { status: 401 }), meanwhile ? theirs : undefined);
      const fetch = (request) => {
        if (request.url.startsWith(WEST))
          sent.push({
            method: request.method,
            path: new URL(request.url).pathname.split("/").pop(),
            token: request.headers.get("authorization"),
          });
        return once(request);
      };
      const outcome = await time.until(
        new Replication({ ...meansOf(project, fetch), target }).run().catch((reason) => reason),
      );
      const at = sent.findIndex(({ path }) => path === ":import");
      assert.deepEqual([sent[at - 1].path, sent[at + 1].method, sent[at + 1].path], ["Mail", "GET", "Mail"]);
      if (meanwhile) {
        assert.equal(outcome.code, "conflict");
        continue;
      }
      assert.ok(isDone(outcome), `${outcome}`);
      assert.equal(sent[at + 2].path, ":import");
      assert.notEqual(sent[at + 2].token, sent[at].token, "a fresh one");
    }
  }));

/** Returns the state of a run that was stopped before it sent anything. */
async function aState(time, simulator) {
  const controller = new AbortController();
  let kept;
  const fetch = (request) => {
    controller.abort("closed");
    return simulator.fetch(request);
  };
  await time.until(
    new Replication(
      meansOf(project, fetch, { onState: (state) => (kept = JSON.stringify(state)), signal: controller.signal }),
    )
      .run()
      .catch(() => {}),
  );
  return kept;
}

test("one of two simultaneous resumptions runs, and the other names it", () =>
  inVirtualTime(async (time) => {
    const simulator = regionsIn(time, project);
    const state = await aState(time, simulator);
    const runs = [1, 2].map(() => Replication.resume(state, meansOf(project, simulator.fetch)));
    const outcomes = await time.until(Promise.allSettled(runs.map((replication) => replication.run())));
    assert.equal(outcomes[0].status, "fulfilled");
    const { reason } = outcomes[1];
    assert.equal(reason.code, "conflict");
    assert.match(reason.message, /in this page or process \(run 2 \([0-9a-f]+\), since 2026-/);
    assert.equal(tally(simulator).imports, 1);
    // When the other run has ended, this one can continue.
    const { value: ended } = outcomes[0];
    assert.equal(ended.run.number, 2);
    const again = await time.until(Replication.resume(ended, meansOf(project, simulator.fetch)).run());
    assert.deepEqual([again.run.number, again.id, tally(simulator).imports], [3, ended.id, 1]);
  }));

test("two runs with the same input are one replication, and others are not", () =>
  inVirtualTime(async (time) => {
    const simulator = regionsIn(time, project);
    const means = meansOf(project, simulator.fetch);
    const same = [
      new Replication(means),
      new Replication({ ...means, train: false }),
      new Replication({ ...means, targetName: "Other" }),
    ];
    const outcomes = await time.until(Promise.allSettled(same.map((replication) => replication.run())));
    assert.deepEqual(
      outcomes.map(({ reason }) => reason?.code),
      [undefined, "conflict", undefined],
    );
  }));

test("stopped and failed runs release their locks immediately", () =>
  inVirtualTime(async (time) => {
    const simulator = regionsIn(time, project);
    const state = await aState(time, simulator);
    const failing = Replication.resume(
      state,
      meansOf(project, () => Promise.reject(new TypeError("offline"))),
    );
    assert.equal((await time.until(failing.run().catch((reason) => reason))).code, "network");
    assert.ok(isDone(await time.until(Replication.resume(state, meansOf(project, simulator.fetch)).run())));
  }));

test("a run that another process has taken over sends nothing more", () =>
  inVirtualTime(async (time) => {
    const simulator = regionsIn(time, project);
    let stored = await aState(time, simulator);
    const here = globalThis[Symbol.for("export-jobs/held")];
    const means = (fetch) =>
      meansOf(project, fetch, {
        storedState: async () => stored,
        onState: async (state) => void (stored = JSON.stringify(state)),
      });
    // The first run is in its last check when the second one begins, from the same state.
    let second;
    let looks = 0;
    const first = Replication.resume(
      stored,
      means((request) => {
        if (request.url.startsWith(WEST) && !second && (looks += 1) === 1) {
          here.clear(); // another process knows nothing of this one
          second = Replication.resume(stored, means(simulator.fetch)).run();
        }
        return simulator.fetch(request);
      }),
    );
    const [one, other] = await time.until(
      Promise.all([
        first.run().catch((reason) => reason),
        new Promise((resolve) => setTimeout(resolve, 5_000)).then(() => second),
      ]),
    );
    assert.equal(one.code, "conflict");
    assert.match(one.message, /Run 3 \([0-9a-f]+\).*run 2 \([0-9a-f]+\) sends nothing more/);
    assert.ok(isDone(other));
    assert.equal(JSON.parse(stored).run.number, 3, "and stores nothing");
    assert.equal(tally(simulator).imports, 1);
    const changed = simulator.requests.filter(
      ({ url, method }) => url.startsWith(EAST) && method !== "GET" && !url.includes("/:export?"),
    );
    assert.deepEqual(changed, []);
  }));
