// Services that are described as data, behind our own gateway.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createGateway } from "export-jobs/gateway";
import { bulk } from "../support/descriptions.js";
import { gatewayWith, posted, scripted } from "../support/own-gateway.mjs";
import { inVirtualTime } from "../support/virtual-time.js";
import { createSimulator } from "../../www/simulator/index.js";
import { intuneReports } from "../../www/simulator/described/contracts/intune-reports.js";

const ENDPOINT = "https://graph.microsoft.com/v1.0";
const SCOPE = "https://graph.microsoft.com/.default";

/** @type {import("export-jobs/gateway").GatewayServiceDescription} */
const reports = {
  name: "intune-reports",
  credential: { kind: "bearer", scope: SCOPE },
  operations: {
    export: {
      submit: {
        method: "POST",
        path: "/deviceManagement/reports/exportJobs",
        headers: { "Content-Type": "application/json", "Client-Version": "1" },
        parameters: { reportName: { in: "body" }, filter: { in: "body" }, trace: { in: "query" } },
      },
      job: { id: [{ body: "/id" }], url: [{ path: "/deviceManagement/reports/exportJobs('{id}')?select={select}" }] },
      status: {
        state: [{ body: "/status" }],
        states: { completed: "succeeded", failed: "failed", inProgress: "running" },
      },
      result: { files: [{ path: "/deviceManagement/reports/exportJobs('{id}')/file" }] },
      cancel: { method: "DELETE" },
    },
    archive: {
      submit: { method: "GET", path: "/archives/{region}/start", parameters: { region: { in: "path" } } },
      job: { url: [{ path: "/archives/{region}/jobs/{id}" }] },
    },
  },
  limits: { running: 2, readsPerMinute: 100 },
};
const getToken = async (scope) => ({ token: `for ${scope}`, expiresOnTimestamp: Date.now() + 3_600_000 });
const route = (more) => ({ service: reports, endpoint: ENDPOINT, credential: { getToken }, ...more });
const gateway = (options = {}, more = {}) => gatewayWith({ routes: { "/reports": route(more) }, ...options });
const JOBS = "/reports/deviceManagement/reports/exportJobs";

// The parts are loaded with the first request. Virtual time would not wait for that.
await gateway().ask(`${JOBS}('1')`);

describe("the requests of a description that pass", () => {
  test("the submission, with its parameters, and the token of its scope", async () => {
    const { ask, sent } = gateway();
    const body = { reportName: "Devices", filter: "" };
    const { status } = await ask(`${JOBS}?trace=1`, posted(body, { "Client-Version": "2", "X-Other": "3" }));
    assert.equal(status, 200);
    assert.deepEqual(sent, [
      {
        method: "POST",
        url: `${ENDPOINT}/deviceManagement/reports/exportJobs?trace=1`,
        headers: { authorization: `Bearer for ${SCOPE}`, "client-version": "2", "content-type": "application/json" },
        body: JSON.stringify(body),
      },
    ]);
  });

  test("the status, the file and the cancellation of a job", async () => {
    const asked = [];
    const { ask, sent } = gateway({
      authorize: (_, { operation, stage, job }) => Boolean(asked.push([operation, stage, job])),
    });
    await ask(`${JOBS}('a%20b')?select=status`);
    await ask(`${JOBS}('7')/file`);
    await ask(`${JOBS}('7')`, { method: "DELETE", headers: scripted });
    await ask("/reports/archives/eu/start", { headers: scripted });
    await ask("/reports/archives/eu/jobs/9");
    assert.deepEqual(
      sent.map(({ method, url }) => `${method} ${url.slice(ENDPOINT.length)}`),
      [
        "GET /deviceManagement/reports/exportJobs('a%20b')?select=status",
        "GET /deviceManagement/reports/exportJobs('7')/file",
        "DELETE /deviceManagement/reports/exportJobs('7')",
        "GET /archives/eu/start",
        "GET /archives/eu/jobs/9",
      ],
    );
    assert.deepEqual(asked, [
      ["export", "status", "a b"],
      ["export", "result", "7"],
      ["export", "cancel", "7"],
      ["archive", "submit", undefined],
      ["archive", "status", "9"],
    ]);
  });

  test("no other request", async () => {
    const { ask, sent } = gateway();
    for (const [path, init, status] of /** @type {const} */ ([
      ["/reports/users", {}, 404],
      ["/reports/archives/eu/jobs/9/x", {}, 404],
      ["/reports/archives/..%2Fusers/jobs/9", {}, 400],
      ["/reports/archives/eu/jobs/9", { method: "DELETE", headers: scripted }, 404],
      ["/reports/archives/eu/start", {}, 403],
      [`${JOBS}('1')?expand=secrets`, {}, 400],
      [`${JOBS}x('1')`, {}, 404],
      [JOBS, posted({ reportName: "Devices", notify: "https://evil.example" }), 400],
      [JOBS, posted("a", { "Content-Type": "text/plain" }), 415],
    ]))
      assert.equal((await ask(path, init)).status, status, path);
    assert.deepEqual(sent, []);
  });
});

