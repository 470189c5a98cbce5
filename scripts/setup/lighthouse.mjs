// Installs Lighthouse in .tools. With its dependencies it has 186 MB, as much as all other development dependencies
// together, and only `npm run lighthouse` uses it. Later versions need Node 22.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { must, npm } from "../command.mjs";
import { tools } from "../project.mjs";

const VERSION = "12.8.2";

/** Returns the function of Lighthouse, and its version. */
export async function ensureLighthouse() {
  const folder = path.join(tools, "lighthouse");
  const home = path.join(folder, "node_modules", "lighthouse");
  const manifest = path.join(home, "package.json");
  if (!existsSync(manifest) || JSON.parse(readFileSync(manifest, "utf8")).version !== VERSION) {
    console.log(`Installing Lighthouse ${VERSION} into .tools (once) …`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true }));
    const [program, ...first] = npm();
    const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    await must(program, [...first, "install", ...options, `lighthouse@${VERSION}`], {
      cwd: folder,
      advice: "check that npm reaches its registry, then run the command again.",
    });
  }
  const { default: lighthouse, desktopConfig } = await import(pathToFileURL(path.join(home, "core", "index.js")).href);
  return { lighthouse, desktopConfig, version: VERSION };
}
