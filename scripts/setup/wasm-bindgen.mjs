// Installs the wasm-bindgen command in .tools, in exactly the version of the wasm-bindgen crate in Cargo.lock. Other
// versions do not work together.
import { readFileSync } from "node:fs";
import path from "node:path";
import { must, run } from "../command.mjs";
import { inRoot, tools } from "../project.mjs";

const executable = (name) => path.join(tools, "bin", process.platform === "win32" ? `${name}.exe` : name);

export const wasmBindgen = executable("wasm-bindgen");
export const wasmBindgenTestRunner = executable("wasm-bindgen-test-runner");

function lockedVersion() {
  return readFileSync(inRoot("Cargo.lock"), "utf8").match(/name = "wasm-bindgen"\r?\nversion = "([^"]+)"/)[1];
}

const isVersion = async (program, version) => {
  const { status, stdout } = await run(program, ["--version"], { show: false });
  return status === 0 && stdout.trim().endsWith(` ${version}`);
};

export async function ensureWasmBindgen() {
  const version = lockedVersion();
  if ((await isVersion(wasmBindgen, version)) && (await isVersion(wasmBindgenTestRunner, version))) return;
  console.log(`Installing wasm-bindgen ${version} into .tools (compiles for two minutes or so, once) …`);
  await must("cargo", ["install", "wasm-bindgen-cli", "--version", version, "--root", tools, "--force"], {
    advice: "check that cargo reaches crates.io and that a C compiler is installed, then run the command again.",
  });
}
