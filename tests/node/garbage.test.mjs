// Random garbage for every entry point of the module, the same in each run. Only the module's own errors are thrown,
// nothing hangs, and the module still works afterwards.
import { describe, test } from "node:test";
import init, * as api from "export-jobs/all";
import { ok, same } from "../support/expect.js";
import {
  accepted,
  avepoint,
  file,
  JOB_URL,
  language,
  PROJECT_FILE,
  running,
  scripted,
  succeeded,
} from "../support/scripted-service.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

const ROUNDS = Number(process.env.GARBAGE_ROUNDS ?? 1500);

/** A source of garbage (mulberry32). */
function garbage(seed) {
  const random = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (count) => Math.floor(random() * count);
  const pick = (list) => list[below(list.length)];
  const trap = () => {
    throw pick([new Error("trap"), "trap", undefined, null]);
  };
  const words = [
    "",
    " ",
    "{",
    "[]",
    '{"status":"running"}',
    '{"jobStatus":2,"status":200}',
    '{"jobId":"1"}',
    '{"error":{"code":"401"}}',
    "succeeded",
    "https://",
    JOB_URL,
    "/x",
    "..",
    "a/b",
    "\u0000",
    "\ud800",
    "é",
    "x".repeat(3000),
    "GET",
    "POST",
    "export",
    "analyze-text",
    "-5",
    "1e999",
    "NaN",
    "PK\u0003\u0004",
    "<html>",
    "5f_639",
  ];
  const leaves = [
    () => undefined,
    () => null,
    () => random() < 0.5,
    () => below(1000),
    () => -random() * 1e18,
    () => pick([NaN, Infinity, -0, 2 ** 53, 0.1]),
    () => 10n ** 30n,
    () => Symbol("s"),
    () => pick(words),
    () => words[below(words.length)].slice(0, below(20)),
    () => () => pick(words),
    () => trap,
    () => new Uint8Array(below(40)).map(() => below(256)),
    () => new ArrayBuffer(below(9)),
    () => new DataView(new ArrayBuffer(4)),
    () => new Date(NaN),
    () => /x/,
    () => new Error("e"),
    () => Promise.resolve(pick(words)),
    () => ({ then: trap }),
    () => new AbortController().signal,
    () => AbortSignal.abort(pick(words)),
    () => new Headers({ "retry-after": "1" }),
    () => new Response(pick(words)),
    () => new Proxy({}, { get: trap }),
    () => new Proxy([], { get: trap }),
    () => Object.freeze(Object.create(null)),
    () => structuredClone(new Uint8Array(3).buffer, {}),
  ];
  const names = [
    "status",
    "headers",
    "body",
    "url",
    "method",
    "service",
    "operation",
    "project",
    "id",
    "state",
    "serviceState",
    "resultUrl",
    "fetch",
    "signal",
    "onProgress",
    "intervalMs",
    "maxIntervalMs",
    "timeoutMs",
    "requestTimeoutMs",
    "endpoint",
    "family",
    "apiVersion",
    "credential",
    "trustedOrigins",
    "key",
    "token",
    "getToken",
    "baseUrl",
    "stringIndexType",
    "assetKind",
    "format",
    "dataSources",
    "siteUrls",
    "exportOptionType",
    "startTime",
    "aborted",
    "addEventListener",
    "removeEventListener",
    "arrayBuffer",
    "type",
    "length",
    "then",
    "constructor",
    "__proto__",
    "toJSON",
  ];
  /** Returns any value: a leaf, a list, or an object, whose members may have getters that throw. */
  function anything(depth = 3) {
    if (depth === 0 || random() < 0.4) return pick(leaves)();
    if (random() < 0.3) return Array.from({ length: below(4) }, () => anything(depth - 1));
    const object = {};
    for (let count = below(6); count > 0; count -= 1) {
      const name = pick(names);
      if (random() < 0.08) Object.defineProperty(object, name, { get: trap, enumerable: true, configurable: true });
      else
        Object.defineProperty(object, name, {
          value: anything(depth - 1),
          enumerable: true,
          configurable: true,
          writable: true,
        });
    }
    return object;
  }
  /** Returns a correct value with mistakes in it. */
  const mutated = (right) =>
    random() < 0.3
      ? anything()
      : {
          ...right,
          ...(random() < 0.9 && { [pick(Object.keys(right))]: anything(2) }),
          ...(random() < 0.2 && { [pick(names)]: anything(2) }),
        };
  return { anything, mutated, pick, random };
}

/** Checks that the outcome is a value, or an error of the module. */
function expectOwn(error, what) {
  ok(error instanceof api.ExportJobsError, `${what}: an ExportJobsError, and not ${error?.stack ?? typeof error}`);
}

