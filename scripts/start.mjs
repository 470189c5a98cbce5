// npm start: from a fresh clone to the site in a browser. Only what the first page needs is built before it is served.
// The rest is built in the background, starting with what a page requests.
import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { main, Trouble } from "./command.mjs";
import { setUpBuild } from "./setup.mjs";
import { build } from "./build.mjs";
import { all, entries, productsOf } from "./build/entries.mjs";
import { siteFolder } from "./site/site-folder.mjs";
import { serve } from "./static-server.mjs";

/** The entries that the demo's pages use, in the order in which people come to them. */
const used = ["jobs", "project", "board", "recovery", "services"].flatMap((name) =>
  entries.filter((entry) => entry.name === name),
);

/** The builds of entries, one after the other. @type {Map<object, Promise<void>>} */
const builds = new Map();
let last = Promise.resolve();

/** Builds an entry after the current build, and returns when its files exist. */
function built(entry) {
  if (!builds.has(entry)) {
    last = last
      .then(() => build([entry]))
      .catch((error) => {
        console.error(error.message);
        builds.delete(entry);
      });
    builds.set(entry, last);
  }
  return builds.get(entry);
}

/** Renders the guide, which takes a second if something has changed. */
async function guideMade() {
  const { makeGuide } = await import("./site/site.mjs");
  await makeGuide(siteFolder);
}

/** The reference needs the types of all entries. @type {Promise<void> | undefined} */
let reference;
let isReferenceMade = false;

/** Makes the API reference once, and again after a failure. */
function referenceMade() {
  reference ??= built(all)
    .then(async () => {
      const { makeReference } = await import("./site/site.mjs");
      await makeReference(siteFolder);
      isReferenceMade = true;
    })
    .catch((error) => {
      console.error(error.message);
      reference = undefined;
    });
  return reference;
}

/** Builds the files for the path of a request. Returns the path of a waiting page if that takes long. */
function prepare(urlPath) {
  if (urlPath.startsWith("/guide/")) return guideMade();
  if (urlPath.startsWith("/reference/") && !isReferenceMade) {
    referenceMade();
    return Promise.resolve("/www/reference.html");
  }
  const name = /^\/dist\/([\w.]+)$/.exec(urlPath)?.[1];
  const entry = entries.find((one) => productsOf(one).includes(name));
  return entry && built(entry);
}

await main(async () => {
  const { values } = parseArgs({ options: { port: { type: "string" } } });
  const port = Number(values.port ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Trouble(
      `--port ${values.port} is not a port number.`,
      "give a number from 0 to 65535: npm start -- --port 8081",
    );
  await setUpBuild();
  await build(used.slice(0, 1));
  mkdirSync(siteFolder, { recursive: true });
  const more = [{ base: siteFolder, folders: ["guide", "reference"] }];
  const server = await serve({ port, next: values.port === undefined, prepare, more }).catch((error) => {
    throw new Trouble(`Port ${port} cannot be used: ${error.message}`, "choose another one: npm start -- --port 8081");
  });
  console.log(`\nThe site is at ${server.url}/  (Ctrl-C stops it)`);
  for (const entry of used) await built(entry);
  await referenceMade();
});
