// The layers of the tests, in the order in which they run: the quick ones and those of the core come first. A layer
// is { name, title, run(), needs?, isOnDemand? }. `run` returns a tally, and whether the layer as a whole succeeded.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { run } from "./command.mjs";
import { inRoot } from "./project.mjs";
import { build } from "./build.mjs";
import { checkPublished } from "./published.mjs";
import { entries } from "./build/entries.mjs";
import { tsc } from "./build/simulator.mjs";
import { ensureEngine } from "./setup/engines.mjs";
import { siteFolder } from "./site/site-folder.mjs";
import { target } from "./setup/rust.mjs";
import { ENGINE_SKIPPED, PART_SKIPPED, TOOL_SKIPPED, none, ofCargo, ofPlaywright, ofTap, add } from "./tally.mjs";

const require = createRequire(import.meta.url);
const colour = process.stdout.isTTY ? { CARGO_TERM_COLOR: "always", FORCE_COLOR: "1" } : {};

/** Returns the test files of a folder and its subfolders, or none if it does not exist. */
function testFiles(folder, ending) {
  if (!existsSync(inRoot(folder))) return [];
  return readdirSync(inRoot(folder), { recursive: true })
    .map((name) => path.join(folder, name))
    .filter((name) => name.endsWith(ending))
    .sort();
}

// Incremental compilation makes the first build slower and only later ones quicker. CI has no later ones.
const compileOnce = process.env.CI ? { CARGO_INCREMENTAL: "0" } : {};

async function cargo(args, env) {
  const { status, stdout } = await run("cargo", args, { env: { ...colour, ...compileOnce, ...env } });
  return { ok: status === 0, tally: ofCargo(stdout) };
}

/** Runs all steps one after the other, also after a failure. */
async function all(...steps) {
  let whole = { ok: true, tally: none };
  for (const step of steps) {
    const { ok, tally = none } = await step();
    whole = { ok: whole.ok && ok, tally: add(whole.tally, tally) };
  }
  return whole;
}

/** Runs steps one after the other. The first failure ends it. */
async function inTurn(...steps) {
  let tally = none;
  for (const step of steps) {
    const result = await step();
    tally = add(tally, result.tally ?? none);
    if (!result.ok) return { ok: false, tally };
  }
  return { ok: true, tally };
}

/** Waits for steps that run at the same time. */
async function atOnce(...steps) {
  const results = await Promise.all(steps);
  return await all(...results.map((result) => async () => result));
}

