// Third-party servers, installed when a judge needs them. They are not dependencies of the package.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { must, npm, Trouble } from "../command.mjs";
import { tools } from "../project.mjs";

/**
 * Installs packages of npm into a folder of `.tools/`, without running their scripts, and returns its path.
 *
 * @param {string} name The folder's name.
 * @param {Record<string, string>} packages Each with its version.
 * @returns {Promise<string>}
 */
export async function installed(name, packages) {
  const folder = path.join(tools, "judges", name);
  const manifest = JSON.stringify({ private: true, dependencies: packages }, null, 2);
  const done = path.join(folder, ".installed");
  if (existsSync(done)) return folder;
  console.log(`Installing ${Object.keys(packages).join(", ")} …`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "package.json"), manifest);
  const [program, ...first] = npm();
  await must(program, [...first, "install", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: folder,
    advice: "check the connection to the npm registry, and run it again.",
  });
  writeFileSync(done, "");
  return folder;
}

/**
 * Waits until a server answers.
 *
 * @param {string} url @param {() => boolean} hasEnded
 */
export async function reachable(url, hasEnded) {
  for (let attempt = 0; attempt < 300 && !hasEnded(); attempt += 1) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Trouble(`The server at ${url} did not start.`, "run it by hand, and read what it prints.");
}
