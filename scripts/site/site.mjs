// Makes the whole site as static files: the pages of www/, the parts of the package that they load, the guide and the
// reference. Any host serves it, at any path.
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { must } from "../command.mjs";
import { descriptions } from "../build/descriptions.mjs";
import { deferred, downloads, elements, entries, thirdParty } from "../build/entries.mjs";
import { digest, filesIn } from "../build/stamp.mjs";
import { dist, inRoot } from "../project.mjs";
import { symbolsFile } from "./site-folder.mjs";

/** The files of the package that a page can load. */
const loaded = () => [
  ...entries.flatMap(({ script, wasm }) => [script, wasm]),
  ...Object.keys(deferred),
  ...elements.filter((name) => name.endsWith(".js")),
  ...descriptions.map((name) => `services/${name}.js`),
  downloads.script,
  thirdParty,
];

/** The page at the root leads to the demo. */
const front = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'; base-uri 'none'; form-action 'none'" />
    <meta http-equiv="refresh" content="0; url=www/" />
    <title>export-jobs</title>
    <link rel="icon" href="www/app/icon.svg" type="image/svg+xml" />
  </head>
  <body>
    <main><h1>export-jobs</h1><p><a href="www/">The demo</a></p></main>
  </body>
</html>
`;

/** @param {string} folder */
function copyPages(folder) {
  rmSync(path.join(folder, "www"), { recursive: true, force: true });
  cpSync(inRoot("www"), path.join(folder, "www"), { recursive: true });
  rmSync(path.join(folder, "dist"), { recursive: true, force: true });
  for (const name of loaded()) {
    mkdirSync(path.dirname(path.join(folder, "dist", name)), { recursive: true });
    copyFileSync(path.join(dist, name), path.join(folder, "dist", name));
  }
  copyFileSync(inRoot("LICENSE"), path.join(folder, "LICENSE"));
  writeFileSync(path.join(folder, "index.html"), front);
}

/** The sources of the guide and of the reference, without the types. */
const sources = () => [
  ...["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "package-lock.json"].map((name) => inRoot(name)),
  ...["docs", "www/board.html", "www/examples"].flatMap((name) => [...filesIn(inRoot(name))]),
  ...readdirSync(inRoot("scripts", "site"))
    .filter((name) => name !== "node_modules")
    .map((name) => inRoot("scripts", "site", name)),
];

/**
 * Does `work` if a part of the site is not up to date.
 * @param {string} folder @param {string} name @param {string} state @param {() => unknown} work
 */
async function once(folder, name, state, work) {
  const stamp = path.join(folder, `.${name}`);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === state) return;
  await work();
  writeFileSync(stamp, state);
}

/** Renders the guide if it is not up to date. @param {string} folder */
export async function makeGuide(folder) {
  const { renderGuide } = await import("./guide.mjs");
  mkdirSync(folder, { recursive: true });
  await once(folder, "guide", digest([...sources(), path.join(folder, symbolsFile)]), () => renderGuide(folder));
}

/** Renders the reference if it is not up to date. The types must be built. @param {string} folder */
export async function makeReference(folder) {
  const types = [...filesIn(dist)].filter((file) => file.endsWith(".d.ts"));
  mkdirSync(folder, { recursive: true });
  await once(folder, "reference", digest([...sources(), ...types]), () =>
    must(process.execPath, [inRoot("scripts", "site", "reference.mjs"), folder]),
  );
}

/** Makes the site. The package must be built. @param {string} folder */
export async function makeSite(folder) {
  await makeReference(folder);
  await makeGuide(folder);
  copyPages(folder);
}
