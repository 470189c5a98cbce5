// Builds the licence notices of third-party code in the package: the crates in the WebAssembly modules,
// Rust's standard library, and the npm packages in the scripts.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { must } from "../command.mjs";
import { inRoot } from "../project.mjs";
import { target } from "../setup/rust.mjs";
import { filesIn } from "./stamp.mjs";

/** Returns the npm packages that src/entry/ imports. They are bundled into the scripts. */
function bundledPackages() {
  const texts = [...filesIn(inRoot("src", "entry"))]
    .filter((file) => file.endsWith(".js"))
    .map((file) => readFileSync(file, "utf8"));
  const specifiers = texts.flatMap((text) => [...text.matchAll(/(?:\bfrom|\bimport\()\s*"([\w@][^":]*)"/g)]);
  return [...new Set(specifiers.map(([, specifier]) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0]))];
}

/** Returns the text of the notices. */
export async function notices() {
  const parts = [...(await crates()), ...bundledPackages().map(npmPackage)];
  parts.sort((a, b) => (a.name < b.name ? -1 : 1));
  const all = [...parts, await standardLibrary()];
  const [first, ...rest] = [
    "This package contains code of these projects.",
    ...all.map(({ name, version, license, texts }) => [`${name} ${version} (${license})`, ...texts].join("\n\n")),
  ];
  return `${[first, ...rest.map((text) => `${"-".repeat(80)}\n${text}`)].join("\n\n")}\n`;
}

/** Returns the crates that are linked into a module, without macros and build dependencies. */
async function crates() {
  const features = ["--no-default-features", "--features", "all"];
  const args = ["metadata", "--format-version", "1", "--filter-platform", target, "--locked", ...features];
  const { packages, resolve } = JSON.parse((await must("cargo", args)).stdout);
  const packageOf = new Map(packages.map((crate) => [crate.id, crate]));
  const nodeOf = new Map(resolve.nodes.map((node) => [node.id, node]));
  const linked = new Set([resolve.root]);
  for (const id of linked)
    for (const { pkg, dep_kinds: kinds } of nodeOf.get(id).deps) {
      const isMacro = packageOf.get(pkg).targets.some(({ kind }) => kind.includes("proc-macro"));
      if (!isMacro && kinds.some(({ kind }) => kind === null)) linked.add(pkg);
    }
  return [...linked]
    .map((id) => packageOf.get(id))
    .filter(({ source }) => source !== null)
    .map(({ name, version, license, manifest_path: manifest }) => {
      return { name, version, license, texts: textsIn(path.dirname(manifest)) };
    });
}

function npmPackage(name) {
  const folder = inRoot("node_modules", name);
  const { version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  return { name, version, license, texts: textsIn(folder) };
}

/** Returns the licences in a folder. If a crate offers a choice that includes the MIT licence, only that one. */
function textsIn(folder) {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const hasChoice = files.some((file) => /mit/i.test(file));
  const taken = files.filter((file) => !(hasChoice && /apache/i.test(file))).sort();
  if (taken.length === 0) throw new Error(`${folder} has no licence file.`);
  return taken.map((file) => readFileSync(path.join(folder, file), "utf8").trim());
}

/** The standard library has Rust's licence, and a toolchain may not include it as a file. */
async function standardLibrary() {
  const { stdout } = await must("rustc", ["--version"]);
  const own = readFileSync(inRoot("LICENSE"), "utf8");
  const text = own.replace(/^Copyright.*$/m, "Copyright (c) The Rust Project Contributors").trim();
  return {
    name: "The Rust standard library",
    version: stdout.split(" ")[1],
    license: "MIT OR Apache-2.0",
    texts: [text],
  };
}
