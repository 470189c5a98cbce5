// A portal in Node, in front of the simulated service: a plain reverse proxy with the key, which passes answers through
// unchanged, or the package's own gateway.
import { createServer } from "node:http";
import { createGateway } from "export-jobs/gateway";
import { toNodeListener } from "export-jobs/gateway/node";
import { createSimulator } from "../../www/simulator/index.js";
import { EAST, WEST, projects, seed } from "./regions.js";
import { AVEPOINT, CONTOSO, GATEWAYS, LOGIN, TOKEN } from "./gateway-places.js";

/** The service with quick jobs, two more regions, and a project in one of them. */
export const simulated = () =>
  createSimulator({ pace: 0.02, limits: false, empty: [EAST, WEST], projects: [seed(EAST, projects.conversation)] });

/** The service behind each gateway, and what the gateway adds. */
const key = { "Ocp-Apim-Subscription-Key": "demo-key" };
const services = {
  language: { origin: CONTOSO, headers: key },
  east: { origin: EAST, headers: key },
  west: { origin: WEST, headers: key },
  avepoint: { origin: AVEPOINT, headers: { Authorization: "Bearer demo-token" } },
};

const json = (status, body) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

/** The answers that a gateway gives itself. */
const guards = {
  session: ({ headers }) =>
    signedIn(headers)
      ? undefined
      : new Response(null, { status: 302, headers: { Location: "/sign-in?return=secret-return" } }),
  elsewhere: ({ headers }) =>
    signedIn(headers)
      ? undefined
      : new Response(null, { status: 302, headers: { Location: `${LOGIN}?state=secret-state` } }),
  refusing: ({ headers }) =>
    signedIn(headers) ? undefined : json(401, { error: { code: "401", message: "No session" } }),
  csrf: ({ headers }) =>
    headers.get("x-csrf-token") === TOKEN
      ? undefined
      : json(403, { error: { code: "403", message: `Not the token: ${headers.get("x-csrf-token")}` } }),
  echoing: ({ headers }) =>
    json(400, {
      error: { code: "400", message: `Unexpected header ${headers.get("x-csrf-token")} ${headers.get("x-tenant")}` },
    }),
};
const signedIn = (headers) => /(^|; )session=/.test(headers.get("cookie") ?? "");

/** The changes that a gateway makes to an answer. */
const changes = {
  /** Rewrites only `operation-location`, like many gateways. */
  rewriting: (answer, { here, upstream }) => {
    const headers = new Headers(answer.headers);
    const location = headers.get("operation-location");
    if (location) headers.set("operation-location", location.replace(/^https:\/\/[^/]+/, here + upstream));
    return new Response(answer.body, { status: answer.status, headers });
  },
};

/** @param {{ service: string, isRuntime?: boolean }} place */
const serviceOf = ({ service, isRuntime }) =>
  service === "avepoint" ? service : isRuntime ? "azure-language-runtime" : "azure-language";
const tokenSource = { getToken: async () => ({ token: "demo-token", expiresOnTimestamp: Date.now() + 3_600_000 }) };

/** The same gateways as routes of our own. What a plain one answers itself, the portal's `authorize` answers there. */
const ownGateway = (simulator) =>
  createGateway({
    routes: Object.fromEntries(
      Object.entries(GATEWAYS).map(([prefix, place]) => [
        prefix,
        {
          service: serviceOf(place),
          endpoint: services[place.service].origin,
          credential: place.service === "avepoint" ? tokenSource : { key: "demo-key" },
          // The tests are quicker than people.
          limits: { reads: undefined, submissions: undefined, running: undefined },
        },
      ]),
    ),
    authorize: ({ headers }, { route }) => guards[GATEWAYS[route].does]?.({ headers }) ?? true,
    fetch: simulator.fetch,
  });

/**
 * Serves the gateways of `GATEWAYS` on loopback, and everything else from another server, if one is given.
 *
 * @param {{ assets?: string, simulator?: ReturnType<typeof createSimulator>, isOwn?: boolean }} [options]
 */
export async function serveGateway({ assets, simulator = simulated(), isOwn = false } = {}) {
  let own = ownGateway(simulator);
  const listen = toNodeListener((request) => own(request));
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? "/";
    if (isOwn && Object.keys(GATEWAYS).some((prefix) => path.startsWith(`${prefix}/`))) {
      seen.push({ method: incoming.method, path, headers: incoming.headers });
      return listen(incoming, outgoing);
    }
    respond(incoming).then(
      async (answer) => {
        outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
        for await (const piece of answer.body ?? []) outgoing.write(piece);
        outgoing.end();
      },
      () => incoming.socket.destroy(),
    );
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const url = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
  const seen = [];

  async function respond(incoming) {
    const pieces = [];
    for await (const piece of incoming) pieces.push(piece);
    const headers = new Headers(/** @type {Record<string, string>} */ (incoming.headers));
    const path = incoming.url ?? "/";
    if (path.startsWith("/sign-in")) {
      return new Response("<!doctype html><title>Sign in</title>", {
        headers: { "Content-Type": "text/html", "Set-Cookie": "session=secret-session; Path=/; HttpOnly" },
      });
    }
    if (path.startsWith("/sign-out"))
      return new Response(null, { headers: { "Set-Cookie": "session=; Path=/; Max-Age=0" } });
    const [prefix, { service, does }] = /** @type {[string, { service?: string, does?: string }][]} */ (
      Object.entries(GATEWAYS)
    ).find(([prefix]) => path.startsWith(`${prefix}/`)) ?? [undefined, {}];
    if (prefix === undefined)
      return assets ? fetch(assets + path, { redirect: "manual" }) : new Response(null, { status: 404 });
    seen.push({ method: incoming.method, path, headers: Object.fromEntries(headers) });
    const refused = guards[does]?.({ headers });
    if (refused) return refused;
    const behind = services[service];
    const passed = new Headers(
      [...headers].filter(
        ([name]) => !["connection", "cookie", "host", "origin", "referer", "x-csrf-token"].includes(name),
      ),
    );
    for (const [name, value] of Object.entries(behind.headers)) passed.set(name, value);
    const hasBody = pieces.length > 0 && incoming.method !== "GET";
    const request = new Request(behind.origin + path.slice(prefix.length), {
      method: incoming.method,
      headers: passed,
      body: hasBody ? Buffer.concat(pieces) : undefined,
      redirect: "manual",
    });
    const answer = await simulator.fetch(request);
    return changes[does]?.(answer, { here: url, upstream: prefix }) ?? answer;
  }

  return {
    url,
    simulator,
    /** The requests that the gateways received. */
    seen,
    /** Resets everything for the next test. */
    reset() {
      simulator.reset();
      own = ownGateway(simulator);
      seen.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}
