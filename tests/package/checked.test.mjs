// Every JavaScript file is type-checked. A file that no TypeScript configuration names would be skipped silently.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { tsc } from "../../scripts/build/simulator.mjs";
import { inRoot } from "../../scripts/project.mjs";

/** Returns the files that a configuration names, relative to the root. */
const checkedBy = (configuration) =>
  JSON.parse(
    execFileSync(process.execPath, [tsc(), "--project", inRoot(configuration), "--showConfig"], { encoding: "utf8" }),
  ).files.map((file) => path.normalize(file));

/** Returns the JavaScript files in a folder and its subfolders; for the root, only its own. */
const scriptsIn = (folder) =>
  readdirSync(inRoot(folder), { recursive: folder !== "." })
    .map((name) => path.join(folder, String(name)))
    .filter(
      (name) => /\.[cm]?js$/.test(name) && !/(^|[\\/])(target|node_modules|projects[\\/][^\\/]+)[\\/]/.test(name),
    );

test("every entry, page, script, benchmark and test is in a configuration of TypeScript", () => {
  const checked = new Set(["tsconfig.json", "tsconfig.scripts.json"].flatMap(checkedBy));
  const scripts = [".", "src", "www", "scripts", "benches", "examples", "tests"]
    .filter((folder) => existsSync(inRoot(folder)))
    .flatMap(scriptsIn);
  assert.ok(scripts.length > 250, `${scripts.length} files`);
  assert.deepEqual(
    scripts.filter((file) => !checked.has(file)),
    [],
  );
});
