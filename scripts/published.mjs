// Packs the package, and checks the packed file with publint and arethetypeswrong.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { must, npm, run } from "./command.mjs";
import { entries } from "./build/entries.mjs";
import { inRoot } from "./project.mjs";

const program = (/** @type {string[]} */ ...parts) => inRoot("node_modules", ...parts);

/** The entries for modules and for CommonJS. The rest of the package is for modules. */
const both = [".", "inline", ...entries.flatMap(({ name }) => [name, `${name}/inline`]), "simulator"];

/** Checks the package, and returns whether nothing is wrong with it. */
export async function checkPublished() {
  const folder = mkdtempSync(path.join(os.tmpdir(), "export-jobs-published-"));
  try {
    const [first, ...rest] = npm();
    const packed = await must(first, [...rest, "pack", "--json", "--ignore-scripts", "--pack-destination", folder]);
    const file = path.join(folder, JSON.parse(packed.stdout)[0].filename);
    const node = async (/** @type {string[]} */ ...args) => {
      const { status, stdout, stderr } = await run(process.execPath, args, { show: false });
      if (status !== 0) console.error(stdout + stderr);
      return status === 0;
    };
    const attw = (/** @type {string[]} */ ...args) =>
      node(
        program("@arethetypeswrong", "cli", "dist", "index.js"),
        file,
        "--format",
        "table-flipped",
        "--no-emoji",
        ...args,
      );
    return (
      (await node(program("publint", "src", "cli.js"), "run", file, "--strict")) &&
      // In a minified script of esbuild, it takes the first list of exports for that of the script (getProbableExports
      // of its core, 0.18.5). Our scripts begin with that of a file that is loaded later and has no default export.
      // tests/projects/typescript.test.mjs imports the default export.
      (await attw("--profile", "strict", "--ignore-rules", "false-export-default", "--entrypoints", ...both)) &&
      (await attw("--profile", "esm-only", "--exclude-entrypoints", ...both))
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
