// The changes that the build makes to the module after compiling.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import binaryen from "binaryen";
import { bySimilarity, namedBySimilarity } from "../../scripts/build/order.mjs";
import { withoutPanics } from "../../scripts/build/panics.mjs";
import { inRoot } from "../../scripts/project.mjs";

/** Returns a module, written as text, as bytes with its names. */
function assembled(text) {
  binaryen.setDebugInfo(true);
  const module = binaryen.parseText(text);
  const bytes = Buffer.from(module.emitBinary());
  module.dispose();
  return bytes;
}

describe("the order of functions", () => {
  test("each is followed by the one that has most in common with it", () => {
    const [a, b] = ["the quick brown fox jumps", "0123456789876543210"].map((text) => Buffer.from(text));
    const bodies = [
      a,
      b,
      Buffer.concat([a, Buffer.from("!")]),
      Buffer.from("xyz"),
      Buffer.concat([b, Buffer.from("?")]),
    ];
    const order = bySimilarity(bodies);
    assert.deepEqual(order, [0, 2, 1, 4, 3]);
  });

  test("the name section is valid, with one name for each function and import", async () => {
    const bytes = namedBySimilarity(
      assembled(
        `(module (import "js" "hear" (func $hear)) (func (export "f") (call $hear)) (func (export "g") (call $hear) (call $hear)))`,
      ),
    );
    const [names] = WebAssembly.Module.customSections(await WebAssembly.compile(bytes), "name").slice(-1);
    assert.deepEqual(Buffer.from(names).toString("latin1").match(/\d{8}/g), ["00000000", "00000001", "00000002"]);
  });
});

describe("panic messages", () => {
  /** A place in a source: the address and the length of its path, the line and the column. */
  const place = String.raw`\00\04\00\00\0a\00\00\00\07\00\00\00\05\00\00\00`;
  const text = `(module
    (memory (export "memory") 1)
    (data (i32.const 1024) "src/lib.rs")
    (data (i32.const 1040) "${place}kept: src/lib.rs")
    (func $core::panicking::panic_fmt::h0123456789abcdef (result i32) (i32.const 1))
    (func $ours::panicking::panic_fmt::h0123456789abcdef (result i32) (i32.const 2))
    (func (export "fails") (result i32) (call $core::panicking::panic_fmt::h0123456789abcdef))
    (func (export "works") (result i32) (call $ours::panicking::panic_fmt::h0123456789abcdef)))`;
  const start = async (/** @type {Uint8Array<ArrayBuffer>} */ bytes) =>
    /** @type {any} */ ((await WebAssembly.instantiate(bytes)).instance.exports);

  test("a function that reports a panic is a trap, and the others stay", async () => {
    const before = await start(assembled(text));
    assert.deepEqual([before.fails(), before.works()], [1, 2]);
    const after = await start(withoutPanics(assembled(text)));
    assert.throws(() => after.fails(), WebAssembly.RuntimeError);
    assert.equal(after.works(), 2);
  });

  test("the places in sources are cleared, and other data stays", async () => {
    const { memory } = await start(withoutPanics(assembled(text)));
    const data = Buffer.from(memory.buffer);
    assert.deepEqual(data.subarray(1024, 1056), Buffer.alloc(32));
    assert.equal(data.toString("latin1", 1056, 1072), "kept: src/lib.rs");
  });

  for (const file of ["all.wasm", "jobs.wasm"])
    test(`${file} names no source`, () => {
      const names = readFileSync(inRoot("dist", file))
        .toString("latin1")
        .match(/[\w./-]+\.rs\b/g);
      assert.deepEqual(names, null);
    });
});
