// Saves against the simulated services: long files, broken off, in memory that stays small.
import { createHash } from "node:crypto";
import { before, describe, test } from "node:test";
import { createSimulator } from "../../www/simulator/index.js";
import { equal, isError, ok, rejection, same } from "../support/expect.js";
import { AVEPOINT, CONTOSO } from "../support/simulated.js";
import init, * as api from "export-jobs";

/** The memory of the module. @type {WebAssembly.Memory} */
let memory;

before(async () => {
  const { instantiate } = WebAssembly;
  /** @type {any} */ (WebAssembly).instantiate = async (...given) => {
    const made = await /** @type {any} */ (instantiate)(...given);
    const { exports } = made.instance ?? made;
    memory = /** @type {any} */ (Object.values(exports).find((it) => it instanceof WebAssembly.Memory));
    return made;
  };
  await init();
  WebAssembly.instantiate = instantiate;
});

/** A job of a simulated service that has succeeded. */
async function finished(service, results) {
  const simulator = createSimulator({ pace: 0, limits: false, results });
  const options = { fetch: simulator.fetch, intervalMs: 1 };
  const poller =
    service === "avepoint"
      ? await new api.AvePoint({ baseUrl: AVEPOINT, credential: { token: "demo-token" } }).start(
          { method: "GET", url: `${AVEPOINT}/insights/sites/permission/export?siteUrls=a`, headers: {} },
          options,
        )
      : await start(
          new api.AzureLanguage({ endpoint: CONTOSO, family: "analyze-text", credential: { key: "demo-key" } }),
          options,
        );
  await poller.pollUntilDone();
  return { simulator, poller };
}

const start = (client, options) => client.start(client.exportRequest("SupportInbox"), options);

/** A stream that hashes what it gets, keeps nothing, and counts the pieces that are in it at a time. */
function hasher() {
  const hash = createHash("sha256");
  const seen = { size: 0, most: 0, hash: () => hash.digest("hex") };
  let inside = 0;
  const stream = new WritableStream({
    async write(piece) {
      inside += 1;
      seen.most = Math.max(seen.most, inside);
      hash.update(piece);
      seen.size += piece.length;
      await Promise.resolve();
      inside -= 1;
    },
  });
  return { ...seen, seen, stream };
}

describe("a save from a simulated service", () => {
  for (const service of ["avepoint", "azure-language"])
    test(`of 128 MB from ${service} needs no memory for the file, and is right after four breaks`, async () => {
      const bytes = 2 ** 27;
      const { simulator, poller } = await finished(service, { bytes, ranges: true });
      const whole = hasher();
      const first = await poller.save(whole.stream, { sha256: true });
      const pages = memory.buffer.byteLength;
      simulator.inject({ fault: "truncatedBody", on: "result", bytes: 30_000_001, breaks: true, times: 4 });
      const broken = hasher();
      const heard = { count: 0, last: 0 };
      const saved = await poller.save(broken.stream, {
        sha256: true,
        onProgress({ receivedBytes, totalBytes }) {
          heard.count += 1;
          ok(
            receivedBytes > heard.last && totalBytes === bytes,
            `${receivedBytes} of ${totalBytes} after ${heard.last}`,
          );
          heard.last = receivedBytes;
        },
      });
      equal([first.size, saved.size, broken.seen.size, heard.last], [bytes, bytes, bytes, bytes]);
      const hash = whole.seen.hash();
      equal([first.sha256, saved.sha256, broken.seen.hash()], [hash, hash, hash]);
      same(simulator.requests.filter(({ headers }) => headers.range !== undefined).length, 4);
      same(broken.seen.most, 1, "one piece at a time");
      // A page of WebAssembly has 64 KB. A file that passes through needs room for a piece.
      ok(memory.buffer.byteLength <= pages + 2 * 65_536, `${memory.buffer.byteLength - pages} bytes more`);
      ok(memory.buffer.byteLength < 2 ** 23, `${memory.buffer.byteLength} bytes of the module`);
    });

  test("of a file that changes is started again, or is an error", async () => {
    const { simulator, poller } = await finished("avepoint", { bytes: 1_000_000, ranges: true });
    const change = () => {
      simulator.inject({ fault: "truncatedBody", on: "result", bytes: 500_000, breaks: true });
      simulator.inject({ fault: "otherFile", on: "result" });
    };
    change();
    const { blob, size } = await poller.save();
    equal([size, blob?.size], [1_000_001, 1_000_001]);
    change();
    isError(await rejection(poller.save(hasher().stream)), "unreadableResponse", api);
  });

  test("of a file from a service without ranges is started again", async () => {
    const { simulator, poller } = await finished("azure-language", { bytes: 1_000_000 });
    simulator.inject({ fault: "truncatedBody", on: "result", bytes: 500_000, breaks: true });
    const { blob } = await poller.save();
    ok(JSON.parse((await blob?.text()) ?? "").metadata.projectName === "SupportInbox", "the project");
  });
});
