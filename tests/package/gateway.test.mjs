// The gateway's place in the package: its size, its types, and that it starts without WebAssembly.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { promisify } from "node:util";
import { brotliCompressSync } from "node:zlib";
import { gateway } from "../../scripts/build/entries.mjs";
import { inRoot, root } from "../../scripts/project.mjs";
import { GATEWAY_GOAL, gatewaySizes } from "../../scripts/size/gateway.mjs";

test("the gateway itself is no larger than its goal", () => {
  const [{ file, size }, ...others] = gatewaySizes((content) => brotliCompressSync(content).length);
  assert.equal(file, gateway.script);
  assert.ok(size <= GATEWAY_GOAL * 1024, `${size} bytes`);
  assert.ok(
    others.every(({ size }) => size < 2048),
    "each of the others is small",
  );
});

test("the gateway needs neither WebAssembly nor Node's modules, and starts immediately", async () => {
  const script = `
    import { createGateway } from "export-jobs/gateway";
    const gateway = createGateway({ routes: {}, authorize: () => true });
    console.log((await gateway(new Request("https://portal.example/"))).status);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: root,
  });
  assert.equal(stdout, "404\n");
  for (const { file } of gatewaySizes(() => 0).filter(({ file }) => file !== gateway.node))
    assert.doesNotMatch(readFileSync(inRoot("dist", file), "utf8"), /WebAssembly|\.wasm|node:|require\(/);
});
