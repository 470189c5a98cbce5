import { invalid, unreadable } from "./refusal.js";

/**
 * Uploads (`multipart/form-data`, RFC 7578) of 2025-05-15-preview: parts with the name `files` and, for sources, a
 * JSON part with the name `fileOperations`.
 *
 * @typedef {{ name: string, fileName: string | undefined, contentType: string, bytes: Uint8Array }} Part
 * @typedef {{ operation: string, fileName: string, fileDisplayName?: string, refresh?: boolean }} FileOperation
 * @typedef {import("../arrival.js").Arrival} Arrival
 * @typedef {import("./refusal.js").Refusal} Refusal
 */

/**
 * Returns the parts of a form, or undefined for another body.
 * @param {Arrival} arrival @returns {Part[] | undefined}
 */
export function partsOf({ headers, body }) {
  const boundary = /;\s*boundary="?([^";]+)"?/i.exec(headers.get("content-type") ?? "")?.[1];
  if (boundary === undefined) return undefined;
  // One character for each byte, so that offsets in the text are offsets in the bytes.
  const text = Array.from(body, (byte) => String.fromCharCode(byte)).join("");
  if (!text.endsWith(`--${boundary}--\r\n`)) return undefined;
  const parts = [];
  const delimiter = `--${boundary}\r\n`;
  for (let at = text.indexOf(delimiter); at !== -1; at = text.indexOf(delimiter, at)) {
    const head = at + delimiter.length;
    const start = text.indexOf("\r\n\r\n", head) + 4;
    const end = text.indexOf(`\r\n--${boundary}`, start);
    if (start < head + 4 || end === -1) return undefined;
    const lines = new TextDecoder().decode(body.slice(head, start));
    const parameter = (/** @type {string} */ name) => new RegExp(`; ${name}="([^"]*)"`).exec(lines)?.[1];
    parts.push({
      name: parameter("name") ?? "",
      fileName: parameter("filename"),
      contentType: /^Content-Type: (.*)\r$/im.exec(lines)?.[1] ?? "text/plain",
      bytes: body.slice(start, end),
    });
    at = end;
  }
  return parts;
}

/** @param {Arrival} arrival @returns {Part[] | Refusal} */
export function filesOf(arrival) {
  const parts = partsOf(arrival);
  if (!parts) return unreadable();
  const files = parts.filter(({ name, fileName }) => name === "files" && fileName);
  return files.length > 0 ? files : invalid("'files' is required.", "files");
}

/** @param {Arrival} arrival @returns {{ files: Part[], operations: FileOperation[] } | Refusal} */
export function filesAndOperations(arrival) {
  const files = filesOf(arrival);
  if (!Array.isArray(files)) return files;
  const part = partsOf(arrival)?.find(({ name }) => name === "fileOperations");
  /** @type {any} */
  let operations;
  try {
    operations = JSON.parse(new TextDecoder().decode(part?.bytes));
  } catch {
    return invalid("'fileOperations' is required.", "fileOperations");
  }
  const names = files.map(({ fileName }) => fileName);
  const isKnown = (/** @type {any} */ it) =>
    it?.operation === "delete" || (["add", "replace"].includes(it?.operation) && names.includes(it.fileName));
  return Array.isArray(operations) && operations.every(isKnown)
    ? { files, operations }
    : invalid("Each of 'fileOperations' needs an operation and a file.", "fileOperations");
}
