// The entries of the package. Each is the crate with some of its features. It has its own files and its own cargo
// profile, which is a folder in target/.

/** The whole package, and the part that starts, follows and collects jobs. */
export const entries = [
  {
    specifier: "export-jobs",
    script: "index.js",
    node: "node.js",
    types: "index.d.ts",
    wasm: "export_jobs_bg.wasm",
    cargo: { profile: "release", features: ["default"] },
  },
  {
    specifier: "export-jobs/jobs",
    script: "jobs.js",
    node: "jobs.node.js",
    types: "jobs.d.ts",
    wasm: "jobs_bg.wasm",
    cargo: { profile: "jobs", features: ["module"] },
  },
];

export const [whole, jobs] = entries;

/** The names of the files in dist/. */
export const products = entries.flatMap(({ script, node, types, wasm }) => [script, node, types, wasm]);
