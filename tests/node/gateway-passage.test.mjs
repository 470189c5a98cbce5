// What passes our own gateway: permissions, the request that the service gets, and the answer that the
// page gets.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createGateway } from "export-jobs/gateway";
import { AVEPOINT, CONTOSO } from "../support/gateway-places.js";
import {
  EXPORT,
  gatewayWith,
  KEY,
  PORTAL,
  post,
  posted,
  RESULT,
  routes,
  scripted,
  STATUS,
  USERS,
} from "../support/own-gateway.mjs";

describe("authorize", () => {
  test("without authorize nothing passes", async () => {
    for (const authorize of [undefined, null, "yes", { then: undefined }]) {
      const { ask, sent } = gatewayWith({ authorize: /** @type {any} */ (authorize) });
      for (const path of [STATUS, RESULT, USERS])
        assert.ok([403, 500].includes((await ask(path, { headers: scripted })).status));
      assert.deepEqual(sent, []);
    }
  });

  test("only true lets a request pass", async () => {
    for (const answer of [false, undefined, 1, "true", {}, Promise.resolve(0)]) {
      const { ask, sent } = gatewayWith({ authorize: () => /** @type {any} */ (answer) });
      assert.equal((await ask(STATUS)).code, "forbidden");
      assert.deepEqual(sent, []);
    }
  });

  test("a response of authorize is sent as it is", async () => {
    const headers = { Location: "/sign-in", "Set-Cookie": "state=1" };
    const { ask, sent } = gatewayWith({ authorize: async () => new Response(null, { status: 302, headers }) });
    const { status, headers: got } = await ask(STATUS);
    assert.equal(status, 302);
    assert.equal(got.get("location"), "/sign-in");
    assert.deepEqual(got.getSetCookie(), ["state=1"]);
    assert.deepEqual(sent, []);
  });

  test("an authorize that fails lets nothing pass, and only the portal learns its error", async () => {
    const failure = new Error("the session store at 10.0.0.7 is down");
    const { ask, sent, events } = gatewayWith({
      authorize: () => {
        throw failure;
      },
    });
    const { status, text } = await ask(STATUS);
    assert.equal(status, 500);
    assert.doesNotMatch(text, /10\.0\.0\.7/);
    assert.equal(events[0].error, failure);
    assert.deepEqual(sent, []);
  });

  test("authorize is told what a request does, from its submission to its file", async () => {
    const asked = [];
    const { ask } = gatewayWith({ authorize: (_, what) => Boolean(asked.push(what)) });
    await ask(EXPORT, post());
    await ask(STATUS);
    await ask(RESULT);
    await ask(USERS, { headers: scripted });
    await ask("/avepoint/insights/job/7/exportstatus");
    const plain = asked.map((what) => JSON.parse(JSON.stringify(what)));
    const language = { route: "/language", service: "azure-language", operation: "export", project: "Inbox" };
    const avepoint = { route: "/avepoint", service: "avepoint", operation: "export" };
    assert.deepEqual(plain, [
      { ...language, stage: "submit" },
      { ...language, stage: "status", job: "42" },
      { ...language, stage: "result", job: "42" },
      { ...avepoint, stage: "submit", report: "userActivities", subject: "mia@contoso.com" },
      { ...avepoint, stage: "status", job: "7" },
    ]);
  });

  test("the projects in a body are asked about one by one", async () => {
    const asked = [];
    const { ask, sent } = gatewayWith({
      authorize: (_, { project }) => {
        asked.push(project);
        return project !== "Secret";
      },
    });
    const task = (projectName) => ({ kind: "CustomEntityRecognition", parameters: { projectName } });
    const analyze = (...projects) =>
      ask(
        "/runtime/language/analyze-text/jobs?api-version=2023-04-01",
        posted({ analysisInput: { documents: [] }, tasks: projects.map(task) }),
      );
    assert.equal((await analyze("Inbox", "Inbox", "Papers")).status, 200);
    assert.equal((await analyze("Inbox", "Secret")).status, 403);
    assert.deepEqual(asked, ["Inbox", "Papers", "Inbox", "Secret"]);
    const predict = await ask(
      "/runtime/language/:analyze-conversations?api-version=2023-04-01",
      posted({ kind: "Conversation", parameters: { projectName: "Secret" } }),
    );
    assert.equal(predict.status, 403);
    assert.equal(sent.length, 1);
  });
});

