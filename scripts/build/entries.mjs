// The entries of the package. Each is the crate with some of its features, and a WebAssembly module of its own. Their
// scripts share nothing but the types in shared.d.ts.

/** Two cargo profiles with the same settings. Each is a folder in target/, so two entries compile at the same time. */
const profiles = ["release", "release-beside"];

const files = (name) => ({
  script: `${name}.js`,
  /** The same, with an init that reads files. */
  node: `${name}.node.js`,
  /** The same for CommonJS, in Node and in tests. */
  commonjs: `${name}.cjs`,
  /** The same for Cloudflare's workers, where an import gives the compiled module. */
  workerd: `${name}.workerd.js`,
  /** The same, with the module inside. */
  inline: `${name}.inline.js`,
  types: `${name}.d.ts`,
  commonjsTypes: `${name}.d.cts`,
  wasm: `${name}.wasm`,
});

const entry = (name, features, profile, specifier = `export-jobs/${name}`) => ({
  name,
  specifier,
  ...files(name),
  cargo: { features, profile: profiles[profile] },
});

export const entries = [
  entry("jobs", ["jobs"], 0, "export-jobs"),
  entry("board", ["board"], 0),
  entry("project", ["project"], 1),
  entry("recovery", ["recovery"], 0),
  entry("runtime", ["runtime"], 1),
  entry("services", ["services"], 0),
  entry("all", ["all"], 1),
];

export const [jobs, , , , , , all] = entries;

/** The types that the entries share. */
export const shared = { types: "shared.d.ts", commonjsTypes: "shared.d.cts" };

/** The licences of the bundled code. */
export const thirdParty = "THIRD-PARTY.txt";

/** The parts that the entries load when they need them: scripts in dist/, and their files in src/entry/. */
export const deferred = { "save.js": "save/file-writer.js", "sha256.js": "save/sha256.js" };

/** The command that finds the files in the output of a bundler. */
export const preload = { script: "preload.js", types: "preload.d.ts" };

/** The script that a service worker imports to serve downloads. */
export const downloads = { script: "downloads.js", types: "downloads.d.ts" };

/** The JSON Schema of services that are described as data, which is generated from the declaration in Rust. */
export const schema = "description.schema.json";

/** The server side, which has no WebAssembly. Its other files are loaded when they are needed. */
export const gateway = {
  script: "gateway.js",
  types: "gateway.d.ts",
  node: "gateway.node.js",
  nodeTypes: "gateway.node.d.ts",
  authoring: "gateway.azure-language.js",
  runtime: "gateway.azure-language-runtime.js",
  avepoint: "gateway.avepoint.js",
  tokens: "gateway.token-credential.js",
  description: "gateway.description.js",
  events: "gateway.events.js",
};

/** The most bytes of dist/elements.js after brotli. */
export const elementsLimit = 14 * 1024;

/** The languages of the elements that are files of their own. */
export const languages = ["de", "ja", "ar"];

/** The parts that the elements load when they need them: scripts in dist/, and their files in src/elements/. */
export const elementParts = {
  "elements/history.js": "board/history-view.js",
  "elements/archive.js": "job/archive-view.js",
};

/** The files of the elements, which have no `.wasm`. */
export const elements = [
  "elements.js",
  "elements.d.ts",
  ...Object.keys(elementParts),
  ...["define", ...languages].flatMap((name) => [`elements/${name}.js`, `elements/${name}.d.ts`]),
  "elements/react.d.ts",
  "elements/vue.d.ts",
];

/** Returns the names of an entry's files in dist/: those above, and the source map of each script. */
export const productsOf = (entry) =>
  Object.keys(files(entry.name)).flatMap((product) => {
    const name = entry[product];
    return /\.c?js$/.test(name) ? [name, `${name}.map`] : [name];
  });

/** The names of the files in dist/ that belong to no entry. */
export const common = [
  ...Object.values(shared),
  ...Object.keys(deferred).flatMap((script) => [script, `${script}.map`]),
  ...Object.values(preload),
  ...Object.values(downloads),
  schema,
  thirdParty,
];

/** The names of the files in dist/. */
export const products = [...common, ...Object.values(gateway), ...elements, ...entries.flatMap(productsOf)];
