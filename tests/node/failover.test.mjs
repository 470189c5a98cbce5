// One client for two resources: which of them answers while the other one is down.
import { describe, test } from "node:test";
import init, * as api from "export-jobs/all";
import { equal, isError, ok, rejection, same, thrown, wrong } from "../support/expect.js";
import { simulatorIn } from "../support/simulated.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

const WEST = "https://west.cognitiveservices.azure.com";
const NORTH = "https://north.cognitiveservices.azure.com";
const INBOX = /** @type {const} */ ({
  project: "SupportInbox",
  deployment: "production",
  kind: "CustomSingleLabelClassification",
});
const CITY = { project: "CityTransit", deployment: "production" };
const KEYS = { [WEST]: "west-key-1234", [NORTH]: "north-key-5678" };

/** Two resources of the simulator, each of which can fail in its own way. */
const scenario = (name, play, options) =>
  test(name, () =>
    inVirtualTime(async (time) => {
      const simulator = simulatorIn(time, { credentials: { keys: Object.values(KEYS) } });
      const requests = [];
      const outage = { [WEST]: undefined, [NORTH]: undefined };
      const fetch = async (request) => {
        const { origin, pathname } = new URL(request.url);
        requests.push({
          origin,
          what: `${request.method} ${pathname.replace(/[\w-]{36}/, "ID")}`,
          key: request.headers.get("ocp-apim-subscription-key"),
        });
        const instead = await outage[origin]?.(request);
        return instead ?? simulator.fetch(request);
      };
      const failover = new api.LanguageFailover({
        primary: { endpoint: WEST, credential: { key: KEYS[WEST] } },
        secondary: { endpoint: NORTH, credential: { key: KEYS[NORTH] } },
        fetch,
        ...options,
      });
      await play({ time, failover, outage, requests, simulator });
      // In every scenario, no key goes to the other resource.
      for (const { origin, key } of requests) same(key, KEYS[origin], `the key for ${origin}`);
    }),
  );

const drops = () => {
  throw new TypeError("Failed to fetch");
};
const says = (status, headers) => () =>
  new Response(JSON.stringify({ error: { code: String(status), message: `HTTP ${status}` } }), { status, headers });
const onPolls = (then) => (request) => (request.method === "GET" ? then(request) : undefined);

