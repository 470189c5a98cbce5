// Builds the types of `export-jobs/simulator` in dist/simulator/, which TypeScript makes from the comments in
// www/simulator/.
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

/** Builds the types if the simulator has changed. */
export async function buildSimulatorTypes() {
  const folder = path.join(dist, "simulator");
  const stamp = path.join(folder, ".built");
  const sources = digest([...filesIn(inRoot("www", "simulator")), inRoot("package-lock.json")]);
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
  writeFileSync(stamp, sources);
}
