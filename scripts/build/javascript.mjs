// Bundles src/entry/ and wasm-bindgen's glue into small modules for each entry: one for the browser, and others that
// are the same with another way to load the WebAssembly.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { Trouble } from "../command.mjs";
import { inRoot } from "../project.mjs";
import { deferred } from "./entries.mjs";

const { version } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));

const entry = (name) => inRoot("src", "entry", name);

/**
 * Replaces text that must occur once. Cargo.lock pins wasm-bindgen, but a new version may write its glue differently.
 */
export function replaceOnce(text, from, to) {
  if (text.split(from).length !== 2)
    throw new Trouble(
      `wasm-bindgen's glue no longer contains \`${from}\` once.`,
      "adapt scripts/build/javascript.mjs to the new wasm-bindgen.",
    );
  return text.replace(from, () => to);
}

/**
 * Replaces the loader in wasm-bindgen's glue with ours (src/entry/init.js), and adds a clear error for use before init.
 */
function adaptGlue(glue) {
  let text = replaceOnce(
    glue,
    "let wasmModule, wasmInstance, wasm;",
    "let wasmModule, wasmInstance, wasm = notLoaded(SPECIFIER);",
  );
  text = replaceOnce(
    text,
    "export { initSync, __wbg_init as default };",
    "export default { imports: __wbg_get_imports, start: __wbg_finalize_init };",
  );
  // The error of wasm-bindgen's own checks of an object, for example if it was freed.
  text = replaceOnce(text, "throw new Error(getStringFromWasm0(", "throw misuse(getStringFromWasm0(");
  return `import { misuse } from "./misuse.js";\nimport { notLoaded } from "./not-loaded.js";\n${text}`;
}

/** The scripts that are loaded when they are needed, by their file in `src/entry/`. */
const scripts = new Map(Object.entries(deferred).map(([script, file]) => [entry(file), script]));

/** Keeps an import of a file that has its own script as an import of that script. */
const apart = (file) => (scripts.has(file) ? { path: `./${scripts.get(file)}`, external: true } : undefined);

