// Every export of every service, with every fault and with marked credentials. The mark goes to the service's own
// origin, in one header, and nowhere else.
import { describe, test } from "node:test";
import init, * as api from "export-jobs/all";
import { equal, ok, same } from "../support/expect.js";
import { JOB_URL, language } from "../support/scripted-service.js";
import { AVEPOINT, clientOf, CONTOSO, exportAll, exports, simulatorIn } from "../support/simulated.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

const MARK = "s3cr3t-MARK.0123456789_abcdefghijklmnop";
const OWN = [CONTOSO, AVEPOINT];

/**
 * Returns everything that a page or its console could show of a value: its members, including hidden ones, its causes
 * and stacks.
 */
function shown(value, seen = new Set()) {
  if (typeof value === "string") return value;
  if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return "";
  seen.add(value);
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (value instanceof Map || value instanceof Headers) return shown([...value], seen);
  const own = Object.getOwnPropertyNames(value).map((name) => `${name}: ${shown(value[name], seen)}`);
  const getters =
    value instanceof api.JobPoller ? [value.job, value.status, value.lastFailure].map((it) => shown(it, seen)) : [];
  return [...own, ...getters].join("\n");
}

/** Records everything that is written to the console while `work` runs. */
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

/** A service that echoes the headers of a request wherever it can, like the debugging page of a proxy. */
const echoing = (status, type) => async (request) => {
  const said = [...request.headers].map(([name, value]) => `${name}: ${value}`).join("; ");
  const bodies = {
    html: `<html><pre>${said}</pre></html>`,
    error: JSON.stringify({
      error: {
        code: said,
        message: said,
        target: said,
        details: [{ code: "x", message: said }],
        innererror: { code: "y", message: said, details: { [said]: said } },
      },
    }),
    avepoint: JSON.stringify({ status: 500, jobId: "1", message: said }),
    failed: JSON.stringify({
      status: "failed",
      jobId: "1",
      jobStatus: 3,
      message: said,
      errors: [{ code: "x", message: said }],
    }),
  };
  return new Response(bodies[type], { status, headers: { "apim-request-id": MARK, "Content-Type": "text/plain" } });
};

/** The credential in each form that a client of this service accepts. */
const credentialsFor = ({ service }) => [
  ...(service === "avepoint" ? [] : [{ key: MARK }]),
  { token: MARK },
  { getToken: async () => ({ token: MARK, expiresOnTimestamp: Date.now() + 3_600_000 }) },
];

