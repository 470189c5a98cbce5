// Builds `export-jobs/services/<name>` into dist/services/: a module of one object for each description in
// src/services/.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dist, inRoot } from "../project.mjs";
import { digest, filesIn } from "./stamp.mjs";

/** The names of the descriptions. */
export const descriptions = readdirSync(inRoot("src", "services"))
  .filter((name) => name.endsWith(".js"))
  .map((name) => path.basename(name, ".js"));

const types = `import type { ServiceDescription } from "../services.js";
/** The description of a service, for \`JobService\`. Change a copy of it where your service differs. */
declare const description: ServiceDescription;
export default description;
`;

/** Builds them if one has changed. */
export async function buildDescriptions() {
  const folder = path.join(dist, "services");
  const stamp = path.join(folder, ".built");
  const sources = digest([...filesIn(inRoot("src", "services")), inRoot("scripts", "build", "descriptions.mjs")]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { build } = await import("esbuild");
  await build({
    entryPoints: descriptions.map((name) => inRoot("src", "services", `${name}.js`)),
    outdir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    logLevel: "warning",
  });
  for (const name of descriptions) writeFileSync(path.join(folder, `${name}.d.ts`), types);
  writeFileSync(stamp, sources);
}
