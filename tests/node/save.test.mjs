// Saving a result: it goes to a target piece by piece, is continued where it broke off, and is checked at its ends.
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import init, * as api from "export-jobs";
import { equal, isError, ok, rejection, same, thrown, wrong } from "../support/expect.js";
import {
  always,
  answer,
  avepoint,
  file,
  insights,
  JOB_URL,
  language,
  PROJECT_FILE,
  rejects,
  running,
  scripted,
  succeeded,
} from "../support/scripted-service.js";
import { keeper, projectOf, served, zipOf } from "../support/served-file.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();
// Virtual time does not wait for a script to load.
for (const name of ["save", "sha256"]) await import(`../../dist/${name}.js`);

const RESULT_URL = JOB_URL.replace("?", "/result?");
const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex");
const sameBytes = (actual, expected) => same(hashOf(actual), hashOf(expected), "the same bytes");
const range = (request) => [request.headers.get("range"), request.headers.get("if-range")];

/** A save of a job that has succeeded, with these answers. */
const scenario = (name, play) =>
  test(name, () =>
    inVirtualTime((time) =>
      play({
        time,
        save(target, answers, options, client = avepoint(api)) {
          const isAvePoint = client instanceof api.AvePoint;
          const service = scripted(time, isAvePoint ? insights({ jobStatus: 2 }) : succeeded(), ...answers);
          const poller = client.follow(isAvePoint ? client.job(67890) : JOB_URL, { fetch: service.fetch });
          return { ...service, poller, saved: time.until(poller.save(target, options)) };
        },
      }),
    ),
  );

describe("a save", () => {
  scenario("waits for the end of the job, and writes the file to the stream", async ({ time }) => {
    const service = scripted(time, running(), succeeded(), file());
    const kept = keeper();
    const saved = await time.until(language(api).follow(JOB_URL, { fetch: service.fetch }).save(kept.stream));
    equal(saved, {
      size: PROJECT_FILE.length,
      suggestedName: "Inbox.json",
      contentType: "application/json; charset=utf-8",
    });
    same(new TextDecoder().decode(kept.bytes()), PROJECT_FILE);
    equal([kept.ended, service.requests[2].url], ["closed", RESULT_URL]);
    same(service.requests[2].headers.get("ocp-apim-subscription-key") !== null, true);
  });

  scenario("of a long file writes while it arrives, and reports its progress", async ({ save }) => {
    const bytes = zipOf(300_000);
    const kept = keeper();
    const heard = [];
    const { saved } = save(kept.stream, [served(bytes)], { onProgress: (progress) => heard.push(progress) });
    same((await saved).size, bytes.length);
    sameBytes(kept.bytes(), bytes);
    ok(kept.pieces.length >= 300_000 / 16_384, `${kept.pieces.length} pieces`);
    equal(heard.at(-1), { receivedBytes: 300_000, totalBytes: 300_000 });
    ok(
      heard.every(({ receivedBytes }, at) => at === 0 || receivedBytes > heard[at - 1].receivedBytes),
      "it grows",
    );
  });

  scenario("without a target gives a Blob", async ({ save }) => {
    const bytes = projectOf(200_000);
    const { saved } = save(undefined, [always(served(bytes, { breaks: [50_000] }))], undefined, language(api));
    const { blob, size, suggestedName } = await saved;
    equal(
      [size, blob.size, blob.type, suggestedName],
      [bytes.length, bytes.length, "application/json; charset=utf-8", "Inbox.json"],
    );
    sameBytes(new Uint8Array(await blob.arrayBuffer()), bytes);
  });

  scenario("computes the SHA-256 while the file passes", async ({ save }) => {
    const bytes = zipOf(200_000);
    for (const [isFile, ranges] of [
      [false, true],
      [true, false],
    ]) {
      const options = { breaks: [70_000, 30_000], ranges, ...(!ranges && { etag: null }) };
      const { saved } = save(keeper({ isFile }).stream, [always(served(bytes, options))], { sha256: true });
      same((await saved).sha256, hashOf(bytes));
    }
  });

  scenario("of a failed job aborts the stream, and fetches nothing", async ({ time }) => {
    const service = scripted(time, answer(200, { jobId: "5f_639", status: "failed" }));
    const kept = keeper();
    const saving = language(api).follow(JOB_URL, { fetch: service.fetch }).save(kept.stream);
    const error = isError(await time.until(rejection(saving)), "jobFailed", api);
    await time.settle();
    equal([kept.ended, kept.reason === error, service.requests.length], ["aborted", true, 1]);
  });
});

