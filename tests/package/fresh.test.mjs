// A fresh clone has no node_modules. The commands that install it must load without it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { inRoot } from "../../scripts/project.mjs";

const clone = mkdtempSync(path.join(os.tmpdir(), "export-jobs-fresh-"));
after(() => rmSync(clone, { recursive: true, force: true }));
const isInstalled = (/** @type {string} */ file) => path.basename(file) === "node_modules";
for (const part of ["package.json", "scripts"])
  cpSync(inRoot(part), path.join(clone, part), { recursive: true, filter: (file) => !isInstalled(file) });

test("npm test loads before its dependencies are installed", () => {
  // An unknown layer ends the command after it has loaded everything, and before it installs anything.
  const { status, stderr } = spawnSync(process.execPath, ["scripts/test.mjs", "no-such-layer"], {
    cwd: clone,
    encoding: "utf8",
  });
  assert.match(stderr, /There is no test layer no-such-layer\./);
  assert.equal(status, 1);
});

for (const file of ["build.mjs", "setup.mjs", "setup/browser.mjs", "setup/node-packages.mjs", "setup/rust.mjs"])
  test(`scripts/${file} loads before the dependencies are installed`, () => {
    const code = `await import(${JSON.stringify(`./scripts/${file}`)})`;
    const { stderr, status } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
      cwd: clone,
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
  });