const calls = ({ anything, mutated, pick }) => {
  const text = language(api);
  const report = avepoint(api);
  const client = pick([text, report]);
  const job = text.job("export", "Inbox", "1");
  const request = text.exportRequest("Inbox");
  const response = { status: 200, headers: { "retry-after": "5" }, body: '{"status":"running","jobId":"1"}' };
  const options = {
    endpoint: "https://a.example",
    family: "analyze-text",
    apiVersion: "2023-04-01",
    trustedOrigins: [],
    credential: { key: "abc" },
  };
  return {
    "new AzureLanguage": () => new api.AzureLanguage(mutated(options)),
    "new AvePoint": () =>
      new api.AvePoint(mutated({ baseUrl: "https://a.example", credential: { token: "t" }, trustedOrigins: [] })),
    exportRequest: () => text.exportRequest(pick(["Inbox", anything()]), anything()),
    importRequest: () => text.importRequest(pick(["Inbox", anything()]), anything(), anything()),
    job: () => client.job(anything(), anything(), anything()),
    userAccessExportRequest: () =>
      report.userAccessExportRequest(
        pick(["a@b", anything()]),
        mutated({ dataSources: ["a"], exportOptionType: 1, siteUrls: [] }),
      ),
    sharingLinksExportRequest: () =>
      report.sharingLinksExportRequest(
        mutated({ exportLinkType: 32, startTime: "2026-01-01T00:00:00", finishTime: "2026-01-01T00:00:00" }),
      ),
    statusRequest: () => client.statusRequest(mutated(job)),
    resultRequest: () => client.resultRequest(mutated(job), mutated({ state: "succeeded", resultUrl: JOB_URL })),
    readSubmission: () =>
      client.readSubmission(mutated(request), mutated({ ...response, headers: { "operation-location": JOB_URL } })),
    readStatus: () => client.readStatus(mutated(response)),
    authorize: () => client.authorize(mutated(request)),
    follow: () => client.follow(mutated(job), anything()),
    "ExportedProject.parse": () => api.ExportedProject.parse(anything()).summary(),
    onProgress: () => text.follow(job).onProgress(anything()),
  };
};

/** Rejections of the garbage's own promises, and its listeners that throw, are not the module's. */
const ignored = () => {};

async function worksStill(time) {
  const { fetch } = scripted(time, accepted(), running(), succeeded(), file());
  const poller = await time.until(language(api).start(language(api).exportRequest("Inbox"), { fetch }));
  same(new TextDecoder().decode((await time.until(poller.result())).bytes()), PROJECT_FILE);
}

describe("garbage", () => {
  for (const name of Object.keys(calls(garbage(0)))) {
    test(`given to ${name} is an error of this package or none`, () =>
      inVirtualTime(async (time) => {
        for (let round = 0; round < ROUNDS; round += 1) {
          const source = garbage(round * 7919 + name.length);
          try {
            const given = calls(source)[name]();
            if (name === "authorize") given.catch((error) => expectOwn(error, `${name}, round ${round}`));
          } catch (error) {
            expectOwn(error, `${name}, round ${round}`);
          }
        }
        await worksStill(time);
      }));
  }

  test("as the answers of an export ends in an error of this package or in success, and never hangs", (t) => {
    process.on("unhandledRejection", ignored);
    t.after(() => process.off("unhandledRejection", ignored));
    return inVirtualTime(async (time) => {
      for (let round = 0; round < ROUNDS / 5; round += 1) {
        const { anything, mutated, pick, random } = garbage(round);
        const client = pick([
          language(api),
          avepoint(api),
          language(api, {
            credential: {
              getToken: () => (random() < 0.5 ? anything() : { token: "t", expiresOnTimestamp: anything() }),
            },
          }),
        ]);
        const right = [accepted(), running(), succeeded(), file()];
        const fetch = (request) => {
          if (random() < 0.5) return pick(right)(request);
          if (random() < 0.3)
            return mutated({
              status: 200,
              headers: new Headers(),
              body: '{"status":"running"}',
              arrayBuffer: () => anything(2),
            });
          return anything();
        };
        const run = (async () => {
          const poller =
            random() < 0.5
              ? client.follow(client instanceof api.AvePoint ? client.job(1) : JOB_URL, { fetch, timeoutMs: 600_000 })
              : await client.start(
                  client instanceof api.AvePoint
                    ? client.sitePermissionExportRequest({ siteUrls: ["https://a.example"] })
                    : client.exportRequest("Inbox"),
                  { fetch, timeoutMs: 600_000 },
                );
          return await poller.result({ onProgress() {} });
        })();
        await time.until(run.then(ignored, (error) => expectOwn(error, `round ${round}`)));
      }
      await worksStill(time);
    });
  });
});