describe("a save that breaks off", () => {
  const bytes = zipOf(260_000);
  for (const at of [0, 1, 16_383, 16_384, 16_385, 65_535, 65_536, 131_072, 259_978, 259_999])
    scenario(`after ${at} bytes requests the rest`, async ({ save }) => {
      const kept = keeper();
      const { saved, requests } = save(kept.stream, [always(served(bytes, { breaks: [at] }))]);
      same((await saved).size, bytes.length);
      sameBytes(kept.bytes(), bytes);
      // The beginning is written once it has been checked.
      const rest = at < 16_384 ? [null, null] : [`bytes=${at}-`, '"0x8DC"'];
      equal(range(requests[2]), rest);
      equal([requests.length, kept.truncations], [3, 0]);
    });

  scenario("many times continues as long as something arrives", async ({ save }) => {
    const kept = keeper();
    const { saved, requests } = save(kept.stream, [
      always(served(zipOf(2_000_000), { breaks: Array(18).fill(100_000) })),
    ]);
    same((await saved).size, 2_000_000);
    sameBytes(kept.bytes(), zipOf(2_000_000));
    same(requests.length, 1 + 19);
  });

  scenario("without progress is an error after a few times", async ({ save }) => {
    const { saved, requests } = save(keeper().stream, [always(served(bytes, { breaks: Array(99).fill(20_000) }))]);
    // Each attempt brings 20,000 bytes, so the failures are forgotten every 65,536 bytes.
    same((await saved).size, bytes.length);
    ok(requests.length < 20, `${requests.length} requests`);
    const slow = save(keeper().stream, [always(served(bytes, { breaks: [20_000, ...Array(99).fill(10)] }))]);
    const error = isError(await rejection(slow.saved), "network", api);
    equal([error.job.id, slow.requests.length], ["67890", 6]);
  });

  scenario("is started again in a file when the service sends no ranges", async ({ save }) => {
    for (const options of [{ ranges: false }, { etag: null }, { etag: 'W/"0x8DC"' }]) {
      const kept = keeper({ isFile: true });
      const { saved, requests } = save(kept.stream, [always(served(bytes, { ...options, breaks: [100_000] }))]);
      same((await saved).size, bytes.length);
      sameBytes(kept.bytes(), bytes);
      equal([requests.length, kept.truncations], [3, options.ranges === false ? 1 : 2]);
    }
  });

  scenario("skips the written bytes of a stream when the service sends the same version again", async ({ save }) => {
    const kept = keeper();
    const { saved } = save(kept.stream, [always(served(bytes, { ranges: false, breaks: [100_000, 50_000] }))]);
    same((await saved).size, bytes.length);
    sameBytes(kept.bytes(), bytes);
  });

  scenario("in a stream that cannot be rewound is an error that says so", async ({ save, time }) => {
    const kept = keeper();
    const { saved } = save(kept.stream, [always(served(bytes, { etag: null, breaks: [100_000] }))]);
    const error = isError(await rejection(saved), "network", api);
    ok(/100000 bytes.*cannot be begun again/.test(error.message), error.message);
    await time.settle();
    equal([kept.ended, kept.reason === error, error.job.id], ["aborted", true, "67890"]);
  });

  scenario("is started again when the file has changed or cannot be continued", async ({ save }) => {
    const versions = () => {
      let count = 0;
      return {
        file: () => (count > 0 ? zipOf(150_000) : bytes),
        etag: () => `"${(count += 1)}"`,
      };
    };
    for (const isFile of [true, false]) {
      const kept = keeper({ isFile });
      const { file: current, etag } = versions();
      const { saved } = save(kept.stream, [always(served(current, { etag, breaks: [100_000] }))]);
      if (isFile) {
        same((await saved).size, 150_000);
        sameBytes(kept.bytes(), zipOf(150_000));
      } else isError(await rejection(saved), "unreadableResponse", api);
    }
  });

  for (const [what, change] of [
    ["starts elsewhere", { "Content-Range": "bytes 99999-259999/260000" }],
    ["is of a file of another size", { "Content-Range": "bytes 100000-259998/259999" }],
    ["is of another version", { ETag: '"other"' }],
    ["is encoded", { "Content-Encoding": "br" }],
    ["says no place that can be read", { "Content-Range": "bytes many" }],
  ])
    scenario(`and gets a rest that ${what} is begun again`, async ({ save }) => {
      const kept = keeper({ isFile: true });
      const first = served(bytes, { breaks: [100_000] });
      const { saved, requests } = save(kept.stream, [first, served(bytes, { headers: change }), served(bytes)]);
      same((await saved).size, bytes.length);
      sameBytes(kept.bytes(), bytes);
      equal(
        [range(requests[2]), range(requests[3])],
        [
          ["bytes=100000-", '"0x8DC"'],
          [null, null],
        ],
      );
    });

  scenario("accepts a rest when the browser hides its range", async ({ save }) => {
    const kept = keeper();
    const hides = (request) => {
      const given = served(bytes)(request);
      given.headers.delete("content-range");
      return given;
    };
    const { saved } = save(kept.stream, [served(bytes, { breaks: [100_000] }), hides]);
    same((await saved).size, bytes.length);
    sameBytes(kept.bytes(), bytes);
  });

  scenario("accepts a rest that arrives in parts", async ({ save }) => {
    const kept = keeper();
    const inParts = (request) => {
      const start = Number(/\d+/.exec(request.headers.get("range") ?? "")?.[0] ?? 0);
      const body = bytes.slice(start, start + 70_000);
      return new Response(body, {
        status: 206,
        headers: {
          ETag: '"0x8DC"',
          "Content-Length": String(body.length),
          "Content-Range": `bytes ${start}-${start + body.length - 1}/${bytes.length}`,
        },
      });
    };
    const { saved, requests } = save(kept.stream, [served(bytes, { breaks: [20_000] }), always(inParts)]);
    same((await saved).size, bytes.length);
    sameBytes(kept.bytes(), bytes);
    same(requests.length, 2 + 4);
  });

  scenario("requests the whole file when requests for the rest get no answer", async ({ save }) => {
    const kept = keeper({ isFile: true });
    const refused = rejects(new TypeError("Failed to fetch"));
    const { saved, requests } = save(kept.stream, [
      served(bytes, { breaks: [100_000] }),
      refused,
      refused,
      served(bytes),
    ]);
    same((await saved).size, bytes.length);
    sameBytes(kept.bytes(), bytes);
    equal(range(requests[4]), [null, null]);
  });

  scenario("and stalls continues after requestTimeoutMs", async ({ time }) => {
    const stalled = (request) => {
      const given = served(bytes, { breaks: [100_000] })(request);
      const reader = given.body.getReader();
      const body = new ReadableStream(
        {
          async pull(controller) {
            const step = await reader.read().catch(() => new Promise(() => {}));
            controller.enqueue(step.value);
          },
        },
        { highWaterMark: 0 },
      );
      return { status: 200, headers: given.headers, body, arrayBuffer() {} };
    };
    const service = scripted(time, insights({ jobStatus: 2 }), stalled, served(bytes));
    const kept = keeper();
    const client = avepoint(api);
    const poller = client.follow(client.job(67890), { fetch: service.fetch, requestTimeoutMs: 5_000 });
    same((await time.until(poller.save(kept.stream))).size, bytes.length);
    sameBytes(kept.bytes(), bytes);
    ok(time.now >= 5_000 && time.now < 10_000, `${time.now} ms`);
    ok(service.requests[1].signal.aborted, "the stalled request is aborted");
  });
});

