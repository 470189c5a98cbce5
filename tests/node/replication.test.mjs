// Replications between two simulated regions, in virtual time: undisturbed, and interrupted at every request.
import assert from "node:assert/strict";
import test from "node:test";
import init, { AzureLanguage, ExportedProject, Replication, compareRegions } from "export-jobs/all";
import { wrong } from "../support/expect.js";
import {
  EAST,
  KEY,
  SIGNATURE,
  WEST,
  clientsOf,
  documents,
  projects,
  regionsIn,
  seed,
  tally,
} from "../support/regions.js";
import { assertArrived, isDone, kinds, meansOf } from "../support/replicating.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

for (const [kind, project] of kinds) {
  test(`${kind}: a project arrives, is trained, deployed and verified, and both sides' evaluations are the same`, () =>
    inVirtualTime(async (time) => {
      const simulator = regionsIn(time, project);
      const seen = [];
      const states = [];
      const replication = new Replication(
        meansOf(project, simulator.fetch, {
          onState: (state) => states.push(JSON.stringify(state)),
          onProgress: (progress) => seen.push(progress),
        }),
      );
      const state = await time.until(replication.run());
      const [report] = state.projects;
      assert.deepEqual(report.ending, { state: "done" });
      assert.equal(report.verification.equal, true, JSON.stringify(report.verification));
      assert.equal(report.evaluation.length, project.models.length);
      for (const { equal, measures } of report.evaluation) {
        assert.ok(measures.length > 5);
        assert.equal(equal, true, JSON.stringify(measures.filter(({ difference }) => difference !== 0)));
      }
      if (project.blobs) {
        assert.equal(report.documents.complete, true, JSON.stringify(report.documents));
        assert.equal(report.documents.copied, 2);
      }
      await time.until(assertArrived(simulator, project));
      assert.deepEqual(tally(simulator), {
        imports: 1,
        trainings: project.models.length,
        deployments: project.deployments.length,
      });
      const changed = simulator.requests.filter(
        ({ url, method }) => url.startsWith(EAST) && method !== "GET" && !url.includes("/:export?"),
      );
      assert.deepEqual(changed, [], "nothing is changed at the source");
      const steps = [...new Set(seen.map(({ step }) => step))];
      assert.deepEqual(steps, [
        "look",
        "backup",
        "export",
        "documents",
        "import",
        "verify",
        "train",
        "evaluate",
        "deploy",
      ]);
      assert.ok(
        seen.some(({ percent, step }) => step === "train" && percent > 0),
        "training says how far it is",
      );
      assert.ok(seen.every(({ elapsedMs, number, of }) => elapsedMs >= 0 && number >= 1 && number <= of));
      for (const secret of [KEY, SIGNATURE])
        assert.ok(!states.some((json) => json.includes(secret)), "no secret in a state");
    }));

  const stable = project.family === "analyze-conversations" ? ["2025-11-01", "2025-11-15-preview"] : [];
  for (const apiVersion of [
    "2022-10-01-preview",
    "2023-11-15-preview",
    "2024-11-15-preview",
    "2025-05-15-preview",
    ...stable,
  ])
    test(`${kind}: it trains and deploys with the members of ${apiVersion}`, () =>
      inVirtualTime(async (time) => {
        const simulator = regionsIn(time, project);
        const bodies = [];
        const noting = async (request) => {
          const copy = request.clone();
          const [, name] = /\/(:train|:authorize-copy|deployments)(\/|\?)/.exec(request.url) ?? [];
          if (name && request.method !== "GET")
            bodies.push([
              name,
              Object.keys(await copy.json())
                .sort()
                .join(" "),
            ]);
          return simulator.fetch(request);
        };
        const replication = new Replication({
          ...meansOf(project, noting),
          ...clientsOf({ AzureLanguage }, { ...project, apiVersion }),
        });
        const [report] = (await time.until(replication.run())).projects;
        assert.deepEqual(report.ending, { state: "done" });
        assert.ok(
          simulator.requests.every(
            ({ url }) =>
              !url.includes("api-version=") || url.includes("blob.core") || url.includes(`api-version=${apiVersion}`),
          ),
        );
        const isText = project.family === "analyze-text";
        const training = `evaluationOptions modelLabel trainingConfigVersion${isText ? "" : " trainingMode"}`;
        const members = { ":train": training, deployments: "trainedModelLabel" };
        assert.deepEqual(
          bodies.map(([, keys]) => keys),
          bodies.map(([name]) => members[name]),
        );
        assert.equal(bodies.length, project.models.length + project.deployments.length);
      }));

  test(`${kind}: interrupted at every request, before it, during it and after it, it goes on to the same end`, async () => {
    let count = Infinity;
    for (let at = 0; at < count; at += 1) {
      for (const when of ["before", "during", "after"]) {
        const what = `request ${at}, ${when}`;
        const total = await inVirtualTime(async (time) => {
          const simulator = regionsIn(time, project);
          const controller = new AbortController();
          let kept;
          let sent = 0;
          const interrupted = async (request) => {
            const number = sent;
            sent += 1;
            if (number !== at) return simulator.fetch(request);
            if (when === "before") controller.abort("closed");
            if (when === "before") return new Promise(() => {});
            const answer = await simulator.fetch(
              new Request(
                request.url,
                /** @type {RequestInit} */ ({
                  method: request.method,
                  headers: request.headers,
                  body: request.body,
                  duplex: "half",
                }),
              ),
            );
            if (when === "during") {
              controller.abort("closed");
              return new Promise(() => {});
            }
            // The page reads the answer, and then it is gone.
            const bytes = await answer.arrayBuffer();
            Promise.resolve().then(() => controller.abort("closed"));
            return new Response(answer.status === 204 ? null : bytes, {
              status: answer.status,
              headers: answer.headers,
            });
          };
          const onState = (state) => (kept = JSON.stringify(state));
          const first = new Replication(meansOf(project, interrupted, { onState, signal: controller.signal }));
          const ended = await time.until(
            first.run().then(
              (state) => state,
              (reason) => reason,
            ),
          );
          if (ended === "closed") {
            const resumed = Replication.resume(kept, meansOf(project, simulator.fetch, { onState }));
            assert.ok(isDone(await time.until(resumed.run())), what);
          } else {
            assert.ok(isDone(ended), `${what}: ${ended}`);
          }
          await time.until(assertArrived(simulator, project, what));
          assert.deepEqual(
            tally(simulator),
            { imports: 1, trainings: project.models.length, deployments: project.deployments.length },
            what,
          );
          return sent;
        });
        if (when === "before" && at === 0) continue;
        // The number of requests of an undisturbed run. It is known once a run was not interrupted any more.
        if (total <= at) count = Math.min(count, at);
      }
    }
    assert.ok(count > 30, `${count} requests`);
  });
}

