// A task of one page or process, which supplies the files and the module.
import { takenMemory } from "./instance.mjs";
import { javascriptSide } from "./javascript.mjs";
import { measureLimits } from "./limits.mjs";
import { measure } from "./measure.mjs";
import { moduleSide } from "./module.mjs";

/** @param {{ side: string, kind: string, files: string[], operation: string, rounds: any, isCompared: boolean }} task @param {any} host */
export async function perform({ side, kind, files, ...task }, { bytesOf, loadModule }) {
  const contents = await Promise.all(files.map(bytesOf));
  if (side === "limits") return await measureLimits(await bytesOf("skip.wasm"), contents[0], task.rounds);
  if (side === "javascript") return await measure(javascriptSide(kind), contents, task);
  return await measure(moduleSide(await loadModule(), kind), contents, task, takenMemory);
}
