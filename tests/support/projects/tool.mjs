// Real projects of users. Each is a folder of tests/projects/, which is copied to a temporary folder. There, npm
// installs the packed package and the project's tools.
import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { transform } from "esbuild";
import { npm, run } from "../../../scripts/command.mjs";
import { inRoot, root } from "../../../scripts/project.mjs";
import { Project } from "./project.mjs";

/** The ends of an export. */
export const exported = /^exported CityTransit\.json, [1-9]\d+ bytes$/m;

/** A test that takes longer hangs. A busy machine takes ten times as long as an idle one. */
const HANGS_MS = 1_800_000;

/** npm's messages when a package cannot be installed: no network, no such version, or none for this machine. */
const unavailable =
  /\bcode (E404|ETARGET|E403|E5\d\d|ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|ENOTCACHED|EBADENGINE|EBADPLATFORM)\b/;

async function npmRun(cwd, ...args) {
  const [program, ...first] = npm();
  return await run(program, [...first, ...args, "--loglevel=error"], { cwd, show: false });
}

/** Packs the package into a folder, and returns the file. The build may be a quick one, so nothing checks it. */
async function pack(folder) {
  const { status, stdout, stderr } = await npmRun(
    root,
    "pack",
    "--json",
    "--ignore-scripts",
    "--pack-destination",
    folder,
  );
  assert.equal(status, 0, stderr);
  return path.join(folder, JSON.parse(stdout)[0].filename);
}

/**
 * Copies the users' files. The shared source gets other imports, and is made CommonJS, if the project needs that.
 *
 * @param {string} folder @param {Options} options
 */
async function copyFiles(folder, { folder: from, imports = {}, format }) {
  await cp(inRoot("tests", "projects", from), folder, { recursive: true });
  const shared = path.join(folder, "shared");
  await cp(inRoot("tests", "projects", "shared"), shared, { recursive: true });
  for (const file of await readdir(shared)) {
    let text = await readFile(path.join(shared, file), "utf8");
    for (const [specifier, other] of Object.entries(imports)) text = text.replace(`"${specifier}"`, `"${other}"`);
    if (format) text = (await transform(text, { format })).code;
    await writeFile(path.join(shared, file), text);
  }
}

/**
 * @typedef {object} Options
 * @property {string} folder The project, in tests/projects/.
 * @property {string[]} [packages] Packages to install in addition to those of the project's package.json.
 * @property {Record<string, string>} [imports] The names that the shared source imports instead of others.
 * @property {"cjs"} [format] The format of the shared source, if it is not that of a module.
 */

/**
 * Describes the tests of a tool. `define` gets a function that is like `test`, with the installed project as the
 * argument of its work. The tests are skipped where npm cannot have the tool.
 *
 * @param {string} title
 * @param {Options} options
 * @param {(test: (title: string, work: (project: Project) => Promise<void>) => void) => void} define
 */
export function tool(title, options, define) {
  describe(title, () => {
    /** @type {Project} */
    let project;
    let lacking;
    before(
      async () => {
        project = new Project(await mkdtemp(path.join(os.tmpdir(), "export-jobs-project-")));
        await copyFiles(project.folder, options);
        const file = await pack(project.folder);
        const wanted = ["install", "--no-audit", "--no-fund", "--prefer-offline", file, ...(options.packages ?? [])];
        const { status, stderr } = await npmRun(project.folder, ...wanted);
        lacking = status === 0 ? undefined : unavailable.exec(stderr)?.[1];
        assert.ok(status === 0 || lacking, stderr);
      },
      { timeout: HANGS_MS },
    );
    after(() => project?.remove());

    define((name, work) =>
      test(`${title}: ${name}`, { timeout: HANGS_MS }, async (context) => {
        if (lacking) return context.skip(`npm cannot install it: ${lacking}`);
        await work(project);
      }));
  });
}
