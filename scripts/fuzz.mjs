// npm run fuzz -- [--seconds 30] [target…]: builds the fuzz targets and runs each with libFuzzer, on the stable
// toolchain. Prints executions and coverage for each target. An input that fails is kept in tests/fuzz/finds, and
// fails the run.
import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { main, must, run, Trouble } from "./command.mjs";
import { inRoot } from "./project.mjs";

const crate = inRoot("tests", "fuzz");
const built = path.join(crate, "target");

// The flags that cargo-fuzz gives to a nightly compiler, passed to LLVM directly: coverage counters, their addresses,
// and comparisons with the compared values. `-Zsanitizer` is left out: the crate forbids unsafe code, so it would
// find little.
const coverage = ["level=4", "inline-8bit-counters", "pc-table", "trace-compares"];
const flags = [
  "-Cpasses=sancov-module",
  ...coverage.map((option) => `-Cllvm-args=-sanitizer-coverage-${option}`),
  "-Ccodegen-units=1",
  "--cfg=fuzzing",
];

const all = readdirSync(path.join(crate, "targets")).map((file) => path.parse(file).name);

function readArguments(words) {
  let seconds = 30;
  const targets = [];
  for (let index = 0; index < words.length; index++) {
    if (words[index] !== "--seconds") targets.push(words[index]);
    else seconds = Number(words[++index]);
  }
  if (!(seconds > 0)) throw new Trouble("--seconds needs a number of seconds.", "give one, such as --seconds 30.");
  const unknown = targets.filter((target) => !all.includes(target));
  if (unknown.length)
    throw new Trouble(`There is no fuzz target ${unknown.join(", ")}.`, `choose from ${all.join(", ")}.`);
  return { seconds, targets: targets.length ? targets : all };
}

/**
 * Returns the triple of this machine. With --target, the flags do not reach build scripts and macros, which could not
 * be linked with them.
 */
async function host() {
  const { stdout } = await must("rustc", ["-vV"], { advice: "install Rust with rustup." });
  return stdout.match(/^host: (.+)$/m)[1];
}

/** Returns the folder of inputs, which grows from run to run. It starts with the stored seeds. */
function corpusOf(target) {
  const corpus = path.join(built, "corpus", target);
  mkdirSync(corpus, { recursive: true });
  const seeds = path.join(crate, "seeds", target);
  if (existsSync(seeds)) cpSync(seeds, corpus, { recursive: true });
  return corpus;
}

async function fuzz(program, target, seconds) {
  const finds = path.join(crate, "finds");
  mkdirSync(finds, { recursive: true });
  const { status, stderr } = await run(
    program,
    [
      corpusOf(target),
      `-max_total_time=${seconds}`,
      "-timeout=10",
      "-rss_limit_mb=2048",
      "-max_len=2048",
      "-print_final_stats=1",
      `-artifact_prefix=${finds}${path.sep}${target}-`,
    ],
    { show: false },
  );
  const stat = (pattern) => stderr.match(pattern)?.[1] ?? "?";
  const executions = Number(stat(/stat::number_of_executed_units:\s*(\d+)/)).toLocaleString("en");
  const edges = [...stderr.matchAll(/cov: (\d+)/g)].at(-1)?.[1] ?? "?";
  const find = stderr.match(/Test unit written to (.+)/)?.[1];
  console.log(
    `${target.padEnd(16)} ${executions.padStart(14)} executions, ${edges} edges, ${find ? `FOUND ${find}` : status === 0 ? "no finds" : `ended with code ${status}`}`,
  );
  if (status !== 0)
    console.log(
      stderr
        .split("\n")
        .filter((line) => !/^#\d|^INFO|^WARNING|NEW_FUNC/.test(line))
        .slice(-40)
        .join("\n"),
    );
  return status === 0;
}

await main(async () => {
  const { seconds, targets } = readArguments(process.argv.slice(2));
  const triple = await host();
  console.log(`Building ${targets.length === 1 ? targets[0] : `${targets.length} targets`} …`);
  await must("cargo", ["build", "--release", "--target", triple, ...targets.flatMap((target) => ["--bin", target])], {
    cwd: crate,
    env: { RUSTFLAGS: flags.join(" "), CARGO_TARGET_DIR: built },
    advice: "libFuzzer is compiled from C++: install a C++ compiler (Debian: apt-get install g++).",
  });
  let clean = true;
  for (const target of targets)
    clean = (await fuzz(path.join(built, triple, "release", target), target, seconds)) && clean;
  return clean ? 0 : 1;
});
