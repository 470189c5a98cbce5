// Objects of another realm, such as an iframe's or jsdom's classes, at every place that accepts them. `realm` has the
// classes.
import { equal, isError, ok, rejection, same } from "./expect.js";
import { accepted, JOB_URL, language, PROJECT_FILE } from "./scripted-service.js";

const bytes = (realm, text = PROJECT_FILE) => realm.Uint8Array.from(new TextEncoder().encode(text));
const json = { "Content-Type": "application/json; charset=utf-8" };
const job = (api) => language(api).job("export", "Inbox", "5f_639");

/** A `fetch` that gives the realm's responses in turn. */
function answering(realm, ...answers) {
  let requests = 0;
  const fetch = async () => {
    const [status, headers, text] = answers[requests++] ?? [500, {}, ""];
    return new realm.Response(text && bytes(realm, text), {
      status,
      headers: new realm.Headers({ ...json, ...headers }),
    });
  };
  return {
    fetch,
    get requests() {
      return requests;
    },
  };
}
const submitted = [202, { "Operation-Location": JOB_URL }];
/** @type {[number, object, string]} */
const ended = [
  200,
  {},
  JSON.stringify({ jobId: "5f_639", status: "succeeded", resultUrl: JOB_URL.replace("?", "/result?") }),
];
const stream = (realm) => new realm.Response(bytes(realm)).body;

export const scenarios = {
  "a fetch that answers with another realm's responses starts, follows and downloads": async (api, realm) => {
    const service = answering(realm, submitted, ended, [200, {}, PROJECT_FILE]);
    const poller = await language(api).start(language(api).exportRequest("Inbox"), { fetch: service.fetch });
    const result = await poller.result();
    same(new TextDecoder().decode(result.bytes()), PROJECT_FILE);
    same(result.contentType, "application/json; charset=utf-8");
    same(result.project().summary().name, "Inbox");
    same(service.requests, 3, "each request is sent once");
  },

  "headers of another realm are read without regard to case": async (api, realm) => {
    const service = answering(realm, [429, { "Retry-After": "7", "APIM-Request-Id": "8408" }, "{}"]);
    const error = isError(
      await rejection(language(api).follow(job(api), { fetch: service.fetch }).poll()),
      "throttled",
      api,
    );
    equal([error.retryAfterMs, error.requestId], [7000, "8408"]);
    const status = language(api).readStatus({
      status: 200,
      headers: new realm.Headers({ "Retry-After": "7" }),
      body: bytes(realm, ended[2]),
    });
    equal([status.state, status.retryAfterMs], ["succeeded", 7000]);
  },

  "a project is read from another realm's Blob, File, Response, stream and bytes": async (api, realm) => {
    const { ExportedProject } = api;
    for (const source of [
      new realm.Blob([bytes(realm)]),
      new realm.File([bytes(realm)], "Inbox.json"),
      new realm.Response(bytes(realm)),
      stream(realm),
      bytes(realm),
      bytes(realm).buffer,
      new realm.DataView(bytes(realm).buffer),
    ]) {
      let received = 0;
      const project = await ExportedProject.read(source, {
        onProgress: ({ receivedBytes }) => (received = receivedBytes),
      });
      same(new TextDecoder().decode(project.bytes()), PROJECT_FILE);
      if (!realm.ArrayBuffer.isView(source) && !source.byteLength) same(received, PROJECT_FILE.length);
    }
    for (const content of [bytes(realm), bytes(realm).buffer])
      same(ExportedProject.parse(content).summary().name, "Inbox");
  },

  "documents of a check may be another realm's bytes": (api, realm) => {
    const project = api.ExportedProject.parse(PROJECT_FILE);
    equal(
      project.check({ documents: { "a.txt": bytes(realm, "text") } }),
      project.check({ documents: { "a.txt": "text" } }),
    );
  },

  "an import sends another realm's bytes": async (api, realm) => {
    const request = language(api).importRequest("Inbox", bytes(realm));
    let sent;
    const fetch = async (request) => {
      sent = await request.text();
      return accepted(JOB_URL.replace("/export/", "/import/"))();
    };
    await language(api).start(request, { fetch });
    same(sent, PROJECT_FILE);
  },

  "another realm's signal aborts with its own reason": async (api, realm) => {
    const controller = new realm.AbortController();
    const pending = language(api)
      .follow(job(api), { fetch: () => new Promise(() => {}) })
      .pollUntilDone({ signal: controller.signal });
    const reason = new realm.Error("closed");
    controller.abort(reason);
    same(await rejection(pending), reason);
    const before = new realm.AbortController();
    before.abort(reason);
    same(await rejection(api.ExportedProject.read(stream(realm), { signal: before.signal })), reason);
  },

  "a promise of another realm is awaited": async (api, realm) => {
    const service = answering(realm, ended);
    const fetch = () => realm.Promise.resolve(service.fetch());
    ok((await language(api).follow(job(api), { fetch }).pollUntilDone()).isDone, "the job has ended");
  },
};
