// Builds the rest of `export-jobs/simulator`, besides www/simulator/, in dist/simulator/: the types, which TypeScript
// makes from the comments, and one script for CommonJS.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { must } from "../command.mjs";
import { dist, inRoot } from "../project.mjs";
import { digest, filesIn } from "./stamp.mjs";

const require = createRequire(import.meta.url);

/**
 * Returns the path of TypeScript's command. The oldest supported version is installed as `typescript-oldest`.
 *
 * @param {string} name
 */
export const tsc = (name = "typescript") =>
  path.join(path.dirname(require.resolve(`${name}/package.json`)), "bin", "tsc");

/** The types for CommonJS are those of the module. */
const commonJsTypes = `import type { createSimulator as create } from "./index.js" with { "resolution-mode": "import" };
export type * from "./index.js" with { "resolution-mode": "import" };
/** Creates simulated services. */
export declare const createSimulator: typeof create;
`;

/** Builds it if the simulator has changed. */
export async function buildSimulator() {
  const folder = path.join(dist, "simulator");
  const stamp = path.join(folder, ".built");
  const own = [inRoot("scripts", "build", "simulator.mjs"), inRoot("src", "entry", "node-globals.js")];
  const sources = digest([...filesIn(inRoot("www", "simulator")), inRoot("package-lock.json"), ...own]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const settings = [
    "--target",
    "es2022",
    "--module",
    "nodenext",
    "--lib",
    "es2024,dom,dom.iterable,dom.asynciterable",
    "--types",
    "",
    "--strict",
  ];
  await must(
    process.execPath,
    [
      tsc(),
      inRoot("www", "simulator", "index.js"),
      inRoot("www", "simulator", "described", "contracts", "index.js"),
      "--ignoreConfig",
      "--allowJs",
      "--declaration",
      "--emitDeclarationOnly",
      "--outDir",
      folder,
      ...settings,
    ],
    { show: true, advice: "fix the errors of the compiler above." },
  );
  writeFileSync(path.join(folder, "index.d.cts"), commonJsTypes);
  const { build } = await import("esbuild");
  await build({
    entryPoints: [inRoot("www", "simulator", "index.js")],
    outfile: path.join(folder, "index.cjs"),
    bundle: true,
    format: "cjs",
    platform: "node",
    inject: [inRoot("src", "entry", "node-globals.js")],
    target: "es2022",
    charset: "utf8",
    logLevel: "warning",
  });
  writeFileSync(stamp, sources);
}
