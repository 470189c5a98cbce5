// Builds the crate for WebAssembly: cargo compiles, wasm-bindgen adds the JavaScript side, wasm-opt makes it small.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { must } from "../command.mjs";
import { target } from "../setup/rust.mjs";
import { wasmBindgen } from "../setup/wasm-bindgen.mjs";
import { namedBySimilarity } from "./order.mjs";
import { withoutPanics } from "./panics.mjs";

const require = createRequire(import.meta.url);

// The defaults of rustc for this target. Browsers have supported all of them since 2022.
const features = [
  "bulk-memory",
  "nontrapping-float-to-int",
  "sign-ext",
  "mutable-globals",
  "reference-types",
  "multivalue",
].map((name) => `--enable-${name}`);

/**
 * Removes paths that differ between machines. Panic messages contain the paths of the sources, and the same sources
 * should give the same bytes.
 */
function remappedPaths() {
  const registry = path.join(process.env.CARGO_HOME ?? path.join(os.homedir(), ".cargo"), "registry", "src");
  try {
    return readdirSync(registry).map((index) => `--remap-path-prefix=${path.join(registry, index)}${path.sep}=`);
  } catch {
    return [];
  }
}

/**
 * `QUICK=1` builds for trying a change, without link-time optimisation and wasm-opt passes. It takes a fraction of
 * the time. The module is several times as large, so never measure or publish it.
 */
const isQuick = process.env.QUICK === "1";
const quickProfile = (profile) =>
  ["opt-level=1", "lto=false", "codegen-units=16", "incremental=true"].map(
    (setting) => `profile.${profile}.${setting}`,
  );

/** Downloads the sources of all crates. */
export const fetchCrates = () => must("cargo", ["fetch", "--quiet"], { advice: "check that cargo reaches crates.io." });

/** Compiles the crate with these features. Returns the path of the .wasm file from rustc. */
export async function compile({ profile = "release", features = ["default"], config = [] } = {}) {
  const flags = `target.${target}.rustflags=${JSON.stringify(remappedPaths())}`;
  await must(
    "cargo",
    [
      "build",
      "--quiet",
      "--lib",
      "--profile",
      profile,
      "--no-default-features",
      "--features",
      features.join(),
      "--target",
      target,
      ...[flags, ...config, ...(isQuick ? quickProfile(profile) : [])].flatMap((line) => ["--config", line]),
    ],
    { show: true, advice: "fix the errors of the compiler above." },
  );
  const { stdout } = await must("cargo", ["metadata", "--no-deps", "--format-version", "1"]);
  return path.join(JSON.parse(stdout).target_directory, target, profile, "export_jobs.wasm");
}

/** Creates the JavaScript side, the types and the final .wasm of a compiled crate in `folder`. */
export async function bind(compiled, folder, ...options) {
  await must(wasmBindgen, [
    compiled,
    "--target",
    "web",
    "--omit-default-module-path",
    "--out-dir",
    folder,
    "--out-name",
    "export_jobs",
    ...options,
  ]);
}

/** Runs wasm-opt. Returns its output. */
export async function optimise(input, output, ...options) {
  const wasmOpt = path.join(path.dirname(require.resolve("binaryen/package.json")), "bin", "wasm-opt");
  const { stdout } = await must(process.execPath, [wasmOpt, input, "-o", output, ...features, ...options]);
  return stdout;
}

/**
 * The smallest combination after brotli; see docs/architecture/build.md. Large functions that are called once are not
 * inlined. Low memory is free to use: rustc puts the stack there, which grows down.
 */
const smallest = [
  ...["--one-caller-inline-max-function-size", "30", "--always-inline-max-function-size", "4"],
  ...["-Oz", "-Oz", "--low-memory-unused"],
  ...["--strip-debug", "--strip-producers", "--strip-target-features"],
];

/**
 * Creates the published module from one with names. `more` are further options of wasm-opt. Returns the output of
 * wasm-opt.
 */
export async function finish(input, output, ...more) {
  if (isQuick) return await optimise(input, output, "--optimize-level=0", ...more);
  const between = `${input}.small`;
  writeFileSync(between, withoutPanics(readFileSync(input)));
  await optimise(between, between, ...smallest);
  writeFileSync(between, namedBySimilarity(readFileSync(between)));
  // The levels of -Oz, which affect how the code is written.
  return await optimise(
    between,
    output,
    "--optimize-level=2",
    "--shrink-level=2",
    "--reorder-functions-by-name",
    "--strip-debug",
    ...more,
  );
}
