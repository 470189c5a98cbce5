// Every fault of the simulator's catalogue, at every service and step where it can happen: how an export ends if it
// happens once.
import { describe, test } from "node:test";
import init, * as api from "export-jobs/all";
import { isError, ok, rejection, same } from "../support/expect.js";
import { AVEPOINT, clientOf, CONTOSO, exportAll, exports, simulatorIn } from "../support/simulated.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

const SUCCESS = "success";
/** The fault is retried, except for a submission, which is not repeated. */
const patient = (code) => ({ submit: code, status: SUCCESS, result: SUCCESS });
const everywhere = (code) => ({ submit: code, status: code, result: code });
/** For each fault: how the export ends, by the step at which the fault happens. */
const endings = {
  drop: patient("network"),
  hangs: patient("timeout"),
  slowBody: everywhere(SUCCESS),
  hiddenHeaders: ({ service }) => ({
    ...everywhere(SUCCESS),
    submit: service === "avepoint" ? SUCCESS : "hiddenHeader",
  }),
  throttle: patient("throttled"),
  throttleSilently: patient("throttled"),
  unavailable: patient("httpError"),
  serverError: patient("httpError"),
  timeout408: patient("httpError"),
  unauthorizedOnce: everywhere("unauthorized"),
  forbidden: everywhere("forbidden"),
  expiredResult: { result: "expired" },
  htmlPage: patient("unreadableResponse"),
  emptyBody: patient("unreadableResponse"),
  truncatedBody: patient("unreadableResponse"),
  // The number that replaces the job's id is read as an id that no job has.
  wrongTypes: { submit: "notFound", status: SUCCESS },
  deepNesting: patient("unreadableResponse"),
  retryAfter: everywhere(SUCCESS),
  bodyStatus: { submit: "httpError", status: SUCCESS },
  otherFile: { result: SUCCESS },
  errorInResult: { result: "expired" },
  failed: everywhere("jobFailed"),
  partial: everywhere(SUCCESS),
  cancelled: everywhere("jobCancelled"),
  cancelling: everywhere("jobCancelled"),
  expired: { status: "notFound", result: "expired" },
  unknownState: everywhere(SUCCESS),
  resultUrlTooEarly: everywhere(SUCCESS),
  stateSpelling: everywhere(SUCCESS),
  avepointState: everywhere(SUCCESS),
  foreignLocation: everywhere("foreignOrigin"),
  foreignResult: everywhere("foreignOrigin"),
  redirect: everywhere("foreignOrigin"),
  staleApiVersion: everywhere(SUCCESS),
  noApiVersionInUrls: everywhere(SUCCESS),
  // Only services that are described as data have it: tests/node/described.test.mjs.
  describedState: {},
};
/** Variants of faults, with the ending of each step. */
const variants = [
  ...["99999999", "-5", "0", "soon", "Fri, 01 Jan 2100 00:00:00 GMT", "Sun, 06 Nov 1994 08:49:37 GMT"].map((value) => [
    { fault: "retryAfter", value },
    everywhere(SUCCESS),
  ]),
  ...["99999999", "-5", "0", "soon"].map((retryAfter) => [{ fault: "throttle", retryAfter }, patient("throttled")]),
  [{ fault: "drop", answerLost: true }, patient("network")],
  [
    { fault: "truncatedBody", breaks: true },
    ({ service }) => ({ ...patient("network"), submit: service === "avepoint" ? "network" : undefined }),
  ],
  [{ fault: "truncatedBody", bytes: 0 }, patient("unreadableResponse")],
  [{ fault: "htmlPage", status: 502 }, patient("httpError")],
  [{ fault: "htmlPage", status: 403 }, everywhere("forbidden")],
  [{ fault: "stateSpelling", spelling: "CANCELED" }, everywhere("jobCancelled")],
  [{ fault: "stateSpelling", spelling: "Failed" }, everywhere("jobFailed")],
  ...[
    [0, SUCCESS],
    [1, SUCCESS],
    [2, SUCCESS],
    [3, "jobFailed"],
    [4, SUCCESS],
    [5, "jobCancelled"],
    [6, "jobCancelled"],
    [42, SUCCESS],
  ].map(([state, ending]) => [{ fault: "avepointState", state }, everywhere(ending)]),
  ...[301, 302, 303, 308].map((status) => [{ fault: "redirect", status }, everywhere("foreignOrigin")]),
];

const key = { key: "demo-key" };
const provider = { getToken: async () => ({ token: "demo-token", expiresOnTimestamp: Date.now() + 3_600_000 }) };
const fixed = ({ service }) => (service === "avepoint" ? { token: "demo-token" } : key);

/** Runs an export with one fault. Checks its ending, and the invariants of every ending. */
const meets = (wanted, order, ending, credential) =>
  inVirtualTime(async (time) => {
    const simulator = simulatorIn(time);
    const client = clientOf(api, wanted, credential);
    simulator.inject(order);
    const run = exportAll(client, wanted, { fetch: simulator.fetch });
    if (ending === SUCCESS) {
      const { result, status } = await time.until(run);
      ok(status.isDone && result.size > 0, "a result");
      if (wanted.service === "avepoint") ok(result.files().length > 0, "files in the ZIP");
      else ok(result.project().summary().size > 0, "a project");
    } else {
      isError(await time.until(rejection(run)), ending, api);
    }
    same(simulator.pendingFaults.length, 0, "the fault was played");
    const submissions = simulator.requests.filter(({ url }) => /:export|\/export\?/.test(url)).length;
    ok(
      submissions <= (ending === SUCCESS && order.fault === "unauthorizedOnce" ? 2 : 1),
      `one submission, and not ${submissions}`,
    );
    ok(simulator.save().jobs.length <= 1, "one job at most");
    ok(
      simulator.requests.every(({ url }) => [CONTOSO, AVEPOINT].includes(new URL(url).origin)),
      "no request elsewhere",
    );
    ok(time.now < 20 * 60_000, `an end within minutes, and not ${time.now} ms`);
    same(time.timers.length, 0, "no timer is left");
  });

describe("an export that meets a fault once", () => {
  const { faults } = simulatorIn({ clock: undefined });
  const orders = [...faults.map(({ name }) => [{ fault: name }, endings[name]]), ...variants];
  test("every fault of the catalogue has its expected end here", () => {
    for (const { name } of faults) ok(endings[name], `an ending for ${name}`);
    for (const name of Object.keys(endings))
      ok(
        faults.some((fault) => fault.name === name),
        `a fault called ${name}`,
      );
  });

  for (const wanted of exports) {
    describe(wanted.name, () => {
      for (const [order, ending] of orders) {
        const places = faults.find(({ name }) => name === order.fault).on[wanted.service] ?? [];
        for (const on of places) {
          const expected = (typeof ending === "function" ? ending(wanted) : ending)?.[on];
          const what = Object.entries(order)
            .map(([name, value]) => (name === "fault" ? value : `${name} ${value}`))
            .join(", ");
          test(`${what} on ${on}: ${expected}`, () => meets(wanted, { ...order, on }, expected, fixed(wanted)));
          if (order.fault === "unauthorizedOnce") {
            test(`${what} on ${on}, with a provider of tokens: ${SUCCESS}`, () =>
              meets(wanted, { ...order, on }, SUCCESS, provider));
          }
        }
      }
    });
  }
});
