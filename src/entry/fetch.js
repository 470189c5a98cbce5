import { memberOf } from "./members.js";

// The progress of a request. src/wasm/http/fetch.rs knows the numbers.
/** The platform refused to make the request. */
const REFUSED = 0;
/** There was no answer: `value` is the error that `fetch` threw or rejected with. */
const UNANSWERED = 1;
/** `fetch` resolved to something other than a `Response`: `value`. */
const OTHER = 2;
/** A `Response` came, `value`, and its body was not read. */
const ANSWERED = 3;
/** The body broke off. `value` is the reason, if there is one. */
const BROKEN = 4;
/** The whole body was read. It is `body`, or `value` if it is long. */
const WHOLE = 5;
/** The answer is a redirect, which was not followed. */
const REDIRECTED = 6;
/** The time limit was reached, and the request was aborted. */
const LATE = 7;

/** A longer body is not copied with the rest of an answer, because the module may have no memory for it. */
const LONG_BODY = 65_536;

/**
 * Sends a request, reads its answer, and calls
 * `done(number, stage, status, headers, redirectedTo, value, body)`. `abort` of the result aborts the request.
 *
 * `wanted` is a list of header names, `undefined` for all headers, or `null` for all headers and the body as a stream.
 * A body longer than `most` bytes is cut one byte after `most`. Unless `timeoutMs` is 0, the request is aborted when
 * there is no whole answer by then.
 *
 * It decides nothing. It does everything with the request and its answer in one call, because crossing to WebAssembly
 * for each member and each promise took longer than the rest of a poll.
 */
export function fetchAnswer(done, number, own, url, head, body, wanted, most, timeoutMs) {
  const controller = new AbortController();
  let timer;
  const abort = () => {
    clearTimeout(timer);
    controller.abort();
  };
  const end = (stage, value, status = 0, headers = "", redirectedTo = undefined, bytes = undefined) => {
    clearTimeout(timer);
    done(number, stage, status, headers, redirectedTo, value, bytes);
  };
  if (timeoutMs > 0) {
    timer = setTimeout(() => {
      end(LATE);
      abort();
    }, timeoutMs);
  }
  void send(end, own, url, head, body, controller.signal, wanted, most);
  return { abort };
}

/** Nothing is cached, because AvePoint submits with GET. Redirects are not followed: the key would be sent along. */
async function send(end, own, url, { method, headers, credentials }, body, signal, wanted, most) {
  let request, answer;
  try {
    request = new Request(url, { method, headers, body, signal, cache: "no-store", credentials, redirect: "manual" });
  } catch {
    return end(REFUSED);
  }
  try {
    answer = await (own ? own(request) : fetch(request));
  } catch (value) {
    return end(UNANSWERED, value);
  }
  if (typeof member(answer, "arrayBuffer") !== "function") return end(OTHER, answer);
  if (member(answer, "type") === "opaqueredirect") return end(REDIRECTED);
  const status = member(answer, "status");
  if (!(typeof status === "number" && status > 0 && status <= 999)) {
    return end(ANSWERED, answer, typeof status === "number" ? status : NaN);
  }
  const ledTo = member(answer, "redirected") === true ? member(answer, "url") : undefined;
  const redirectedTo = typeof ledTo === "string" ? ledTo : undefined;
  let lines = "";
  try {
    const some = redirectedTo === undefined && !(status >= 300 && status < 400) ? wanted : undefined;
    lines = headerLines(member(answer, "headers"), some);
  } catch {
    // The headers come from the page's own `fetch` and cannot be read. Go on without headers.
  }
  if (wanted === null && member(member(answer, "body"), "getReader")) {
    return end(ANSWERED, answer, status, lines, redirectedTo);
  }
  let bytes;
  try {
    bytes = await bodyOf(answer, most, signal);
  } catch (value) {
    return end(BROKEN, value, status, lines, redirectedTo);
  }
  if (!bytes) return end(BROKEN, undefined, status, lines, redirectedTo);
  if (bytes.length > LONG_BODY) return end(WHOLE, bytes, status, lines, redirectedTo);
  return end(WHOLE, undefined, status, lines, redirectedTo, bytes);
}

/**
 * Returns `{ status, headers, body }` of a page as one text: `200:17:` and 17 units of header lines, then `s` and the
 * body. A body of bytes, or one that is longer than `most` units, is `o` in its place. Returns `undefined` for anything
 * that is no response.
 */
export function responseOf(response, most) {
  if (typeof response !== "object") return undefined;
  const [status, headers, body] = [
    memberOf(response, "status"),
    memberOf(response, "headers"),
    memberOf(response, "body"),
  ];
  if (!(typeof status === "number" && status >= 0 && status <= 999)) return undefined;
  if (headers !== undefined && typeof headers !== "object") return undefined;
  try {
    const lines = headerLines(headers);
    const start = `${Math.floor(status)}:${lines.length}:${lines}`;
    const text = body ?? "";
    return typeof text === "string" && text.length <= most ? `${start}s${text}` : `${start}o`;
  } catch {
    return undefined;
  }
}

/**
 * Returns the bytes of a body, at most one more than `most`. A longer body is stopped as it arrives: a few kilobytes of
 * gzip can become gigabytes. Returns nothing for a body without bytes.
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

/** Cancels a stream. Whether that works does not matter. */
function leave(reader) {
  Promise.resolve(reader.cancel()).catch(() => {});
}

/** Joins the first `size` bytes of some pieces. */
function joined(pieces, size) {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece.subarray(0, size - at), at);
    at += Math.min(piece.length, size - at);
  }
  return whole;
}

/** Returns a copy of some bytes, or nothing when the platform has no memory for it. */
export function copyOf(bytes) {
  try {
    return bytes.slice();
  } catch {
    return undefined;
  }
}

/** Returns a member of an object, if it can be read. */
function member(object, name) {
  try {
    return typeof object === "object" ? (object?.[name] ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Returns headers of any form as one text with a line for each: name, comma, value. With
 * `names`, returns only those. No name contains a comma, and no value a line break. Throws the errors of reading them.
 */
export function headerLines(headers, names) {
  if (headers === undefined) return "";
  let lines = "";
  // From any realm. A `Map` also has `get`, but it respects the case of names.
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

/** Returns the bytes of a buffer or of any view of one. Returns nothing for anything else, or a detached buffer. */
export function bytesOf(buffer) {
  try {
    if (ArrayBuffer.isView(buffer)) return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    // From any realm.
    return tagOf(buffer) === "ArrayBuffer" ? new Uint8Array(buffer) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the name of an object's class, from any realm. */
const tagOf = (object) => Object.prototype.toString.call(object).slice(8, -1);
