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
 * Sends a request, reads its answer to the end, and calls `landed(number, came)` with what came of it. `wanted` names
 * some headers, is `undefined` for all of them, or `null` for all, and nothing of a body that can be streamed. Of a
 * body that is longer than `most` bytes, only its beginning is kept, which is one byte more than `most`. Decides
 * nothing. Crossing to WebAssembly for each member and each promise took longer than the rest of a poll, so that
 * whatever touches a request or its answer is here.
 *
 * Cookies as the client's options say, no cache (AvePoint submits with GET), and no following of redirects, which
 * would take the key along to wherever they lead.
 */
export async function carry(landed, number, own, url, { method, headers, credentials }, body, signal, wanted, most) {
  let request, answer;
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
    came.headers = headerLines(
      member(answer, "headers"),
      redirectedTo === undefined && !(status >= 300 && status < 400) ? wanted : undefined,
    );
  } catch {
    // Of a page's own making: it goes without.
  }
  if (wanted === null && member(member(answer, "body"), "getReader")) return landed(number, came);
  came.stage = BROKEN;
  came.value = undefined;
  try {
    came.body = await bodyOf(answer, most, signal);
    if (came.body) came.stage = WHOLE;
  } catch (value) {
    came.value = value;
  }
  return landed(number, came);
}

/**
 * The bytes of a body, or one more than `most` of one that is longer. It is stopped as it arrives: a few kilobytes of
 * gzip can become gigabytes. Nothing for what gives no bytes.
 */
async function bodyOf(answer, most, signal) {
  const stream = member(answer, "body");
  if (!member(stream, "getReader") || member(answer, "bodyUsed")) {
    const bytes = bytesOf(await answer.arrayBuffer());
    return bytes?.length > most ? bytes.subarray(0, most + 1) : bytes;
  }
  const reader = stream.getReader();
  const pieces = [];
  let size = 0;
  while (size <= most) {
    const { done, value } = await reader.read();
    if (done) return pieces.length === 1 ? pieces[0] : joined(pieces, size);
    const piece = bytesOf(value);
    if (!piece || signal.aborted) {
      leave(reader);
      return undefined;
    }
    pieces.push(piece);
    size += piece.length;
  }
  leave(reader);
  return joined(pieces, most + 1);
}

/** Tells a stream that nobody reads on. What comes of it concerns nobody. */
function leave(reader) {
  Promise.resolve(reader.cancel()).catch(() => {});
}

/** The first bytes of some pieces, as many as `size`. */
function joined(pieces, size) {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece.subarray(0, size - at), at);
    at += Math.min(piece.length, size - at);
  }
  return whole;
}

/** A copy of some bytes; nothing when the platform has no memory for it. */
export function copyOf(bytes) {
  try {
    return bytes.slice();
  } catch {
    return undefined;
  }
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
 * Headers, or only those of some names, in any form that a page may have them, as one text with a line for each:
 * name, comma, value. No name holds a comma and no value a line break. Throws what their reading throws.
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
