// A client behind a portal's gateway, over real HTTP, in front of the simulated service: a plain reverse proxy with the
// key, and our own gateway.
import { after, before, describe, test } from "node:test";
import init, * as api from "export-jobs/all";
import { equal, isError, ok, rejection, same, thrown, wrong } from "../support/expect.js";
import { serveGateway, simulated } from "../support/gateway.mjs";
import { CONTOSO } from "../support/gateway-places.js";
import { ownScenarios, scenarios } from "../support/gateway-scenarios.js";

await init();

let gateway;
let own;
before(async () => {
  gateway = await serveGateway({ simulator: simulated() });
  own = await serveGateway({ simulator: simulated(), isOwn: true });
});
after(() => Promise.all([gateway.close(), own.close()]));

/** Node in the role of a page: it has a jar for the session's cookie, which is sent according to `credentials`. */
function node(gateway, more = {}) {
  let cookie;
  const sent = [];
  return {
    url: gateway.url,
    at: (path) => ({ endpoint: path, baseUrl: `${gateway.url}/app/index.html` }),
    sent,
    seesRedirects: true,
    /** There is no page, so a relative gateway address needs an origin. */
    credentials: "include",
    headers: more,
    signIn: async () => (cookie = (await fetch(`${gateway.url}/sign-in`)).headers.get("set-cookie").split(";")[0]),
    signOut: async () => (cookie = undefined),
    fetch: (request) => {
      sent.push(request.url);
      const headers = new Headers({ ...Object.fromEntries(request.headers), ...more });
      if (cookie && request.credentials === "include") headers.set("cookie", cookie);
      return fetch(new Request(request, { headers }));
    },
  };
}

describe("behind a gateway", () => {
  for (const [name, play] of Object.entries(scenarios)) {
    test(name, async () => {
      gateway.reset();
      await play(api, node(gateway));
    });
  }

  for (const [name, play] of Object.entries(ownScenarios)) {
    test(`our own: ${name}`, async () => {
      own.reset();
      // Node does not say where a request comes from, as browsers do.
      await play(api, node(own, { "X-Requested-With": "export-jobs" }));
    });
  }

  test("a direct client follows a job that was stored behind the gateway", async () => {
    const place = node(gateway);
    const client = new api.AzureLanguage({ ...place.at("/language-proxy"), upstream: CONTOSO, family: "analyze-text" });
    const { job } = await client.start(client.exportRequest("SupportInbox"), { fetch: place.fetch });
    /** @type {import("export-jobs/all").AzureLanguageOptions} */
    const options = { endpoint: CONTOSO, family: "analyze-text", credential: { key: "demo-key" } };
    const asked = [];
    const direct = (request) => {
      asked.push(request.url);
      return gateway.simulator.fetch(request);
    };
    const poller = new api.AzureLanguage({ ...options, upstream: `${gateway.url}/language-proxy` }).follow(job, {
      fetch: direct,
      intervalMs: 20,
    });
    ok((await poller.result()).size > 0, "a file");
    ok(
      asked.every((url) => url.startsWith(`${CONTOSO}/language/`)),
      `the service itself: ${asked}`,
    );
    isError(
      thrown(() => new api.AzureLanguage(options).follow(job)),
      "foreignOrigin",
      api,
    );
  });

  test("a path as endpoint needs a baseUrl outside a page", () => {
    for (const make of [
      (options) => new api.AzureLanguage({ family: "analyze-text", ...options }),
      (options) => new api.LanguageRuntime(options),
      (options) => new api.AvePoint(options),
    ]) {
      const error = isError(
        thrown(() => make({ endpoint: "/language-proxy" })),
        "invalidArgument",
        api,
      );
      ok(error.message.includes("`baseUrl`"), error.message);
      make({ endpoint: "/language-proxy", baseUrl: "https://portal.example" });
    }
    const client = new api.AzureLanguage({
      endpoint: "/language-proxy/",
      baseUrl: "https://portal.example/app/x?y",
      family: "analyze-text",
    });
    same(client.job("export", "Inbox", "1").url.split("/language/")[0], "https://portal.example/language-proxy");
    const error = isError(
      thrown(() => new api.AvePoint({ baseUrl: "/avepoint" })),
      "invalidArgument",
      api,
    );
    ok(error.message.includes("`baseUrl`"), error.message);
    isError(
      thrown(() => new api.AzureLanguage({ endpoint: "/x", baseUrl: "portal", family: "analyze-text" })),
      "invalidArgument",
      api,
    );
  });

  test("plain http is refused with a credential", () => {
    const at = (more) =>
      new api.AzureLanguage({ endpoint: "http://portal.corp/language-proxy", family: "analyze-text", ...more });
    same(new URL(at().job("export", "Inbox", "1").url).origin, "http://portal.corp");
    for (const refused of [
      { credential: { key: "demo-key" } },
      { credential: { getToken: async () => ({ token: "demo-token" }) } },
      { headers: { Authorization: "Bearer demo-token" } },
      { headers: { "ocp-apim-subscription-key": "demo-key" } },
      { endpoint: "http://contoso.cognitiveservices.azure.com" },
    ]) {
      const error = isError(
        thrown(() => at(refused)),
        "invalidArgument",
        api,
      );
      ok(/https/.test(error.message), error.message);
    }
  });

  test("values of `credentials` that fetch does not know are refused", () => {
    for (const credentials of ["always", "", 7, true]) {
      isError(
        thrown(
          () => new api.AzureLanguage({ endpoint: CONTOSO, family: "analyze-text", credentials: wrong(credentials) }),
        ),
        "invalidArgument",
        api,
      );
    }
  });

  test("cookies are sent as `credentials` says, and never outside a page", async () => {
    for (const [given, expected] of /** @type {const} */ ([
      [undefined, "omit"],
      ["omit", "omit"],
      ["same-origin", "same-origin"],
      ["include", "include"],
    ])) {
      const client = new api.AzureLanguage({ endpoint: CONTOSO, family: "analyze-text", credentials: given });
      const seen = [];
      const fetch = async (request) => (seen.push(request.credentials), new Response(null, { status: 400 }));
      await rejection(client.start(client.exportRequest("Inbox"), { fetch }));
      equal(seen, [expected]);
    }
  });

  test("a wrong key without a gateway is reported as a wrong key", async () => {
    const client = new api.AzureLanguage({
      endpoint: CONTOSO,
      family: "analyze-text",
      credential: { key: "wrong" },
      upstream: [],
    });
    const start = (status) =>
      rejection(
        client.start(client.exportRequest("Inbox"), {
          fetch: async () => new Response(null, { status, headers: status === 302 ? { location: "/x" } : {} }),
        }),
      );
    ok(isError(await start(401), "unauthorized", api).message.includes("Check the key"), "401");
    ok(isError(await start(403), "forbidden", api).message.includes("lacks the role"), "403");
    isError(await start(302), "foreignOrigin", api);
  });
});
