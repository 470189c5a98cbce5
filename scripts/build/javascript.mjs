// The entry files and wasm-bindgen's glue as two small modules: the browser's (everything), and Node's (the browser's, with an init that reads files).
import { readFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { Trouble } from "../command.mjs";
import { inRoot } from "../project.mjs";

const entry = (name) => inRoot("src", "entry", name);

/** Replaces text that must be there: wasm-bindgen's output is pinned by Cargo.lock, but a new version may word it otherwise. */
export function replaceOnce(text, from, to) {
  if (text.split(from).length !== 2)
    throw new Trouble(
      `wasm-bindgen's glue no longer contains \`${from}\` once.`,
      "adapt scripts/build/javascript.mjs to the new wasm-bindgen.",
    );
  return text.replace(from, () => to);
}

/**
 * Gives wasm-bindgen's glue our loader (src/entry/init.js) instead of its own, and an answer in words for who uses it before init.
 */
function adaptGlue(glue) {
  let text = replaceOnce(
    glue,
    "let wasmModule, wasmInstance, wasm;",
    "let wasmModule, wasmInstance, wasm = notLoaded;",
  );
  text = replaceOnce(
    text,
    "export { initSync, __wbg_init as default };",
    "export default { imports: __wbg_get_imports, start: __wbg_finalize_init };",
  );
  // What its own checks of an object throw, such as of one that was freed.
  text = replaceOnce(text, "throw new Error(getStringFromWasm0(", "throw misuse(getStringFromWasm0(");
  return `import { misuse } from "./misuse.js";\nimport { notLoaded } from "./not-loaded.js";\n${text}`;
}

const glueOf = (folder) => ({
  name: "glue",
  setup(build) {
    build.onResolve({ filter: /^#glue$/ }, () => ({ path: path.join(folder, "export_jobs.js"), namespace: "glue" }));
    build.onLoad({ filter: /.*/, namespace: "glue" }, ({ path: file }) => ({
      contents: adaptGlue(readFileSync(file, "utf8")),
      resolveDir: inRoot("src", "entry"),
      loader: "js",
    }));
    // wasm-bindgen copies src/entry/*.js that Rust imports; with the originals instead, ExportJobsError is one class and instanceof holds.
    build.onResolve({ filter: /\/snippets\// }, ({ path: specifier }) => {
      const own = specifier.match(/\/snippets\/export-jobs-[0-9a-f]+\/src\/entry\/(.+)$/);
      return { path: own ? entry(own[1]) : path.join(folder, specifier) };
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

/** Bundles the glue in `folder` into the two modules of an entry, in `out`. */
export async function bundle({ specifier, script, node, wasm }, folder, out) {
  // Constants of src/entry/.
  const define = { SPECIFIER: JSON.stringify(specifier), WASM: JSON.stringify(`./${wasm}`) };
  await build({
    ...options,
    define,
    entryPoints: [entry("index.js")],
    outfile: path.join(out, script),
    platform: "neutral",
    plugins: [glueOf(folder)],
  });
  await build({
    ...options,
    define,
    entryPoints: [entry("node.js")],
    outfile: path.join(out, node),
    platform: "node",
    alias: { "#browser": `./${script}` },
    external: [`./${script}`],
  });
}

/** How a page's own code is bundled and minified: for comparing sizes like with like. @type {import("esbuild").BuildOptions} */
export const pageOptions = { ...options, platform: "browser", write: false };