describe("the bytes of a save", () => {
  const bytes = zipOf(100_000);
  scenario("are completed with the rest when there are fewer than Content-Length", async ({ save }) => {
    const kept = keeper();
    const short = (request) => {
      const given = served(bytes.subarray(0, 60_000))(request);
      given.headers.set("content-length", "100000");
      return given;
    };
    const { saved, requests } = save(kept.stream, [short, served(bytes)]);
    same((await saved).size, bytes.length);
    sameBytes(kept.bytes(), bytes);
    equal(range(requests[2]), ["bytes=60000-", '"0x8DC"']);
  });

  scenario("without Content-Length are checked by their end", async ({ save }) => {
    for (const [whole, client] of [
      [bytes, avepoint(api)],
      [projectOf(100_000), language(api)],
    ]) {
      const kept = keeper();
      const short = (request) => {
        const given = served(whole.subarray(0, 60_000))(request);
        given.headers.delete("content-length");
        return given;
      };
      const { saved } = save(kept.stream, [short, served(whole)], undefined, client);
      same((await saved).size, whole.length);
      sameBytes(kept.bytes(), whole);
    }
  });

  scenario("may be more than Content-Length when they were encoded", async ({ save }) => {
    const kept = keeper();
    const encoded = served(bytes, { headers: { "Content-Length": "4711" } });
    same((await save(kept.stream, [encoded]).saved).size, bytes.length);
    const visible = served(bytes, { headers: { "Content-Length": "999999", "Content-Encoding": "br" } });
    same((await save(keeper().stream, [visible]).saved).size, bytes.length);
  });

  scenario("that were encoded are requested again from the start after a break", async ({ save }) => {
    for (const headers of [{ "Content-Length": "4711", "Content-Encoding": "gzip" }, { "Content-Length": "4711" }]) {
      const kept = keeper({ isFile: true });
      const { saved, requests } = save(kept.stream, [always(served(bytes, { headers, breaks: [50_000] }))]);
      same((await saved).size, bytes.length);
      sameBytes(kept.bytes(), bytes);
      equal(range(requests[2]), [null, null]);
    }
  });

  const JSON_TYPE = { "Content-Type": "application/json" };
  for (const [what, next] of [
    ["a proxy's page", answer(200, "<!doctype html>", { "Content-Type": "text/html" })],
    ["a long page", answer(200, `<!doctype html>${"<p>".repeat(9_000)}`, { "Content-Type": "text/html" })],
    ["plain text", answer(200, "The export is being prepared.", JSON_TYPE)],
    ["long text", answer(200, "wait ".repeat(9_000), JSON_TYPE)],
    ["an empty body", answer(200, "", JSON_TYPE)],
    ["another project", served(projectOf(100, "Outbox"))],
    ["another long project", served(projectOf(100_000, "Outbox"))],
    ["the file with 202", answer(202, PROJECT_FILE, JSON_TYPE)],
    ["a part that nobody requested", answer(206, PROJECT_FILE, JSON_TYPE)],
  ])
    scenario(`that are ${what} never get to the stream`, async ({ save }) => {
      const kept = keeper();
      same((await save(kept.stream, [next, file()], undefined, language(api)).saved).size, PROJECT_FILE.length);
      same(new TextDecoder().decode(kept.bytes()), PROJECT_FILE);
      const nothing = keeper();
      const { saved, requests } = save(nothing.stream, [always(next)], undefined, language(api));
      isError(await rejection(saved), "unreadableResponse", api);
      equal([nothing.pieces.length, requests.length], [0, 4]);
    });

  scenario("from a plain answer of the page's fetch are accepted", async ({ save }) => {
    const kept = keeper();
    const plain = () => ({ status: 200, headers: JSON_TYPE, body: PROJECT_FILE });
    same((await save(kept.stream, [plain], undefined, language(api)).saved).size, PROJECT_FILE.length);
    same(new TextDecoder().decode(kept.bytes()), PROJECT_FILE);
  });

  scenario("that arrive in one piece are accepted", async ({ save }) => {
    const kept = keeper();
    const whole = () => ({ status: 200, headers: {}, arrayBuffer: async () => bytes.slice().buffer });
    same((await save(kept.stream, [whole]).saved).size, bytes.length);
    sameBytes(kept.bytes(), bytes);
  });
});

