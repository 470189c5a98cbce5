// init with the hash of a file, in Node. tests/browser/cdn.test.mjs has the same for a page.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { before, describe, test } from "node:test";
import { serve } from "../../scripts/static-server.mjs";

const dist = new URL("../../dist/", import.meta.url);
const hashOf = (/** @type {Uint8Array | string} */ bytes) =>
  `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
const wrong = hashOf("another file");

/** Returns whether an error has this code, and a message with these parts. */
const isError =
  (/** @type {string} */ code, /** @type {string[]} */ ...parts) =>
  (/** @type {any} */ error) => {
    assert.equal(error.code, code, error);
    for (const part of parts) assert.ok(error.message.includes(part), error.message);
    return true;
  };

describe("init with a hash", () => {
  /** @type {typeof import("export-jobs/jobs")} */
  let jobs;
  let right;

  before(async () => {
    jobs = await import("export-jobs/jobs");
    right = hashOf(await readFile(new URL("jobs.wasm", dist)));
  });

  test("refuses a file with another hash, and says which", async () => {
    await assert.rejects(
      jobs.default({ integrity: { "jobs.wasm": wrong } }),
      isError("unreadableResponse", "jobs.wasm", wrong),
    );
  });

  test("needs the hash of every entry, of an algorithm that browsers check", async () => {
    await assert.rejects(
      jobs.default({ integrity: { "board.wasm": right } }),
      isError("invalidArgument", "no integrity of jobs.wasm", "--integrity"),
    );
    await assert.rejects(
      jobs.default({ integrity: { "jobs.wasm": "md5-1B2M2Y8AsgTpgAmY7PhCfg==" } }),
      isError("invalidArgument", '"md5-1B2M2Y8AsgTpgAmY7PhCfg=="'),
    );
  });

  test("takes a Request with a hash, and tells a wrong hash from a missing file and from no network", async () => {
    const server = await serve();
    const address = `${server.url}/dist/jobs.wasm`;
    const request = (/** @type {string} */ url, integrity = wrong) => new Request(url, { integrity });
    await assert.rejects(jobs.default(request(address)), isError("unreadableResponse", address, wrong));
    await assert.rejects(
      jobs.default(request(`${server.url}/dist/missing.wasm`)),
      isError("httpError", "missing.wasm", "404"),
    );
    await server.close();
    await assert.rejects(jobs.default(request(address)), isError("network", address));
  });

  test("loads the file that has the hash, also if it is one of several", async () => {
    await jobs.default({ integrity: { "jobs.wasm": `${wrong} ${right}` } });
    assert.match(jobs.version(), /^\d/);
  });

  test("needs no hash for a module that is inside its script", async () => {
    const inline = await import("export-jobs/project/inline");
    await inline.default({ integrity: {} });
    assert.match(inline.version(), /^\d/);
  });
});