describe("an analysis", () => {
  scenario("goes to the primary while it answers", async ({ time, failover, requests }) => {
    const found = await time.until(failover.analyze(["one"], INBOX));
    equal([found.answeredBy, found.endpoint, found.documents.length], ["primary", WEST, 1]);
    ok(
      requests.every(({ origin }) => origin === WEST),
      "the primary alone",
    );
    equal(failover.state, {
      primary: { endpoint: WEST, isUp: true, failures: 0 },
      secondary: { endpoint: NORTH, isUp: true, failures: 0 },
      current: "primary",
    });
  });

  for (const [name, down, code] of [
    ["unreachable", drops, "network"],
    ["throttled", says(429, { "Retry-After": "30" }), "throttled"],
    ["failing", says(500), "httpError"],
    ["timing out", says(408), "httpError"],
    ["refusing its key", says(401), "unauthorized"],
    ["behind a firewall", says(403), "forbidden"],
  ]) {
    scenario(`is the secondary's while the primary is ${name}`, async ({ time, failover, outage, requests }) => {
      outage[WEST] = down;
      const heard = [];
      const stop = failover.onChange(({ current }) => heard.push(current));
      const found = await time.until(failover.analyze(["one"], INBOX));
      equal([found.answeredBy, found.endpoint], ["secondary", NORTH]);
      same(requests.filter(({ origin }) => origin === WEST).length, 1);
      const { primary } = failover.state;
      equal([primary.isUp, primary.failures], [false, 1]);
      isError(primary.error, code, api);
      ok(primary.retryInMs > 0, "a time to try again");
      outage[WEST] = undefined;
      await time.pass(300_000);
      same((await time.until(failover.analyze(["one"], INBOX))).answeredBy, "primary");
      equal(heard, ["secondary", "primary"]);
      stop();
    });
  }

  scenario("moves on when the primary does not answer in time", async ({ time, failover, outage }) => {
    outage[WEST] = () => new Promise(() => {});
    same((await time.until(failover.analyze(["one"], { ...INBOX, requestTimeoutMs: 2_000 }))).answeredBy, "secondary");
    isError(failover.state.primary.error, "timeout", api);
  });

  scenario(
    "is submitted again when its resource fails during the job",
    async ({ time, failover, outage, requests }) => {
      outage[WEST] = onPolls(drops);
      const found = await time.until(failover.analyze(["one"], INBOX));
      equal([found.answeredBy, found.documents.length], ["secondary", 1]);
      ok(found.job.url.startsWith(NORTH), "the job that gave the answer");
      equal(
        requests.filter(({ what }) => what.startsWith("POST")).map(({ origin }) => origin),
        [WEST, NORTH],
      );
    },
  );

  scenario(
    "moves to the secondary when the primary has lost the job, and the primary stays up",
    async ({ time, failover, outage }) => {
      outage[WEST] = onPolls(says(404));
      same((await time.until(failover.analyze(["one"], INBOX))).answeredBy, "secondary");
      ok(failover.state.primary.isUp, "it only lost a job");
    },
  );

  scenario("that every resource would refuse is sent once", async ({ time, failover, outage, requests }) => {
    outage[WEST] = says(400);
    isError(await time.until(rejection(failover.analyze(["one"], INBOX))), "httpError", api);
    same(requests.length, 1);
  });

  scenario(
    "that both resources fail has the primary's error and cause, and the secondary's message",
    async ({ time, failover, outage }) => {
      outage[WEST] = drops;
      outage[NORTH] = says(503);
      const error = isError(await time.until(rejection(failover.analyze(["one"], INBOX))), "network", api);
      ok(error.cause instanceof TypeError, "what fetch threw");
      ok(error.message.includes("HTTP 503"), error.message);
      same(failover.state.current, undefined);
      outage[NORTH] = undefined;
      same(
        (await time.until(failover.analyze(["one"], INBOX))).answeredBy,
        "secondary",
        "without another resource, a paused one is asked",
      );
    },
  );

  scenario("that is aborted ends, and marks no resource as down", async ({ time, failover, outage }) => {
    const controller = new AbortController();
    const reason = new Error("enough");
    outage[WEST] = () => (controller.abort(reason), new Promise(() => {}));
    same(await time.until(rejection(failover.analyze(["one"], { ...INBOX, signal: controller.signal }))), reason);
    await time.settle();
    ok(failover.state.primary.isUp, "it is the caller who went");
  });

  scenario(
    "does not repeat a submission that may have arrived, when it must not",
    async ({ time, failover, outage, requests }) => {
      outage[WEST] = drops;
      isError(await time.until(rejection(failover.analyze(["one"], INBOX))), "network", api);
      same(requests.length, 1);
      same((await time.until(failover.analyze(["one"], INBOX))).answeredBy, "secondary", "the next one");
    },
    { repeatLostSubmissions: false },
  );
});

