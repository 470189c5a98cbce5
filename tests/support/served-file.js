// A file that a scripted service sends: whole or in part, and broken off where a test wants it.

/** A ZIP file of some size whose bytes all depend on their place: without files, but with a directory. */
export function zipOf(size) {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 1) bytes[at] = (at * 31 + (at >> 8)) & 0xff;
  bytes.set([0x50, 0x4b, 3, 4]);
  const end = new DataView(bytes.buffer, size - 22);
  bytes.set([0x50, 0x4b, 1, 2], size - 68);
  bytes.fill(0, size - 22);
  bytes.set([0x50, 0x4b, 5, 6], size - 22);
  end.setUint32(12, 46, true);
  end.setUint32(16, size - 68, true);
  return bytes;
}

/** A project file of about some size. */
export function projectOf(size, projectName = "Inbox") {
  const documents = [];
  for (let length = 300; length < size; length += 40)
    documents.push({ location: `document-${String(documents.length).padStart(8, "0")}.txt` });
  const projectKind = "CustomEntityRecognition";
  return new TextEncoder().encode(
    JSON.stringify({
      projectFileVersion: "2023-04-01",
      stringIndexType: "Utf16CodeUnit",
      metadata: { projectKind, projectName, language: "en", storageInputContainerName: "c" },
      assets: { projectKind, entities: [{ category: "A" }], documents },
    }),
  );
}

/** A body in pieces, which may break off after some bytes. */
function bodyOf(bytes, pieceSize, breaksAfter) {
  let at = 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (at >= breaksAfter) return controller.error(new TypeError("network error"));
        if (at >= bytes.length) return controller.close();
        const end = Math.min(at + pieceSize, bytes.length, breaksAfter);
        controller.enqueue(bytes.slice(at, end));
        at = end;
      },
    },
    { highWaterMark: 0 },
  );
}

/**
 * Answers requests for a file as Azure Blob storage does: with an ETag, and with 206 for a `Range` whose `If-Range` is
 * that ETag. Each request takes the next of `breaks`, the number of bytes after which its body breaks off.
 */
export function served(bytes, options = {}) {
  const { etag = '"0x8DC"', ranges = true, breaks = [], pieceSize = 16_384, headers = {}, type } = options;
  const left = [...breaks];
  return (request) => {
    const file = typeof bytes === "function" ? bytes() : bytes;
    const tag = typeof etag === "function" ? etag() : etag;
    const breaksAfter = left.shift() ?? Infinity;
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.get("range") ?? "")?.[1] ?? NaN);
    const isSame = (request.headers.get("if-range") ?? tag) === tag;
    const isPart = ranges && !Number.isNaN(start) && isSame;
    const all = {
      "Content-Type": type ?? (file[0] === 0x50 ? "application/zip" : "application/json; charset=utf-8"),
      ...(tag && { ETag: tag }),
      ...(ranges && { "Accept-Ranges": "bytes" }),
    };
    if (isPart && start >= file.length)
      return new Response(null, { status: 416, headers: { ...all, "Content-Range": `bytes */${file.length}` } });
    const body = isPart ? file.subarray(start) : file;
    return new Response(bodyOf(body, pieceSize, breaksAfter), {
      status: isPart ? 206 : 200,
      headers: {
        ...all,
        "Content-Length": String(body.length),
        ...(isPart && { "Content-Range": `bytes ${start}-${file.length - 1}/${file.length}` }),
        ...headers,
      },
    });
  };
}

/** A stream that keeps what is written to it, and how it ended. With `isFile`, it can be truncated like a file. */
export function keeper({ isFile = false, write = undefined, close = undefined, highWaterMark = 1 } = {}) {
  const pieces = [];
  const kept = {
    pieces,
    ended: undefined,
    reason: undefined,
    truncations: 0,
    bytes: () => new Uint8Array(pieces.flatMap((piece) => [...piece])),
    stream: /** @type {WritableStream<any>} */ (undefined),
  };
  kept.stream = new WritableStream(
    {
      async write(piece) {
        if (piece?.type === "truncate") {
          kept.truncations += 1;
          pieces.length = 0;
          return;
        }
        await write?.(piece);
        pieces.push(new Uint8Array(piece));
      },
      async close() {
        await close?.();
        kept.ended = "closed";
      },
      abort(reason) {
        kept.ended = "aborted";
        kept.reason = reason;
      },
    },
    { highWaterMark },
  );
  if (isFile) Object.assign(kept.stream, { truncate() {}, seek() {} });
  return kept;
}
