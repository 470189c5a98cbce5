import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import { md5 } from "../../www/simulator/files/md5.js";
import { createCaller } from "./caller.mjs";

const WEST = "https://contosowest.blob.core.windows.net";
const NORTH = "https://contosonorth.blob.core.windows.net";
const westSas = "sv=2024-11-04&sr=c&sp=rl&se=2026-03-15T00:00:00Z&sig=a%2Bb%3D";
const northSas = "sv=2024-11-04&sr=c&sp=rcwl&sig=n";
const text = "Loan agreement\r\nof the 3rd of März 🖋";

/** @param {object} [options] */
const callerWithStorage = (options) =>
  createCaller({
    storage: [
      {
        origin: WEST,
        containers: { docs: { "1.txt": text, "folder/a b&c.txt": "two", empty: new Uint8Array(0) } },
        sas: westSas,
      },
      { origin: NORTH, containers: { copies: {} }, sas: `?${northSas}` },
    ],
    ...options,
  });

const md5Of = (/** @type {string} */ content) => createHash("md5").update(content).digest("base64");
const block = { "x-ms-blob-type": "BlockBlob" };
const copyOf = (/** @type {string} */ name, sas = westSas) => ({
  ...block,
  "x-ms-copy-source": `${WEST}/docs/${name}?${sas}`,
});

/** @param {Response} response @param {number} status @param {string} code */
async function assertRefused(response, status, code) {
  assert.equal(response.status, status);
  assert.equal(response.headers.get("x-ms-error-code"), code);
  const body = await response.text();
  assert.match(body, new RegExp(`^<\\?xml version="1.0" encoding="utf-8"\\?><Error><Code>${code}</Code><Message>`));
  return body;
}

test("MD5 matches the known hashes", () => {
  for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 1000]) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 7) % 256);
    assert.equal(Buffer.from(md5(bytes)).toString("hex"), createHash("md5").update(bytes).digest("hex"));
  }
});

describe("a blob", () => {
  test("has its properties without its content, and its content", async () => {
    const { send } = callerWithStorage();
    const head = await send(`${WEST}/docs/1.txt?${westSas}`, { method: "HEAD" });
    assert.equal(head.status, 200);
    assert.equal(await head.text(), "");
    assert.equal(head.headers.get("content-length"), String(Buffer.byteLength(text)));
    assert.equal(head.headers.get("content-md5"), md5Of(text));
    assert.match(head.headers.get("etag") ?? "", /^"0x8D[0-9A-F]{12}"$/);
    assert.equal(head.headers.get("last-modified"), "Sat, 14 Mar 2026 09:26:53 GMT");
    assert.equal(head.headers.get("x-ms-blob-type"), "BlockBlob");
    assert.equal(head.headers.get("access-control-expose-headers"), "*");
    const got = await send(`${WEST}/docs/1.txt?${westSas}`);
    assert.equal(await got.text(), text);
    assert.equal(got.headers.get("etag"), head.headers.get("etag"));
  });

  test("may have slashes and spaces in its name", async () => {
    const { send } = callerWithStorage();
    assert.equal(await (await send(`${WEST}/docs/folder/a%20b%26c.txt?${westSas}`)).text(), "two");
  });

  test("is not found if it or its container is missing, which a HEAD says in a header only", async () => {
    const { send } = callerWithStorage();
    await assertRefused(await send(`${WEST}/docs/2.txt?${westSas}`), 404, "BlobNotFound");
    await assertRefused(await send(`${WEST}/dogs/1.txt?${westSas}`), 404, "ContainerNotFound");
    const head = await send(`${WEST}/docs/2.txt?${westSas}`, { method: "HEAD" });
    assert.equal(head.status, 404);
    assert.equal(head.headers.get("x-ms-error-code"), "BlobNotFound");
    assert.equal(await head.text(), "");
  });

  test("is written whole, checked by its MD5, and does not overwrite another if so requested", async () => {
    const { send, simulator, clock } = callerWithStorage();
    const put = (/** @type {Record<string, string>} */ headers, body = "new") =>
      send(`${NORTH}/copies/x.txt?${northSas}`, { method: "PUT", body, headers });
    await assertRefused(await put({}), 400, "MissingRequiredHeader");
    await assertRefused(await put({ "x-ms-blob-type": "PageBlob" }), 400, "InvalidHeaderValue");
    await assertRefused(await put({ ...block, "Content-MD5": md5Of("old") }), 400, "Md5Mismatch");
    assert.deepEqual(simulator.blobs(NORTH, "copies"), {});
    const written = await put({ ...block, "Content-MD5": md5Of("new") });
    assert.equal(written.status, 201);
    assert.equal(written.headers.get("content-md5"), md5Of("new"));
    await clock.pass(1000);
    await assertRefused(await put({ ...block, "If-None-Match": "*" }), 409, "BlobAlreadyExists");
    await assertRefused(await put({ ...block, "If-Match": '"0x8D"' }), 412, "ConditionNotMet");
    const etag = written.headers.get("etag") ?? "";
    const again = await put({ ...block, "If-Match": etag }, "newer");
    assert.equal(again.status, 201);
    assert.notEqual(again.headers.get("etag"), written.headers.get("etag"));
    assert.equal(Buffer.from(simulator.blobs(NORTH, "copies")?.["x.txt"] ?? []).toString(), "newer");
    await assertRefused(
      await send(`${NORTH}/copies/x.txt?${northSas}`, { method: "DELETE" }),
      405,
      "UnsupportedHttpVerb",
    );
  });
});

