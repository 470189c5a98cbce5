// Checks the Rust toolchain: its version, the WebAssembly target, rustfmt and clippy.
import { existsSync, readFileSync } from "node:fs";
import { must, run, Trouble } from "../command.mjs";
import { inRoot } from "../project.mjs";

export const target = "wasm32-unknown-unknown";

const quietly = (program, ...args) => run(program, args, { show: false });

/** Returns whether version `have` is at least `wanted`. Both look like "1.88" or "1.88.0". */
export function isAtLeast(have, wanted) {
  const [a, b] = [have, wanted].map((version) => version.split(".").map((part) => Number.parseInt(part, 10) || 0));
  return a[0] !== b[0] ? a[0] > b[0] : (a[1] ?? 0) >= (b[1] ?? 0);
}

export async function ensureRust() {
  const wanted = readFileSync(inRoot("Cargo.toml"), "utf8").match(/^rust-version = "([\d.]+)"/m)?.[1] ?? "1.88";
  const rustc = await quietly("rustc", "--version");
  if (rustc.status !== 0)
    throw new Trouble(
      "Rust is not installed (rustc was not found).",
      "install rustup from https://rustup.rs, open a new terminal and run the command again.",
    );
  const have = rustc.stdout.match(/rustc ([\d.]+)/)?.[1] ?? "0";
  if (!isAtLeast(have, wanted))
    throw new Trouble(`Rust ${have} is too old: this project needs ${wanted} or later.`, "run `rustup update stable`.");

  const libraries = await quietly("rustc", "--print", "target-libdir", "--target", target);
  if (libraries.status === 0 && existsSync(libraries.stdout.trim())) return;
  console.log(`Adding the Rust target ${target} …`);
  await must("rustup", ["target", "add", target], {
    advice: `install the standard library for ${target}: with rustup, \`rustup target add ${target}\`; with a distribution's Rust, its package for that target.`,
  });
}

export async function ensureRustComponents() {
  for (const [component, command] of [
    ["rustfmt", "fmt"],
    ["clippy", "clippy"],
  ]) {
    if ((await quietly("cargo", command, "--version")).status === 0) continue;
    console.log(`Adding the Rust component ${component} …`);
    await must("rustup", ["component", "add", component], {
      advice: `run \`rustup component add ${component}\` by hand and see what it says.`,
    });
  }
}
