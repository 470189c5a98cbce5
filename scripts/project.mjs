// Paths in this repository.
import { fileURLToPath } from "node:url";
import path from "node:path";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
export const dist = path.join(root, "dist");
export const tools = path.join(root, ".tools");

/** Returns a path inside the repository. */
export const inRoot = (...parts) => path.join(root, ...parts);

/** Returns whether Node was started with this module. */
export const isMain = (url) => process.argv[1] !== undefined && fileURLToPath(url) === path.resolve(process.argv[1]);