describe("a refused file", () => {
  const bytes = zipOf(100_000);
  const other = JOB_URL.replace("?", "/result2?");
  scenario("is requested at the URL of a new status", async ({ save }) => {
    const project = projectOf(100_000);
    for (const status of [403, 404]) {
      const kept = keeper();
      const refused = answer(status, { error: { code: "Gone", message: "No more." } });
      const answers = [served(project, { breaks: [50_000] }), refused, succeeded(other), served(project)];
      const { saved, requests } = save(kept.stream, answers, undefined, language(api));
      same((await saved).size, project.length);
      sameBytes(kept.bytes(), project);
      equal([requests[3].url, requests[4].url, range(requests[4])], [JOB_URL, other, ["bytes=50000-", '"0x8DC"']]);
    }
  });

  scenario("is an error when its URL stays the same", async ({ save }) => {
    for (const [status, code] of [
      [404, "expired"],
      [410, "expired"],
      [403, "forbidden"],
    ]) {
      const refused = answer(status, { error: { code: "Gone", message: "No more." } });
      const { saved, requests } = save(keeper().stream, [refused, succeeded()], undefined, language(api));
      const error = isError(await rejection(saved), code, api);
      equal([error.status, error.job.id, requests.length], [status, "5f_639", 3]);
    }
  });

  scenario("is an error when its job is gone, or has no new URL", async ({ save }) => {
    const gone = answer(404, { error: { code: "NotFound", message: "No." } });
    isError(await rejection(save(keeper().stream, [gone, gone], undefined, language(api)).saved), "expired", api);
    const { saved, requests } = save(keeper().stream, [gone, succeeded(other), gone], undefined, language(api));
    isError(await rejection(saved), "expired", api);
    same(requests.length, 4);
  });

  scenario("waits for a status that gets no answer at first", async ({ save }) => {
    const refused = insights({ status: 404, message: "The export file does not exist." });
    const { saved } = save(keeper().stream, [refused, answer(503), insights({ jobStatus: 2 })]);
    ok(
      isError(await rejection(saved), "expired", api).message.includes("The export file does not exist."),
      "its words",
    );
    const { saved: again } = save(keeper().stream, [answer(503), served(bytes)]);
    same((await again).size, bytes.length);
  });

  scenario("at another origin is not requested", async ({ time }) => {
    const service = scripted(time, succeeded("https://elsewhere.example/result"));
    const kept = keeper();
    const saving = language(api).follow(JOB_URL, { fetch: service.fetch }).save(kept.stream);
    isError(await time.until(rejection(saving)), "foreignOrigin", api);
    await time.settle();
    equal([service.requests.length, kept.ended], [1, "aborted"]);
  });
});

