// Microsoft's test server for generated clients, over HTTP on loopback.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { installed, reachable } from "../installed.mjs";

const NAME = "@microsoft.azure/autorest.testserver";
/** Its version. */
export const version = "3.3.51";

/** @returns {Promise<number>} A port of loopback that is free. */
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });

/**
 * Starts the server.
 *
 * @returns {Promise<{ origin: string, paths: Record<string, Record<string, any>>, reached: () => Promise<Record<string, number>>, stop: () => void }>}
 *   `paths` are those of its OpenAPI file of long-running operations. `reached` counts the scenarios that have ended.
 */
export async function startServer() {
  const folder = path.join(await installed("autorest", { [NAME]: version }), "node_modules", NAME);
  // The file begins with a byte order mark.
  const { paths } = JSON.parse(readFileSync(path.join(folder, "swagger", "lro.json"), "utf8").replace("\ufeff", ""));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const server = spawn(process.execPath, [path.join(folder, "dist", "cli", "cli.js"), "run", `--port=${port}`], {
    cwd: folder,
    stdio: "ignore",
  });
  let hasEnded = false;
  server.on("exit", () => (hasEnded = true));
  const stop = () => void server.kill();
  try {
    await reachable(`${origin}/report/azure`, () => hasEnded);
  } catch (error) {
    stop();
    throw error;
  }
  const reached = async () => /** @type {any} */ ((await fetch(`${origin}/report/azure`)).json());
  return { origin, paths, reached, stop };
}
