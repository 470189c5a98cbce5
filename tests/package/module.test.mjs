// The changes that the build makes to the module after compiling.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import binaryen from "binaryen";
import { bySimilarity, namedBySimilarity } from "../../scripts/build/order.mjs";

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

  test("the names that say it are a valid section, one for each function and import", async () => {
    const bytes = namedBySimilarity(
      assembled(
        `(module (import "js" "hear" (func $hear)) (func (export "f") (call $hear)) (func (export "g") (call $hear) (call $hear)))`,
      ),
    );
    const [names] = WebAssembly.Module.customSections(await WebAssembly.compile(bytes), "name").slice(-1);
    assert.deepEqual(Buffer.from(names).toString("latin1").match(/\d{8}/g), ["00000000", "00000001", "00000002"]);
  });
});
