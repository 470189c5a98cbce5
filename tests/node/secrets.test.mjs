// Every export of every service, with every fault and with marked credentials: the mark goes to the service's own origin, in one header, and nowhere else.
import { describe, test } from "node:test";
import init, * as api from "export-jobs";
import { equal, ok } from "../support/expect.js";
import { JOB_URL, language } from "../support/scripted-service.js";
import { AVEPOINT, clientOf, CONTOSO, exportAll, exports, simulatorIn } from "../support/simulated.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

const MARK = "s3cr3t-MARK.0123456789_abcdefghijklmnop";
const OWN = [CONTOSO, AVEPOINT];

/** Everything that a page or its console could show of a value: members, also hidden ones, causes, stacks. */
function shown(value, seen = new Set()) {
  if (typeof value === "string") return value;
  if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return "";
  seen.add(value);
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (value instanceof Map || value instanceof Headers) return shown([...value], seen);
  const own = Object.getOwnPropertyNames(value).map((name) => `${name}: ${shown(value[name], seen)}`);
  const getters = value instanceof api.JobPoller ? [value.job, value.status, value.lastFailure].map((it) => shown(it, seen)) : [];
  return [...own, ...getters].join("\n");
}

/** Holds on to whatever is written to the console while something runs. */
async function withConsole(work) {
  const lines = [];
  const originals = {};
  for (const name of ["log", "info", "warn", "error", "debug", "trace"]) {
    originals[name] = console[name];
    console[name] = (...values) => lines.push(values);
  }
  try {
    await work();
  } finally {
    Object.assign(console, originals);
  }
  return lines;
}

/** A service that sends back the headers of a request wherever it can, as the debugging page of a proxy does. */
const echoing = (status, type) => async (request) => {
  const said = [...request.headers].map(([name, value]) => `${name}: ${value}`).join("; ");
  const bodies = {
    html: `<html><pre>${said}</pre></html>`,
    error: JSON.stringify({ error: { code: said, message: said, target: said, details: [{ code: "x", message: said }], innererror: { code: "y", message: said, details: { [said]: said } } } }),
    avepoint: JSON.stringify({ status: 500, jobId: "1", message: said }),
    failed: JSON.stringify({ status: "failed", jobId: "1", jobStatus: 3, message: said, errors: [{ code: "x", message: said }] }),
  };
  return new Response(bodies[type], { status, headers: { "apim-request-id": MARK, "Content-Type": "text/plain" } });
};

/** The credential in each of its forms, as a client of this service takes it. */
const credentialsFor = ({ service }) => [
  ...(service === "avepoint" ? [] : [{ key: MARK }]),
  { token: MARK },
  { getToken: async () => ({ token: MARK, expiresOnTimestamp: Date.now() + 3_600_000 }) },
];

/** One export from its start to its end, whatever that is, with everything that it gave to the page. */
async function observed(time, wanted, credential, fetch) {
  const heard = [];
  const requests = [];
  const client = clientOf(api, wanted, credential);
  const listening = async (request) => {
    requests.push({ url: request.url, headers: [...request.headers] });
    return await fetch(request);
  };
  const run = exportAll(client, wanted, { fetch: listening, hears: (value) => heard.push(value), timeoutMs: 7_200_000 });
  const outcome = await time.until(run.then((end) => end, (error) => error));
  return { heard: [...heard, outcome], requests };
}

function check({ heard, requests }, lines) {
  for (const { url, headers } of requests) {
    ok(!url.includes(MARK), `no secret in the URL ${url}`);
    const carriers = headers.filter(([, value]) => value.includes(MARK));
    if (carriers.length === 0) continue;
    ok(OWN.includes(new URL(url).origin), `no secret to ${url}`);
    equal(carriers.length, 1);
  }
  const found = shown([heard, lines]);
  const at = found.indexOf(MARK);
  ok(at < 0, `no secret in what a page gets: ${found.slice(Math.max(0, at - 120), at)}…`);
}

describe("a secret", () => {
  for (const wanted of exports) {
    test(`stays secret whatever happens to an export of ${wanted.name}`, () =>
      inVirtualTime(async (time) => {
        const catalogue = simulatorIn(time).faults;
        let sent = 0;
        for (const credential of credentialsFor(wanted))
          for (const { name: fault, on } of [{ name: undefined, on: {} }, ...catalogue])
            for (const place of fault === undefined ? [undefined] : (on[wanted.service] ?? [])) {
              const simulator = simulatorIn(time, { credentials: { keys: [MARK], tokens: [MARK] } });
              if (fault !== undefined) simulator.inject({ fault, on: place });
              let seen;
              const lines = await withConsole(async () => (seen = await observed(time, wanted, credential, simulator.fetch)));
              check(seen, lines);
              sent += seen.requests.length;
            }
        ok(sent > 100, "the requests were seen");
      }));

    test(`stays secret when a service of ${wanted.name} echoes it`, () =>
      inVirtualTime(async (time) => {
        for (const credential of credentialsFor(wanted))
          for (const type of ["html", "error", "avepoint", "failed"])
            for (const status of [200, 202, 302, 400, 401, 403, 404, 410, 429, 500]) {
              for (const step of ["submission", "reading", "result"]) {
                const simulator = simulatorIn(time, { credentials: { keys: [MARK], tokens: [MARK] } });
                let count = 0;
                const echo = echoing(status, type);
                const isAt = (request) => ({ submission: (count += 1) === 1, reading: count > 1, result: /\/(result|exportfile)\b/.test(request.url) })[step];
                let seen;
                const lines = await withConsole(async () => {
                  seen = await observed(time, wanted, credential, (request) => (isAt(request) ? echo(request) : simulator.fetch(request)));
                });
                check(seen, lines);
              }
            }
      }));
  }

  test("stays secret when another has taken its place", () =>
    inVirtualTime(async (time) => {
      let tokens = 0;
      const credential = { getToken: async () => ({ token: `${MARK}-${(tokens += 1)}` }) };
      const echo = echoing(500, "error");
      const fetch = (request) => (tokens > 3 ? new Promise(() => {}) : echo(request));
      const poller = language(api, { credential }).follow(JOB_URL, { fetch, timeoutMs: 30_000 });
      const end = poller.pollUntilDone().catch((error) => error);
      await time.pass(15_000);
      ok(tokens > 3 && poller.lastFailure, "a failure of an earlier token");
      ok(!shown([poller, await time.until(end)]).includes(`${MARK}-`), "no secret in what a page gets");
    }));

  test("is found where it is, if it is anywhere", () => {
    for (const leak of [new Error(MARK), new Error("x", { cause: { deep: [MARK] } }), new api.ExportJobsError("network", "x", { errors: [{ code: "Code", message: MARK }] }), new TextEncoder().encode(MARK)]) ok(shown(leak).includes(MARK), "found");
  });
});
