// A portal behind a gateway: the same scenarios in Node and in a window. A `place` has the addresses of its gateways,
// and the requests that left the page.
import { equal, isError, ok, rejection, same } from "./expect.js";
import { AVEPOINT, CONTOSO, LOGIN, TOKEN } from "./gateway-places.js";

const EAST = "https://contoso-east.cognitiveservices.azure.com";
const WEST = "https://contoso-west.cognitiveservices.azure.com";
const quick = { intervalMs: 20, maxIntervalMs: 50, timeoutMs: 60_000 };
const STORED = `${CONTOSO}/language/authoring/analyze-text/projects/SupportInbox/export/jobs/ID?api-version=2023-04-01`;

/** A client behind a gateway that forwards everything. */
const language = ({ AzureLanguage }, place, options = {}, path = "/language-proxy") =>
  new AzureLanguage({ ...place.at(path), family: "analyze-text", upstream: CONTOSO, ...options });
const runOf = (place, options = {}) => ({ ...quick, fetch: place.fetch, ...options });

/** Checks that everything went to the gateway. */
const onlyTo = ({ url, sent }, path) => {
  ok(sent.length > 0, "requests");
  for (const asked of sent) ok(asked.startsWith(`${url}${path}/`), `only requests to ${path}, and not ${asked}`);
};

/** Runs an export from its start to its file. */
async function exported(client, place, options) {
  const poller = await client.start(client.exportRequest("SupportInbox"), runOf(place, options));
  return { poller, result: await poller.result() };
}

/** Starts an export after the portal's session has ended, and returns the error. */
async function signedOut(api, place, path, code = "unauthorized") {
  const client = language(api, place, { credentials: place.credentials }, path);
  const error = isError(await rejection(client.start(client.exportRequest("SupportInbox"), runOf(place))), code, api);
  ok(/sign in( to the portal)? again/.test(error.message), `a word on signing in: ${error.message}`);
  ok(!/[Cc]heck the key|lacks the role or permission/.test(error.message), `no word on a key: ${error.message}`);
  ok(!JSON.stringify([error.message, error.location ?? ""]).includes("secret-"), "nothing of a query");
  return error;
}