describe("the request that the service gets", () => {
  test("is built from scratch, with the key and nothing of the page", async () => {
    const { ask, sent } = gatewayWith();
    await ask(EXPORT, {
      method: "POST",
      headers: {
        ...scripted,
        Accept: "application/json",
        Authorization: "Bearer of the page",
        Cookie: "session=1",
        Forwarded: "for=10.0.0.1",
        "Ocp-Apim-Subscription-Key": "of the page",
        Origin: PORTAL,
        Referer: `${PORTAL}/app`,
        "X-Forwarded-For": "10.0.0.1",
        "X-HTTP-Method-Override": "DELETE",
      },
    });
    assert.deepEqual(sent, [
      {
        method: "POST",
        url: CONTOSO + EXPORT.slice("/language".length),
        headers: { accept: "application/json", "ocp-apim-subscription-key": KEY },
        body: "",
      },
    ]);
  });

  test("names and lists are encoded as the client encodes them", async () => {
    const { ask, sent } = gatewayWith();
    const path = "/avepoint/insights/activities/object/https%3A%2F%2Fcontoso.sharepoint.com%2Fa%20b/export";
    await ask(`${path}?eventTypes=A%26B&eventTypes=C%2BD&startTime=2026-01-01T00%3A00%3A00`, { headers: scripted });
    assert.equal(
      sent[0].url,
      `${AVEPOINT}/insights/activities/object/https%3A%2F%2Fcontoso.sharepoint.com%2Fa%20b/export` +
        "?eventTypes=A%26B&eventTypes=C%2BD&startTime=2026-01-01T00%3A00%3A00",
    );
    assert.equal(sent[0].headers.authorization, "Bearer token-4711");
    const twice = "/avepoint/insights/users/mia%2523ext%2523%2540contoso.com/access/export?dataSources=x";
    await ask(twice, { headers: scripted });
    assert.equal(sent[1].url, AVEPOINT + twice.slice("/avepoint".length));
  });

  test("a project file streams through as it is", async () => {
    const pieces = ["{", '"a":1,', '"a":2', "}"];
    const { ask, sent } = gatewayWith();
    const path = "/language/language/authoring/analyze-text/projects/Inbox/:import?api-version=2023-04-01";
    const body = new Blob(pieces).stream();
    const { status } = await ask(path, { ...posted(""), body });
    assert.equal(status, 200);
    assert.equal(sent[0].body, pieces.join(""));
    assert.equal(sent[0].headers["content-type"], "application/json");
  });

  test("the service gets the checked one of two members with the same name", async () => {
    const { ask, sent } = gatewayWith();
    const path = "/language/language/authoring/analyze-text/projects/Inbox?api-version=2023-04-01";
    const body = '{"projectName":"Other","projectName":"Inbox","language":"en"}';
    const headers = { ...scripted, "Content-Type": "application/merge-patch+json" };
    assert.equal((await ask(path, { method: "PATCH", headers, body })).status, 200);
    assert.equal(sent[0].body, '{"projectName":"Inbox","language":"en"}');
    const other = '{"projectName":"Other","language":"en"}';
    assert.equal((await ask(path, { method: "PATCH", headers, body: other })).code, "invalidBody");
  });

  test("a part of a file can be asked for", async () => {
    const { ask, sent } = gatewayWith({
      answer: () => new Response("rest", { status: 206, headers: { "Content-Range": "bytes 4-7/8", ETag: '"1"' } }),
    });
    const { status, headers, text } = await ask(RESULT, { headers: { Range: "bytes=4-", "If-Range": '"1"' } });
    assert.deepEqual([status, text, headers.get("content-range")], [206, "rest", "bytes 4-7/8"]);
    assert.equal(sent[0].headers.range, "bytes=4-");
    assert.equal(sent[0].headers["if-range"], '"1"');
    await ask(STATUS, { headers: { Range: "bytes=4-" } });
    assert.equal(sent[1].headers.range, undefined);
  });
});

describe("the answer that the page gets", () => {
  test("has no cookie of the service and nothing that acts on the portal's origin", async () => {
    const { ask } = gatewayWith({
      answer: () =>
        new Response("<script>steal()</script>", {
          headers: {
            "Access-Control-Allow-Origin": "*",
            "Clear-Site-Data": '"*"',
            "Content-Type": "text/html",
            Connection: "x-secret",
            "Service-Worker-Allowed": "/",
            "Set-Cookie": "session=stolen; Path=/",
            "apim-request-id": "r1",
            "x-secret": "1",
          },
        }),
    });
    for (const path of [STATUS, RESULT]) {
      const { headers } = await ask(path);
      const { date, ...rest } = Object.fromEntries(headers);
      assert.deepEqual(rest, {
        "apim-request-id": "r1",
        "cache-control": "no-store",
        "content-security-policy": "sandbox; default-src 'none'",
        "content-type": "text/html",
        "x-content-type-options": "nosniff",
      });
    }
  });

  test("its URLs of jobs, results and pages lead through the gateway, and its texts stay", async () => {
    const body = (at) =>
      JSON.stringify({
        jobId: "42",
        resultUrl: `${at}/language/authoring/analyze-text/projects/Inbox/export/jobs/42/result?api-version=2023-04-01`,
        text: `say "nextLink": "${CONTOSO}/a"`,
        nextLink: `https://elsewhere.example/language/x`,
      });
    for (const at of [CONTOSO, `${CONTOSO}:443`]) {
      const { ask } = gatewayWith({
        answer: () => new Response(body(at), { headers: { "operation-location": `${at}/language/x/jobs/42` } }),
      });
      const { text, headers } = await ask(STATUS);
      assert.equal(text, body("/language"));
      assert.equal(headers.get("operation-location"), "/language/language/x/jobs/42");
    }
  });

  test("has a 502 instead of a 401 when the service refuses the gateway's credential", async () => {
    const { ask, sent } = gatewayWith({ answer: () => new Response("key wrong", { status: 401 }) });
    for (const path of [STATUS, RESULT]) {
      const { status, code, text } = await ask(path);
      assert.deepEqual([status, code], [403, "credentialRefused"]);
      assert.doesNotMatch(text, /key wrong/);
    }
    assert.equal(sent.length, 2, "a key is not tried twice");
  });

  test("a redirect is not followed", async () => {
    const { ask, sent } = gatewayWith({
      answer: () => new Response(null, { status: 302, headers: { Location: "https://elsewhere.example/?sig=1" } }),
    });
    const { status, code, text, headers } = await ask(RESULT);
    assert.deepEqual([status, code, headers.get("location")], [502, "serviceRedirects", null]);
    assert.doesNotMatch(text, /elsewhere/);
    assert.equal(sent.length, 1);
  });

  test("errors of the service pass with their bodies", async () => {
    const error = { error: { code: "ProjectNotFound", message: "No such project." } };
    const { ask } = gatewayWith({ answer: () => Response.json(error, { status: 404 }) });
    const { status, json } = await ask(STATUS);
    assert.equal(status, 404);
    assert.deepEqual(json(), error);
  });

  test("a service that cannot be reached is a bad gateway", async () => {
    const failure = new TypeError(`fetch failed: ${CONTOSO}`);
    const { ask, events } = gatewayWith({ fetch: () => Promise.reject(failure) });
    const { status, code, text } = await ask(STATUS);
    assert.deepEqual([status, code], [502, "serviceUnreachable"]);
    assert.doesNotMatch(text, /contoso/);
    assert.equal(events[0].error, failure);
  });
});

