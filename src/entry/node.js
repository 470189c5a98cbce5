import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readFilesWith } from "./init.js";

// The entry, with an init that also reads files, which Node's `fetch` does not. The address is passed on as text,
// because the URL of a simulated page (jsdom) is not Node's.
readFilesWith((file) => readFile(fileURLToPath(file.href)));

export { default } from "#browser";
export * from "#browser";
