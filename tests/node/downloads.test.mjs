// Collecting the result: it is repeated after failures, reports its progress, checks the file, and returns exactly
// what arrived.
import { describe, test } from "node:test";
import init, * as api from "export-jobs/all";
import { equal, isError, ok, rejection, same, thrown } from "../support/expect.js";
import {
  always,
  answer,
  avepoint,
  failed,
  file,
  insights,
  JOB_URL,
  language,
  PROJECT_FILE,
  PROJECTS,
  rejects,
  running,
  scripted,
  succeeded,
} from "../support/scripted-service.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

const bytesOf = (text) => new TextEncoder().encode(text);
const RESULT_URL = JOB_URL.replace("?", "/result?");
const JSON_TYPE = { "Content-Type": "application/json; charset=utf-8" };

/** A download of a job that has succeeded, with these answers. */
const scenario = (name, play) =>
  test(name, () =>
    inVirtualTime((time) =>
      play({
        time,
        download(answers, options, client = language(api)) {
          const service = scripted(
            time,
            client instanceof api.AvePoint ? insights({ jobStatus: 2 }) : succeeded(),
            ...answers,
          );
          const job = client instanceof api.AvePoint ? client.job(67890) : JOB_URL;
          const poller = client.follow(job, { fetch: service.fetch });
          return { ...service, poller, result: time.until(poller.result(options)) };
        },
      }),
    ),
  );

/** A body in pieces. `end` decides how it stops. */
const pieces = (texts, end = (controller) => controller.close()) =>
  new ReadableStream({
    start(controller) {
      texts.forEach((text) => controller.enqueue(bytesOf(text)));
      end(controller);
    },
  });

