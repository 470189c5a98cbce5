// Decides whether dist/ is up to date. It compares the contents of the sources and of dist/, so neither a touched
// file nor a deleted one misleads it.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { run } from "../command.mjs";
import { dist, inRoot, root } from "../project.mjs";
import { common, productsOf } from "./entries.mjs";

/** Returns the file that says what an entry was built from. */
const stampOf = ({ name }) => inRoot("dist", `.built-${name}`);
const sources = [
  "src",
  "scripts/build",
  "scripts/build.mjs",
  "scripts/setup/rust.mjs",
  ".cargo",
  "Cargo.toml",
  "Cargo.lock",
  "package.json",
  "package-lock.json",
];

/** The files that no entry is built from. */
const apart = ["src/gateway/", "scripts/build/gateway.mjs"].map((name) => inRoot(name));

/** Returns the files in a folder and its subfolders. */
export function* filesIn(place) {
  if (!existsSync(place)) return;
  if (statSync(place).isFile()) return yield place;
  for (const name of readdirSync(place).sort()) yield* filesIn(path.join(place, name));
}

/** Returns a hash of the names and contents of files. */
export function digest(files, ...more) {
  const hash = createHash("sha256");
  for (const file of files) {
    const content = existsSync(file) ? readFileSync(file) : "missing";
    hash.update(`${path.relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.update(more.join("\0")).digest("hex");
}

/** Returns the state of everything that goes into the build: sources, compiler and environment. */
export async function inputs() {
  const compiler = await run("rustc", ["--version", "--verbose"], { show: false });
  const environment = Object.entries(process.env)
    .filter(([name]) => /^(QUICK$|RUSTFLAGS|CARGO_(ENCODED_RUSTFLAGS|BUILD_|PROFILE_|TARGET_))/.test(name))
    .sort();
  return digest(
    sources
      .flatMap((source) => [...filesIn(inRoot(source))])
      .filter((file) => !apart.some((name) => file.startsWith(name))),
    compiler.stdout,
    JSON.stringify(environment),
  );
}

const outputs = (entry) => digest([...common, ...productsOf(entry)].map((name) => path.join(dist, name)));

const stampText = (entry, inputs) => `${inputs}\n${outputs(entry)}\n`;

export const isFresh = (entry, inputs) =>
  existsSync(stampOf(entry)) && readFileSync(stampOf(entry), "utf8") === stampText(entry, inputs);

export function markFresh(entry, inputs) {
  mkdirSync(dist, { recursive: true });
  writeFileSync(stampOf(entry), stampText(entry, inputs));
}
