// Wrong arguments throw immediately, never reject, and the message names the argument.
import { isError, ok, same, thrown } from "../support/expect.js";
import { avepoint, AVEPOINT, CONTOSO, KEY, language, PROJECT_FILE } from "../support/scripted-service.js";

/** Returns values of every kind. */
const kinds = () => [
  undefined,
  null,
  "",
  "text",
  7,
  Number.NaN,
  7n,
  true,
  Symbol("s"),
  {},
  [],
  () => {},
  new Date(0),
  new Map(),
];
const except = (...types) =>
  kinds().filter((value) => !types.includes(value === null ? "null" : Array.isArray(value) ? "list" : typeof value));

/** Checks that each call throws `invalidArgument` immediately. */
function refuses(api, calls) {
  for (const [what, call] of calls) {
    let error;
    try {
      error = thrown(call);
    } catch (accepted) {
      throw new Error(`${what}: ${accepted.message}`, { cause: accepted });
    }
    isError(error, "invalidArgument", api);
  }
}
const each = (values, what, call) =>
  values.map((value) => [`${what} ${String(value?.constructor?.name)} ${typeof value}`, () => call(value)]);

export const scenarios = {
  "a client of Azure Language refuses invalid options": (api) => {
    const { AzureLanguage } = api;
    const right = { endpoint: CONTOSO, family: "analyze-text" };
    refuses(api, [
      ...each(kinds(), "options", (options) => new AzureLanguage(options)),
      ...each(except(), "endpoint", (endpoint) => new AzureLanguage({ ...right, endpoint })),
      ...each(except(), "family", (family) => new AzureLanguage({ ...right, family })),
      ...each(
        except("undefined", "null", "string"),
        "apiVersion",
        (apiVersion) => new AzureLanguage({ ...right, apiVersion }),
      ),
      ...each(except("undefined", "null"), "credential", (credential) => new AzureLanguage({ ...right, credential })),
      ...each(except("undefined", "null"), "key", (key) => new AzureLanguage({ ...right, credential: { key } })).filter(
        ([what]) => what !== "key String string",
      ),
      [
        "plain http with a key",
        () => new AzureLanguage({ ...right, endpoint: "http://a.example", credential: { key: "abc" } }),
      ],
      ["an empty key", () => new AzureLanguage({ ...right, credential: { key: "" } })],
      ["a key with a line break", () => new AzureLanguage({ ...right, credential: { key: "abc\ndef" } })],
      ["a token with an umlaut", () => new AzureLanguage({ ...right, credential: { token: "tökn" } })],
      ["getToken that is none", () => new AzureLanguage({ ...right, credential: { getToken: 7 } })],
      ...each(
        except("undefined", "null", "list", "string"),
        "trustedOrigins",
        (trustedOrigins) => new AzureLanguage({ ...right, trustedOrigins }),
      ),
      ["a trusted origin that is none", () => new AzureLanguage({ ...right, trustedOrigins: ["nowhere"] })],
      ...[
        "ftp://a.example",
        "http://contoso.cognitiveservices.azure.com",
        "contoso",
        "https://",
        "https://a b",
        "https://u:p@a.example",
        "//a.example",
        "https://a.example?x=1",
        "javascript:alert(1)",
        "https://a.example\n.evil",
      ].map((endpoint) => [endpoint, () => new AzureLanguage({ ...right, endpoint })]),
    ]);
  },

  "a client of AvePoint refuses invalid options": (api) => {
    const { AvePoint } = api;
    refuses(api, [
      ...each(kinds(), "options", (options) => new AvePoint(options)),
      ...each(kinds(), "baseUrl", (baseUrl) => new AvePoint({ baseUrl })),
      ["a key, which it has not", () => new AvePoint({ baseUrl: AVEPOINT, credential: { key: "abc" } })],
    ]);
  },

  "a request builder refuses arguments that are not in the contract": (api) => {
    const client = language(api);
    const conversations = language(api, { family: "analyze-conversations" });
    const questions = language(api, { family: "query-knowledgebases" });
    refuses(api, [
      ...each(except("string"), "project", (project) => client.exportRequest(project)),
      ...["", ".", "..", "a/b", "a\\b", "a\u0000b", "a\nb", "n".repeat(101)].map((project) => [
        JSON.stringify(project),
        () => client.exportRequest(project),
      ]),
      ...each(except("undefined", "null", "object", "list", "function"), "options", (options) =>
        client.exportRequest("Inbox", options),
      ),
      ...each(except("undefined", "null", "string"), "stringIndexType", (stringIndexType) =>
        client.exportRequest("Inbox", { stringIndexType }),
      ),
      ["a format of text", () => client.exportRequest("Inbox", { format: "Conversation" })],
      [
        "an index type of question answering",
        () => questions.exportRequest("Inbox", { stringIndexType: "Utf16CodeUnit" }),
      ],
      ["an unknown format of question answering", () => questions.exportRequest("Inbox", { format: "xml" })],
      [
        "a label before there were any",
        () => language(api, { apiVersion: "2022-05-01" }).exportRequest("Inbox", { trainedModelLabel: "v1" }),
      ],
      ["an asset kind of an import", () => conversations.importRequest("Inbox", "{}", { assetKind: "qnas" })],
      ...each(except("string"), "body", (body) => client.importRequest("Inbox", body)),
      ...each(except("string"), "operation", (operation) => client.job(operation, "Inbox", "1")),
      ["an unknown operation", () => client.job("teach", "Inbox", "1")],
      ["an operation that is no job", () => client.job("listProjects", "Inbox", "1")],
      ["the job of a deployment without its name", () => client.job("deploy", "Inbox", "1")],
      ...each(except("string"), "id", (id) => client.job("export", "Inbox", id)),
      ...["", ".", "..", "a\u0000b"].map((id) => [JSON.stringify(id), () => client.job("export", "Inbox", id)]),
    ]);
  },

  "a request builder of AvePoint refuses arguments that are not in the contract": (api) => {
    const client = avepoint(api);
    const sources = { dataSources: ["microsoft teams"] };
    const link = { exportLinkType: 32, startTime: "2026-01-01T00:00:00", finishTime: "2026-01-02T00:00:00" };
    refuses(api, [
      ...each(except("string"), "email", (email) => client.userActivitiesExportRequest(email)),
      ["an empty e-mail address", () => client.userActivitiesExportRequest("")],
      ...each(except("undefined", "null", "string"), "startTime", (startTime) =>
        client.userActivitiesExportRequest("a@b", { startTime }),
      ),
      ["a time with a zone", () => client.userActivitiesExportRequest("a@b", { startTime: "2026-01-01T00:00:00Z" })],
      ["no data source", () => client.userAccessExportRequest("a@b")],
      ["no data source", () => client.userAccessExportRequest("a@b", { dataSources: [] })],
      ...each(except("undefined", "null", "string", "list"), "dataSources", (dataSources) =>
        client.userAccessExportRequest("a@b", { dataSources }),
      ),
      ["a number among texts", () => client.userAccessExportRequest("a@b", { dataSources: ["a", 7] })],
      ...each(except("undefined", "null", "number"), "exportOptionType", (exportOptionType) =>
        client.userAccessExportRequest("a@b", { ...sources, exportOptionType }),
      ),
      ...[0, 4, 1.5, -1, Number.NaN, Infinity].map((exportOptionType) => [
        `option ${exportOptionType}`,
        () => client.groupAccessExportRequest("g", { ...sources, exportOptionType }),
      ]),
      ...[31, 301, undefined].map((exportLinkType) => [
        `link ${exportLinkType}`,
        () => client.sharingLinksExportRequest({ ...link, exportLinkType }),
      ]),
      ["no finish", () => client.sharingLinksExportRequest({ ...link, finishTime: undefined })],
      ["no site", () => client.sitePermissionExportRequest({ siteUrls: [] })],
      [
        "101 sites",
        () =>
          client.sitePermissionExportRequest({
            siteUrls: Array.from({ length: 101 }, (_, index) => `https://a.example/${index}`),
          }),
      ],
      ...each(except("string", "number"), "id", (id) => client.job(id)),
      ...["", ".", "..", 1.5, -1, Number.NaN].map((id) => [`id ${id}`, () => client.job(id)]),
    ]);
  },

  "readers refuse what is not a request, response, job or status": (api) => {
    for (const client of [language(api), avepoint(api)]) {
      const job =
        client.job === undefined
          ? undefined
          : client instanceof api.AvePoint
            ? client.job("1")
            : client.job("export", "Inbox", "1");
      const request =
        client instanceof api.AvePoint
          ? client.sitePermissionExportRequest({ siteUrls: ["https://a.example"] })
          : client.exportRequest("Inbox");
      refuses(api, [
        ...each(kinds(), "response", (response) => client.readStatus(response)),
        ...each(kinds(), "response", (response) => client.readSubmission(request, response)),
        ...each(except("number"), "status", (status) => client.readStatus({ status, headers: {}, body: "{}" })),
        ...[-1, 1000, Infinity].map((status) => [`status ${status}`, () => client.readStatus({ status, headers: {} })]),
        ...each(except("undefined", "null", "object", "list", "function"), "headers", (headers) =>
          client.readStatus({ status: 200, headers, body: "{}" }),
        ),
        ...each(except("undefined", "null", "string"), "body", (body) =>
          client.readStatus({ status: 200, headers: {}, body }),
        ),
        ["a stream as a body", () => client.readStatus({ status: 200, headers: {}, body: new Response("{}").body })],
        ...each(except("string"), "job", (value) => client.statusRequest(value)),
        ...each(except("string"), "job", (value) => client.follow(value)),
        ...["{", '{"service":7}', "{}"].map((text) => [`stored job ${text}`, () => client.follow(text)]),
        ...each(kinds(), "status", (status) => client.resultRequest(job, status)),
        ["a status that goes on", () => client.resultRequest(job, { state: "running", serviceState: "1" })],
        ["a state that is none", () => client.resultRequest(job, { state: "done" })],
        ...each(kinds(), "request", (value) => client.start(value)),
        ["a method that no builder makes", () => client.start({ ...request, method: "OPTIONS" })],
        ["a header that is none", () => client.start({ ...request, headers: { "a b": "c" } })],
        ["a header with a line break", () => client.start({ ...request, headers: { a: "b\r\nc: d" } })],
      ]);
    }
  },

  "invalid options of `follow` are refused": (api) => {
    const client = language(api);
    const job = client.job("export", "Inbox", "1");
    const request = client.exportRequest("Inbox");
    for (const follow of [(options) => client.follow(job, options), (options) => client.start(request, options)]) {
      refuses(api, [
        ...each(except("undefined", "null", "object", "list", "function"), "options", (options) => follow(options)),
        ...["fetch", "onProgress"].flatMap((name) =>
          each(except("undefined", "null", "function"), name, (value) => follow({ [name]: value })),
        ),
        ...["intervalMs", "maxIntervalMs", "timeoutMs", "requestTimeoutMs"].flatMap((name) => [
          ...each(except("undefined", "null", "number"), name, (value) => follow({ [name]: value })),
          ...[-1, Number.NaN, Infinity, 1e12].map((value) => [`${name} ${value}`, () => follow({ [name]: value })]),
        ]),
      ]);
    }
    const poller = client.follow(job);
    for (const name of ["poll", "pollUntilDone", "result"]) {
      refuses(api, [
        ...each(except("undefined", "null", "object", "list", "function"), "options", (options) =>
          poller[name](options),
        ),
        [`${name}: a time-out that is none`, () => poller[name]({ timeoutMs: -1 })],
        [`${name}: a signal that is none`, () => poller[name]({ signal: {} })],
      ]);
    }
    refuses(api, [
      ...each(except("function"), "listener", (listener) => poller.onProgress(listener)),
      ["progress that is none", () => poller.result({ onProgress: "log" })],
    ]);
  },

  "an unknown option is refused, and the nearest one is named": (api) => {
    const { AvePoint, AzureLanguage, ExportedProject, JobBoard, LanguageRuntime } = api;
    const right = { endpoint: CONTOSO, family: "analyze-text" };
    const client = language(api);
    const job = client.job("export", "Inbox", "1");
    const poller = client.follow(job);
    const project = ExportedProject.parse(PROJECT_FILE);
    const asked = { kind: "CustomEntityRecognition", project: "p", deployment: "d" };
    for (const [
      written,
      meant,
      call,
    ] of /** @type {[written: string, meant: string, call: (options: any) => unknown][]} */ ([
      ["trustedOrigin", "trustedOrigins", (options) => new AzureLanguage({ ...right, ...options })],
      ["endPoint", "endpoint", (options) => new AzureLanguage({ ...right, ...options })],
      ["baseURL", "baseUrl", (options) => new AvePoint({ baseUrl: AVEPOINT, ...options })],
      ["api_version", "apiVersion", (options) => new LanguageRuntime({ endpoint: CONTOSO, ...options })],
      ["intervalMS", "intervalMs", (options) => client.follow(job, options)],
      ["intervalMS", "intervalMs", (options) => client.start(client.exportRequest("Inbox"), options)],
      ["timeout", "timeoutMs", (options) => poller.pollUntilDone(options)],
      ["abortSignal", "signal", (options) => poller.result(options)],
      ["stringIndextype", "stringIndexType", (options) => client.exportRequest("Inbox", options)],
      ["formt", "format", (options) => client.importRequest("Inbox", "{}", options)],
      ["models", "model", (options) => client.job("loadSnapshot", "Inbox", "1", { model: "m", ...options })],
      ["Top", "top", (options) => client.projectsRequest(options)],
      ["siteUrl", "siteUrls", (options) => avepoint(api).sitePermissionExportRequest(options)],
      ["limitPerrule", "limitPerRule", (options) => project.check(options)],
      ["datset", "dataset", (options) => project.items("entities", options)],
      ["conatiner", "container", (options) => project.retarget(options)],
      [
        "deploymentName",
        "deployment",
        (options) => new LanguageRuntime({ endpoint: CONTOSO }).analyzeRequest(["a"], { ...asked, ...options }),
      ],
      ["client", "clients", (options) => new JobBoard({ clients: client, ...options })],
    ])) {
      const error = isError(
        thrown(() => call({ [written]: 7 })),
        "invalidArgument",
        api,
      );
      ok(error.message.includes(written), `${written}: ${error.message}`);
      ok(new RegExp(`\\b${meant}\\b(?!.*\\b${written}\\b)`).test(error.message), `${written}: ${error.message}`);
    }
  },

  "one object of options may serve several calls, and may be of a class": (api) => {
    const client = language(api);
    const options = { signal: new AbortController().signal, intervalMs: 1000, fetch: () => new Promise(() => {}) };
    client.exportRequest("Inbox", options);
    client.follow(client.job("export", "Inbox", "1"), options).onProgress(() => {});
    class Options {
      note = "its own affair";
      get endpoint() {
        return CONTOSO;
      }
      get family() {
        return "analyze-text";
      }
    }
    same(new api.AzureLanguage(new Options()).exportRequest("Inbox").url.startsWith(CONTOSO), true);
  },

  "members of Object.prototype are not options": (api) => {
    class AzureKeyCredential {
      #key = KEY;
      get key() {
        return this.#key;
      }
    }
    const polluted = {
      trustedOrigins: ["https://evil.example"],
      apiVersion: "2022-05-01",
      key: "polluted",
      token: "polluted",
      getToken: 7,
      intervalMs: -1,
      signal: {},
      stringIndexType: 7,
      nothing: 1,
    };
    Object.assign(Object.prototype, polluted);
    try {
      const options = { endpoint: CONTOSO, family: "analyze-text", credential: new AzureKeyCredential() };
      const client = new api.AzureLanguage(options);
      const request = client.exportRequest("Inbox", {});
      same(request.headers["Ocp-Apim-Subscription-Key"], KEY);
      same(request.url.includes("api-version=2023-04-01"), true);
      isError(
        thrown(() =>
          client.follow("https://evil.example/language/authoring/analyze-text/projects/Inbox/export/jobs/1"),
        ),
        "foreignOrigin",
        api,
      );
      client.follow(client.job("export", "Inbox", "1"), {});
      isError(
        thrown(() => new api.AzureLanguage({ ...options, credential: {} })),
        "invalidArgument",
        api,
      );
      // Without a prototype, it still has its members.
      const bare = Object.assign(Object.create(null), {
        ...options,
        apiVersion: "2023-04-01",
        credential: { key: KEY },
      });
      same(new api.AzureLanguage(bare).exportRequest("Inbox").headers["Ocp-Apim-Subscription-Key"], KEY);
    } finally {
      for (const name of Object.keys(polluted)) delete Object.prototype[name];
    }
  },

  "a file that is not a project is refused by name": (api) => {
    const { ExportedProject } = api;
    refuses(
      api,
      each(except("string"), "file", (file) => ExportedProject.parse(file)),
    );
    for (const text of ["", "{", "[]", "null", "<html>", '{"metadata":7}', "\u0000"]) {
      const error = isError(
        thrown(() => ExportedProject.parse(text)),
        "invalidProject",
        api,
      );
      ok(error.message.length > 20, error.message);
    }
  },

  "a wrong argument is named without its content": (api) => {
    const secret = "hunter2-hunter2";
    const error = thrown(
      () => new api.AzureLanguage({ endpoint: CONTOSO, family: "analyze-text", credential: { key: [secret] } }),
    );
    same(isError(error, "invalidArgument", api).message.includes(secret), false);
    ok(/credential.*key/.test(error.message), error.message);
  },
};