export const scenarios = {
  "an export behind a gateway that passes everything through": async (api, place) => {
    const { poller, result } = await exported(language(api, place), place);
    ok(
      poller.job.url.startsWith(`${place.url}/language-proxy/language/authoring/`),
      `the gateway's job: ${poller.job.url}`,
    );
    same(result.project().summary().name, "SupportInbox");
    onlyTo(place, "/language-proxy");
  },

  "an export behind a gateway that rewrites operation-location alone": async (api, place) => {
    const { result } = await exported(language(api, place, {}, "/rewriting-proxy"), place);
    same(result.project().summary().name, "SupportInbox");
    onlyTo(place, "/rewriting-proxy");
  },

  "without upstream the error says to set it": async (api, place) => {
    const client = language(api, place, { upstream: undefined });
    for (const error of [
      await rejection(client.start(client.exportRequest("SupportInbox"), runOf(place))),
      await rejection((async () => client.follow(STORED))()),
    ]) {
      isError(error, "foreignOrigin", api);
      ok(error.message.includes(`upstream: "${CONTOSO}"`), error.message);
      ok(!error.message.includes("trustedOrigins"), error.message);
    }
    const rewriting = language(api, place, { upstream: undefined }, "/rewriting-proxy");
    const poller = await rewriting.start(rewriting.exportRequest("SupportInbox"), runOf(place));
    const error = isError(await rejection(poller.result()), "foreignOrigin", api);
    ok(
      error.message.startsWith("The resultUrl points at") && error.message.includes(`upstream: "${CONTOSO}"`),
      error.message,
    );
    ok(
      place.sent.every((asked) => asked.startsWith(place.url)),
      "nothing left for the service itself",
    );
  },

  "an upstream that is trusted as well gets nothing": async (api, place) => {
    const { result } = await exported(language(api, place, { trustedOrigins: [CONTOSO] }), place);
    ok(result.size > 0, "a file");
    onlyTo(place, "/language-proxy");
    const direct = new api.AzureLanguage({ endpoint: CONTOSO, family: "analyze-text" });
    const error = await rejection(
      (async () => language(api, place).start(direct.exportRequest("SupportInbox"), runOf(place)))(),
    );
    ok(isError(error, "foreignOrigin", api).message.includes("Nothing is sent there"), error.message);
  },

  "a stored job can be followed with or without the gateway": async (api, place) => {
    const client = language(api, place);
    const { job } = await client.start(client.exportRequest("SupportInbox"), runOf(place));
    const url = job.url.replace(`${place.url}/language-proxy`, CONTOSO);
    for (const stored of [{ ...job, url }, JSON.stringify({ ...job, url }), url]) {
      const poller = client.follow(stored, runOf(place));
      equal(poller.job, job);
      ok((await poller.result()).size > 0, "a file");
    }
    onlyTo(place, "/language-proxy");
    const direct = new api.AzureLanguage({
      endpoint: CONTOSO,
      family: "analyze-text",
      upstream: `${place.url}/language-proxy`,
      credential: { key: "demo-key" },
    });
    for (const stored of [job, job.url]) same(direct.statusRequest(stored).url, url);
  },

  "a list is read page by page": async (api, place) => {
    const client = language(api, place);
    const { value } = await client.call(client.projectsRequest({ maxPageSize: 1 }), runOf(place));
    ok(value.length > 2, "several pages");
    ok(place.sent.length >= value.length, "a request a page");
    onlyTo(place, "/language-proxy");
  },

  "AvePoint is exported from, and its jobs are found again": async (api, place) => {
    const client = new api.AvePoint({ ...place.at("/avepoint-proxy"), upstream: AVEPOINT });
    const poller = await client.start(
      client.sitePermissionExportRequest({ siteUrls: ["https://contoso.sharepoint.com"] }),
      runOf(place),
    );
    ok((await poller.result()).files().length > 0, "files");
    const stored = poller.job.url.replace(`${place.url}/avepoint-proxy`, AVEPOINT);
    for (const job of [stored, { ...poller.job, url: stored }]) equal(client.follow(job).job, poller.job);
    onlyTo(place, "/avepoint-proxy");
    // The former name of its option.
    const { endpoint, baseUrl } = place.at("/avepoint-proxy");
    if (!baseUrl) same(new api.AvePoint({ baseUrl: endpoint }).job(1).url, poller.job.url.replace(/job\/\d+/, "job/1"));
  },

  "AvePoint behind a session that has ended": async (api, place) => {
    const client = new api.AvePoint({
      ...place.at("/avepoint-session"),
      upstream: AVEPOINT,
      credentials: place.credentials,
    });
    const error = await rejection(
      client.start(client.sitePermissionExportRequest({ siteUrls: ["https://contoso.sharepoint.com"] }), runOf(place)),
    );
    ok(isError(error, "unauthorized", api).message.includes("sign in to the portal again"), error.message);
  },

  "deployed models are asked, alone and with another to fail over to": async (api, place) => {
    const options = { ...place.at("/runtime-proxy"), upstream: CONTOSO };
    const wanted = { project: "SupportInbox", deployment: "production", kind: "CustomSingleLabelClassification" };
    const texts = Array.from({ length: 25 }, (_, index) => ({ id: `d${index}`, text: `Letter ${index}` }));
    const { documents, job } = await new api.LanguageRuntime(options).analyze(texts, { ...wanted, ...runOf(place) });
    same(documents.length, 25, "documents of all pages");
    ok(job.url.startsWith(`${place.url}/runtime-proxy/`), job.url);
    const failover = new api.LanguageFailover({
      primary: options,
      secondary: { ...place.at("/east-runtime"), upstream: EAST },
      fetch: place.fetch,
    });
    same(
      (await failover.predict("When does the bus leave?", { project: "CityTransit", deployment: "production" }))
        .answeredBy,
      "primary",
    );
    onlyTo(place, "/runtime-proxy");
    const twice = await rejection(
      (async () => new api.LanguageFailover({ primary: options, secondary: { endpoint: CONTOSO } }))(),
    );
    isError(twice, "invalidArgument", api);
  },

  "projects are replicated and compared through two gateways": async (api, place) => {
    const sideOf = (path, upstream, more) =>
      new api.AzureLanguage({ ...place.at(path), upstream, family: "analyze-conversations", ...more });
    const [source, target] = [sideOf("/east-proxy", EAST), sideOf("/west-proxy", WEST)];
    const options = { project: "Mail", fetch: place.fetch, requestTimeoutMs: 60_000 };
    const controller = new AbortController();
    let text;
    const onState = (state) => {
      const json = JSON.stringify(state);
      if (controller.signal.aborted || !json.includes("/export/jobs/")) return;
      // Like the job that a page stored when it called the services directly.
      text = json.replaceAll(`${place.url}/east-proxy`, EAST).replaceAll(`${place.url}/west-proxy`, WEST);
      controller.abort("the page is left");
    };
    const left = new api.Replication({
      source,
      target,
      ...options,
      onState,
      train: false,
      deploy: false,
      signal: controller.signal,
    });
    same(await rejection(left.run()), "the page is left");
    ok(text.includes(`${EAST}/language/`), "a job at the service itself");
    const state = await api.Replication.resume(text, { source, target, fetch: place.fetch }).run();
    equal(state.projects[0].ending, { state: "done" });
    const [comparison] = await api.compareRegions({ source, target, project: "Mail", fetch: place.fetch });
    ok(comparison.target, "it is in both regions");
    ok(
      place.sent.every((asked) => /-proxy\//.test(asked) && asked.startsWith(place.url)),
      "only requests to the gateways",
    );
    const elsewhere = await rejection(
      (async () => api.Replication.resume(text, { source: sideOf("/east-proxy"), target, fetch: place.fetch }))(),
    );
    ok(isError(elsewhere, "invalidArgument", api).message.includes("upstream"), elsewhere.message);
  },

  "a board goes on with jobs that were stored without the gateway": async (api, place) => {
    const client = language(api, place);
    const { job } = await client.start(client.exportRequest("SupportInbox"), runOf(place));
    const direct = { ...job, url: job.url.replace(`${place.url}/language-proxy`, CONTOSO) };
    const before = new api.JobBoard({
      clients: new api.AzureLanguage({ endpoint: CONTOSO, family: "analyze-text" }),
      fetch: () => new Promise(() => {}),
    });
    before.add(direct);
    const state = JSON.parse(JSON.stringify(before.state));
    before.close();
    const board = api.JobBoard.restore(state, { clients: client, fetch: place.fetch });
    equal(
      board.jobs().map((it) => it.job),
      [job],
    );
    board.add(direct, quick);
    same(board.jobs().length, 1, "it is one job, however it is named");
    same((await board.outcome(direct)).state, "succeeded");
    same(board.remove(direct.url), true);
    board.close();
    onlyTo(place, "/language-proxy");
  },

  "a redirect on this origin is reported as an ended session": async (api, place) => {
    await place.signOut();
    const error = await signedOut(api, place, "/session-proxy");
    same(error.location, place.seesRedirects ? `${place.url}/sign-in` : undefined);
    await place.signIn();
    const { result } = await exported(
      language(api, place, { credentials: place.credentials }, "/session-proxy"),
      place,
    );
    ok(result.size > 0, "a file");
  },

  "a redirect to another origin is reported as an ended session": async (api, place) => {
    await place.signOut();
    const error = await signedOut(api, place, "/elsewhere-proxy");
    same(error.location, place.seesRedirects ? LOGIN : undefined);
    if (place.seesRedirects) ok(error.message.includes(LOGIN), error.message);
  },

  "a session that has ended is told as that, by a 401": async (api, place) => {
    await place.signOut();
    ok((await signedOut(api, place, "/refusing-proxy")).message.includes("No session"), "what was said");
  },

  "a session that ends while a job is followed": async (api, place) => {
    await place.signIn();
    const client = language(api, place, { credentials: place.credentials }, "/session-proxy");
    const poller = await client.start(client.exportRequest("SupportInbox"), runOf(place));
    await place.signOut();
    const error = isError(await rejection(poller.result()), "unauthorized", api);
    same(error.job.id, poller.job.id);
    await place.signIn();
    ok((await client.follow(error.job, runOf(place)).result()).size > 0, "it goes on after signing in");
  },

  "a redirect that the page's own fetch has followed to a sign-in": async (api, place) => {
    await place.signOut();
    const { credentials, headers } = place;
    const client = language(api, place, { credentials, headers }, "/session-proxy");
    const follows = ({ url, method, headers }) => fetch(url, { method, headers });
    const error = isError(
      await rejection(client.start(client.exportRequest("SupportInbox"), { ...quick, fetch: follows })),
      "unauthorized",
      api,
    );
    same(error.location, `${place.url}/sign-in`);
  },

  "a CSRF token is asked for, and given by a function": async (api, place) => {
    const plain = language(api, place, {}, "/csrf-proxy");
    const error = isError(
      await rejection(plain.start(plain.exportRequest("SupportInbox"), runOf(place))),
      "forbidden",
      api,
    );
    ok(error.message.includes("CSRF") && error.message.includes("`headers`"), error.message);
    const asked = [];
    for (const headers of [
      { "X-CSRF-Token": TOKEN },
      (request) => (asked.push(request), { "X-CSRF-Token": TOKEN }),
      async () => new Headers({ "X-CSRF-Token": TOKEN }),
    ]) {
      const { poller, result } = await exported(language(api, place, { headers }, "/csrf-proxy"), place);
      ok(result.size > 0, "a file");
      ok(!JSON.stringify(poller.job).includes(TOKEN), "no token in a job");
    }
    ok(
      asked.some(({ method, url }) => method === "POST" && url.startsWith(`${place.url}/csrf-proxy/`)),
      "it hears of each request",
    );
    ok(
      asked.some(({ method }) => method === "GET"),
      "polls as well",
    );
  },

  "a board sends the headers, and keeps them out of its state and its errors": async (api, place) => {
    for (const [token, ends] of [
      [TOKEN, "succeeded"],
      ["another-csrf-token", "forbidden"],
    ]) {
      const own = language(api, place, { headers: async () => ({ "X-CSRF-Token": token }) }, "/csrf-proxy");
      const follows = new api.JobBoard({ clients: own, fetch: place.fetch });
      follows.add(own.job("export", "SupportInbox", "unknown"));
      if (ends === "succeeded") {
        const { job } = await follows.submit(own, own.exportRequest("SupportInbox"));
        same((await follows.outcome(job)).state, ends);
      } else {
        const error = await rejection(follows.outcome(own.job("export", "SupportInbox", "unknown")));
        ok(isError(error, ends, api).message.includes("CSRF"), error.message);
      }
      ok(!JSON.stringify([follows.state, follows.jobs()]).includes(token), "no token in what is stored");
      follows.close();
    }
  },

  "headers that come back are not in an error": async (api, place) => {
    for (const headers of [
      { "X-CSRF-Token": TOKEN, "X-Tenant": "contoso" },
      () => ({ "X-CSRF-Token": TOKEN, "X-Tenant": "contoso" }),
    ]) {
      const client = language(api, place, { headers }, "/echoing-proxy");
      const error = isError(
        await rejection(client.start(client.exportRequest("SupportInbox"), runOf(place))),
        "httpError",
        api,
      );
      ok(!JSON.stringify([error.message, error.errors]).includes(TOKEN), error.message);
      ok(error.message.includes("contoso"), "what is no secret stays");
    }
  },

  "invalid headers are refused before anything is sent": async (api, place) => {
    const nonsense = [
      7,
      "X-CSRF-Token: a",
      true,
      ["a"],
      [["X-A"]],
      { "X-A": 7 },
      { "X-A": "a\nb" },
      { "X A": "a" },
      { "Content-Type": "text/plain" },
    ];
    for (const headers of nonsense) {
      isError(await rejection((async () => language(api, place, { headers }))()), "invalidArgument", api);
    }
    const failure = new RangeError("no token");
    const throws = () => {
      throw failure;
    };
    for (const headers of [...nonsense.map((value) => () => value), throws, () => Promise.reject(failure)]) {
      const client = language(api, place, { headers });
      const error = isError(
        await rejection(client.start(client.exportRequest("SupportInbox"), runOf(place))),
        "invalidArgument",
        api,
      );
      ok(error.message.includes("options.headers") || error.message.includes("headers["), error.message);
      if (error.cause !== undefined) same(error.cause, failure);
    }
    same(place.sent.length, 0, "nothing was sent");
    const both = await rejection(
      (async () => language(api, place, { credential: { key: "demo-key" }, headers: { Authorization: "Bearer x" } }))(),
    );
    ok(isError(both, "invalidArgument", api).message.includes("`credential`"), both.message);
  },

  "a page that makes its own calls has the headers in its requests": async (api, place) => {
    const fixed = language(api, place, { headers: { "X-CSRF-Token": TOKEN } });
    same(fixed.exportRequest("SupportInbox").headers["X-CSRF-Token"], TOKEN);
    const asked = language(api, place, { headers: async () => ({ "X-CSRF-Token": TOKEN }) });
    same((await asked.authorize(asked.exportRequest("SupportInbox"))).headers["X-CSRF-Token"], TOKEN);
  },
};

const { "without upstream the error says to set it": _, ...others } = scenarios;

/** The scenarios of a portal behind our own gateway, which maps the service's URLs itself. */
export const ownScenarios = {
  ...others,

  "without upstream everything leads through the gateway as well": async (api, place) => {
    const client = language(api, place, { upstream: undefined });
    const { poller, result } = await exported(client, place);
    same(result.project().summary().name, "SupportInbox");
    ok(poller.job.url.startsWith(`${place.url}/language-proxy/language/authoring/`), poller.job.url);
    const { value } = await client.call(client.projectsRequest({ maxPageSize: 1 }), runOf(place));
    ok(value.length > 2, "several pages");
    onlyTo(place, "/language-proxy");
  },

  "two boards that follow one job have the same end": async (api, place) => {
    const client = language(api, place);
    const { job } = await client.start(client.exportRequest("SupportInbox"), runOf(place));
    const boards = [1, 2].map(() => new api.JobBoard({ clients: client, fetch: place.fetch }));
    for (const board of boards) board.add(job, quick);
    for (const board of boards) same((await board.outcome(job)).state, "succeeded");
    boards.forEach((board) => board.close());
    onlyTo(place, "/language-proxy");
  },

  "what the portal's contract lacks is refused, and told as that": async (api, place) => {
    const client = language(api, place, { apiVersion: "2099-01-01" });
    const error = isError(
      await rejection(client.start(client.exportRequest("SupportInbox"), runOf(place))),
      "httpError",
      api,
    );
    ok(error.message.includes("api-version"), error.message);
  },

  "a page is told of each change, and polls nothing": async (api, place) => {
    // Node has no EventSource of its own.
    if (!globalThis.EventSource) return;
    const client = language(api, place);
    const { job } = await client.start(client.exportRequest("SupportInbox"), runOf(place));
    const asked = place.sent.length;
    const events = new EventSource(client.statusRequest(job).url);
    const last = await new Promise((resolve, reject) => {
      events.onerror = () => reject(new Error("the stream broke off"));
      events.onmessage = ({ data }) => {
        const status = client.readStatus({ status: 200, headers: {}, body: data }, job);
        if (status.isDone) resolve(status);
      };
    });
    events.close();
    same(last.state, "succeeded");
    same(place.sent.length, asked, "no poll");
    ok((await client.follow(job, runOf(place)).result()).size > 0, "a file");
  },
};
