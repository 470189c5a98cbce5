// Where things are in this repository.
import { fileURLToPath } from "node:url";
import path from "node:path";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
export const dist = path.join(root, "dist");
export const tools = path.join(root, ".tools");

/** A path inside the repository. */
export const inRoot = (...parts) => path.join(root, ...parts);

/** Whether this module is the script that Node was asked to run. */
export const isMain = (url) => process.argv[1] !== undefined && fileURLToPath(url) === path.resolve(process.argv[1]);
