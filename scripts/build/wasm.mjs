// The crate as WebAssembly: compiled by cargo, given its JavaScript side by wasm-bindgen, made small by wasm-opt.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { must } from "../command.mjs";
import { target } from "../setup/rust.mjs";
import { wasmBindgen } from "../setup/wasm-bindgen.mjs";
import { namedBySimilarity } from "./order.mjs";

const require = createRequire(import.meta.url);

// What rustc uses by default on this target; browsers have had all of it since 2022.
const features = [
  "bulk-memory",
  "nontrapping-float-to-int",
  "sign-ext",
  "mutable-globals",
  "reference-types",
  "multivalue",
].map((name) => `--enable-${name}`);

/** Panic messages hold the paths of the sources: cut off what differs between machines, so that the same sources give the same bytes. */
function remappedPaths() {
  const registry = path.join(process.env.CARGO_HOME ?? path.join(os.homedir(), ".cargo"), "registry", "src");
  try {
    return readdirSync(registry).map((index) => `--remap-path-prefix=${path.join(registry, index)}${path.sep}=`);
  } catch {
    return [];
  }
}

/**
 * With `QUICK=1` the build is for trying a change: no link-time optimisation and no wasm-opt passes. It takes a fraction of the time,
 * and its module is several times as large, so never measure or publish it.
 */
const isQuick = process.env.QUICK === "1";
const quickProfile = (profile) =>
  ["opt-level=1", "lto=false", "codegen-units=16", "incremental=true"].map(
    (setting) => `profile.${profile}.${setting}`,
  );

/** Has the sources of all crates here. */
export const fetchCrates = () => must("cargo", ["fetch", "--quiet"], { advice: "check that cargo reaches crates.io." });

/** Compiles the crate with these features. Gives the path of the .wasm file as rustc leaves it. */
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
    { show: true, advice: "mend what the compiler says above." },
  );
  const { stdout } = await must("cargo", ["metadata", "--no-deps", "--format-version", "1"]);
  return path.join(JSON.parse(stdout).target_directory, target, profile, "export_jobs.wasm");
}

/** Makes the JavaScript side, the types and the final .wasm of a compiled crate in `folder`. */
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

/** Runs wasm-opt. Gives what it prints. */
export async function optimise(input, output, ...options) {
  const wasmOpt = path.join(path.dirname(require.resolve("binaryen/package.json")), "bin", "wasm-opt");
  const { stdout } = await must(process.execPath, [wasmOpt, input, "-o", output, ...features, ...options]);
  return stdout;
}

/**
 * Smallest after brotli of the combinations tried; see docs/architecture/build.md. Large functions that are called once stay what they are. The low
 * memory is free, since rustc puts the stack there, which grows down.
 */
const smallest = [
  ...["--one-caller-inline-max-function-size", "30", "--always-inline-max-function-size", "4"],
  ...["-Oz", "--converge", "--low-memory-unused"],
  ...["--strip-debug", "--strip-producers", "--strip-target-features"],
];

/** Makes the module that is published of one that has its names; `more` are further options of wasm-opt. Gives what that prints. */
export async function finish(input, output, ...more) {
  if (isQuick) return await optimise(input, output, "--optimize-level=0", ...more);
  const between = `${input}.small`;
  await optimise(input, between, ...smallest);
  writeFileSync(between, namedBySimilarity(readFileSync(between)));
  // The levels are those of -Oz, for how the code is written down.
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
