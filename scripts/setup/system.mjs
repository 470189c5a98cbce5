// Finds programs of the system, and installs packages with apt where it is there.
import { existsSync } from "node:fs";
import path from "node:path";
import { run } from "../command.mjs";

/** Returns the path of a program, or undefined. @param {string} name */
export const onPath = (name) =>
  (process.env.PATH ?? "")
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));

/** Returns the command for apt-get with this user's rights, or undefined. */
async function aptGet() {
  if (!existsSync("/usr/bin/apt-get")) return undefined;
  if (process.getuid() === 0) return ["apt-get"];
  return (await run("sudo", ["-n", "true"], { show: false })).status === 0 ? ["sudo", "-n", "apt-get"] : undefined;
}

/** Installs packages with apt. Returns undefined without apt. @param {string} what @param {string[]} packages */
export async function installWithApt(what, packages) {
  const apt = await aptGet();
  if (!apt) return undefined;
  console.log(`Installing ${what} for the tests (apt-get install ${packages.join(" ")}) …`);
  const call = (/** @type {string[]} */ ...args) =>
    run(apt[0], [...apt.slice(1), ...args], { show: false, env: { DEBIAN_FRONTEND: "noninteractive" } });
  const update = await call("update", "-q");
  const install = await call("install", "-y", "-q", "--no-install-recommends", ...packages);
  return install.status === 0 ? install : { ...install, stderr: update.stderr + install.stderr };
}