describe("a download", () => {
  scenario("is requested where the service says, with the credential", async ({ download }) => {
    const { result, requests } = download([file()]);
    same(new TextDecoder().decode((await result).bytes()), PROJECT_FILE);
    equal(
      [requests[1].method, requests[1].url, requests[1].headers.has("ocp-apim-subscription-key")],
      ["GET", RESULT_URL, true],
    );
  });

  scenario("waits for the end of the job, in one call", async ({ time }) => {
    const service = scripted(time, running(), running(), succeeded(), file());
    const result = await time.until(language(api).follow(JOB_URL, { fetch: service.fetch }).result());
    same(result.suggestedName, "Inbox.json");
  });

  scenario("of a failed job rejects with the failure, and fetches nothing", async ({ time }) => {
    const service = scripted(time, failed());
    isError(
      await time.until(rejection(language(api).follow(JOB_URL, { fetch: service.fetch }).result())),
      "jobFailed",
      api,
    );
    same(service.requests.length, 1);
  });

  scenario("of an import is refused, because an import has only a status", async ({ time }) => {
    const service = scripted(time, succeeded());
    const client = language(api);
    isError(
      await time.until(
        rejection(client.follow(client.job("import", "Inbox", "5f_639"), { fetch: service.fetch }).result()),
      ),
      "invalidArgument",
      api,
    );
  });

  for (const [what, next] of [
    ["no answer", rejects("offline")],
    ["a 503", answer(503)],
    ["a 429", answer(429, null, { "Retry-After": "3" })],
    ["an empty body", answer(200, "", JSON_TYPE)],
    ["a proxy's page", answer(200, "<!doctype html>", { "Content-Type": "text/html" })],
    [
      "a body that breaks off",
      () =>
        answer(
          200,
          pieces([PROJECT_FILE.slice(0, 40)], (controller) => controller.error(new TypeError("network error"))),
          JSON_TYPE,
        )(),
    ],
    ["a body that ends too early", answer(200, PROJECT_FILE.slice(0, 80), JSON_TYPE)],
  ]) {
    scenario(`that gets ${what} is sent again`, async ({ download }) => {
      for (const options of [undefined, { onProgress() {} }]) {
        const { result, requests } = download([next, file()], options);
        same(new TextDecoder().decode((await result).bytes()), PROJECT_FILE);
        same(requests.length, 3);
      }
    });
  }

  for (const [what, next, code] of [
    ["never gets an answer", rejects("offline"), "network"],
    ["is never let through", answer(503), "httpError"],
    ["is never whole", answer(200, PROJECT_FILE.slice(0, 80), JSON_TYPE), "unreadableResponse"],
    ["is always a page", answer(200, "<html>", { "Content-Type": "text/html" }), "unreadableResponse"],
  ]) {
    scenario(`that ${what} is an error after a few times, with its job`, async ({ download }) => {
      const { result, requests } = download([always(next)]);
      const error = isError(await rejection(result), code, api);
      equal([error.job.url, requests.length <= 6], [JOB_URL, true]);
    });
  }

  for (const [status, code] of [
    [404, "expired"],
    [410, "expired"],
    [403, "forbidden"],
    [401, "unauthorized"],
    [400, "httpError"],
  ]) {
    scenario(`that gets a ${status} is final: ${code}`, async ({ download }) => {
      const { result, requests } = download([answer(status, { error: { code: "Gone", message: "No more." } })]);
      const error = isError(await rejection(result), code, api);
      equal([error.status, requests.length], [status, 2]);
    });
  }

  scenario("of a large file that is cut off is sent again", async ({ download }) => {
    const large = JSON.stringify({
      ...JSON.parse(PROJECT_FILE),
      assets: {
        projectKind: "CustomEntityRecognition",
        documents: Array.from({ length: 5000 }, (_, index) => ({ location: `document-${index}.txt` })),
      },
    });
    const { result } = download([answer(200, large.slice(0, -20_000), JSON_TYPE), file(large)]);
    same((await result).size, large.length);
  });

  scenario("with a wrong Content-Length gives the bytes that arrived", async ({ download }) => {
    for (const length of ["99999999999999999999999", "1", "0", "-1", "many"]) {
      const { result } = download([answer(200, pieces([PROJECT_FILE]), { ...JSON_TYPE, "Content-Length": length })], {
        onProgress() {},
      });
      same((await result).size, PROJECT_FILE.length, `Content-Length ${length}`);
    }
  });

  scenario("with fewer bytes than its Content-Length is unreadable, unless they were encoded", async ({ download }) => {
    for (const length of [String(PROJECT_FILE.length + 1), "9007199254740993"]) {
      const headers = { ...JSON_TYPE, "Content-Length": length };
      const { result } = download([always(() => answer(200, pieces([PROJECT_FILE]), headers)())]);
      ok(/cut off/.test(isError(await rejection(result), "unreadableResponse", api).message), "a message that says so");
      same(
        (await download([answer(200, pieces([PROJECT_FILE]), { ...headers, "Content-Encoding": "br" })]).result).size,
        PROJECT_FILE.length,
      );
    }
  });

  const project = (changes) => JSON.stringify({ ...JSON.parse(PROJECT_FILE), ...changes });
  for (const [what, next] of [
    ["plain text", answer(200, "The export is being prepared.", JSON_TYPE)],
    ["null", answer(200, "null", JSON_TYPE)],
    ["an empty object", answer(200, {})],
    ["an error in place of the file", answer(200, { error: { code: "InternalServerError", message: "No." } })],
    ["a status with 202", answer(202, { jobId: "5f_639", status: "running" })],
    ["the file with 202", answer(202, PROJECT_FILE, JSON_TYPE)],
    ["a page behind a byte order mark", answer(200, "\ufeff<!doctype html><title>Sign in</title>", JSON_TYPE)],
    ["a file that is called a page", answer(200, PROJECT_FILE, { "Content-Type": "text/html" })],
    [
      "UTF-16",
      answer(200, new Uint8Array(new Uint16Array([...PROJECT_FILE].map((it) => it.charCodeAt(0))).buffer), JSON_TYPE),
    ],
    [
      "gzip that was not decoded",
      answer(200, new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xab, 0x56]), JSON_TYPE),
    ],
    [
      "a file that was cut behind an inner brace",
      answer(200, PROJECT_FILE.slice(0, PROJECT_FILE.indexOf("}") + 1), JSON_TYPE),
    ],
    [
      "another project",
      answer(200, project({ metadata: { projectKind: "CustomEntityRecognition", projectName: "Outbox" } }), JSON_TYPE),
    ],
    [
      "a project of another family",
      answer(200, project({ metadata: { projectKind: "Conversation", projectName: "Inbox" } }), JSON_TYPE),
    ],
    [
      "a workbook",
      answer(
        200,
        new Uint8Array([0x50, 0x4b, 3, 4, 0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)]),
        JSON_TYPE,
      ),
    ],
  ]) {
    scenario(`that gets ${what} is sent again, and is no result`, async ({ download }) => {
      same((await download([next, file()]).result).size, PROJECT_FILE.length);
      const { result, requests } = download([always(next)]);
      isError(await rejection(result), "unreadableResponse", api);
      same(requests.length, 4);
    });
  }

  scenario("with a status of another job or project is never started", async ({ time }) => {
    const resultOf = (project, id) => `${PROJECTS}/${project}/export/jobs/${id}/result?api-version=2023-04-01`;
    for (const status of [
      { jobId: "5f_640" },
      { resultUrl: resultOf("Inbox", "5f_640") },
      { resultUrl: resultOf("Outbox", "5f_639") },
    ]) {
      const service = scripted(time, always(answer(200, { jobId: "5f_639", status: "succeeded", ...status })));
      const error = isError(
        await time.until(rejection(language(api).follow(JOB_URL, { fetch: service.fetch }).result())),
        "unreadableResponse",
        api,
      );
      equal([error.job.id, service.requests.length], ["5f_639", 3]);
      isError(
        thrown(() =>
          language(api).readStatus(
            { status: 200, headers: {}, body: JSON.stringify({ jobId: "5f_639", status: "succeeded", ...status }) },
            JOB_URL,
          ),
        ),
        "unreadableResponse",
        api,
      );
    }
  });

  scenario("that arrives byte by byte ends with timeoutMs, and so does its request", async ({ time }) => {
    const dripping = () =>
      new Response(
        new ReadableStream(
          {
            pull: (controller) =>
              new Promise((resolve) => setTimeout(() => resolve(controller.enqueue(bytesOf("{"))), 200)),
          },
          { highWaterMark: 0 },
        ),
        { headers: JSON_TYPE },
      );
    // A page's own `fetch`, which continues when its request is aborted.
    const service = scripted(time, succeeded(), () => {
      const { body, headers } = dripping();
      return { status: 200, headers, body, arrayBuffer() {} };
    });
    const poller = language(api).follow(JOB_URL, { fetch: service.fetch });
    await time.until(poller.pollUntilDone());
    const began = time.now;
    const error = isError(await time.until(rejection(poller.result({ timeoutMs: 5_000 }))), "timeout", api);
    equal([time.now - began, error.job.url, service.requests[1].signal.aborted], [5_000, JOB_URL, true]);
  });

  scenario("that gets an endless error is that error", async ({ download }) => {
    let sent = 0;
    const endless = () =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.enqueue(new Uint8Array((sent += 65_536) && 65_536).fill(0x20)),
        }),
        { status: 403, headers: JSON_TYPE },
      );
    same(isError(await rejection(download([endless]).result), "forbidden", api).status, 403);
    ok(sent < 2 ** 22, `${sent} bytes were taken`);
  });

  scenario("that arrives in single bytes is joined", async ({ download }) => {
    const heard = [];
    const { result } = download([answer(200, pieces([...PROJECT_FILE]), JSON_TYPE)], {
      onProgress: ({ receivedBytes }) => heard.push(receivedBytes),
    });
    same(new TextDecoder().decode((await result).bytes()), PROJECT_FILE);
    equal(
      heard,
      Array.from({ length: PROJECT_FILE.length }, (_, index) => index + 1),
    );
  });

  scenario("that stalls is given up and sent again", async ({ time }) => {
    const stalled = () => ({
      status: 200,
      headers: new Headers(JSON_TYPE),
      body: pieces(["{"], () => {}),
      arrayBuffer() {},
    });
    const service = scripted(time, succeeded(), stalled, file());
    const poller = language(api).follow(JOB_URL, { fetch: service.fetch, requestTimeoutMs: 5000 });
    same((await time.until(poller.result({ onProgress() {} }))).size, PROJECT_FILE.length);
    ok(time.now >= 5000 && time.now < 10_000, `${time.now} ms`);
    ok(service.requests[1].signal.aborted, "the stalled request is aborted");
  });

  scenario("of bytes that are not text is unchanged", async ({ download }) => {
    const zip = new Uint8Array([
      0x50,
      0x4b,
      3,
      4,
      ...Array.from({ length: 256 }, (_, index) => index),
      0x50,
      0x4b,
      5,
      6,
      ...Array.from({ length: 18 }, () => 0),
    ]);
    const { result } = download([answer(200, zip, { "Content-Type": "application/zip" })], undefined, avepoint(api));
    equal([...(await result).bytes()], [...zip]);
  });

  scenario("of AvePoint with an error instead of the file rejects with it", async ({ download }) => {
    const { result } = download(
      [always(insights({ status: 404, message: "The export file does not exist." }))],
      undefined,
      avepoint(api),
    );
    const error = isError(await rejection(result), "expired", api);
    ok(error.message.includes("The export file does not exist."), error.message);
  });

  for (const [header, name] of [
    ['attachment; filename="Insights report.zip"', "Insights report.zip"],
    ['attachment; filename="../../etc/passwd.zip"', "_.._etc_passwd.zip"],
    ['attachment; filename="a\u0001b.zip"', "export-67890.zip"],
    ["attachment", "export-67890.zip"],
    [";;;=;filename", "export-67890.zip"],
    [`attachment; filename="${"n".repeat(5000)}.zip"`, undefined],
  ]) {
    scenario(`named by ${JSON.stringify(header.slice(0, 60))} gets a safe name`, async ({ download }) => {
      const zip = new Uint8Array([0x50, 0x4b, 3, 4, 0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)]);
      const hostile = () => ({ status: 200, headers: { "content-disposition": header }, body: zip });
      const { suggestedName } = await download([hostile], undefined, avepoint(api)).result;
      if (name) ok([name, "a_b.zip"].includes(suggestedName), suggestedName);
      ok(suggestedName.length <= 130 && !/[/\\:*?"<>|\u0000-\u001f]/.test(suggestedName), suggestedName);
    });
  }
});

