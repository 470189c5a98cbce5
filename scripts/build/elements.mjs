// Bundles src/elements/ into dist/elements.js and the files that it loads. The elements need no WebAssembly.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { dist, inRoot } from "../project.mjs";
import { elementParts, elements, languages } from "./entries.mjs";
import { digest, filesIn } from "./stamp.mjs";

const source = (...name) => inRoot("src", "elements", ...name);
const stamp = path.join(dist, "elements", ".built");
const sources = () => [
  ...filesIn(source()),
  inRoot("scripts", "build", "elements.mjs"),
  inRoot("scripts", "build", "entries.mjs"),
  inRoot("package-lock.json"),
];
const outputs = () => elements.map((name) => path.join(dist, name));

/** Turns an import of a style sheet into its minified text. */
const styleSheets = {
  name: "style sheets",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      const { code } = await build.esbuild.transform(readFileSync(file, "utf8"), {
        loader: "css",
        minify: true,
        target: ["chrome123", "firefox120", "safari17.5"],
      });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** The scripts that the elements load when they need them: their files in `src/elements/`, and in dist/. */
const parts = new Map(Object.entries(elementParts).map(([script, file]) => [source(file), script]));

/** Leaves an import of such a script to the browser. */
const apart = {
  name: "apart",
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ path: specifier, resolveDir, kind }) => {
      const script = kind === "dynamic-import" && parts.get(path.join(resolveDir, specifier));
      return script ? { path: `./${script}`, external: true } : undefined;
    });
  },
};

/** Replaces the paths of the package's types in the sources with those for its users. */
const typesOf = (name) => readFileSync(source(name), "utf8").replaceAll("../../dist/", "./");

/** Builds the elements if their sources have changed. */
export async function buildElements() {
  const state = digest([...sources(), ...outputs()]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === state) return;
  const { build } = await import("esbuild");
  const { pageOptions } = await import("./javascript.mjs");
  mkdirSync(inRoot("target"), { recursive: true });
  const folder = mkdtempSync(inRoot("target", "elements-"));
  try {
    mkdirSync(path.join(folder, "elements"));
    const bundle = (from, to) =>
      build({
        ...pageOptions,
        platform: "neutral",
        write: true,
        entryPoints: [source(from)],
        outfile: path.join(folder, to),
        plugins: [styleSheets, apart],
      });
    await bundle("index.js", "elements.js");
    for (const [script, file] of Object.entries(elementParts)) await bundle(file, script);
    // It uses the bundle next to it, so that a page that imports both has the elements once.
    const define = readFileSync(source("define.js"), "utf8").replace("./index.js", "../elements.js");
    writeFileSync(path.join(folder, "elements", "define.js"), define);
    for (const language of languages) {
      await bundle(`texts/${language}.js`, `elements/${language}.js`);
      copyFileSync(source("texts", "language.d.ts"), path.join(folder, "elements", `${language}.d.ts`));
    }
    const tags = readFileSync(source("types", "tags.d.ts"), "utf8").replace(/^import .*\n/, "");
    writeFileSync(path.join(folder, "elements.d.ts"), `${typesOf("elements.d.ts")}\nexport {};\n${tags}`);
    for (const name of ["define.d.ts", "react.d.ts", "vue.d.ts"])
      copyFileSync(source("types", name), path.join(folder, "elements", name));
    mkdirSync(path.join(dist, "elements"), { recursive: true });
    for (const name of elements) renameSync(path.join(folder, name), path.join(dist, name));
    writeFileSync(stamp, digest([...sources(), ...outputs()]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
