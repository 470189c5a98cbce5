// A job that another page started: stored as plain data, and followed by a newly loaded module.
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { equal, ok, same } from "../support/expect.js";
import { clientOf, exports, requestOf, simulatorIn } from "../support/simulated.js";
import { inVirtualTime } from "../support/virtual-time.js";

const dist = new URL("../../dist/", import.meta.url);
let pages = 0;

/** Loads the module like a newly opened page, without anything of the previous one. */
async function openPage() {
  const { default: init, ...api } = await import(new URL(`all.js?page=${(pages += 1)}`, dist).href);
  await init(await readFile(new URL("all.wasm", dist)));
  return api;
}

const credentialOf = ({ service }) => (service === "avepoint" ? { token: "demo-token" } : { key: "demo-key" });

describe("a job of another page", () => {
  for (const wanted of exports) {
    test(`of ${wanted.name} is followed to its bytes after a reload`, async () => {
      const [first, second] = [await openPage(), await openPage()];
      await inVirtualTime(async (time) => {
        const simulator = simulatorIn(time);
        const storage = new Map();
        {
          const client = clientOf(first, wanted, credentialOf(wanted));
          const closed = new AbortController();
          const poller = await time.until(
            client.start(requestOf(client, wanted), { fetch: simulator.fetch, signal: closed.signal }),
          );
          storage.set("job", JSON.stringify(poller.job));
          const watching = poller.pollUntilDone().catch((reason) => reason);
          await time.settle();
          closed.abort("the page is closed");
          same(await time.until(watching), "the page is closed");
        }
        const polls = simulator.requests.length;
        await time.pass(5000);
        same(simulator.requests.length, polls, "no poll by a page that is closed");

        const poller = clientOf(second, wanted, credentialOf(wanted)).follow(storage.get("job"), {
          fetch: simulator.fetch,
        });
        const result = await time.until(poller.result());
        ok(result.size > 0 && poller.status.state === "succeeded", "the result");
        equal(poller.job, JSON.parse(storage.get("job")));
        same(simulator.save().jobs.length, 1, "one job at the service");
        ok(!storage.get("job").includes("demo-"), "no credential in storage");
      });
    });
  }
});
