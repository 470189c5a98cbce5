// The values that leave the module: the result in its forms, the job as plain data, errors as errors.
import { equal, isError, ok, rejection, same, thrown } from "../support/expect.js";
import {
  accepted,
  answer,
  avepoint,
  file,
  insights,
  JOB_URL,
  language,
  PROJECT_FILE,
  running,
  scripted,
  succeeded,
} from "../support/scripted-service.js";
import { inVirtualTime } from "../support/virtual-time.js";

const jobOf = (api) => language(api).job("export", "Inbox", "5f_639");
const bytesOf = (text) => new TextEncoder().encode(text);

/** Returns a ZIP file with one empty file in it. */
const zip = () => {
  const name = bytesOf("report.xlsx");
  const local = [
    0x50,
    0x4b,
    3,
    4,
    20,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    name.length,
    0,
    0,
    0,
    ...name,
  ];
  const central = [
    0x50,
    0x4b,
    1,
    2,
    20,
    0,
    20,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    name.length,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    ...name,
  ];
  return new Uint8Array([
    ...local,
    ...central,
    0x50,
    0x4b,
    5,
    6,
    0,
    0,
    0,
    0,
    1,
    0,
    1,
    0,
    central.length,
    0,
    0,
    0,
    local.length,
    0,
    0,
    0,
    0,
    0,
  ]);
};