describe("a copy from a URL", () => {
  const to = (/** @type {string} */ name) => `${NORTH}/copies/${name}?${northSas}`;

  test("is complete when the answer arrives, to the byte", async () => {
    const { send, simulator } = callerWithStorage();
    for (const name of ["1.txt", "folder/a%20b%26c.txt", "empty"]) {
      const response = await send(to(name), { method: "PUT", headers: copyOf(name) });
      assert.equal(response.status, 201);
      assert.equal(response.headers.get("content-length"), "0");
    }
    const blobs = simulator.blobs(NORTH, "copies") ?? {};
    assert.deepEqual(Object.keys(blobs), ["1.txt", "folder/a b&c.txt", "empty"]);
    assert.equal(Buffer.from(blobs["1.txt"]).toString(), text);
    assert.deepEqual(
      simulator.requests.map(({ operation, place }) => `${operation} ${place}`),
      Array(3).fill("putBlobFromUrl submit"),
    );
  });

  test("fails as its source does", async () => {
    const { send } = callerWithStorage();
    const put = (/** @type {Record<string, string>} */ headers) => send(to("1.txt"), { method: "PUT", headers });
    const missing = await assertRefused(await put(copyOf("2.txt")), 404, "CannotVerifyCopySource");
    assert.match(missing, /<CopySourceStatusCode>404<\/CopySourceStatusCode><CopySourceErrorCode>BlobNotFound</);
    const closed = await assertRefused(
      await put(copyOf("1.txt", "sv=2024-11-04&sig=wrong")),
      403,
      "CannotVerifyCopySource",
    );
    assert.match(closed, /<CopySourceErrorCode>AuthenticationFailed</);
    const elsewhere = { ...block, "x-ms-copy-source": "https://elsewhere.example/a.txt" };
    await assertRefused(await put(elsewhere), 404, "CannotVerifyCopySource");
    await assertRefused(await put({ ...copyOf("1.txt"), "x-ms-version": "2019-12-12" }), 400, "InvalidHeaderValue");
    await assertRefused(await put({ "x-ms-copy-source": `${WEST}/docs/1.txt` }), 400, "MissingRequiredHeader");
  });

  test("needs a signature that may write, at the target", async () => {
    const { send } = callerWithStorage();
    const readOnly = await send(`${WEST}/docs/new.txt?${westSas}`, { method: "PUT", headers: copyOf("1.txt") });
    await assertRefused(readOnly, 403, "AuthorizationPermissionMismatch");
  });
});

describe("a signature", () => {
  test("that is missing or wrong gives no access", async () => {
    const { send } = callerWithStorage();
    await assertRefused(await send(`${WEST}/docs/1.txt`), 403, "AuthenticationFailed");
    await assertRefused(await send(`${WEST}/docs/1.txt?${northSas}`), 403, "AuthenticationFailed");
    await assertRefused(
      await send(`${WEST}/docs/1.txt?${westSas.replace("sp=rl", "sp=rlw")}`),
      403,
      "AuthenticationFailed",
    );
  });

  test("expires", async () => {
    const { send, clock } = callerWithStorage();
    await clock.pass(15 * 3_600_000);
    const body = await assertRefused(await send(`${WEST}/docs/1.txt?${westSas}`), 403, "AuthenticationFailed");
    assert.match(body, /not valid in the specified time frame/);
  });
});

