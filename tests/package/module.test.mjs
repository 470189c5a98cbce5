// What the build does to the module between the compiler and the package.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { describe, test } from "node:test";
import binaryen from "binaryen";
import { entries } from "../../scripts/build/entries.mjs";
import { bySimilarity, namedBySimilarity } from "../../scripts/build/order.mjs";
import { silencePanics } from "../../scripts/build/panics.mjs";

/** A module of text as bytes, with its names. */
function assembled(text) {
  binaryen.setDebugInfo(true);
  const module = binaryen.parseText(text);
  const bytes = Buffer.from(module.emitBinary());
  module.dispose();
  return bytes;
}

const le = (...words) => Buffer.from(Uint32Array.from(words).buffer);
const escaped = (bytes) => [...bytes].map((byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("");

describe("panics", () => {
  /** A panic that tells JavaScript, and one word of data beside the place of the panic. */
  const source = (panic) => {
    const file = Buffer.from("src/job.rs!");
    const data = Buffer.concat([file, Buffer.alloc(5), le(1024, 10, 17, 5), le(1024, 11, 17, 5)]);
    return `(module
      (import "js" "hear" (func $hear (param i32)))
      (memory (export "memory") 1)
      (data (i32.const 1024) "${escaped(data)}")
      (func $"${panic}" (param i32) (call $hear (local.get 0)) (unreachable))
      (func $work (export "work") (param i32) (result i32)
        (if (i32.eqz (local.get 0)) (then (call $"${panic}" (i32.const 1040))))
        (i32.const 42)))`;
  };

  async function silenced(text) {
    const folder = await mkdtemp(path.join(os.tmpdir(), "export-jobs-"));
    try {
      const file = path.join(folder, "module.wasm");
      await writeFile(file, assembled(text));
      await silencePanics(file);
      const heard = [];
      const { instance } = await WebAssembly.instantiate(await readFile(file), { js: { hear: (value) => heard.push(value) } });
      return { heard, ...instance.exports };
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  test("a panic traps and says nothing; what does not panic goes on", async () => {
    const { heard, work } = await silenced(source("core[0123456789abcdef]::panicking::panic_fmt"));
    assert.equal(work(1), 42);
    assert.throws(() => work(0), (error) => error instanceof WebAssembly.RuntimeError && /unreachable/.test(error.message));
    assert.deepEqual(heard, []);
  });

  test("the place of a panic is taken out of the data, and what only looks a little like one stays", async () => {
    const { memory } = await silenced(source("core[0123456789abcdef]::panicking::panic_fmt"));
    const data = Buffer.from(memory.buffer, 1024, 48);
    assert.deepEqual(data.subarray(0, 32), Buffer.concat([Buffer.alloc(10), Buffer.from("!"), Buffer.alloc(21)]));
    assert.deepEqual(data.subarray(32), le(1024, 11, 17, 5));
  });

  test("a compiler that names its panics otherwise is noticed", async () => {
    await assert.rejects(silenced(source("core::alarm::raise")), /go by other names/);
  });

  for (const { wasm } of entries) test(`${wasm} holds no paths of sources`, async () => {
    const text = await readFile(new URL(`../../dist/${wasm}`, import.meta.url), "latin1");
    assert.doesNotMatch(text, /\w\/\w+\.rs\b/);
  });
});

describe("the order of functions", () => {
  test("each is followed by the one that has most in common with it", () => {
    const [a, b] = ["the quick brown fox jumps", "0123456789876543210"].map((text) => Buffer.from(text));
    const bodies = [a, b, Buffer.concat([a, Buffer.from("!")]), Buffer.from("xyz"), Buffer.concat([b, Buffer.from("?")])];
    const order = bySimilarity(bodies);
    assert.deepEqual(order, [0, 2, 1, 4, 3]);
  });

  test("the names that say it are a valid section, one for each function and import", async () => {
    const bytes = namedBySimilarity(assembled(`(module (import "js" "hear" (func $hear)) (func (export "f") (call $hear)) (func (export "g") (call $hear) (call $hear)))`));
    const [names] = WebAssembly.Module.customSections(await WebAssembly.compile(bytes), "name").slice(-1);
    assert.deepEqual(Buffer.from(names).toString("latin1").match(/\d{8}/g), ["00000000", "00000001", "00000002"]);
  });
});