export const scenarios = {
  "a project file is given as bytes, as a blob and as a project": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, accepted(), running(), succeeded(), file());
      const poller = await time.until(
        language(api).start(language(api).exportRequest("Inbox"), { fetch: service.fetch }),
      );
      const result = await time.until(poller.result());
      same(result.contentType, "application/json; charset=utf-8");
      same(result.suggestedName, "Inbox.json");
      same(result.size, bytesOf(PROJECT_FILE).length);
      same(new TextDecoder().decode(result.bytes()), PROJECT_FILE);
      const blob = result.blob();
      same(blob.type, "application/json; charset=utf-8");
      same(await time.hold(blob.text()), PROJECT_FILE);
      const summary = result.project().summary();
      same(summary.kind, "CustomEntityRecognition");
      equal(summary.counts, { entities: 1, documents: 0 });
      same(new TextDecoder().decode(result.project().bytes()), PROJECT_FILE);
      isError(
        thrown(() => result.files()),
        "unreadableResponse",
        api,
      );
    }),

  "a report is given as a ZIP file with a list of its files": (api) =>
    inVirtualTime(async (time) => {
      const client = avepoint(api);
      const service = scripted(
        time,
        insights({ jobId: "67890" }),
        insights({ jobStatus: 1 }),
        insights({ jobStatus: 2 }),
        answer(200, zip(), { "Content-Type": "application/octet-stream" }),
      );
      const request = client.sitePermissionExportRequest({ siteUrls: ["https://contoso.example/sites/a"] });
      const poller = await time.until(client.start(request, { fetch: service.fetch }));
      const result = await time.until(poller.result());
      same(result.contentType, "application/zip");
      same(result.suggestedName, "export-67890.zip");
      equal(result.files(), [{ name: "report.xlsx", size: 0, compressedSize: 0 }]);
      equal([...result.bytes()], [...zip()]);
      isError(
        thrown(() => result.project()),
        "invalidProject",
        api,
      );
    }),

  "bytes are copies, and changing them changes nothing else": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, succeeded(), file());
      const result = await time.until(language(api).follow(jobOf(api), { fetch: service.fetch }).result());
      result.bytes().fill(0);
      same(new TextDecoder().decode(result.bytes()), PROJECT_FILE);
      const project = result.project();
      result.free();
      same(project.summary().name, "Inbox");
    }),

  "progress is reported in bytes, with the total when it is known": (api) =>
    inVirtualTime(async (time) => {
      const pieces = [
        bytesOf(PROJECT_FILE.slice(0, 50)),
        bytesOf(PROJECT_FILE.slice(50, 80)),
        bytesOf(PROJECT_FILE.slice(80)),
      ];
      const stream = () =>
        new ReadableStream({
          start(controller) {
            pieces.forEach((piece) => controller.enqueue(piece));
            controller.close();
          },
        });
      const total = bytesOf(PROJECT_FILE).length;
      for (const [length, totals] of [
        [undefined, [undefined, undefined, undefined]],
        [String(total), [total, total, total]],
        ["60", [60, undefined, undefined]],
        ["soon", [undefined, undefined, undefined]],
        ["-1", [undefined, undefined, undefined]],
      ]) {
        const service = scripted(
          time,
          succeeded(),
          answer(200, stream(), { "Content-Type": "application/json", ...(length && { "Content-Length": length }) }),
        );
        const heard = [];
        const result = await time.until(
          language(api)
            .follow(jobOf(api), { fetch: service.fetch })
            .result({ onProgress: (progress) => heard.push(progress) }),
        );
        equal(
          heard.map(({ receivedBytes }) => receivedBytes),
          [50, 80, total],
        );
        equal(
          heard.map(({ totalBytes }) => totalBytes),
          totals,
        );
        same(result.size, total);
      }
    }),

  "a job is plain data: JSON and a structured clone of it follow the same job": (api) =>
    inVirtualTime(async (time) => {
      const { job } = language(api).follow(jobOf(api));
      equal(job, {
        service: "azure-language/analyze-text",
        operation: "export",
        project: "Inbox",
        id: "5f_639",
        url: JOB_URL,
      });
      same(Object.getPrototypeOf(job), Object.prototype);
      for (const stored of [
        JSON.stringify(job),
        JSON.parse(JSON.stringify(job)),
        structuredClone(job),
        JSON.stringify(job, undefined, 2),
        JOB_URL,
        { ...job, more: 1 },
      ]) {
        const service = scripted(time, succeeded());
        const poller = language(api).follow(stored, { fetch: service.fetch });
        equal(poller.job, job);
        same((await time.until(poller.pollUntilDone())).state, "succeeded");
        same(service.requests[0].url, JOB_URL);
      }
    }),

  "a status is plain data": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, succeeded());
      const status = await time.until(language(api).follow(jobOf(api), { fetch: service.fetch }).poll());
      equal(structuredClone(status), status);
      equal(JSON.parse(JSON.stringify(status)), status);
      equal(status, {
        state: "succeeded",
        serviceState: "succeeded",
        isDone: true,
        jobId: "5f_639",
        percentComplete: 100,
        resultUrl: JOB_URL.replace("?", "/result?"),
        errors: [],
        warnings: [],
      });
    }),

  "a status has the names of the declared types for every service": (api) => {
    const body = {
      jobId: "5f_639",
      status: "partiallyCompleted",
      createdDateTime: "2026-03-14T09:26:53Z",
      lastUpdatedDateTime: "2026-03-14T09:27:53Z",
      expirationDateTime: "2026-03-21T09:26:53Z",
      percentComplete: 75,
      errors: [
        {
          code: "Outer",
          message: "No.",
          target: "intents",
          details: [{ code: "Detail", message: "One." }],
          innererror: { code: "Inner", message: "Two." },
        },
      ],
      warnings: [{ code: "Old", message: "Three." }],
    };
    const status = language(api).readStatus({
      status: 200,
      headers: { "retry-after": "30" },
      body: JSON.stringify(body),
    });
    equal(status, {
      state: "partiallyCompleted",
      serviceState: "partiallyCompleted",
      isDone: true,
      jobId: "5f_639",
      createdAt: "2026-03-14T09:26:53Z",
      updatedAt: "2026-03-14T09:27:53Z",
      expiresAt: "2026-03-21T09:26:53Z",
      percentComplete: 75,
      errors: [
        {
          code: "Outer",
          message: "No.",
          target: "intents",
          details: [{ code: "Detail", message: "One." }],
          innerError: { code: "Inner", message: "Two." },
        },
      ],
      warnings: [{ code: "Old", message: "Three." }],
      retryAfterMs: 30_000,
    });
  },

  "a request is plain data, and can be sent by any HTTP client": (api) => {
    const request = language(api).exportRequest("Inbox");
    equal(JSON.parse(JSON.stringify(request)), request);
    same("body" in request, false);
    const imported = language(api).importRequest("Inbox", PROJECT_FILE);
    same(imported.body, PROJECT_FILE);
    const bytes = bytesOf(PROJECT_FILE);
    same(language(api).importRequest("Inbox", bytes).body, bytes, "the very bytes, not a copy");
  },

  "both kinds of response objects are read alike": (api) => {
    const client = language(api);
    const request = client.exportRequest("Inbox");
    const location = /** @type {[string, string]} */ (["Operation-Location", JOB_URL]);
    for (const headers of [
      new Headers([location]),
      { [location[0]]: JOB_URL },
      [location],
      new Map([location]),
      { "OPERATION-LOCATION": [JOB_URL] },
    ]) {
      equal(client.readSubmission(request, { status: 202, headers }), jobOf(api));
    }
    const text = JSON.stringify({ jobId: "5f_639", status: "running" });
    const bytes = bytesOf(text);
    for (const body of [text, bytes, bytes.buffer, new DataView(bytes.buffer), bytesOf(`  ${text}`).subarray(2)]) {
      same(client.readStatus({ status: 200, headers: {}, body }).state, "running");
    }
  },

  "an error has its class, a stack, a code and the service's errors": (api) =>
    inVirtualTime(async (time) => {
      const { ExportJobsError } = api;
      const body = {
        error: {
          code: "ProjectNotFound",
          message: "The specified project was not found.",
          target: "projectName",
          innererror: { code: "NotFound", message: "Nowhere.", details: { tried: "2" } },
        },
      };
      const service = scripted(time, answer(404, body, { "apim-request-id": "7c-1" }));
      const error = await time.until(
        rejection(language(api).start(language(api).exportRequest("Inbox"), { fetch: service.fetch })),
      );
      isError(error, "notFound", api);
      ok(error.stack.length > 0, "a stack");
      same(String(error).startsWith("ExportJobsError: "), true);
      equal([error.status, error.requestId], [404, "7c-1"]);
      equal(error.errors, [
        {
          code: "ProjectNotFound",
          message: "The specified project was not found.",
          target: "projectName",
          innerError: { code: "NotFound", message: "Nowhere.", details: [{ code: "tried", message: "2" }] },
        },
      ]);
      same("cause" in error, false);
      const own = new ExportJobsError("network", "No answer at all.", { cause: 7 });
      equal([own instanceof ExportJobsError, own.cause, own.code], [true, 7, "network"]);
    }),
};
