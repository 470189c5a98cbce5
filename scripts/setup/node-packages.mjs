// Installs the npm packages of package-lock.json in node_modules.
import { existsSync, readFileSync } from "node:fs";
import { must, npm, Trouble } from "../command.mjs";
import { inRoot } from "../project.mjs";

const readJson = (...path) => {
  try {
    return JSON.parse(readFileSync(inRoot(...path), "utf8"));
  } catch {
    return undefined;
  }
};

const sameDependencies = (manifest, locked) =>
  ["dependencies", "devDependencies", "optionalDependencies"].every((kind) => {
    const wanted = Object.entries(manifest[kind] ?? {});
    const have = locked[kind] ?? {};
    return wanted.length === Object.keys(have).length && wanted.every(([name, range]) => have[name] === range);
  });

/** Returns whether npm's own record of node_modules, and its folders, match the lock file. */
function isInstalled(lock) {
  const installed = readJson("node_modules", ".package-lock.json")?.packages;
  if (!installed) return false;
  const matches = Object.entries(lock.packages).every(
    ([path, locked]) =>
      path === "" || installed[path]?.version === locked.version || (locked.optional && !installed[path]),
  );
  const extra = Object.keys(installed).some((path) => !lock.packages[path]);
  const missing = Object.keys(installed).some((path) => !existsSync(inRoot(path, "package.json")));
  return matches && !extra && !missing;
}

export async function ensureNodePackages() {
  const [major] = process.versions.node.split(".").map(Number);
  if (major < 20)
    throw new Trouble(
      `Node ${process.versions.node} is too old: this project needs Node 20 or later.`,
      "install a current Node from https://nodejs.org and run the command again.",
    );

  const manifest = readJson("package.json");
  const lock = readJson("package-lock.json");
  const inStep = lock && sameDependencies(manifest, lock.packages[""]);
  if (inStep && isInstalled(lock)) return;

  const [program, ...first] = npm();
  const verb = inStep ? "ci" : "install";
  console.log(`Installing npm packages (npm ${verb}) …`);
  await must(program, [...first, verb, "--no-audit", "--no-fund", "--loglevel=error"], {
    advice: "check that npm reaches its registry (npm ping), delete node_modules and run the command again.",
  });
}