/** The glue in `folder`. With `isWhole`, the scripts that are loaded when they are needed are in the same file. */
const glueOf = (folder, isWhole = false) => ({
  name: "glue",
  setup(build) {
    build.onResolve({ filter: /^#glue$/ }, () => ({ path: path.join(folder, "export_jobs.js"), namespace: "glue" }));
    build.onLoad({ filter: /.*/, namespace: "glue" }, ({ path: file }) => ({
      contents: adaptGlue(readFileSync(file, "utf8")),
      resolveDir: inRoot("src", "entry"),
      loader: "js",
    }));
    // wasm-bindgen copies the files of src/entry/ that Rust imports. The originals are used instead, and the error
    // class that all entries have in common.
    build.onResolve({ filter: /^\.\.?\// }, ({ path: specifier, resolveDir, importer }) => {
      const own = specifier.match(/\/snippets\/export-jobs-[0-9a-f]+\/src\/entry\/(.+)$/);
      const file = own ? entry(own[1]) : path.resolve(resolveDir, specifier);
      const isClass = file === entry("export-jobs-error.js") && importer !== entry("one-error.js");
      return (isWhole ? undefined : apart(file)) ?? { path: isClass ? entry("one-error.js") : file };
    });
  },
});

/** @type {import("esbuild").BuildOptions} */
const options = {
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};

/** The imports of `src/entry/` that stand for a file of this entry. */
const filesOf = ({ script, wasm }, out) => ({
  name: "files",
  setup(build) {
    build.onResolve({ filter: /^#(browser|wasm)$/ }, ({ path: specifier }) => ({
      path: `./${specifier === "#wasm" ? wasm : script}`,
      external: true,
    }));
    // The module, compressed with gzip, as base64.
    build.onResolve({ filter: /^#packed$/ }, () => ({ path: path.join(out, wasm), namespace: "packed" }));
    build.onLoad({ filter: /.*/, namespace: "packed" }, ({ path: file }) => ({
      contents: gzipSync(readFileSync(file), { level: 9 }).toString("base64"),
      loader: "text",
    }));
  },
});

/** For CommonJS: the whole entry in one file, and the expression for its address. */
const commonJs = (folder) => ({
  format: /** @type {const} */ ("cjs"),
  define: { "import.meta.url": "scriptAddress" },
  banner: { js: 'const scriptAddress = require("node:url").pathToFileURL(__filename).href;' },
  inject: [entry("node-globals.js")],
  plugins: [
    glueOf(folder, true),
    {
      name: "whole",
      setup(build) {
        build.onResolve({ filter: /^#browser$/ }, () => ({ path: entry("index.js") }));
      },
    },
  ],
});

/** Names the sources of a source map by their paths in the repository, not by those of this build. */
function namedSources(text, wasm) {
  const map = JSON.parse(text);
  map.sources.forEach((source, index) => {
    const [own] = source.match(/(src\/entry|node_modules)\/.*/) ?? [];
    if (own) map.sources[index] = `../${own}`;
    else if (source.startsWith("glue:")) map.sources[index] = "wasm-bindgen.js";
    else if (source.startsWith("packed:")) {
      map.sources[index] = `${wasm}.txt`;
      map.sourcesContent[index] = `${wasm}, compressed with gzip, as base64`;
    } else throw new Trouble(`A source map names ${source}.`, "name it in scripts/build/javascript.mjs.");
  });
  return JSON.stringify(map);
}

/** Builds a script, with its source map. `wasm` is the .wasm of its entry, if it has one. */
async function make(settings, wasm = undefined) {
  const { outputFiles } = await build({
    ...options,
    platform: "neutral",
    ...settings,
    sourcemap: "linked",
    write: false,
  });
  for (const { path: place, text } of outputFiles)
    writeFileSync(place, place.endsWith(".map") ? namedSources(text, wasm) : text);
}

/** A script that is loaded when it is needed may load another one. */
const scriptsApart = {
  name: "apart",
  setup: (build) =>
    build.onResolve({ filter: /^\.\.?\// }, ({ path: specifier, resolveDir, kind }) =>
      kind === "dynamic-import" ? apart(path.resolve(resolveDir, specifier)) : undefined,
    ),
};

/** Bundles the scripts that are loaded when they are needed into `out`. */
export async function bundleDeferred(out) {
  for (const [script, file] of Object.entries(deferred))
    await make({ entryPoints: [entry(file)], outfile: path.join(out, script), plugins: [scriptsApart] });
}

/** Bundles the glue in `folder` into the modules of an entry in `out`, where its .wasm is. */
export async function bundle(of, folder, out) {
  const { specifier, script, node, inline, workerd, commonjs, wasm } = of;
  // Constants in src/entry/.
  const constants = { SPECIFIER: specifier, WASM: wasm, WASM_URL: `./${wasm}`, VERSION: version };
  const define = Object.fromEntries(Object.entries(constants).map(([name, text]) => [name, JSON.stringify(text)]));
  const makeOf = (/** @type {string} */ from, file, /** @type {import("esbuild").BuildOptions} */ more) =>
    make(
      { ...more, define: { ...define, ...more.define }, entryPoints: [entry(from)], outfile: path.join(out, file) },
      wasm,
    );
  const files = filesOf(of, out);
  await makeOf("index.js", script, { plugins: [glueOf(folder)] });
  await makeOf("node.js", node, { platform: "node", plugins: [files] });
  await makeOf("workerd.js", workerd, { plugins: [files] });
  await makeOf("inline.js", inline, { plugins: [files, glueOf(folder, true)] });
  await makeOf("node.js", commonjs, { platform: "node", ...commonJs(folder) });
}

/**
 * How a page's own code is bundled and minified, so that sizes can be compared.
 * @type {import("esbuild").BuildOptions}
 */
export const pageOptions = { ...options, platform: "browser", write: false };
