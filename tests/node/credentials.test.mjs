// Credentials: requested with the right scope, renewed once, and only sent to the service's own origin.
import { describe, test } from "node:test";
import init, * as api from "export-jobs/all";
import { equal, isError, ok, rejection, same, thrown } from "../support/expect.js";
import {
  accepted,
  always,
  answer,
  avepoint,
  CONTOSO,
  file,
  insights,
  JOB_URL,
  KEY,
  language,
  running,
  scripted,
  succeeded,
} from "../support/scripted-service.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

const FOREIGN = "https://storage.elsewhere.example";
const HOUR = 3_600_000;
const scenario = (name, play) => test(name, () => inVirtualTime(play));
const unauthorized = (message = "Access denied due to invalid subscription key.") =>
  answer(401, { error: { code: "401", message } });
const authorization = ({ headers }) => headers.get("authorization");

/** A provider like those in `@azure/identity`, with tokens that last for an hour. */
function provider(lifetimeMs = HOUR) {
  const asked = [];
  return {
    asked,
    getToken: async (scopes, options) => {
      asked.push({ scopes, options });
      return { token: `token-${asked.length}`, expiresOnTimestamp: Date.now() + lifetimeMs };
    },
  };
}

/** Runs an export whose fetch gives these answers. */
async function exported(time, client, answers, options) {
  const service = scripted(time, ...answers);
  const request =
    client instanceof api.AvePoint
      ? client.sitePermissionExportRequest({ siteUrls: ["https://a.example"] })
      : client.exportRequest("Inbox");
  const run = (async () => {
    const poller = await client.start(request, { fetch: service.fetch, ...options });
    const status = await poller.pollUntilDone();
    return { poller, status };
  })();
  run.catch(() => {});
  return { ...service, service, run: time.until(run) };
}

describe("how a credential is sent", () => {
  scenario("a key goes as Ocp-Apim-Subscription-Key, with every request", async (time) => {
    const { run, requests } = await exported(time, language(api), [accepted(), running(), succeeded()]);
    await run;
    equal(
      requests.map(({ headers }) => headers.get("ocp-apim-subscription-key")),
      [KEY, KEY, KEY],
    );
    ok(
      requests.every(({ headers }) => !headers.has("authorization")),
      "no Authorization header besides it",
    );
  });

  scenario("a token goes as Authorization: Bearer", async (time) => {
    const { run, requests } = await exported(time, avepoint(api), [
      insights({ jobId: "1" }),
      insights({ jobStatus: 2 }),
    ]);
    await run;
    equal(requests.map(authorization), [`Bearer ${KEY}`, `Bearer ${KEY}`]);
  });

  scenario("an updated key is sent, as AzureKeyCredential.update requires", async (time) => {
    const credential = { key: "the first key" };
    const client = language(api, { credential });
    const service = scripted(time, accepted(), running(), succeeded());
    const poller = await time.until(client.start(client.exportRequest("Inbox"), { fetch: service.fetch }));
    credential.key = "the second key";
    await time.until(poller.pollUntilDone());
    equal(
      service.requests.map(({ headers }) => headers.get("ocp-apim-subscription-key")),
      ["the first key", "the second key", "the second key"],
    );
  });

  scenario("no credential is sent without one, so that a proxy can add it", async (time) => {
    const { run, requests } = await exported(time, language(api, { credential: undefined }), [accepted(), succeeded()]);
    await run;
    ok(
      requests.every(({ headers }) => !headers.has("authorization") && !headers.has("ocp-apim-subscription-key")),
      "no credential",
    );
  });

  scenario("requests go without cookies, without cache and without following redirects", async (time) => {
    const { run, requests } = await exported(time, language(api), [accepted(), succeeded()]);
    await run;
    for (const { cache, credentials, redirect } of requests)
      equal({ cache, credentials, redirect }, { cache: "no-store", credentials: "omit", redirect: "manual" });
  });

  test("requests have the credential, or authorize adds it to them", async () => {
    same(language(api).exportRequest("Inbox").headers["Ocp-Apim-Subscription-Key"], KEY);
    const client = language(api, { credential: provider() });
    const request = client.exportRequest("Inbox");
    same("Authorization" in request.headers, false);
    const authorized = await client.authorize(request);
    same(authorized.headers.Authorization, "Bearer token-1");
    equal({ ...authorized, headers: {} }, { ...request, headers: {} });
    isError(
      thrown(() => client.authorize({ ...request, url: `${FOREIGN}/x` })),
      "foreignOrigin",
      api,
    );
  });
});

