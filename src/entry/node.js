import { readFile } from "node:fs/promises";
import load from "#browser";

export * from "#browser";

const isFile = (source) => /^file:/.test(source?.href ?? source);

/** As the browser's `init`, for Node, whose `fetch` does not read files. */
export default function init(source = new URL(WASM, import.meta.url)) {
  return load(isFile(source) ? () => readFile(new URL(source)) : source);
}
