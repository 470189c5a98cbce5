// Calls without a job: their pages, their failures, and the requests that must not be sent twice.
import { equal, isError, ok, rejection, same, thrown } from "../support/expect.js";
import {
  always,
  answer,
  CONTOSO,
  hangs,
  KEY,
  language,
  never,
  PROJECTS,
  rejects,
  scripted,
} from "../support/scripted-service.js";
import { inVirtualTime } from "../support/virtual-time.js";

const project = (name) => ({ projectName: name, projectKind: "CustomEntityRecognition", language: "en" });
const page = (names, nextLink) => answer(200, { value: names.map(project), nextLink });
const next = (skip) => `${PROJECTS}?skip=${skip}&api-version=2023-04-01`;
const preview = (api) => language(api, { apiVersion: "2023-11-15-preview" });
const throttled = (headers) => answer(429, { error: { code: "429", message: "Too many requests." } }, headers);

/** Lists all projects in virtual time, and returns the outcome. */
const listed = (api, time, service, options) =>
  time.until(language(api).call(language(api).projectsRequest(), { fetch: service.fetch, ...options }));

/** The requests that change something, each with its successful answer. */
const writes = (client) => [
  [
    client.createProjectRequest("P", {
      projectName: "P",
      projectKind: "K",
      language: "en",
      storageInputContainerName: "c",
    }),
    answer(201, project("P")),
  ],
  [client.deleteModelRequest("P", "m"), answer(204)],
  [
    client.cancelTrainingRequest("P", "1"),
    answer(202, null, { "operation-location": `${PROJECTS}/P/train/jobs/1?api-version=2023-04-01` }),
  ],
  [client.authorizeCopyRequest("P", { projectKind: "K" }), answer(200, { projectKind: "K", accessToken: "t" })],
];