/** Runs one export to its end, and returns everything that the page received. */
async function observed(time, wanted, credential, fetch) {
  const heard = [];
  const requests = [];
  const client = clientOf(api, wanted, credential);
  const listening = async (request) => {
    requests.push({ url: request.url, headers: [...request.headers] });
    return await fetch(request);
  };
  const run = exportAll(client, wanted, {
    fetch: listening,
    hears: (value) => heard.push(value),
    timeoutMs: 7_200_000,
  });
  const outcome = await time.until(
    run.then(
      (end) => end,
      (error) => error,
    ),
  );
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
              const lines = await withConsole(
                async () => (seen = await observed(time, wanted, credential, simulator.fetch)),
              );
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
                const isAt = (request) =>
                  ({
                    submission: (count += 1) === 1,
                    reading: count > 1,
                    result: /\/(result|exportfile)\b/.test(request.url),
                  })[step];
                let seen;
                const lines = await withConsole(async () => {
                  seen = await observed(time, wanted, credential, (request) =>
                    isAt(request) ? echo(request) : simulator.fetch(request),
                  );
                });
                check(seen, lines);
              }
            }
      }));
  }

  test("stays secret after it has been replaced", () =>
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

  /** The same text with some characters spelled differently, as an answer can contain a secret. */
  const spellings = {
    "as JSON escapes a plus and a slash": (text) =>
      text.replace(/[+=]/g, (it) => `\\u00${it.charCodeAt(0).toString(16)}`).replaceAll("/", "\\/"),
    "with every character escaped": (text) =>
      [...text].map((it) => `\\u00${it.charCodeAt(0).toString(16).toUpperCase()}`).join(""),
    "in a URL": (text) => encodeURIComponent(text),
    "in a URL, in small letters": (text) => encodeURIComponent(text).replace(/%../g, (it) => it.toLowerCase()),
    "in a URL within a URL": (text) => encodeURIComponent(encodeURIComponent(text)),
    "in HTML": (text) => text.replace(/[^a-z0-9]/gi, (it) => `&#x${it.charCodeAt(0).toString(16)};`),
    "in base64": (text) => btoa(`key=${text};`),
  };
  const SECRET = "s3cr3t+MARK/0123456789==";
  const seen = (value) => {
    let text = shown(value);
    for (let round = 0; round < 4; round += 1)
      text = text
        .replace(/\\u00([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)))
        .replace(/%([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)))
        .replace(/&#x([0-9a-f]{2});/gi, (_, code) => String.fromCharCode(parseInt(code, 16)))
        .replaceAll("\\/", "/");
    const runs = (text.match(/[\w+/-]{16,}/g) ?? []).flatMap((run) =>
      [0, 1, 2, 3].map((from) => run.slice(from, run.length - ((run.length - from) % 4))),
    );
    return (
      text.includes("s3cr3t") ||
      runs.some((run) => atob(run.replaceAll("-", "+").replaceAll("_", "/")).includes("r3t+MARK"))
    );
  };

  for (const [name, spelled] of Object.entries(spellings))
    test(`stays secret when it is echoed ${name}, with a blank pasted around it`, () =>
      inVirtualTime(async (time) => {
        ok(seen(spelled(SECRET)), "the check finds it");
        for (const credential of [
          { key: ` ${SECRET} ` },
          { token: `${SECRET}\t` },
          { getToken: async () => ({ token: ` ${SECRET}`, expiresOnTimestamp: Date.now() + 3_600_000 }) },
        ]) {
          const client = language(api, { credential });
          for (const status of [200, 400, 401, 403, 404, 500]) {
            const said = `header: ${spelled(SECRET)};`;
            const error = `{"code":"${said}","message":"${said}","details":[{"code":"x","message":"${said}"}],"innererror":{"code":"y","message":"${said}"}}`;
            for (const body of [
              `{"error":${error}}`,
              `{"status":"failed","jobId":"5f_639","errors":[${error}],"warnings":[${error}]}`,
              `<html>${said}</html>`,
            ]) {
              const sent = [];
              const fetch = async (request) => {
                sent.push(
                  request.headers.get("ocp-apim-subscription-key") ?? request.headers.get("authorization").slice(7),
                );
                return new Response(body, {
                  status,
                  headers: { "apim-request-id": `"${spelled(SECRET)}"`, "Content-Type": "application/json" },
                });
              };
              const poller = client.follow(JOB_URL, { fetch, timeoutMs: 10_000 });
              const end = await time.until(poller.pollUntilDone().catch((reason) => reason));
              const board = new api.JobBoard({ clients: client, fetch });
              board.add(JOB_URL, { timeoutMs: 10_000 });
              const outcome = await time.until(board.outcome(JOB_URL).catch((reason) => reason));
              const submitted = await time.until(
                board.submit(client, client.exportRequest("Inbox")).catch((reason) => reason),
              );
              const state = JSON.stringify(board.state);
              board.close();
              for (const [what, value] of Object.entries({ poller: [poller, end], outcome, submitted, state }))
                ok(!seen(value), `${what} of ${status} ${body}: ${shown(value)}`);
              equal([...new Set(sent)], [SECRET]);
            }
          }
        }
      }));

  test("stays secret when an answer echoes a token that has been renewed meanwhile", () =>
    inVirtualTime(async (time) => {
      let tokens = 0;
      const client = language(api, { credential: { getToken: async () => ({ token: `${SECRET}${(tokens += 1)}` }) } });
      const echo = (request) => new Response(`<pre>${request.headers.get("authorization")}</pre>`, { status: 500 });
      let release;
      const held = new Promise((resolve) => (release = resolve));
      const slow = client
        .follow(JOB_URL, { fetch: async (request) => (await held, echo(request)), timeoutMs: 20_000 })
        .poll()
        .catch((reason) => reason);
      for (let count = 0; count < 5; count += 1)
        await time.until(
          client
            .follow(JOB_URL, { fetch: async (request) => echo(request) })
            .poll()
            .catch(() => {}),
        );
      release();
      ok(tokens >= 6 && !seen(await time.until(slow)), "no secret of an earlier token");
    }));

  test("that is part of a job's URL is cut before the URL is kept, shown or sent", () =>
    inVirtualTime(async (time) => {
      const client = language(api);
      const url = `${JOB_URL}&subscription-key=${MARK}`;
      const requests = [];
      const fetch = async (request) => (requests.push(request.url), new Response(null, { status: 500 }));
      const poller = client.follow(url, { fetch, timeoutMs: 5_000 });
      const stored = client.follow({ ...poller.job, url }, { fetch });
      const board = new api.JobBoard({ clients: client, fetch });
      board.add(url, { timeoutMs: 5_000 });
      const ends = [
        await time.until(poller.pollUntilDone().catch((reason) => reason)),
        await time.until(board.outcome(JOB_URL).catch((reason) => reason)),
      ];
      const wrong = [
        `https://mia:${MARK}@contoso.example/x`,
        `mia:${MARK}@contoso.example`,
        `${CONTOSO}/x?code=${MARK}`,
      ].flatMap((text) =>
        [
          () => client.follow(text),
          () => language(api, { endpoint: text }),
          () => new api.AvePoint({ baseUrl: text }),
          () => language(api, { trustedOrigins: [text] }),
        ].map((call) => {
          try {
            return call() && text;
          } catch (reason) {
            return reason;
          }
        }),
      );
      ok(requests.length > 2, "requests were sent");
      ok(
        !shown([poller, stored, JSON.stringify(board.state), ends, wrong, requests]).includes(MARK),
        "no secret in the stored values",
      );
      equal(stored.job, poller.job);
      same(poller.job.url, JOB_URL);
      board.close();
    }));

  test("is found by this test wherever it is", () => {
    for (const leak of [
      new Error(MARK),
      new Error("x", { cause: { deep: [MARK] } }),
      new api.ExportJobsError("network", "x", { errors: [{ code: "Code", message: MARK }] }),
      new TextEncoder().encode(MARK),
    ])
      ok(shown(leak).includes(MARK), "found");
  });
});
