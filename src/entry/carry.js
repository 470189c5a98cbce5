// How far a request came, by numbers that src/wasm/carrying.rs knows.
/** The platform makes no such request. */
const REFUSED = 0;
/** No answer came: `value` is what `fetch` threw or rejected with. */
const UNANSWERED = 1;
/** `fetch` gave something that is no `Response`: `value`. */
const OTHER = 2;
/** A `Response` came, `value`, and its body was not read. */
const ANSWERED = 3;
/** The body broke off: `value` says why, if anything does. */
const BROKEN = 4;
/** It is there as a whole. */
const WHOLE = 5;

/**
 * Sends a request, reads its answer to the end, and calls `landed(number, came)` with what came of it. `wanted` names some headers, is
 * `undefined` for all of them, or `null` for all, and nothing of a body that can be streamed. Decides nothing. Crossing to WebAssembly for each member and each promise took longer than the rest of a poll, so that whatever touches
 * a request or its answer is here.
 *
 * Cookies as the client's options say, no cache (AvePoint submits with GET), and no following of redirects, which would take the key along to wherever they lead.
 */
export async function carry(landed, number, own, url, { method, headers, credentials }, body, signal, wanted) {
  let request, answer, buffer;
  try {
    request = new Request(url, { method, headers, body, signal, cache: "no-store", credentials, redirect: "manual" });
  } catch {
    return landed(number, { stage: REFUSED });
  }
  try {
    answer = await (own ? own(request) : fetch(request));
  } catch (value) {
    return landed(number, { stage: UNANSWERED, value });
  }
  if (typeof member(answer, "arrayBuffer") !== "function") return landed(number, { stage: OTHER, value: answer });
  const code = member(answer, "status");
  const status = typeof code === "number" ? code : NaN;
  const isRedirect = member(answer, "type") === "opaqueredirect";
  const ledTo = member(answer, "redirected") === true ? member(answer, "url") : undefined;
  const redirectedTo = typeof ledTo === "string" ? ledTo : undefined;
  const came = { stage: ANSWERED, value: answer, status, isRedirect, redirectedTo, headers: "", body: undefined };
  if (isRedirect || !(status > 0 && status <= 999)) return landed(number, came);
  try {
    came.headers = headerLines(member(answer, "headers"), redirectedTo === undefined && !(status >= 300 && status < 400) ? wanted : undefined);
  } catch {
    // Of a page's own making: it goes without.
  }
  if (wanted === null && member(member(answer, "body"), "getReader")) return landed(number, came);
  came.stage = BROKEN;
  came.value = undefined;
  try {
    buffer = await answer.arrayBuffer();
  } catch (value) {
    came.value = value;
    return landed(number, came);
  }
  came.body = bytesOf(buffer);
  if (came.body) came.stage = WHOLE;
  return landed(number, came);
}

/** What an object has under a name, if it can be read. */
function member(object, name) {
  try {
    return typeof object === "object" ? (object?.[name] ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Headers, or only those of some names, in any form that a page may have them, as one text with a line for each: name, comma, value. No name holds a comma and no value
 * a line break. Throws what their reading throws.
 */
export function headerLines(headers, names) {
  if (headers === undefined) return "";
  let lines = "";
  // Of whichever realm. A `Map` also has `get`, and heeds the case of names.
  if (names && tagOf(headers) === "Headers") {
    for (const name of names) {
      const value = headers.get(name);
      if (value !== null) lines += `${name},${value}\n`;
    }
    return lines;
  }
  const entries = typeof headers[Symbol.iterator] === "function" ? headers : Object.entries(headers);
  for (const entry of entries) lines += `${entry}\n`;
  return lines;
}

/** The bytes of a buffer or of any view of one; nothing for what is neither, or was given away. */
export function bytesOf(buffer) {
  try {
    if (ArrayBuffer.isView(buffer)) return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    // Of whichever realm.
    return tagOf(buffer) === "ArrayBuffer" ? new Uint8Array(buffer) : undefined;
  } catch {
    return undefined;
  }
}

/** What an object calls itself, whichever realm it is from. */
const tagOf = (object) => Object.prototype.toString.call(object).slice(8, -1);