describe("the target of a save", () => {
  const bytes = zipOf(200_000);
  scenario("holds back the download while it is busy", async ({ save }) => {
    let writing = 0;
    let waiting = 0;
    let most = 0;
    const kept = keeper({
      async write() {
        writing += 1;
        most = Math.max(most, writing + waiting);
        await new Promise((resolve) => setTimeout(resolve, 60_000));
        writing -= 1;
      },
    });
    const { saved, requests } = save(kept.stream, [
      (request) => {
        const given = served(bytes, { pieceSize: 10_000 })(request);
        const reader = given.body.getReader();
        let handed = 0;
        const body = new ReadableStream(
          {
            async pull(controller) {
              const { done, value } = await reader.read();
              if (done) return controller.close();
              handed += 1;
              waiting = handed - kept.pieces.length - writing;
              controller.enqueue(value);
            },
          },
          { highWaterMark: 0 },
        );
        return { status: 200, headers: given.headers, body, arrayBuffer() {} };
      },
    ]);
    same((await saved).size, bytes.length);
    sameBytes(kept.bytes(), bytes);
    ok(most <= 4, `${most} pieces at a time`);
    same(requests.length, 2);
  });

  scenario("that refuses a piece rejects with notStored and its reason", async ({ save }) => {
    const full = new DOMException("The disk is full.", "QuotaExceededError");
    const refuses = keeper({
      async write() {
        throw full;
      },
    });
    const { saved, requests } = save(refuses.stream, [always(served(bytes))]);
    const error = isError(await rejection(saved), "notStored", api);
    equal([error.cause === full, error.job.id, requests.length], [true, "67890", 2]);
    const atEnd = keeper({
      async close() {
        throw full;
      },
    });
    const { saved: closed } = save(atEnd.stream, [always(served(bytes))]);
    same(isError(await rejection(closed), "notStored", api).cause, full);
  });

  scenario("stays open with preventClose and preventAbort", async ({ save, time }) => {
    const kept = keeper();
    await save(kept.stream, [served(bytes)], { preventClose: true }).saved;
    equal([kept.ended, kept.stream.locked], [undefined, false]);
    const failed = keeper();
    const { saved } = save(failed.stream, [answer(401)], { preventAbort: true });
    isError(await rejection(saved), "unauthorized", api);
    await time.settle();
    equal([failed.ended, failed.stream.locked], [undefined, false]);
  });

  scenario("is locked from the start, and is refused when already locked", async ({ save }) => {
    const kept = keeper();
    const { saved, poller } = save(kept.stream, [served(bytes)]);
    same(kept.stream.locked, true);
    isError(
      thrown(() => poller.save(kept.stream)),
      "invalidArgument",
      api,
    );
    await saved;
    for (const value of [{}, 7, "file.zip", () => {}, new ReadableStream(), "download"])
      isError(
        thrown(() => poller.save(wrong(value))),
        "invalidArgument",
        api,
      );
    isError(
      thrown(() => poller.save(keeper().stream, wrong({ sha265: true }))),
      "invalidArgument",
      api,
    );
    isError(
      thrown(() => poller.save(keeper().stream, wrong({ sha256: "yes" }))),
      "invalidArgument",
      api,
    );
    same(thrown(() => poller.save(keeper().stream, { project: true })).code, "notImported");
  });
});