test("each request is reported once, without a secret", async () => {
  const location = `${CONTOSO}/language/authoring/analyze-text/projects/Inbox/export/jobs/42?api-version=2023-04-01`;
  const { ask, events } = gatewayWith({
    user: () => "mia",
    answer: () =>
      new Response(null, { status: 202, headers: { "operation-location": location, "apim-request-id": "r1" } }),
  });
  await ask(`${EXPORT}&trainedModelLabel=v1`, post({ Cookie: "session=secret-1" }));
  await ask("/elsewhere");
  const [first, second] = events.map(({ durationMs, ...event }) => {
    assert.ok(durationMs >= 0);
    return JSON.parse(JSON.stringify(event));
  });
  assert.deepEqual(first, {
    method: "POST",
    route: "/language",
    service: "azure-language",
    operation: "export",
    stage: "submit",
    project: "Inbox",
    job: "42",
    user: "mia",
    requestId: "r1",
    status: 202,
  });
  assert.deepEqual(second, { method: "GET", status: 404, code: "unknownRoute" });
  assert.doesNotMatch(JSON.stringify(events), new RegExp(`${KEY}|secret-1`));
});

test("an observer that fails changes nothing", async () => {
  const { ask } = gatewayWith({
    onRequest: () => {
      throw new Error("full disk");
    },
  });
  assert.equal((await ask(STATUS)).status, 200);
});

test("the longest matching route is used", async () => {
  const { ask, sent } = gatewayWith({
    routes: { "/": routes["/avepoint"], "/language": routes["/language"], "/language/east/": routes["/language"] },
  });
  const job = (id) => STATUS.replace("42", id);
  await ask(job("1").replace("/language", "/language/east"));
  await ask(job("2"));
  await ask("/insights/job/7/exportstatus");
  assert.deepEqual(
    sent.map(({ url }) => url),
    [...["1", "2"].map((id) => CONTOSO + job(id).slice("/language".length)), `${AVEPOINT}/insights/job/7/exportstatus`],
  );
});

describe("options that cannot be used", () => {
  const [language, avepoint] = [routes["/language"], routes["/avepoint"]];
  for (const [what, route] of Object.entries({
    "an unknown service": { ...language, service: "azure-vision" },
    "an inherited name": { ...language, service: "constructor" },
    "plain http": { ...language, endpoint: "http://contoso.example" },
    "an endpoint that is no URL": { ...language, endpoint: "contoso" },
    "an endpoint with a query": { ...language, endpoint: `${CONTOSO}?subscription-key=1` },
    "an endpoint with a password": { ...language, endpoint: "https://a:b@contoso.example" },
    "a key for AvePoint": { ...avepoint, credential: { key: KEY } },
    "a client secret for Azure": { ...language, credential: { clientId: "1", clientSecret: KEY } },
    "a credential of no kind": { ...language, credential: { password: KEY } },
  }))
    test(what, () => {
      assert.throws(
        () => createGateway({ routes: { "/x": /** @type {any} */ (route) }, authorize: () => true }),
        (error) => error instanceof TypeError && !error.message.includes(KEY) && !error.message.includes("b@"),
      );
    });

  test("a route that is not a path", () => {
    for (const name of ["language", "https://portal.example/x", "/a b", "/a/../b?", "//evil"])
      assert.throws(() => createGateway({ routes: { [name]: language }, authorize: () => true }), TypeError);
  });
});
