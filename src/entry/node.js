import { readFile } from "node:fs/promises";
import { readFilesWith } from "./init.js";

// The entry, with an init that also reads files, which Node's `fetch` does not.
readFilesWith(readFile);

export { default } from "#browser";
export * from "#browser";
