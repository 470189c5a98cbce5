// Builds `export-jobs/gateway` and `export-jobs/gateway/node` into dist/: a script for each, and scripts that a gateway
// loads later: the contract of each service, and AvePoint's client credentials.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { Trouble } from "../command.mjs";
import { dist, inRoot } from "../project.mjs";
import { gateway } from "./entries.mjs";
import { digest, filesIn } from "./stamp.mjs";

const source = (/** @type {string} */ name) => inRoot("src", "gateway", name);

/** Builds the gateway if it has changed. */
export async function buildGateway() {
  const stamp = path.join(dist, ".built-gateway");
  const files = Object.values(gateway);
  const state = () =>
    digest([
      ...filesIn(inRoot("src", "gateway")),
      inRoot("scripts", "build", "gateway.mjs"),
      inRoot("package-lock.json"),
      ...files.map((name) => path.join(dist, name)),
    ]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === state()) return;
  mkdirSync(dist, { recursive: true });
  const { metafile } = await build({
    entryPoints: [
      { in: source("gateway.js"), out: "gateway" },
      { in: source("node-listener.js"), out: "gateway.node" },
    ],
    outdir: dist,
    chunkNames: "gateway.[name]",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    platform: "neutral",
    external: ["node:*"],
    logLevel: "warning",
    metafile: true,
  });
  const strangers = Object.keys(metafile.outputs).filter((file) => !files.includes(path.basename(file)));
  if (strangers.length > 0)
    throw new Trouble(
      `The gateway has a file that nobody knows: ${strangers.join(", ")}.`,
      "name it in scripts/build/entries.mjs, or let what is loaded later share nothing with the gateway.",
    );
  copyFileSync(source("gateway-options.d.ts"), path.join(dist, gateway.types));
  copyFileSync(source("node-listener-types.d.ts"), path.join(dist, gateway.nodeTypes));
  writeFileSync(stamp, state());
}