/** Runs `work` with a folder for the reports of test programs. */
async function withReports(work) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "export-jobs-"));
  try {
    return await work((name) => path.join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");

const ofConformance = (file) => /conformance/.test(file);
const inNode = ["tests/conformance", "tests/simulator", "tests/node", "tests/package"].flatMap((folder) =>
  testFiles(folder, ".test.mjs"),
);

/** Node starts one test file less than there are processors. These files wait a lot, so every processor gets one. */
const FILES_AT_ONCE = os.availableParallelism();

/**
 * The limits for a test file and for a layer in milliseconds. They only end what hangs: a busy machine takes ten times
 * as long as an idle one.
 */
const FILE_HANGS_MS = 1_500_000;
const LAYER_HANGS_MS = 3_000_000;

/** Runs test files with Node's test runner. */
export async function nodeTests(files, env = {}, atOnce = FILES_AT_ONCE) {
  if (files.length === 0) return { ok: true, tally: none, note: "no tests yet" };
  return await withReports(async (report) => {
    const reporters = [
      ["spec", "stdout"],
      ["tap", report("tap")],
    ].flatMap(([name, to]) => [`--test-reporter=${name}`, `--test-reporter-destination=${to}`]);
    const options = [`--test-concurrency=${atOnce}`, `--test-timeout=${FILE_HANGS_MS}`, ...reporters];
    const { status } = await run(process.execPath, ["--test", ...options, ...files], {
      env: { ...colour, ...env },
      timeoutMs: LAYER_HANGS_MS,
    });
    return { ok: status === 0, tally: ofTap(read(report("tap"))) };
  });
}

/** The test of the core that takes longest. `npm run test:slow` runs it. */
const slowInCore = "the_schedules_have_the_computed_cost_on_random_jobs";

/** The tests of pages that take longest. `npm run test:slow` runs them. */
const slowPages = [
  "access",
  "board",
  "board-page",
  "charts",
  "departures",
  "described",
  "elements",
  "elements-documents",
  "elements-large-files",
  "faults",
  "follow",
  "many-jobs",
  "navigation",
  "real-endpoint",
  "recovery",
  "regions",
  "replication-runner",
];
/** The tag of slow tests in the other files. */
const SLOW = "@slow";
const isSlowPage = (file) => slowPages.includes(path.basename(file, ".spec.mjs"));

/** The tests in Node that take longest. `npm run test:slow` runs them too. */
const slowInNode = [
  "project-growth",
  "replication",
  "replication-faults-conversation",
  "replication-faults-entities",
  "save-simulated",
  "secrets",
];
const isSlowInNode = (file) => slowInNode.includes(path.basename(file, ".test.mjs"));

/** The tests of the boundary that take longest. Only Chromium runs `onlyInChromium` in `npm test`. */
const slowAtBoundary = ["entries", "gateway", "policy-guide"];
const onlyInChromium = ["cdn"];

/** The projects whose tests take seconds, and those that take a little longer. `npm run test:projects` runs all. */
const quickProjects = ["import-map", "node", "vite-build"];
const slowProjects = ["esbuild", "hosts", "rollup", "typescript", "workers"];

/** Returns the tests of projects that install the package. */
export const projects = () =>
  testFiles("tests/projects", ".test.mjs").map((file) => ({ name: path.basename(file, ".test.mjs"), file }));

/** Returns a layer's result with a reason before the name of each skipped test. */
const skippedBecause = (reason, { ok, tally, ...rest }) => ({
  ok,
  tally: { ...tally, skipped: tally.skipped.map((name) => `${reason}: ${name}`) },
  ...rest,
});

/** Runs tests of projects. */
export const runProjects = async (files) => skippedBecause(TOOL_SKIPPED, await nodeTests(files));

/** Runs the tests of projects with these names. */
const runProjectsNamed = (names) =>
  runProjects(projects().flatMap(({ name, file }) => (names.includes(name) ? [file] : [])));

/** Returns the test programs for the browser, as arguments of cargo. */
const browserTests = () =>
  readdirSync(inRoot("tests"))
    .filter((name) => /^browser.*\.rs$/.test(name))
    .flatMap((name) => ["--test", name.slice(0, -3)]);

// The profile `dev` does not optimise. That saves more time in the compiler than these tests lose.
async function wasmTests(env = {}) {
  if (browserTests().length === 0) return { ok: true, tally: none, note: "no tests/browser*.rs yet" };
  return await cargo(["test", "--no-fail-fast", "--profile", "dev", "--target", target, ...browserTests()], env);
}

/** Returns the tests of the boundary in `npm test`, or the others, in an engine. */
const boundaryFiles = (engine, isSlow = false) => {
  const slow = engine === "chromium" ? slowAtBoundary : [...slowAtBoundary, ...onlyInChromium];
  return testFiles("tests/browser", ".test.mjs").filter(
    (file) => slow.includes(path.basename(file, ".test.mjs")) === isSlow,
  );
};

/** The slow tests of the boundary that WebKit runs: all except those of gateways, which take too long there. */
const slowInWebKit = boundaryFiles("webkit", true).filter((file) => !file.includes("gateway"));

/** Runs test files in an engine. */
async function inBrowser(files, env = {}) {
  const engine = env.ENGINE ?? process.env.ENGINE ?? "chromium";
  // Each file starts its own virtual display for WebKit, so one runs after the other.
  const result = await nodeTests(files(engine), env, engine === "webkit" ? 1 : FILES_AT_ONCE);
  return engine === "chromium" ? result : skippedBecause(`${PART_SKIPPED} (${engine})`, result);
}

/** Runs the boundary in a browser: wasm-bindgen-test, and the scenarios in a window and in workers. */
const boundary = (env = {}) =>
  inTurn(
    () => wasmTests(env),
    () => inBrowser((engine) => boundaryFiles(engine), env),
  );

/** Runs the slow tests of the boundary in a browser. Gateways are used by a window, and by a worker. */
const slowBoundary = (env = {}) =>
  all(
    () => inBrowser((engine) => boundaryFiles(engine, true), env),
    () => inBrowser(() => testFiles("tests/browser", "gateway.test.mjs"), { ...env, PLACE: "worker" }),
  );

/** Runs the boundary, and uses each page once. */
const boundaryAndPages = (env) =>
  inTurn(
    () => boundary(env),
    () => nodeTests(testFiles("tests/engines", ".test.mjs"), env),
  );

/** Runs tests in another engine than Chromium. An engine that is not available is skipped, by name. */
async function inEngine(engine, tests) {
  try {
    await ensureEngine(engine);
  } catch (error) {
    console.error(error.message);
    return { ok: true, tally: { ...none, skipped: [`${ENGINE_SKIPPED}: ${engine}`] } };
  }
  return await tests({ ENGINE: engine });
}

/** Makes the site, and runs tests of it. */
async function site(isWanted) {
  const { makeSite } = await import("./site/site.mjs");
  await makeSite(siteFolder);
  return await nodeTests(testFiles("tests/site", ".test.mjs").filter(isWanted));
}

/** The tests that use every page of the site. */
const isSlowOnSite = (file) => path.basename(file) === "pages.test.mjs";

const pages = testFiles("tests/e2e", ".spec.mjs");
const quickPages = pages.filter((file) => !isSlowPage(file));

/** Runs tests of the pages with Playwright. */
async function endToEnd(files, engine = process.env.ENGINE ?? "chromium", ...options) {
  if (engine === "webkit" && !(await ensureEngine("webkit")).isPlaywrights)
    return { ok: true, tally: { ...none, skipped: [`${ENGINE_SKIPPED}: Playwright's own WebKit, for the pages`] } };
  return await withReports(async (report) => {
    const { status } = await run(
      process.execPath,
      [require.resolve("@playwright/test/cli"), "test", "--reporter=list,json", ...options, ...files],
      {
        env: { ...colour, ENGINE: engine, PLAYWRIGHT_JSON_OUTPUT_FILE: report("json") },
      },
    );
    const json = read(report("json"));
    const result = { ok: status === 0, tally: json ? ofPlaywright(json) : none };
    return engine === "chromium" ? result : skippedBecause(`${PART_SKIPPED} (${engine})`, result);
  });
}

async function types() {
  const check =
    (/** @type {string} */ name, /** @type {string[]} */ ...project) =>
    async () => ({ ok: (await run(process.execPath, [tsc(name), "--project", inRoot(...project)])).status === 0 });
  return await inTurn(
    check("typescript", "tsconfig.json"),
    check("typescript", "tsconfig.scripts.json"),
    // Checks the package's types alone. Its JavaScript is checked by the newest version.
    check("typescript-oldest", "tests", "types"),
    ...["typescript", "typescript-oldest"].flatMap((name) =>
      ["node", "azure", "react", "vue"].map((folder) => check(name, "tests", "types", folder)),
    ),
  );
}

/**
 * Returns a step that runs a development dependency's command. The command is looked up when the step runs: this file
 * is loaded before the set-up has installed the dependency.
 */
const command =
  (name, file, ...args) =>
  async () => {
    const program = path.join(path.dirname(require.resolve(`${name}/package.json`)), file);
    return await script(program, ...args);
  };
const script = async (...args) => ({ ok: (await run(process.execPath, args, { env: colour })).status === 0 });
const prettier = command("prettier", "bin/prettier.cjs", "--check", "--log-level", "warn", inRoot());
const eslint = command("eslint", "bin/eslint.js", inRoot());

const clippy = (...which) => cargo(["clippy", ...which, "--", "-D", "warnings"]);

// The core's own tests use crates that do not build for WebAssembly. So only the library and the browser tests are
// linted there.
const lint = () => inTurn(eslint, () => clippy("--target", target, "--lib", ...browserTests()));

/** Lints all native targets and their documentation, and the library with the features of each entry. */
const lintMore = () =>
  inTurn(
    () => clippy("--workspace", "--all-targets"),
    doc(),
    ...entries.map(
      ({ cargo }) =>
        () =>
          clippy("--target", target, "--lib", "--no-default-features", "--features", cargo.features.join()),
    ),
  );

const doc =
  (...more) =>
  () =>
    cargo(["doc", "--workspace", "--no-deps", ...more], { RUSTDOCFLAGS: "-D warnings" });

export const layers = [
  {
    name: "format",
    title: "cargo fmt --check, prettier --check, the form of comments",
    run: () =>
      inTurn(
        () => cargo(["fmt", "--all", "--check"]),
        () => cargo(["fmt", "--check", "--manifest-path", inRoot("tests", "fuzz", "Cargo.toml")]),
        prettier,
        () => script(inRoot("scripts", "prose.mjs")),
      ),
  },
  { name: "lint", title: "ESLint; clippy, for WebAssembly", run: lint },
  {
    name: "core",
    title: "the core, natively (cargo test)",
    run: () => cargo(["test", "--workspace", "--no-fail-fast", "--", "--show-output", "--skip", slowInCore]),
  },
  {
    name: "build",
    title: "the package (npm run build)",
    run: async () => ({ ok: true, tally: (await build(), none) }),
  },
  {
    name: "browser",
    title: "the boundary, in Chromium or the browser of ENGINE",
    run: () => boundary(),
    needs: "build",
  },
  {
    name: "engines",
    title: "the boundary and each page, in Firefox and WebKit",
    // Both at the same time, because each often waits for its browser.
    run: () => atOnce(inEngine("firefox", boundaryAndPages), inEngine("webkit", boundaryAndPages)),
    needs: "build",
  },
  {
    name: "node",
    title: "the simulator and the package, in Node",
    run: () => nodeTests(inNode.filter((file) => !ofConformance(file) && !isSlowInNode(file))),
    needs: "build",
  },
  {
    name: "published",
    title: "the packed package (publint, arethetypeswrong) and the packed crates",
    run: () =>
      inTurn(
        async () => ({ ok: await checkPublished() }),
        () => cargo(["package", "--workspace", "--no-verify", "--allow-dirty", "--quiet"]),
      ),
    needs: "build",
  },
  {
    name: "projects",
    title: "projects that install the package (npm run test:projects has more)",
    run: () => runProjectsNamed(quickProjects),
    needs: "build",
  },
  {
    name: "conformance",
    title: "conformance with the services' contracts",
    run: () => nodeTests(inNode.filter(ofConformance)),
    needs: "build",
  },
  {
    name: "site",
    title: "the site as static files",
    run: () => site((file) => !isSlowOnSite(file)),
    needs: "build",
  },
  { name: "types", title: "the types, under the newest and the oldest TypeScript", run: types, needs: "build" },
  {
    name: "e2e",
    title: "the pages, in Chromium or the browser of ENGINE",
    run: () => endToEnd(quickPages, undefined, "--grep-invert", SLOW),
    needs: "build",
  },
  {
    name: "slow",
    title: "more lints, and the tests that take longest",
    run: () =>
      all(
        lintMore,
        () => cargo(["test", "--test", "schedule_optimum", slowInCore]),
        () => endToEnd(pages.filter(isSlowPage)),
        () => endToEnd(quickPages, undefined, "--grep", SLOW),
        () => nodeTests(inNode.filter(isSlowInNode)),
        () => site(isSlowOnSite),
        () => runProjectsNamed(slowProjects),
        () => slowBoundary({ ENGINE: "chromium" }),
        () => inEngine("firefox", slowBoundary),
        () => inEngine("webkit", (env) => inBrowser(() => slowInWebKit, env)),
      ),
    needs: "build",
    isOnDemand: true,
  },
  {
    name: "engines-e2e",
    title: "the pages, in Firefox and WebKit",
    run: () =>
      all(
        () => endToEnd(pages, "firefox"),
        () => endToEnd(pages, "webkit"),
      ),
    needs: "build",
    isOnDemand: true,
  },
  { name: "docs", title: "rustdoc, for WebAssembly", run: doc("--target", target) },
];