test("an existing project is left unchanged, or backed up before it is replaced", () =>
  inVirtualTime(async (time) => {
    const project = projects.conversation;
    const theirs = {
      ...project,
      file: { ...project.file, metadata: { ...project.file.metadata, description: "theirs" } },
      models: [],
      deployments: [],
    };
    const simulator = regionsIn(time, project, { more: [seed(WEST, theirs)] });
    const refused = await time.until(new Replication(meansOf(project, simulator.fetch)).run().catch((error) => error));
    assert.equal(refused.code, "conflict");
    assert.match(refused.message, /targetName.*replace/s);
    assert.equal(tally(simulator).imports, 0);

    assert.throws(() => new Replication(meansOf(project, simulator.fetch, { replace: "Mail" })), {
      code: "invalidArgument",
      message: /onBackup/,
    });
    const failing = new Replication(
      meansOf(project, simulator.fetch, {
        replace: "Mail",
        onBackup: () => Promise.reject(new Error("The disk is full.")),
      }),
    );
    const failed = await time.until(failing.run().catch((error) => error));
    assert.equal(failed.cause.message, "The disk is full.");
    assert.equal(tally(simulator).imports, 0);

    const backups = [];
    const replacing = new Replication(
      meansOf(project, simulator.fetch, {
        replace: "Mail",
        onBackup: (backup) => backups.push({ ...backup, imports: tally(simulator).imports }),
      }),
    );
    await time.until(replacing.run());
    assert.equal(backups.length, 1);
    assert.equal(backups[0].imports, 0, "before anything was sent");
    assert.equal(ExportedProject.parse(backups[0].bytes).summary().description, "theirs");
    await time.until(assertArrived(simulator, project));
  }));

