// The sizes of `export-jobs/gateway`: of the gateway itself, and of what it loads only for some routes.
import { readFileSync } from "node:fs";
import path from "node:path";
import { gateway } from "../build/entries.mjs";
import { dist } from "../project.mjs";

/** The largest accepted size of the gateway itself, in KB after brotli. */
export const GATEWAY_GOAL = 6;

/** The purpose of each script. */
const parts = {
  [gateway.script]: "the gateway",
  [gateway.node]: "the listener for Node",
  [gateway.authoring]: "the contract of `azure-language`",
  [gateway.runtime]: "the contract of `azure-language-runtime`",
  [gateway.avepoint]: "the contract of `avepoint`",
  [gateway.tokens]: "tokens, with client credentials",
  [gateway.description]: "services that are described as data",
  [gateway.events]: "server-sent events",
};

/**
 * Returns the sizes of the scripts in dist/.
 *
 * @template Size
 * @param {(content: Buffer) => Size} measure
 */
export const gatewaySizes = (measure) =>
  Object.entries(parts).map(([file, part]) => ({ file, part, size: measure(readFileSync(path.join(dist, file))) }));
