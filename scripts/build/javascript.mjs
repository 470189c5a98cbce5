// Bundles src/entry/ and wasm-bindgen's glue into two small modules for each entry: one for the browser, and one for
// Node, which is the same with an init that reads files.
import { readFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { Trouble } from "../command.mjs";
import { inRoot } from "../project.mjs";

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
 * Replaces the loader in wasm-bindgen's glue by ours (src/entry/init.js), and adds a clear error for use before init.
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

const glueOf = (folder) => ({
  name: "glue",
  setup(build) {
    build.onResolve({ filter: /^#glue$/ }, () => ({ path: path.join(folder, "export_jobs.js"), namespace: "glue" }));
    build.onLoad({ filter: /.*/, namespace: "glue" }, ({ path: file }) => ({
      contents: adaptGlue(readFileSync(file, "utf8")),
      resolveDir: inRoot("src", "entry"),
      loader: "js",
    }));
    // wasm-bindgen copies the files of src/entry/ that Rust imports. The originals are used instead.
    build.onResolve({ filter: /^\.\.?\// }, ({ path: specifier, resolveDir }) => {
      const own = specifier.match(/\/snippets\/export-jobs-[0-9a-f]+\/src\/entry\/(.+)$/);
      return { path: own ? entry(own[1]) : path.resolve(resolveDir, specifier) };
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

/** Bundles the glue in `folder` into the two modules of an entry in `out`. */
export async function bundle({ specifier, script, node, wasm }, folder, out) {
  // Constants in src/entry/.
  const define = Object.fromEntries(
    Object.entries({ SPECIFIER: specifier, WASM: `./${wasm}`, VERSION: version }).map(([name, text]) => [
      name,
      JSON.stringify(text),
    ]),
  );
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

/**
 * How a page's own code is bundled and minified, so that sizes can be compared.
 * @type {import("esbuild").BuildOptions}
 */
export const pageOptions = { ...options, platform: "browser", write: false };