test("the same document as JobService: bodies, queries and paths of every stage", async () => {
  const endpoint = "https://bulk.example";
  const { query } = structuredClone(bulk.operations);
  // A body with a text of the description's own does not pass.
  query.submit.body = { variables: { q: "{query}" } };
  const service = { ...bulk, operations: { query } };
  const { ask, sent } = gatewayWith({ routes: { "/bulk": { service, endpoint, credential: { key: "k3y" } } } });
  const passes = async (path, init) => (await ask(`/bulk${path}`, init)).status === 200;
  const send = (body, method = "POST") => ({ ...posted(body), method });
  for (const [path, init, isPassed] of /** @type {const} */ ([
    ["/v1/graphql?_type=a", send({ variables: { q: "x" } }), true],
    ["/v1/graphql?types=a", send({ query: "x" }), false],
    ["/v1/graphql", send({ notify: "https://evil.example" }), false],
    ["/v1/jobs/7?token=7", send({ id: "7" }), true],
    ["/v1/jobs/7", {}, false],
    ["/v1/jobs/7/results?locator=x", {}, true],
    ["/v1/jobs/7/results?all=1", {}, false],
    ["/v1/jobs/7/state", send({ id: "7" }, "PATCH"), true],
    ["/v1/jobs/7", { method: "DELETE", headers: scripted }, false],
  ]))
    assert.equal(await passes(path, init), isPassed, path);
  assert.deepEqual([...new Set(sent.map(({ headers }) => headers["x-api-key"]))], ["Key k3y"]);
});

test("running jobs of a description are counted", () =>
  inVirtualTime(async () => {
    let jobs = 0;
    const { ask, events } = gateway({
      answer: ({ method }) =>
        Response.json(method === "POST" ? { id: (jobs += 1) } : { status: "completed" }, { status: 201 }),
    });
    const submit = async () => (await ask(JOBS, posted({ reportName: "Devices" }))).status;
    assert.deepEqual([await submit(), await submit(), await submit()], [201, 201, 429]);
    assert.equal(events[1].job, "2");
    await ask(`${JOBS}('2')`);
    assert.deepEqual([await submit(), await submit()], [201, 429]);
  }));

describe("the credential of a description", () => {
  const keyed = { ...reports, credential: { kind: "header", name: "X-Api-Key" } };
  const open = { ...reports, credential: { kind: "none" } };

  test("may be a key in any header, or none", async () => {
    const { ask, sent } = gateway({}, { service: keyed, credential: { key: "key-1" } });
    await ask(`${JOBS}('1')`);
    assert.deepEqual(sent[0].headers, { "x-api-key": "key-1" });
    const { ask: askOpen, sent: openly } = gateway({}, { service: open, credential: undefined });
    await askOpen(`${JOBS}('1')`);
    assert.deepEqual(openly[0].headers, {});
  });

  test("may be client credentials of any identity service", async () => {
    const tokenUrl = "https://login.example/oauth2/token";
    const { ask, sent } = gateway(
      { answer: ({ url }) => Response.json(url === tokenUrl ? { access_token: "t" } : {}) },
      { credential: { clientId: "app", clientSecret: "secret", tokenUrl } },
    );
    await ask(`${JOBS}('1')`);
    assert.equal(new URLSearchParams(sent[0].body).get("scope"), SCOPE);
    assert.equal(sent[1].headers.authorization, "Bearer t");
  });

  test("must match the description", () => {
    for (const more of [
      { credential: { key: "key-1" } },
      { credential: undefined },
      { credential: { clientId: "app", clientSecret: "secret" } },
      { service: keyed, credential: { getToken } },
      { service: keyed, credential: undefined },
    ])
      assert.throws(
        () => createGateway({ routes: { "/x": /** @type {any} */ (route(more)) }, authorize: () => true }),
        TypeError,
      );
  });
});

test("a page cannot send its own query in a body that the description writes", async () => {
  const graphql = {
    name: "graphql",
    credential: { kind: "header", name: "X-Key" },
    operations: {
      query: {
        submit: { method: "POST", path: "/graphql", body: { query: "mutation { run }" } },
        job: { url: [{ path: "/graphql?id={id}" }] },
        status: { method: "POST", body: { query: "query { job }" }, state: [{ body: "/state" }] },
        cancel: { method: "POST", body: { query: "mutation { stop }" } },
      },
    },
  };
  const { ask, sent } = gateway({}, { service: graphql, credential: { key: "key-1" } });
  for (const path of ["/reports/graphql", "/reports/graphql?id=1"])
    assert.equal((await ask(path, posted({ query: "{ customers }" }))).status, 404);
  assert.deepEqual(sent, []);
});

test("a description that comes with the package, on its simulated service", async () => {
  const { default: service } = await import("export-jobs/services/intune-reports");
  const simulator = createSimulator({ described: [intuneReports], pace: 0 });
  const credential = { getToken: async () => ({ token: "demo-token", expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const { ask } = gatewayWith({
    routes: { "/reports": { service, endpoint: ENDPOINT, credential } },
    answer: (request) => simulator.fetch(request),
  });
  const started = await ask(JOBS, posted({ reportName: "Devices" }));
  assert.equal(started.status, 201);
  const { id } = started.json();
  const read = await ask(`${JOBS}('${id}')`);
  assert.deepEqual([read.status, read.json().status], [200, "completed"]);
  const cancelled = { method: "DELETE", headers: scripted };
  assert.equal((await ask(`${JOBS}('${id}')`, cancelled)).status, 204);
  assert.equal((await ask(JOBS, posted({ reportName: "Devices", notify: "x" }))).status, 400);
});
