// Saves that break off, and continue where they stopped.
import { describe } from "node:test";
import * as api from "export-jobs";
import { equal, isError, ok, rejection, same } from "../support/expect.js";
import { range, sameBytes, scenario } from "../support/saving.js";
import { always, avepoint, insights, rejects, scripted } from "../support/scripted-service.js";
import { keeper, served, zipOf } from "../support/served-file.js";

describe("a save that breaks off", () => {
  const bytes = zipOf(260_000);
  for (const at of [0, 1, 16_383, 16_384, 16_385, 65_535, 65_536, 131_072, 259_978, 259_999])
    scenario(`after ${at} bytes requests the rest`, async ({ save }) => {
      const kept = keeper();
      const { saved, requests } = save(kept.stream, [always(served(bytes, { breaks: [at] }))]);
      same((await saved).size, bytes.length);
      sameBytes(kept.bytes(), bytes);
      // The beginning is written once it has been checked.
      const rest = at < 16_384 ? [null, null] : [`bytes=${at}-`, '"0x8DC"'];
      equal(range(requests[2]), rest);
      equal([requests.length, kept.truncations], [3, 0]);
    });

  scenario("many times continues as long as something arrives", async ({ save }) => {
    const kept = keeper();
    const { saved, requests } = save(kept.stream, [
      always(served(zipOf(2_000_000), { breaks: Array(18).fill(100_000) })),
    ]);
    same((await saved).size, 2_000_000);
    sameBytes(kept.bytes(), zipOf(2_000_000));
    same(requests.length, 1 + 19);
  });

  scenario("without progress is an error after a few times", async ({ save }) => {
    const { saved, requests } = save(keeper().stream, [always(served(bytes, { breaks: Array(99).fill(20_000) }))]);
    // Each attempt brings 20,000 bytes, so the failures are forgotten every 65,536 bytes.
    same((await saved).size, bytes.length);
    ok(requests.length < 20, `${requests.length} requests`);
    const slow = save(keeper().stream, [always(served(bytes, { breaks: [20_000, ...Array(99).fill(10)] }))]);
    const error = isError(await rejection(slow.saved), "network", api);
    equal([error.job.id, slow.requests.length], ["67890", 6]);
  });

  scenario("is started again in a file when the service sends no ranges", async ({ save }) => {
    for (const options of [{ ranges: false }, { etag: null }, { etag: 'W/"0x8DC"' }]) {
      const kept = keeper({ isFile: true });
      const { saved, requests } = save(kept.stream, [always(served(bytes, { ...options, breaks: [100_000] }))]);
      same((await saved).size, bytes.length);
      sameBytes(kept.bytes(), bytes);
      equal([requests.length, kept.truncations], [3, options.ranges === false ? 1 : 2]);
    }
  });

  scenario("skips the written bytes of a stream when the service sends the same version again", async ({ save }) => {
    const kept = keeper();
    const { saved } = save(kept.stream, [always(served(bytes, { ranges: false, breaks: [100_000, 50_000] }))]);
    same((await saved).size, bytes.length);
    sameBytes(kept.bytes(), bytes);
  });

  scenario("in a stream that cannot be rewound is an error that says so", async ({ save, time }) => {
    const kept = keeper();
    const { saved } = save(kept.stream, [always(served(bytes, { etag: null, breaks: [100_000] }))]);
    const error = isError(await rejection(saved), "network", api);
    ok(/100000 bytes.*cannot be restarted/.test(error.message), error.message);
    await time.settle();
    equal([kept.ended, kept.reason === error, error.job.id], ["aborted", true, "67890"]);
  });

  scenario("is started again when the file has changed or cannot be continued", async ({ save }) => {
    const versions = () => {
      let count = 0;
      return {
        file: () => (count > 0 ? zipOf(150_000) : bytes),
        etag: () => `"${(count += 1)}"`,
      };
    };
    for (const isFile of [true, false]) {
      const kept = keeper({ isFile });
      const { file: current, etag } = versions();
      const { saved } = save(kept.stream, [always(served(current, { etag, breaks: [100_000] }))]);
      if (isFile) {
        same((await saved).size, 150_000);
        sameBytes(kept.bytes(), zipOf(150_000));
      } else isError(await rejection(saved), "unreadableResponse", api);
    }
  });

  for (const [what, change] of [
    ["starts elsewhere", { "Content-Range": "bytes 99999-259999/260000" }],
    ["is of a file of another size", { "Content-Range": "bytes 100000-259998/259999" }],
    ["is of another version", { ETag: '"other"' }],
    ["is encoded", { "Content-Encoding": "br" }],
    ["says no place that can be read", { "Content-Range": "bytes many" }],
  ])
    scenario(`and gets a rest that ${what} is begun again`, async ({ save }) => {
      const kept = keeper({ isFile: true });
      const first = served(bytes, { breaks: [100_000] });
      const { saved, requests } = save(kept.stream, [first, served(bytes, { headers: change }), served(bytes)]);
      same((await saved).size, bytes.length);
      sameBytes(kept.bytes(), bytes);
      equal(
        [range(requests[2]), range(requests[3])],
        [
          ["bytes=100000-", '"0x8DC"'],
          [null, null],
        ],
      );
    });

  scenario("accepts a rest when the browser hides its range", async ({ save }) => {
    const kept = keeper();
    const hides = (request) => {
      const given = served(bytes)(request);
      given.headers.delete("content-range");
      return given;
    };
    const { saved } = save(kept.stream, [served(bytes, { breaks: [100_000] }), hides]);
    same((await saved).size, bytes.length);
    sameBytes(kept.bytes(), bytes);
  });

  scenario("accepts a rest that arrives in parts", async ({ save }) => {
    const kept = keeper();
    const inParts = (request) => {
      const start = Number(/\d+/.exec(request.headers.get("range") ?? "")?.[0] ?? 0);
      const body = bytes.slice(start, start + 70_000);
      return new Response(body, {
        status: 206,
        headers: {
          ETag: '"0x8DC"',
          "Content-Length": String(body.length),
          "Content-Range": `bytes ${start}-${start + body.length - 1}/${bytes.length}`,
        },
      });
    };
    const { saved, requests } = save(kept.stream, [served(bytes, { breaks: [20_000] }), always(inParts)]);
    same((await saved).size, bytes.length);
    sameBytes(kept.bytes(), bytes);
    same(requests.length, 2 + 4);
  });

  scenario("requests the whole file when requests for the rest get no answer", async ({ save }) => {
    const kept = keeper({ isFile: true });
    const refused = rejects(new TypeError("Failed to fetch"));
    const { saved, requests } = save(kept.stream, [
      served(bytes, { breaks: [100_000] }),
      refused,
      refused,
      served(bytes),
    ]);
    same((await saved).size, bytes.length);
    sameBytes(kept.bytes(), bytes);
    equal(range(requests[4]), [null, null]);
  });

  scenario("and stalls continues after requestTimeoutMs", async ({ time }) => {
    const stalled = (request) => {
      const given = served(bytes, { breaks: [100_000] })(request);
      const reader = given.body.getReader();
      const body = new ReadableStream(
        {
          async pull(controller) {
            const step = await reader.read().catch(() => new Promise(() => {}));
            controller.enqueue(step.value);
          },
        },
        { highWaterMark: 0 },
      );
      return { status: 200, headers: given.headers, body, arrayBuffer() {} };
    };
    const service = scripted(time, insights({ jobStatus: 2 }), stalled, served(bytes));
    const kept = keeper();
    const client = avepoint(api);
    const poller = client.follow(client.job(67890), { fetch: service.fetch, requestTimeoutMs: 5_000 });
    same((await time.until(poller.save(kept.stream))).size, bytes.length);
    sameBytes(kept.bytes(), bytes);
    ok(time.now >= 5_000 && time.now < 10_000, `${time.now} ms`);
    ok(service.requests[1].signal.aborted, "the stalled request is aborted");
  });
});
