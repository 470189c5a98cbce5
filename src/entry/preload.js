#!/usr/bin/env node
// Finds the files of export-jobs in the output of a bundler, and makes the links that load them early, and the hashes
// with which a browser checks them. For Node.
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const entries = ["jobs", "board", "project", "recovery", "runtime", "services", "all"];
/** The scripts that an entry loads when it needs them. */
const deferred = ["save.js", "sha256.js"];

/** Returns the files in a folder and its subfolders. */
async function filesIn(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((file) => file.isFile()).map((file) => path.join(file.parentPath ?? file.path, file.name));
}

/**
 * Returns the files of each wanted entry that is in a folder. `later` are the scripts that they load later, and those
 * with the module inside.
 */
async function found(folder, { base = "/", entries: wanted = entries } = {}) {
  const unknown = wanted.filter((name) => !entries.includes(name));
  if (unknown.length > 0)
    throw new TypeError(`There is no entry ${unknown.join(", ")}. The entries are ${entries.join(", ")}.`);
  const files = await filesIn(folder);
  const modules = files.filter((file) => file.endsWith(".wasm"));
  const scripts = files.filter((file) => /\.m?js$/.test(file));
  const described = async (file) => ({
    address: base + path.relative(folder, file).split(path.sep).map(encodeURIComponent).join("/"),
    integrity: `sha384-${createHash("sha384")
      .update(await readFile(file))
      .digest("base64")}`,
  });
  const present = [];
  for (const name of wanted) {
    const module = await sameFile(modules, path.join(here, `${name}.wasm`));
    if (!module) continue;
    // In the package itself, scripts for other platforms also name the file.
    const own = await sameFile(scripts, path.join(here, `${name}.js`));
    const loading = own ? [own] : await naming(scripts, path.basename(module));
    present.push({
      file: `${name}.wasm`,
      module: await described(module),
      scripts: await Promise.all(loading.map(described)),
    });
  }
  if (present.length === 0)
    throw new Error(`No .wasm file of export-jobs is in ${folder}. Give the folder that the bundler writes to.`);
  const later = [];
  for (const name of [...present.map(({ file }) => file.replace("wasm", "inline.js")), ...deferred]) {
    const script = await sameFile(scripts, path.join(here, name));
    if (script) later.push(await described(script));
  }
  return { present, later };
}

/** Returns the links for the entries that are in a folder, as HTML. */
export async function preloadLinks(folder, { integrity: isChecked = false, ...options } = {}) {
  const { present } = await found(folder, options);
  const links = present.flatMap(({ module, scripts }) => [
    ...scripts.map(
      ({ address, integrity }) =>
        `<link rel="modulepreload" href="${address}"${isChecked ? ` integrity="${integrity}"` : ""}>`,
    ),
    // Browsers do not check files that are preloaded for `fetch`. `init` does.
    `<link rel="preload" href="${module.address}" as="fetch" type="application/wasm" crossorigin>`,
  ]);
  return [...new Set(links)];
}

/** Returns the hashes of the scripts by their address, and of the `.wasm` files by their name. */
export async function integrityOf(folder, options = {}) {
  const { present, later } = await found(folder, options);
  const scripts = [...present.flatMap((entry) => entry.scripts), ...later];
  return {
    scripts: Object.fromEntries(scripts.map(({ address, integrity }) => [address, integrity])),
    modules: Object.fromEntries(present.map(({ file, module }) => [file, module.integrity])),
  };
}

/** Returns the file with the same bytes, whatever a bundler calls it. */
async function sameFile(files, original) {
  const bytes = await readFile(original);
  for (const file of files) if (bytes.equals(await readFile(file))) return file;
  return undefined;
}

/** Returns the scripts that load a file. */
async function naming(scripts, name) {
  const found = [];
  for (const script of scripts) if ((await readFile(script, "utf8")).includes(name)) found.push(script);
  return found;
}

/** Returns a page with the links in its head, replacing the links of an earlier call. */
export function withLinks(html, links) {
  const [begin, end] = ["<!-- export-jobs: preload -->", "<!-- /export-jobs -->"];
  const block = [begin, ...links, end].join("\n");
  const old = html.indexOf(begin);
  if (old >= 0 && html.indexOf(end, old) >= 0)
    return html.slice(0, old) + block + html.slice(html.indexOf(end, old) + end.length);
  const head = /<head\b[^>]*>/i.exec(html);
  if (!head) throw new Error("The page has no <head> for the links.");
  const at = head.index + head[0].length;
  return `${html.slice(0, at)}\n${block}${html.slice(at)}`;
}

const usage = `Prints the links that load export-jobs early, for the files that a bundler wrote to a folder.

npx export-jobs-preload <folder> [--base /assets/] [--entries jobs,board] [--insert <folder>/index.html] [--integrity]

  --base       the address of the folder on the site; "/" by default
  --entries    only these entries
  --insert     writes the links into the head of this page, instead of printing them
  --integrity  adds the hashes of the scripts, and prints those for the import map and for init`;

/** Runs the command. */
async function run(args) {
  const options = {};
  const folders = [];
  for (let at = 0; at < args.length; at += 1) {
    const name = /^--(base|entries|insert)$/.exec(args[at])?.[1];
    if (args[at] === "--integrity") options.integrity = true;
    else if (name) options[name] = args[(at += 1)];
    else folders.push(args[at]);
  }
  if (folders.length !== 1 || folders[0].startsWith("-")) throw new Error(usage);
  const { base, integrity } = options;
  const wanted = { base, entries: options.entries?.split(",") };
  const links = await preloadLinks(folders[0], { ...wanted, integrity });
  if (options.insert) await writeFile(options.insert, withLinks(await readFile(options.insert, "utf8"), links));
  else console.log(links.join("\n"));
  if (!integrity) return;
  const { scripts, modules } = await integrityOf(folders[0], wanted);
  console.log(`\n"integrity" of the import map:\n${JSON.stringify(scripts, undefined, 2)}`);
  console.log(`\nawait init({ integrity: ${JSON.stringify(modules, undefined, 2)} });`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  run(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
