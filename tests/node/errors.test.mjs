// Errors that leave the realm where they were thrown: as JSON, through postMessage, into another copy of the package,
// or into another realm.
import assert from "node:assert/strict";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { describe, test } from "node:test";
import init, * as api from "export-jobs/all";
import initJobs, * as jobs from "export-jobs";
import { isError, rejection, same, thrown, wrong } from "../support/expect.js";
import { answer, language, PROJECT_FILE } from "../support/scripted-service.js";

await Promise.all([init(), initJobs()]);

const { ExportJobsError } = api;

/** Returns a failure with all its parts: a job, the service's errors, a request id. */
async function failure(/** @type {any} */ module = api) {
  const client = language(module);
  const failed = answer(
    200,
    { jobId: "1", status: "failed", errors: [{ code: "InvalidArgument", message: "No." }] },
    { "apim-request-id": "8408" },
  );
  return await rejection(client.follow(client.job("export", "Inbox", "1"), { fetch: failed }).pollUntilDone());
}
const refused = async (module = api) =>
  await rejection(
    language(module)
      .follow(language(module).job("export", "Inbox", "1"), { fetch: answer(403, {}, { "apim-request-id": "8408" }) })
      .poll(),
  );

describe("an error", () => {
  test("is JSON with its code, message, status, request id and job", async () => {
    const ended = JSON.parse(JSON.stringify(await failure()));
    assert.equal(ended.name, "ExportJobsError");
    assert.equal(ended.code, "jobFailed");
    assert.match(ended.message, /No\./);
    assert.equal(ended.job.id, "1");
    assert.deepEqual(ended.errors, [{ code: "InvalidArgument", message: "No." }]);
    const { code, status, requestId, stack, cause } = JSON.parse(JSON.stringify(await refused()));
    assert.deepEqual(
      { code, status, requestId, stack, cause },
      { code: "forbidden", status: 403, requestId: "8408", stack: undefined, cause: undefined },
    );
  });

  test("becomes JSON even if its cause cannot", async () => {
    const cause = { toJSON: () => assert.fail("nobody needs it") };
    cause.self = cause;
    const error = await rejection(
      language(api).start(language(api).exportRequest("Inbox"), { fetch: () => Promise.reject(cause) }),
    );
    same(error.cause, cause);
    same(JSON.parse(JSON.stringify(error)).code, "network");
  });

  test("is recognised across entries, and across copies and realms, where instanceof fails", async (t) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "export-jobs-copy-"));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const fileOf = (name) => new URL(`../../dist/${name}`, import.meta.url);
    await copyFile(fileOf("jobs.wasm"), path.join(folder, "jobs.wasm"));
    // Copies of one version have one class. This copy is of another version.
    const script = await readFile(fileOf("jobs.js"), "utf8");
    const ofAnother = script.replace(/export-jobs@\d+\.\d+\.\d+/, "export-jobs@0.0.1");
    assert.notEqual(ofAnother, script);
    await writeFile(path.join(folder, "jobs.js"), ofAnother);
    await writeFile(path.join(folder, "package.json"), '{ "type": "module" }');
    const copy = await import(pathToFileURL(path.join(folder, "jobs.js")).href);
    await copy.default(await readFile(path.join(folder, "jobs.wasm")));
    for (const [other, isSame] of [
      [jobs, true],
      [copy, false],
    ]) {
      const error = await failure(other);
      same(error instanceof ExportJobsError, isSame);
      same(ExportJobsError.is(error), true);
      same(other.ExportJobsError.is(await failure()), true);
    }
    const { source } = vm.runInNewContext("({ source: (is, error) => is(error) })");
    same(source(ExportJobsError.is, await failure()), true);
  });

  test("is not recognised by its look alone", () => {
    const own = new ExportJobsError("timeout", "late");
    for (const value of [
      undefined,
      null,
      "timeout",
      7,
      new Error("late"),
      Object.assign(new Error("late"), { code: "ENOENT" }),
      { code: "timeout", message: "late" },
      structuredClone(own),
      Object.create(own, { code: { value: 7 } }),
    ])
      same(ExportJobsError.is(value), false);
    const trap = new Proxy(own, {
      get() {
        throw new Error("trap");
      },
    });
    same(ExportJobsError.is(trap), false);
    same(ExportJobsError.is(own), true);
  });

  test("crosses postMessage with toJSON and ExportJobsError.from", async () => {
    const { port1, port2 } = new MessageChannel();
    try {
      for (const error of [await failure(), await refused(), thrown(() => api.ExportedProject.parse("{"))]) {
        const arrived = new Promise((resolve) =>
          /** @type {import("node:worker_threads").MessagePort} */ (/** @type {unknown} */ (port2)).once(
            "message",
            resolve,
          ),
        );
        port1.postMessage(error.toJSON());
        const revived = ExportJobsError.from(await arrived);
        assert.ok(revived instanceof ExportJobsError && revived instanceof Error);
        assert.deepEqual(revived.toJSON(), error.toJSON());
      }
    } finally {
      port1.close();
    }
  });

  test("is read from JSON without any other members", async () => {
    const hostile = ExportJobsError.from(
      JSON.parse('{"code":"timeout","message":"late","__proto__":{"polluted":true},"stack":"x","name":"y"}'),
    );
    assert.ok(hostile instanceof ExportJobsError);
    assert.deepEqual(["polluted" in hostile, hostile.name, hostile.stack === "x"], [false, "ExportJobsError", false]);
    const other = await failure(jobs);
    assert.ok(ExportJobsError.from(other) instanceof ExportJobsError);
    for (const value of [undefined, null, 7, "{}", {}, { code: 7, message: "" }, new Error("x")])
      isError(
        thrown(() => ExportJobsError.from(wrong(value))),
        "invalidArgument",
        api,
      );
  });
});

describe("an object that was freed", () => {
  const freed = (object) => (object.free(), object);
  const client = () => language(api);
  const project = () => api.ExportedProject.parse(PROJECT_FILE);
  for (const [what, use] of Object.entries({
    client: () => freed(client()).exportRequest("Inbox"),
    poller: () => freed(client().follow(client().job("export", "Inbox", "1"))).job,
    "poller's promise": () => freed(client().follow(client().job("export", "Inbox", "1"))).pollUntilDone(),
    project: () => freed(project()).summary(),
    "project to compare": () => freed(project()).compare(project()),
    items: () => freed(project().items("entities")).length,
    board: () => freed(new api.JobBoard({ clients: client() })).jobs(),
  })) {
    test(`throws an error that says so: a ${what}`, () => {
      const error = isError(thrown(use), "freed", api);
      assert.match(error.message, /was freed/);
    });
  }

  test("cannot be freed again", () =>
    isError(
      thrown(() => freed(project()).free()),
      "freed",
      api,
    ));

  test("is refused by name as an argument", () => {
    isError(
      thrown(() => project().compare(freed(project()))),
      "invalidArgument",
      api,
    );
    isError(
      thrown(() => new api.JobBoard({ clients: freed(client()) })),
      "invalidArgument",
      api,
    );
  });
});
