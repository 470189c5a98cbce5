// Answers that never end, have gigabytes, or arrive byte by byte: each is stopped on arrival, and all promises settle.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import init, * as api from "export-jobs/all";
import { isError, ok, rejection, thrown } from "../support/expect.js";
import {
  accepted,
  answer,
  CONTOSO,
  JOB_URL,
  language,
  reading,
  scripted,
  succeeded,
} from "../support/scripted-service.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

const MB = 2 ** 20;

/** An answer that never ends. `taken` is the number of requested bytes. */
function endless(status = 200, piece = new Uint8Array(65_536).fill(0x20)) {
  const body = {
    taken: 0,
    cancelled: false,
    answer: () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            body.taken += piece.length;
            controller.enqueue(piece);
          },
          cancel: () => void (body.cancelled = true),
        }),
        { status, headers: { "Content-Type": "application/json" } },
      ),
  };
  return body;
}

/** Calls of each kind, and how each handles the answer. */
const calls = {
  start: (client, fetch) => client.start(client.exportRequest("Inbox"), { fetch }),
  poll: (client, fetch) => client.follow(JOB_URL, { fetch }).poll(),
  call: (client, fetch) => client.call(client.projectRequest("Inbox"), { fetch, timeoutMs: 10_000 }),
  list: (client, fetch) => client.call(client.projectsRequest(), { fetch, timeoutMs: 10_000 }),
  async submit(client, fetch) {
    const board = new api.JobBoard({ clients: client, fetch });
    return board.submit(client, client.exportRequest("Inbox")).finally(() => board.close());
  },
  async outcome(client, fetch) {
    const board = new api.JobBoard({ clients: client, fetch });
    const job = client.job("export", "Inbox", "5f_639");
    board.add(job);
    return board.outcome(job).finally(() => board.close());
  },
  analyze: (_, fetch) => {
    const runtime = new api.LanguageRuntime({ endpoint: CONTOSO, credential: { key: "0123456789abcdef" } });
    return runtime.predict("Hello", { project: "P", deployment: "d", fetch });
  },
};

for (const [name, call] of Object.entries(calls)) {
  test(`an answer to ${name} without an end is stopped as it arrives`, () =>
    inVirtualTime(async (time) => {
      const body = endless();
      const error = await time.until(rejection(call(language(api), () => body.answer())));
      isError(error, "unreadableResponse", api);
      assert.match(error.message, /too large/);
      ok(body.cancelled, "the stream is told that nobody reads on");
      ok(body.taken <= 5 * 18 * MB, `${body.taken} bytes were taken`);
    }));

  test(`an error to ${name} without an end is still that error`, () =>
    inVirtualTime(async (time) => {
      const body = endless(403);
      isError(await time.until(rejection(call(language(api), () => body.answer()))), "forbidden", api);
      ok(body.taken <= 18 * MB, `${body.taken} bytes were taken`);
    }));

  test(`an answer to ${name} in drips is a time-out`, () =>
    inVirtualTime(async (time) => {
      const drips = () => {
        const pull = (controller) =>
          new Promise((resolve) => setTimeout(() => resolve(controller.enqueue(new Uint8Array([0x20]))), 200));
        return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }), {
          status: 200,
          headers: { "Content-Type": "application/json" },
        });
      };
      const settled = time.until(rejection(call(language(api), drips)));
      isError(await settled, "timeout", api);
    }));

  test(`an answer to ${name} of 4 GB, as a page's own fetch may have one, is refused`, () =>
    inVirtualTime(async (time) => {
      // Its pages are never touched, so it takes no memory.
      const huge = new ArrayBuffer(2 ** 32);
      for (const given of [
        { status: 200, headers: {}, arrayBuffer: async () => huge },
        { status: 200, headers: {}, body: huge },
        { status: 200, headers: {}, body: new Uint8Array(huge) },
      ]) {
        isError(await time.until(rejection(call(language(api), async () => given))), "unreadableResponse", api);
      }
      // The module still works.
      const service = scripted(time, accepted(), succeeded());
      const poller = await time.until(
        language(api).start(language(api).exportRequest("Inbox"), { fetch: service.fetch }),
      );
      assert.equal((await time.until(poller.poll())).state, "succeeded");
    }));
}

test("a value of the page that is too large is refused before it is copied", () => {
  const huge = new ArrayBuffer(2 ** 32);
  for (const body of [huge, new Uint8Array(huge), "x".repeat(2 ** 28)]) {
    isError(
      thrown(() => language(api).readStatus({ status: 200, headers: {}, body })),
      "unreadableResponse",
      api,
    );
    isError(
      thrown(() => language(api).readSubmission(language(api).exportRequest("P"), { status: 202, headers: {}, body })),
      "unreadableResponse",
      api,
    );
  }
});

test("a status that comes in many pieces is read as a whole", () =>
  inVirtualTime(async (time) => {
    const text = JSON.stringify({ jobId: "5f_639", status: "running", warnings: [{ code: "é", message: "ü" }] });
    const bytes = [...new TextEncoder().encode(text)];
    const stream = new ReadableStream({
      start(controller) {
        bytes.forEach((byte) => controller.enqueue(new Uint8Array([byte])));
        controller.close();
      },
    });
    const service = scripted(time, answer(200, stream));
    const status = await time.until(language(api).follow(JOB_URL, { fetch: service.fetch }).poll());
    assert.deepEqual([status.state, status.warnings[0].message], ["running", "ü"]);
  }));

test("an answer that the page has already read is an unreadable answer", () =>
  inVirtualTime(async (time) => {
    const fetch = async () => {
      const response = reading("running")();
      await response.text();
      return response;
    };
    isError(await time.until(rejection(language(api).follow(JOB_URL, { fetch }).poll())), "network", api);
  }));

test("gigabytes packed into kilobytes of gzip stay within the memory limit", async () => {
  const bomb = gzipSync(Buffer.alloc(512 * MB, 0x20), { level: 9 });
  const server = createServer((request, response) => {
    response.writeHead(200, { "Content-Type": "application/json", "Content-Encoding": "gzip" });
    response.end(bomb);
  });
  await new Promise((/** @type {(value?: undefined) => void} */ listening) =>
    server.listen(0, "127.0.0.1", () => listening()),
  );
  try {
    const address = /** @type {import("node:net").AddressInfo} */ (server.address());
    const endpoint = `http://127.0.0.1:${address.port}`;
    const client = new api.AzureLanguage({ endpoint, family: "analyze-text" });
    const before = process.memoryUsage();
    const error = await rejection(client.follow(client.job("export", "Inbox", "1")).poll());
    isError(error, "unreadableResponse", api);
    const after = process.memoryUsage();
    const grown = after.rss - before.rss;
    ok(grown < 200 * MB, `memory grew by ${Math.round(grown / MB)} MB`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
