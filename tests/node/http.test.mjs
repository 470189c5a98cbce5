// Real HTTP on loopback with the platform's fetch. Nothing here is virtual.
import { after, before, describe, test } from "node:test";
import init, * as api from "export-jobs/all";
import { serveSimulator } from "../simulator/server.mjs";
import { createSimulator } from "../../www/simulator/index.js";
import { isError, ok, rejection, same } from "../support/expect.js";
import { clientOf, exportAll, exports } from "../support/simulated.js";

await init();

/** Quick jobs and quick polls. */
const options = { intervalMs: 20, maxIntervalMs: 50, timeoutMs: 60_000 };
const credentialOf = ({ service }) => (service === "avepoint" ? { token: "demo-token" } : { key: "demo-key" });

/** @type {Awaited<ReturnType<typeof serveSimulator>>} */
let service;
before(async () => {
  service = await serveSimulator({ simulator: createSimulator({ pace: 0.02, limits: false }) });
});
after(() => service.close());

/** Returns a client whose requests go to the simulator's own address. */
function atLoopback(wanted) {
  const { AzureLanguage, AvePoint } = api;
  const here = {
    AzureLanguage: class extends AzureLanguage {
      constructor(given) {
        super({ ...given, endpoint: service.url });
      }
    },
    AvePoint: class extends AvePoint {
      constructor(given) {
        super({ ...given, baseUrl: service.url });
      }
    },
  };
  return clientOf(here, wanted, credentialOf(wanted));
}

describe("over HTTP", () => {
  for (const wanted of exports) {
    test(`${wanted.name} is exported with the platform's own fetch`, async () => {
      service.simulator.reset();
      const { result, status } = await exportAll(atLoopback(wanted), wanted, options);
      same(status.state, "succeeded");
      if (wanted.service === "avepoint") ok(result.files().length > 0, "files");
      else ok(result.project().summary().size === result.size, "a project");
      ok(
        service.simulator.requests.every(({ headers }) => !("cookie" in headers)),
        "no cookies",
      );
    });

    for (const [
      order,
      ending,
    ] of /** @type {[order: { fault: string, on: "submit" | "status" | "result", [parameter: string]: unknown }, ending: string][]} */ ([
      [{ fault: "drop", on: "submit" }, "network"],
      [{ fault: "drop", on: "status" }, "success"],
      [{ fault: "drop", on: "result" }, "success"],
      [{ fault: "redirect", on: "status" }, "foreignOrigin"],
      [{ fault: "truncatedBody", on: "result", breaks: true }, "success"],
      [{ fault: "slowBody", on: "result", overMs: 100 }, "success"],
      [{ fault: "hangs", on: "status" }, "success"],
      [{ fault: "forbidden", on: "status" }, "forbidden"],
    ])) {
      test(`${wanted.name}: ${order.fault} on ${order.on} ends in ${ending}`, async () => {
        service.simulator.reset();
        service.simulator.inject(order);
        const run = exportAll(atLoopback(wanted), wanted, {
          ...options,
          requestTimeoutMs: order.fault === "hangs" ? 3000 : 30_000,
        });
        if (ending === "success") ok((await run).result.size > 0, "a result");
        else isError(await rejection(run), ending, api);
        same(service.simulator.pendingFaults.length, 0, "the fault was played");
      });
    }
  }

  test("an abort ends the request at the service, too", async () => {
    service.simulator.reset();
    service.simulator.inject({ fault: "hangs", on: "submit" });
    const controller = new AbortController();
    const run = rejection(exportAll(atLoopback(exports[0]), exports[0], { ...options, signal: controller.signal }));
    while (service.simulator.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort("enough");
    same(await run, "enough");
    while (service.simulator.requests[0].status !== 0) await new Promise((resolve) => setImmediate(resolve));
  });

  test("an address without a server is a network error with the platform's reason", async () => {
    const { url, close } = await serveSimulator();
    await close();
    const client = new api.AzureLanguage({ endpoint: url, family: "analyze-text", credential: { key: "demo-key" } });
    const error = isError(await rejection(client.start(client.exportRequest("Inbox"))), "network", api);
    ok(error.cause instanceof TypeError, "the cause");
  });
});