describe("the list of blobs", () => {
  const list = `${WEST}/docs?restype=container&comp=list&${westSas}`;
  const names = (/** @type {string} */ xml) => [...xml.matchAll(/<Name>([^<]*)<\/Name>/g)].map(([, name]) => name);

  test("is in the order of the names, and escaped", async () => {
    const { send } = callerWithStorage();
    const response = await send(list);
    assert.equal(response.headers.get("content-type"), "application/xml");
    const bytes = new Uint8Array(await response.clone().arrayBuffer());
    assert.deepEqual([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf]);
    const xml = await response.text();
    assert.match(
      xml,
      /<EnumerationResults ServiceEndpoint="https:\/\/contosowest.blob.core.windows.net\/" ContainerName="docs"><Blobs>/,
    );
    assert.deepEqual(names(xml), ["1.txt", "empty", "folder/a b&amp;c.txt"]);
    assert.match(xml, /<NextMarker \/><\/EnumerationResults>$/);
    assert.ok(xml.includes(`<Content-Length>${Buffer.byteLength(text)}</Content-Length>`));
    assert.ok(xml.includes(`<Content-MD5>${md5Of(text)}</Content-MD5>`));
  });

  test("comes in pages, and by prefix", async () => {
    const { send } = callerWithStorage();
    const seen = [];
    let marker = "";
    for (let count = 0; count < 3; count++) {
      const xml = await (await send(`${list}&maxresults=1${marker && `&marker=${encodeURIComponent(marker)}`}`)).text();
      seen.push(...names(xml));
      marker = /<NextMarker>([^<]+)</.exec(xml)?.[1] ?? "";
    }
    assert.equal(marker, "");
    assert.deepEqual(seen, ["1.txt", "empty", "folder/a b&amp;c.txt"]);
    assert.deepEqual(names(await (await send(`${list}&prefix=folder%2F`)).text()), ["folder/a b&amp;c.txt"]);
    await assertRefused(await send(`${list}&maxresults=0`), 400, "OutOfRangeQueryParameterValue");
  });

  test("of a missing container is refused, and of an empty one is empty", async () => {
    const { send } = callerWithStorage();
    await assertRefused(await send(list.replace("/docs", "/dogs")), 404, "ContainerNotFound");
    const xml = await (await send(`${NORTH}/copies?restype=container&comp=list&${northSas}`)).text();
    assert.match(xml, /<Blobs \/><NextMarker \/>/);
    assert.equal((await send(`${NORTH}/copies?restype=container&${northSas}`, { method: "HEAD" })).status, 200);
  });
});

describe("storage", () => {
  test("plays the faults that need no job", async () => {
    const { send, simulator } = callerWithStorage();
    const url = `${NORTH}/copies/1.txt?${northSas}`;
    simulator.inject({ fault: "drop", operation: "putBlobFromUrl", answerLost: true });
    await assert.rejects(send(url, { method: "PUT", headers: copyOf("1.txt") }), TypeError);
    assert.ok(simulator.blobs(NORTH, "copies")?.["1.txt"]);
    simulator.inject({ fault: "throttle", operation: "getBlobProperties", retryAfter: "3" });
    assert.equal((await send(url)).status, 200);
    const busy = await send(url, { method: "HEAD" });
    assert.equal(busy.status, 503);
    assert.equal(busy.headers.get("x-ms-error-code"), "ServerBusy");
    assert.equal(busy.headers.get("retry-after"), "3");
    assert.deepEqual(simulator.pendingFaults, []);
  });

  test("answers a page's preflight", async () => {
    const { simulator } = callerWithStorage();
    const response = await simulator.fetch(`${NORTH}/copies/1.txt?${northSas}`, {
      method: "OPTIONS",
      headers: { Origin: "https://portal.example", "Access-Control-Request-Method": "PUT" },
    });
    assert.equal(response.status, 204);
  });

  test("survives a reload, and is as new after a reset", async () => {
    const first = callerWithStorage();
    await first.send(`${NORTH}/copies/1.txt?${northSas}`, { method: "PUT", headers: copyOf("1.txt") });
    const saved = JSON.parse(JSON.stringify(first.simulator.save()));
    const second = createCaller({ saved });
    assert.equal(await (await second.send(`${NORTH}/copies/1.txt?${northSas}`)).text(), text);
    first.simulator.reset();
    assert.deepEqual(first.simulator.blobs(NORTH, "copies"), {});
  });
});