describe("the primary", () => {
  scenario(
    "is tried again after a pause that grows up to its limit, by one call at a time",
    async ({ time, failover, outage, requests }) => {
      outage[WEST] = drops;
      const tries = [];
      for (let second = 0; second < 60; second += 1) {
        const before = requests.length;
        await time.until(Promise.all([failover.predict("next tram", CITY), failover.predict("next bus", CITY)]));
        const asked = requests.slice(before).filter(({ origin }) => origin === WEST).length;
        if (asked > 0) tries.push([second, asked]);
        await time.pass(1_000);
      }
      // Both of the first two calls met the outage. After that, there is one call after each pause of 2, 4, 8, 16, 16
      // seconds.
      equal(tries, [
        [0, 2],
        [2, 1],
        [6, 1],
        [14, 1],
        [30, 1],
        [46, 1],
      ]);
      outage[WEST] = undefined;
      await time.pass(16_000);
      same((await time.until(failover.predict("next tram", CITY))).answeredBy, "primary");
    },
    { firstPauseMs: 2_000, longestPauseMs: 16_000 },
  );

  scenario("is not asked for as long as it requests", async ({ time, failover, outage, requests }) => {
    outage[WEST] = says(429, { "Retry-After": "60" });
    await time.until(failover.predict("next tram", CITY));
    outage[WEST] = undefined;
    await time.pass(59_000);
    same((await time.until(failover.predict("next tram", CITY))).answeredBy, "secondary");
    await time.pass(1_000);
    same((await time.until(failover.predict("next tram", CITY))).answeredBy, "primary");
    same(requests.filter(({ origin }) => origin === WEST).length, 2);
  });
});

describe("a prediction", () => {
  scenario("names the resource that gave it", async ({ time, failover, outage }) => {
    const first = await time.until(failover.predict("how do I get from Rathaus to Zoo", CITY));
    equal([first.answeredBy, first.endpoint, first.prediction.topIntent], ["primary", WEST, "PlanTrip"]);
    outage[WEST] = says(503);
    equal((await time.until(failover.predict("how do I get from Rathaus to Zoo", CITY))).answeredBy, "secondary");
  });

  scenario("uses the fetch of its own call", async ({ time, failover, requests }) => {
    const own = [];
    await time.until(
      rejection(failover.predict("next tram", { ...CITY, fetch: (request) => (own.push(request.url), drops()) })),
    );
    equal([own.length, requests.length], [2, 0]);
  });
});

describe("listeners and arguments", () => {
  scenario("a listener that throws or calls again does not disturb the others", async ({ time, failover, outage }) => {
    outage[WEST] = drops;
    const states = [];
    const uncaught = [];
    // The test runner's own listeners would report it as a failure of the test.
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", (/** @type {Error} */ error) => uncaught.push(error.message));
    failover.onChange(() => {
      throw new Error("a bug of the page");
    });
    failover.onChange(() => states.push(failover.state.primary.isUp));
    same((await time.until(failover.predict("next tram", CITY))).answeredBy, "secondary");
    await time.settle();
    process.removeAllListeners("unhandledRejection");
    for (const other of others) process.on("unhandledRejection", other);
    equal([states, uncaught], [[false], ["a bug of the page"]]);
  });

  test("invalid arguments throw immediately", () => {
    const primary = { endpoint: WEST };
    for (const [options, words] of /** @type {[options: any, words: string][]} */ ([
      [undefined, "options.primary.endpoint"],
      [{ primary }, "options.secondary.endpoint"],
      [{ primary, secondary: { endpoint: `${WEST}:443/` } }, "the same resource"],
      [{ primary, secondary: { endpoint: NORTH }, firstPauseMs: -1 }, "options.firstPauseMs"],
      [{ primary, secondary: { endpoint: NORTH }, repeatLostSubmissions: "no" }, "options.repeatLostSubmissions"],
      [{ primary, secondary: { endpoint: NORTH }, fetch: 1 }, "options.fetch"],
      [{ primary, secondary: { endpoint: NORTH, credential: {} } }, "credential"],
    ])) {
      const error = isError(
        thrown(() => new api.LanguageFailover(options)),
        "invalidArgument",
        api,
      );
      ok(error.message.includes(words), `${words} in: ${error.message}`);
    }
    const failover = new api.LanguageFailover({ primary, secondary: { endpoint: NORTH } });
    isError(
      thrown(() => failover.onChange(wrong(1))),
      "invalidArgument",
      api,
    );
    isError(
      thrown(() => failover.analyze([], INBOX)),
      "invalidArgument",
      api,
    );
    isError(
      thrown(() => failover.predict("a", wrong({ ...CITY, timeoutMs: -1 }))),
      "invalidArgument",
      api,
    );
  });
});
