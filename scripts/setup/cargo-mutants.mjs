// Installs cargo-mutants in .tools. It changes one expression at a time and runs the tests on the result.
import path from "node:path";
import { must, run } from "../command.mjs";
import { tools } from "../project.mjs";

const VERSION = "27.1.0";

/** The folder in which cargo finds the subcommand. */
export const toolFolder = path.join(tools, "bin");

export async function ensureCargoMutants() {
  const program = path.join(toolFolder, process.platform === "win32" ? "cargo-mutants.exe" : "cargo-mutants");
  const { status, stdout } = await run(program, ["mutants", "--version"], { show: false });
  if (status === 0 && stdout.trim().endsWith(` ${VERSION}`)) return;
  console.log(`Installing cargo-mutants ${VERSION} into .tools (compiles for two minutes or so, once) …`);
  await must("cargo", ["install", "cargo-mutants", "--version", VERSION, "--locked", "--root", tools, "--force"], {
    advice: "check that cargo reaches crates.io and that a C compiler is installed, then run the command again.",
  });
}