export const scenarios = {
  "a single answer is given as the service sent it": (api) =>
    inVirtualTime(async (time) => {
      const sent = { ...project("P"), settings: { confidenceThreshold: 0.25 }, later: [null, "x"] };
      const service = scripted(time, answer(200, sent));
      equal(await time.until(language(api).call(language(api).projectRequest("P"), { fetch: service.fetch })), sent);
      equal([service.requests[0].method, service.requests[0].headers.get("Ocp-Apim-Subscription-Key")], ["GET", KEY]);
    }),

  "a list is followed over all its pages": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, page(["a", "b"], next(2)), page([], `${next(3)}`), page(["c"], null));
      const list = await listed(api, time, service);
      equal(list, { value: ["a", "b", "c"].map(project) });
      equal(
        service.requests.map(({ url }) => url),
        [`${PROJECTS}?api-version=2023-04-01`, next(2), next(3)],
      );
      ok(
        service.requests.every(({ headers }) => headers.get("Ocp-Apim-Subscription-Key") === KEY),
        "every page is asked for with the key",
      );
    }),

  "the rest of a list can be read from any page of it": (api) =>
    inVirtualTime(async (time) => {
      const client = language(api);
      const first = client.read("listProjects", {
        status: 200,
        headers: {},
        body: JSON.stringify({ value: [project("a")], nextLink: next(1) }),
      });
      const service = scripted(time, page(["b"], next(2)), page(["c"]));
      const rest = await time.until(client.call(client.nextRequest(first), { fetch: service.fetch }));
      equal(
        [...first.value, ...rest.value].map(({ projectName }) => projectName),
        ["a", "b", "c"],
      );
      same(client.nextRequest(rest), undefined);
    }),

  "transient failures are retried on every page": (api) =>
    inVirtualTime(async (time) => {
      const cut = answer(200, '{"value": [', { "Content-Type": "application/json" });
      const service = scripted(
        time,
        rejects(new TypeError("Failed to fetch")),
        answer(503, null),
        cut,
        page(["a"], next(1)),
        answer(500, null),
        cut,
        cut,
        page(["b"]),
      );
      equal(
        (await listed(api, time, service)).value.map(({ projectName }) => projectName),
        ["a", "b"],
      );
      same(service.requests.length, 8);
      ok(
        service.times.every((at, index) => index === 0 || index === 4 || at - service.times[index - 1] >= 1000),
        `a second between attempts: ${service.times}`,
      );
    }),

  "a throttled call waits as long as the service requests": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, throttled({ "Retry-After": "55" }), page(["a"]));
      await listed(api, time, service);
      ok(service.times[1] >= 55_000 && service.times[1] < 57_000, `${service.times[1]} ms`);
    }),

  "endless throttling is reported when the time is over": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, always(throttled({ "Retry-After": "20" })));
      const error = isError(await rejection(listed(api, time, service, { timeoutMs: 60_000 })), "throttled", api);
      equal([error.status, error.retryAfterMs, time.now], [429, 20_000, 60_000]);
      equal(time.timers, []);
    }),

  "a permanent failure rejects without a retry": (api) =>
    inVirtualTime(async (time) => {
      const cause = new TypeError("Failed to fetch");
      for (const [given, code, count] of /** @type {[given: () => unknown, code: string, count: number][]} */ ([
        [answer(404, null), "notFound", 1],
        [answer(403, null), "forbidden", 1],
        [answer(200, "<html>"), "unreadableResponse", 3],
        [rejects(cause), "network", 9],
        [answer(200, { value: 7 }), "unreadableResponse", 3],
        [answer(200, { error: { code: "404", message: "Gone." } }), "notFound", 1],
      ])) {
        const service = scripted(time, always(given));
        const error = isError(await rejection(listed(api, time, service)), code, api);
        same(service.requests.length, count, code);
        if (code === "network") same(error.cause, cause);
      }
    }),

  "an abort ends a call under way and one that waits, with its own reason": (api) =>
    inVirtualTime(async (time) => {
      for (const given of [hangs(), never(), throttled({ "Retry-After": "60" })]) {
        const controller = new AbortController();
        const service = scripted(time, given);
        const call = language(api).call(language(api).projectsRequest(), {
          fetch: service.fetch,
          signal: controller.signal,
        });
        await time.pass(5_000);
        const reason = { own: true };
        controller.abort(reason);
        same(await time.until(rejection(call)), reason);
        await time.settle();
        equal([service.requests.length, time.timers], [1, []]);
      }
      const service = scripted(time);
      same(
        await rejection(
          language(api).call(language(api).projectsRequest(), { fetch: service.fetch, signal: AbortSignal.abort(7) }),
        ),
        7,
      );
      same(service.requests.length, 0);
    }),

  "a read that hangs is sent again, and ends with timeoutMs": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, hangs(), page(["a"]));
      same((await listed(api, time, service, { requestTimeoutMs: 5_000 })).value.length, 1);
      ok(service.requests[0].signal.aborted, "the first request is given up");
      const stuck = scripted(time, always(never()));
      const before = time.now;
      isError(await rejection(listed(api, time, stuck, { timeoutMs: 2_000 })), "timeout", api);
      same(time.now - before, 2_000);
      ok(stuck.requests[0].signal.aborted, "and its request too");
    }),

  "requests that change something are sent once": (api) =>
    inVirtualTime(async (time) => {
      for (const [index, [request, good]] of writes(preview(api)).entries()) {
        const call = (service, options) => time.until(preview(api).call(request, { fetch: service.fetch, ...options }));
        const answered = await call(scripted(time, good));
        same(answered === undefined, [false, true, true, false][index], request.url);
        for (const [given, code, advice] of [
          [rejects(new TypeError("gone")), "network", true],
          [never(), "timeout", true],
          [throttled({ "Retry-After": "1" }), "throttled", false],
          [answer(503, null), "httpError", false],
        ]) {
          for (const options of [{ requestTimeoutMs: 1_000 }, { timeoutMs: 1_000 }]) {
            const service = scripted(time, given);
            const error = isError(await rejection(call(service, options)), code, api);
            same(service.requests.length, 1, `${request.url} ${code}`);
            same(error.message.includes("may have arrived"), advice, error.message);
          }
        }
      }
    }),

  "a page at another origin is not fetched": (api) =>
    inVirtualTime(async (time) => {
      for (const link of [
        "https://evil.example/language/authoring/analyze-text/projects?skip=1",
        "//evil.example/x",
        `${CONTOSO}:8443/x`,
        "http://contoso.cognitiveservices.azure.com/x",
      ]) {
        const service = scripted(time, page(["a"], link));
        isError(await rejection(listed(api, time, service)), "foreignOrigin", api);
        same(service.requests.length, 1, link);
      }
    }),

  "a list whose pages form a circle ends": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, page(["a"], next(1)), always(page(["b"], next(1))));
      isError(await rejection(listed(api, time, service)), "unreadableResponse", api);
      same(service.requests.length, 2);
      let count = 0;
      const endless = scripted(
        time,
        always(() => page(["a"], next((count += 1)))()),
      );
      isError(await rejection(listed(api, time, endless)), "unreadableResponse", api);
      same(endless.requests.length, 1_000);
    }),

  "operations that the api-version, the family or a call does not have are refused immediately": (api) => {
    const refused = (run, word) => {
      const error = isError(thrown(run), "invalidArgument", api);
      ok(error.message.includes(word), `"${word}" in: ${error.message}`);
    };
    const client = language(api);
    refused(() => client.authorizeCopyRequest("P", { projectKind: "K" }), "2023-04-15-preview");
    refused(() => client.resourcesRequest("P"), "2022-10-01-preview");
    refused(() => language(api, { apiVersion: "2022-05-01" }).loadSnapshotRequest("P", "m"), "2023-04-01");
    refused(() => language(api, { family: "query-knowledgebases" }).modelsRequest("P"), "analyze-conversations");
    refused(() => client.call(client.trainRequest("P", { modelLabel: "m", trainingConfigVersion: "v" })), "start");
    refused(() => client.call(client.exportRequest("P")), "start");
    refused(() => client.call(client.statusRequest(client.job("export", "P", "1"))), "follow");
    refused(() => client.call(language(api, { family: "query-knowledgebases" }).projectsRequest()), "analyze-text");
    refused(() => client.call(undefined), "request");
    refused(() => client.call(client.projectsRequest(), { fetch: 7 }), "fetch");
    refused(() => client.call(client.projectsRequest(), { timeoutMs: "1" }), "timeoutMs");
    const elsewhere = client.projectsRequest();
    isError(
      thrown(() => client.call({ ...elsewhere, url: elsewhere.url.replace("contoso", "evil") })),
      "foreignOrigin",
      api,
    );
    refused(() => client.read("export", { status: 200, headers: {}, body: "{}" }), "readSubmission");
    refused(() => client.read("exports", { status: 200, headers: {}, body: "{}" }), "listProjects");
  },
};