describe("invalid headers", () => {
  const long = "x".repeat(70_000);
  for (const [what, headers] of [
    ["none at all", undefined],
    ["null", null],
    ["empty names and values", { "": "", "retry-after": "" }],
    ["values of other types", { "retry-after": 5, "x-request-id": null, a: {} }],
    ["very long ones", { "retry-after": long, "apim-request-id": long, date: long, "content-length": long }],
    ["repeated ones", [["retry-after", "5"], ["Retry-After", "7"], ["retry-after"], [], 7, null, "ab"]],
    ["lists", { "retry-after": ["5", "7"], "operation-location": [] }],
    ["control characters", { "retry-after": "5\r\nSet-Cookie: a=b", "apim-request-id": "a\u0000b" }],
    ["lone surrogates", { "apim-request-id": "\ud800" }],
    ["names of Object's own", { constructor: "a", toString: "b", hasOwnProperty: "c" }],
    ["thousands", Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`x-${index}`, "y"]))],
  ]) {
    test(`${what} are no trouble`, () => {
      const client = language(api);
      const body = JSON.stringify({ jobId: "1", status: "running" });
      const status = client.readStatus({ status: 200, headers, body });
      same(status.state, "running");
      ok(
        status.retryAfterMs === undefined || (status.retryAfterMs >= 0 && status.retryAfterMs <= 86_400_000),
        `${status.retryAfterMs}`,
      );
      try {
        client.readStatus({ status: 500, headers, body: "no" });
      } catch (error) {
        isError(error, "httpError", api);
      }
    });
  }
});
