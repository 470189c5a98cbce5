// Files of jobs that are long, or sent in part.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import { createCaller, EXPORT, INSIGHTS_EXPORT, QNA_EXPORT } from "./caller.mjs";
import { readZip } from "./zip-reader.mjs";

const bytesOf = async (/** @type {Response} */ response) => new Uint8Array(await response.arrayBuffer());
const hashOf = (/** @type {Uint8Array} */ bytes) => createHash("sha256").update(bytes).digest("hex");

/** The URL of a job's file. @param {import("../../www/simulator/results.js").Results} results */
async function fileOf(results, url = INSIGHTS_EXPORT) {
  const caller = createCaller({ results });
  const job = url === INSIGHTS_EXPORT ? await caller.startInsights(url) : await caller.start(url);
  await caller.finish();
  const file = url === INSIGHTS_EXPORT ? `${job}/exportfile` : job.replace("?", "/result?");
  return { ...caller, file, part: (/** @type {Record<string, string>} */ headers) => caller.get(file, { headers }) };
}

describe("a long file", () => {
  test("of AvePoint is a ZIP file with a gap before its directory", async () => {
    const { get, file } = await fileOf({ bytes: 1_000_000 });
    const response = await get(file);
    assert.equal(response.headers.get("content-length"), "1000000");
    const bytes = await bytesOf(response);
    assert.equal(bytes.length, 1_000_000);
    assert.match([...readZip(bytes).keys()][0], /\.xlsx$/);
  });

  test("of Azure is the same project with white space", async () => {
    for (const url of [EXPORT, QNA_EXPORT]) {
      const short = await fileOf({}, url);
      const long = await fileOf({ bytes: 500_000 }, url);
      const text = await (await long.get(long.file)).text();
      assert.equal(text.length >= 490_000, true);
      assert.deepEqual(JSON.parse(text), await short.getJson(short.file));
    }
  });

  test("of two gigabytes is made while it is sent", async () => {
    const { get, file } = await fileOf({ bytes: 2 ** 31 });
    const response = await get(file);
    assert.equal(response.headers.get("content-length"), String(2 ** 31));
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    const { value } = await reader.read();
    assert.equal(value?.length, 65_536);
    await reader.cancel();
  });
});

describe("a part of a file", () => {
  test("is sent with 206, from any byte", async () => {
    const { part, get, file } = await fileOf({ bytes: 300_000, ranges: true });
    const whole = await bytesOf(await get(file));
    for (const from of [0, 1, 65_520, 65_521, 150_000, 299_978, 299_999]) {
      const response = await part({ Range: `bytes=${from}-` });
      assert.equal(response.status, 206);
      assert.equal(response.headers.get("content-range"), `bytes ${from}-299999/300000`);
      assert.equal(hashOf(await bytesOf(response)), hashOf(whole.subarray(from)));
    }
    const few = await part({ Range: "bytes=10-19" });
    assert.deepEqual([...(await bytesOf(few))], [...whole.subarray(10, 20)]);
    assert.equal(few.headers.get("content-length"), "10");
  });

  test("that does not exist is 416", async () => {
    const { part } = await fileOf({ bytes: 300_000, ranges: true });
    for (const range of ["bytes=300000-", "bytes=400000-400001"]) {
      const response = await part({ Range: range });
      assert.deepEqual([response.status, response.headers.get("content-range")], [416, "bytes */300000"]);
    }
  });

  test("depends on If-Range", async () => {
    const { part, get, file, simulator } = await fileOf({ bytes: 300_000, ranges: true });
    const etag = (await get(file)).headers.get("etag") ?? "";
    assert.match(etag, /^"0x8D[0-9A-F]+"$/);
    assert.equal((await part({ Range: "bytes=5-", "If-Range": etag })).status, 206);
    assert.equal((await part({ Range: "bytes=5-", "If-Range": '"other"' })).status, 200);
    simulator.inject({ fault: "otherFile" });
    const changed = await part({ Range: "bytes=5-", "If-Range": etag });
    assert.deepEqual([changed.status, changed.headers.get("content-length")], [200, "300001"]);
    assert.notEqual(changed.headers.get("etag"), etag);
  });

  test("in another form, or without the option, is the whole file", async () => {
    const { part } = await fileOf({ bytes: 300_000, ranges: true });
    for (const range of ["bytes=-5", "bytes=0-1,3-4", "lines=1-"])
      assert.equal((await part({ Range: range })).status, 200);
    const without = await fileOf({ bytes: 300_000 });
    const response = await without.part({ Range: "bytes=5-" });
    assert.deepEqual([response.status, response.headers.get("etag")], [200, null]);
  });

  test("breaks off where a fault says so", async () => {
    const { part, simulator } = await fileOf({ bytes: 300_000, ranges: true });
    simulator.inject({ fault: "truncatedBody", bytes: 100_000, breaks: true });
    await assert.rejects(bytesOf(await part({ Range: "bytes=5-" })), TypeError);
    simulator.inject({ fault: "truncatedBody", bytes: 100_000 });
    assert.equal((await bytesOf(await part({ Range: "bytes=5-" }))).length, 100_000);
  });

  test("of a blob is sent too", async () => {
    const origin = "https://contosowest.blob.core.windows.net";
    const { simulator } = createCaller({
      storage: [{ origin, containers: { docs: { "1.txt": "0123456789" } }, sas: "sig=a" }],
    });
    const get = (/** @type {Record<string, string>} */ headers) =>
      simulator.fetch(`${origin}/docs/1.txt?sig=a`, { headers });
    const response = await get({ "x-ms-range": "bytes=3-5" });
    assert.deepEqual([response.status, await response.text()], [206, "345"]);
    assert.equal((await get({ Range: "bytes=10-" })).status, 416);
  });
});
