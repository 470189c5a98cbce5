import { readFile } from "node:fs/promises";
import load from "#browser";

export * from "#browser";

const isFile = (source) => /^file:/.test(source?.href ?? source);

/** Works like the browser's `init`, but also reads files, which Node's `fetch` does not. */
export default function init(source = new URL(WASM, import.meta.url)) {
  return load(isFile(source) ? () => readFile(new URL(source)) : source);
}