describe("an abort", () => {
  const bytes = zipOf(200_000);
  const reason = new Error("The user has left.");
  scenario("before the save aborts the stream immediately", async ({ save, time }) => {
    const kept = keeper();
    const { saved, requests } = save(kept.stream, [], { signal: AbortSignal.abort(reason) });
    same(await rejection(saved), reason);
    await time.settle();
    equal([kept.ended, kept.reason === reason, requests.length], ["aborted", true, 0]);
  });

  for (const isService of [true, false])
    scenario(
      `while ${isService ? "the service" : "the target"} hangs ends with the signal's reason`,
      async ({ save, time }) => {
        const controller = new AbortController();
        let isHanging = false;
        const forever = () => {
          isHanging = true;
          return new Promise(() => {});
        };
        const kept = keeper(isService ? {} : { write: forever });
        let cancelled;
        const hangs = (request) => {
          const given = served(bytes)(request);
          const reader = given.body.getReader();
          let sent = 0;
          const body = new ReadableStream({
            async pull(stream) {
              if (isService && (sent += 1) > 3) return forever();
              stream.enqueue((await reader.read()).value);
            },
            cancel: () => void (cancelled = true),
          });
          return { status: 200, headers: given.headers, body, arrayBuffer() {} };
        };
        const { saved, requests } = save(kept.stream, [hangs], { signal: controller.signal });
        setTimeout(() => controller.abort(reason), 1_000);
        same(await rejection(saved), reason);
        await time.settle();
        equal([isHanging, cancelled, requests[1].signal.aborted], [true, true, true]);
        // A stream aborts when the write under way has ended.
        if (isService) equal([kept.ended, kept.reason === reason], ["aborted", true]);
      },
    );

  scenario("rejects with timeout after timeoutMs when nothing else ends it", async ({ save, time }) => {
    const kept = keeper({ write: () => new Promise(() => {}) });
    const { saved, requests } = save(kept.stream, [always(served(bytes))], { timeoutMs: 5_000 });
    isError(await rejection(saved), "timeout", api);
    equal([time.now, requests[1].signal.aborted], [5_000, true]);
  });
});