describe("a provider of tokens", () => {
  for (const [endpoint, scope] of [
    ["https://contoso.cognitiveservices.azure.com", "https://cognitiveservices.azure.com/.default"],
    ["https://westeurope.api.cognitive.microsoft.com", "https://cognitiveservices.azure.com/.default"],
    ["https://contoso.cognitiveservices.azure.us", "https://cognitiveservices.azure.us/.default"],
    ["https://usgovvirginia.api.cognitive.microsoft.us", "https://cognitiveservices.azure.us/.default"],
    ["https://contoso.cognitiveservices.azure.cn", "https://cognitiveservices.azure.cn/.default"],
    ["https://chinaeast2.api.cognitive.azure.cn", "https://cognitiveservices.azure.cn/.default"],
    ["https://azure.us.gateway.example", "https://cognitiveservices.azure.com/.default"],
  ]) {
    scenario(`is asked for ${scope} at ${endpoint}`, async (time) => {
      const credential = provider();
      const url = JOB_URL.replace(CONTOSO, endpoint);
      const { run, requests } = await exported(time, language(api, { endpoint, credential }), [
        accepted(url),
        succeeded(),
      ]);
      await run;
      equal(
        credential.asked.map(({ scopes }) => scopes),
        [[scope]],
      );
      equal(requests.map(authorization), ["Bearer token-1", "Bearer token-1"]);
    });
  }

  scenario("is asked for AvePoint's permission", async (time) => {
    const credential = provider();
    await (
      await exported(time, avepoint(api, { credential }), [insights({ jobId: "1" }), insights({ jobStatus: 2 })])
    ).run;
    equal(
      credential.asked.map(({ scopes }) => scopes),
      [["insights.graph.readwrite.all"]],
    );
  });

  scenario("is called with its own `this` and a signal", async (time) => {
    class Identity {
      #token = "secret-token";
      async getToken(_scopes, { abortSignal }) {
        same(abortSignal.aborted, false);
        return { token: this.#token, expiresOnTimestamp: Date.now() + HOUR };
      }
    }
    const { run, requests } = await exported(time, language(api, { credential: new Identity() }), [
      accepted(),
      succeeded(),
    ]);
    await run;
    same(authorization(requests[0]), "Bearer secret-token");
  });

  scenario("is asked again before its token ends, however long the job takes", async (time) => {
    const credential = provider(10 * 60_000);
    const answers = Array.from({ length: 100 }, () => running());
    const { run, requests } = await exported(time, language(api, { credential }), [
      accepted(),
      ...answers,
      succeeded(),
    ]);
    await run;
    ok(credential.asked.length > 2, `${credential.asked.length} tokens`);
    ok(credential.asked.length < requests.length / 5, "tokens are used again");
  });

  scenario("is asked for one fresh token on a 401, and the request is sent once more", async (time) => {
    const credential = provider();
    const { run, requests } = await exported(time, language(api, { credential }), [
      accepted(),
      unauthorized(),
      running(),
      unauthorized(),
      succeeded(),
    ]);
    same((await run).status.state, "succeeded");
    equal(requests.map(authorization), [
      "Bearer token-1",
      "Bearer token-1",
      "Bearer token-2",
      "Bearer token-2",
      "Bearer token-3",
    ]);
  });

  scenario("is asked only once when the fresh token is refused too", async (time) => {
    const credential = provider();
    const { run, requests } = await exported(time, language(api, { credential }), [accepted(), always(unauthorized())]);
    const error = isError(await rejection(run), "unauthorized", api);
    equal([error.status, requests.length, credential.asked.length], [401, 3, 2]);
  });

  scenario(
    "is asked for a fresh token for a submission too, because a refused one has started nothing",
    async (time) => {
      const credential = provider();
      const { run, requests } = await exported(time, language(api, { credential }), [
        unauthorized(),
        accepted(),
        succeeded(),
      ]);
      await run;
      same(requests.length, 3);
    },
  );

  scenario("is asked for a fresh token when AvePoint says 401 in the body of a 200", async (time) => {
    const credential = provider();
    const { run, requests } = await exported(time, avepoint(api, { credential }), [
      insights({ jobId: "1" }),
      insights({ status: 401, message: "Unauthorized." }),
      insights({ jobStatus: 2 }),
    ]);
    same((await run).status.state, "succeeded");
    equal(requests.map(authorization), ["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
  });

  scenario("a refused key is not tried again", async (time) => {
    const { run, requests } = await exported(time, language(api), [accepted(), always(unauthorized())]);
    const error = isError(await rejection(run), "unauthorized", api);
    equal([error.errors[0].code, requests.length], ["401", 2]);
  });

  for (const [what, getToken, hasCause] of [
    ["rejects", () => Promise.reject("no session"), true],
    [
      "throws",
      () => {
        throw "no session";
      },
      true,
    ],
    ["gives null, as it may", async () => null],
    ["gives nothing", async () => undefined],
    ["gives a number", async () => 7],
    ["gives an empty token", async () => ({ token: "" })],
    ["gives a token of another type", async () => ({ token: 7 })],
    ["gives a token with a line break", async () => ({ token: "abc\ndef" })],
  ]) {
    scenario(`that ${what} is unauthorized, and nothing is sent`, async (time) => {
      const { run, requests } = await exported(time, language(api, { credential: { getToken } }), []);
      const error = isError(await rejection(run), "unauthorized", api);
      if (hasCause) same(error.cause, "no session");
      same(requests.length, 0);
      ok(!/may have arrived/.test(error.message), error.message);
    });
  }

  scenario("that never answers does not block a submission for ever", async (time) => {
    const { run, requests } = await exported(
      time,
      language(api, { credential: { getToken: () => new Promise(() => {}) } }),
      [],
    );
    const error = await rejection(run);
    ok(error instanceof api.ExportJobsError, String(error));
    same(requests.length, 0);
  });

  scenario("that never answers does not block a poll, a download or a page's own request for ever", async (time) => {
    let tokens = 0;
    const later = {
      getToken: async () => ((tokens += 1) > 1 ? new Promise(() => {}) : { token: "one", expiresOnTimestamp: 0 }),
    };
    const follow = () => (
      (tokens = 0),
      language(api, { credential: later }).follow(JOB_URL, {
        fetch: scripted(time, succeeded(), file()).fetch,
        timeoutMs: HOUR,
      })
    );
    ok(
      (await time.until(rejection(follow().result()))) instanceof api.ExportJobsError,
      "an ExportJobsError of a download",
    );
    const never = language(api, { credential: { getToken: () => new Promise(() => {}) } });
    isError(await time.until(rejection(never.follow(JOB_URL, { timeoutMs: 60_000 }).pollUntilDone())), "timeout", api);
    ok(
      (await time.until(rejection(never.authorize(never.exportRequest("Inbox"))))) instanceof api.ExportJobsError,
      "an ExportJobsError of authorize",
    );
    equal(time.timers, []);
  });
});

describe("other origins and credentials", () => {
  /** Checks that every request went to the service's own origin. */
  const stayedHome = (requests) =>
    ok(
      requests.every(({ url }) => new URL(url).origin === CONTOSO),
      requests.map(({ url }) => url).join(),
    );

  for (const location of [
    `${FOREIGN}/language/authoring/analyze-text/projects/Inbox/export/jobs/1`,
    "//storage.elsewhere.example/x",
    JOB_URL.replace("https:", "http:"),
    JOB_URL.replace(".com/", ".com:8443/"),
    JOB_URL.replace(".com/", ".com.evil.example/"),
    JOB_URL.replace("https://", "https://user@"),
    JOB_URL.replace(".com/", ".com@evil.example/"),
    `https:\\\\evil.example/`,
    `https://evil.example\\@contoso.cognitiveservices.azure.com/`,
    `\thttps://evil.example/`,
  ]) {
    scenario(`an operation-location ${JSON.stringify(location)} is refused`, async (time) => {
      const { run, requests } = await exported(time, language(api), [
        () => ({ status: 202, headers: { "operation-location": location } }),
      ]);
      isError(await rejection(run), "foreignOrigin", api);
      stayedHome(requests);
      same(requests.length, 1);
    });
  }

  scenario("a resultUrl at another origin is refused, and the error has the job", async (time) => {
    const { run, requests } = await exported(time, language(api), [accepted(), succeeded(`${FOREIGN}/result`)]);
    const { poller } = await run;
    const error = isError(await time.until(rejection(poller.result())), "foreignOrigin", api);
    equal([error.job.url, error.message.includes(FOREIGN)], [JOB_URL, true]);
    stayedHome(requests);
  });

  scenario("a redirect is not followed, wherever it leads", async (time) => {
    for (const status of [301, 302, 303, 307, 308]) {
      const { run, requests } = await exported(time, language(api), [
        accepted(),
        answer(status, null, { Location: `${FOREIGN}/x` }),
      ]);
      const error = await rejection(run);
      equal(error.code, "foreignOrigin");
      ok(/[Rr]edirect/.test(error.message), error.message);
      equal([requests.length, requests[0].redirect], [2, "manual"]);
    }
  });

  test("stored jobs, URLs and requests of another origin are refused immediately", () => {
    const client = language(api);
    const job = client.job("export", "Inbox", "1");
    const foreign = job.url.replace(CONTOSO, FOREIGN);
    const request = { ...client.exportRequest("Inbox"), url: foreign };
    for (const call of [
      () => client.follow({ ...job, url: foreign }),
      () => client.follow(JSON.stringify({ ...job, url: foreign })),
      () => client.follow(foreign),
      () => client.statusRequest({ ...job, url: foreign }),
      () => client.resultRequest(job, { state: "succeeded", resultUrl: foreign }),
      () => client.start(request),
    ]) {
      isError(thrown(call), "foreignOrigin", api);
    }
  });

  test("a stored job of another service is refused immediately", () => {
    const job = language(api).job("export", "Inbox", "1");
    isError(
      thrown(() => language(api, { family: "analyze-conversations" }).follow(job)),
      "invalidArgument",
      api,
    );
    isError(
      thrown(() => avepoint(api).follow(job)),
      "invalidArgument",
      api,
    );
    isError(
      thrown(() => avepoint(api, { baseUrl: CONTOSO }).follow({ ...job, service: "nobody" })),
      "invalidArgument",
      api,
    );
  });

  scenario("an origin that the caller trusts gets the credential", async (time) => {
    const client = language(api, { trustedOrigins: [FOREIGN] });
    const { run, service, requests } = await exported(time, client, [
      accepted(),
      succeeded(`${FOREIGN}/result`),
      file(),
    ]);
    const { poller } = await run;
    await time.until(poller.result());
    equal(
      [requests[2].url, requests[2].headers.get("ocp-apim-subscription-key")],
      [`${FOREIGN}/result?api-version=2023-04-01`, KEY],
    );
    ok(service.requests.length === 3, "three requests");
  });

  test("every accepted address has the client's origin in the platform's URL parser", () => {
    const client = language(api);
    const job = client.job("export", "Inbox", "1");
    const tails = [
      "/",
      "\\",
      "@evil.example/",
      ":443/",
      ":443@evil.example/",
      "#@evil.example/",
      "?@evil.example/",
      "%2f@evil.example",
      "\n.evil.example/",
      "\t.evil.example/",
      " .evil.example/",
      ".evil.example/",
      "\u3002evil.example/",
      "/..//evil.example",
      "/%2e%2e/",
      "//evil.example/",
    ];
    const heads = [
      "https://",
      "https:/",
      "https:",
      "HTTPS://",
      " https://",
      "\thttps://",
      "ht\ttps://",
      "https:\\\\",
      "//",
      "/",
      "http://",
      "blob:https://",
      "view-source:https://",
    ];
    let through = 0;
    for (const head of heads) {
      for (const tail of tails) {
        const url = `${head}contoso.cognitiveservices.azure.com${tail}`;
        let request;
        try {
          request = client.statusRequest({ ...job, url });
        } catch (error) {
          ok(["foreignOrigin", "invalidArgument"].includes(error.code), `${JSON.stringify(url)}: ${error}`);
          continue;
        }
        through += 1;
        same(new URL(request.url).origin, CONTOSO, JSON.stringify(url));
      }
    }
    ok(through > 0, "some are let through");
  });
});