test("a dry run changes nothing, and lists the requests of a run", () =>
  inVirtualTime(async (time) => {
    const project = projects.conversation;
    const simulator = regionsIn(time, project);
    const [plan] = await time.until(new Replication(meansOf(project, simulator.fetch)).plan());
    assert.ok(simulator.requests.every(({ method }) => method === "GET"));
    const before = simulator.requests.length;
    await time.until(new Replication(meansOf(project, simulator.fetch)).run());
    const plain = (method, url) =>
      `${method} ${decodeURI(url)
        .split("?")[0]
        .replace(/jobs\/[^/{]+/, "jobs/{jobId}")}`;
    const said = new Set(plan.requests.map(({ method, url }) => plain(method, url)));
    const sent = new Set(simulator.requests.slice(before).map(({ method, url }) => plain(method, url)));
    assert.deepEqual([...said].sort(), [...sent].sort());
  }));

test("regions are compared by dates, and by content on request", () =>
  inVirtualTime(async (time) => {
    const project = projects.conversation;
    const simulator = regionsIn(time, project);
    const sides = { ...clientsOf({ AzureLanguage }, project), fetch: simulator.fetch };
    const standing = async (options) =>
      (await time.until(compareRegions({ ...sides, ...options }))).map(({ project, standing }) => [project, standing]);
    assert.deepEqual(await standing(), [["Mail", "missing"]]);
    await time.until(new Replication(meansOf(project, simulator.fetch)).run());
    assert.deepEqual(await standing(), [["Mail", "equal"]]);
    const [compared] = await time.until(compareRegions({ ...sides, content: true }));
    assert.equal(compared.content.equal, true);
    assert.deepEqual(compared.target.deployments.sort(), ["production", "staging"]);
    assert.equal(compared.advice, "Nothing to do.");
  }));

test("state and progress are the same frozen objects until they change", () =>
  inVirtualTime(async (time) => {
    const project = projects.conversation;
    const simulator = regionsIn(time, project);
    const replication = new Replication(meansOf(project, simulator.fetch));
    const { state, progress } = replication;
    assert.equal(replication.state, state);
    assert.equal(replication.progress, progress);
    await time.until(replication.run());
    assert.notEqual(replication.state, state);
    assert.equal(replication.state, replication.state);
    assert.equal(replication.progress, replication.progress);
    assert.ok(Object.isFrozen(replication.state) && Object.isFrozen(replication.state.projects[0]));
  }));

test("wrong arguments are refused immediately and by name", () => {
  const project = projects.conversation;
  const means = clientsOf({ AzureLanguage }, project);
  for (const [options, pattern] of /** @type {[options: any, pattern: RegExp][]} */ ([
    [undefined, /project/],
    [{ ...means }, /`project`.*`all`/s],
    [{ ...means, project: "A", all: true }, /`project`.*`all`/s],
    [{ ...means, project: 5 }, /options\.project must be a list of strings/],
    [{ ...means, all: "yes" }, /options\.all/],
    [{ ...means, all: { name: "A" } }, /options\.all has no “name”/],
    [{ ...means, project: "A", source: {} }, /options\.source must be an AzureLanguage/],
    [{ ...means, project: "A", stopAfter: "lunch" }, /"lunch" is not a step/],
    [{ ...means, project: "A", route: "fly" }, /"fly" is not a route/],
    [{ ...means, project: ["A", "B"], targetName: "C" }, /one project/],
    [{ ...means, project: "A", documents: { source: documents.source } }, /documents\.target/],
    [{ ...means, project: "A", documents: { target: "https://contoso.example/docs" } }, /signature/],
    [{ ...means, project: "A", requestTimeoutMs: 0 }, /requestTimeoutMs/],
    [{ ...means, project: "A", target: means.source }, /same resource/],
  ])) {
    assert.throws(() => new Replication(options), { code: "invalidArgument", message: pattern }, String(pattern));
  }
  for (const state of [undefined, "", "{", {}, { version: 2 }, 7])
    assert.throws(() => Replication.resume(wrong(state), means), { code: "invalidArgument" });
});
