import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { ExportJobsError } from "#browser";
import { changed, readFilesWith } from "./init.js";

// The entry, with an init that also reads files, which Node's `fetch` does not. The address is passed on as text,
// because the URL of a simulated page (jsdom) is not Node's.
readFilesWith(async (file, integrity) => {
  const bytes = await readFile(fileURLToPath(file.href));
  const hash = (algorithm) => `${algorithm}-${createHash(algorithm).update(bytes).digest("base64")}`;
  if (integrity && !integrity.split(/\s+/).some((wanted) => wanted === hash(wanted.split("-")[0])))
    throw new ExportJobsError("unreadableResponse", changed(file.href, integrity));
  return bytes;
});

export { default } from "#browser";
export * from "#browser";
