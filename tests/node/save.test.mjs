// Saves the result of a job to a stream.
import { describe } from "node:test";
import * as api from "export-jobs";
import { equal, isError, ok, rejection, same, thrown, wrong } from "../support/expect.js";
import { hashOf, RESULT_URL, sameBytes, scenario } from "../support/saving.js";
import {
  always,
  answer,
  file,
  JOB_URL,
  language,
  PROJECT_FILE,
  running,
  scripted,
  succeeded,
} from "../support/scripted-service.js";
import { keeper, projectOf, served, zipOf } from "../support/served-file.js";

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
