/** The media type of a file, if its service says none. */
const UNKNOWN = "application/octet-stream";

/**
 * Lets `JobPoller.save("download")` of the pages of a service worker become downloads of the browser. The page sends
 * the file through a message port: one piece for each "pull", and "end" or "abort" after the last one.
 *
 * @param {any} worker
 */
export function serveDownloads(worker = self) {
  const waiting = new Map();
  worker.addEventListener("message", ({ data, ports: [port] }) => {
    if (data?.type !== "export-jobs/download" || !port) return;
    const url = new URL(`export-jobs-download-${crypto.randomUUID()}`, worker.registration.scope).href;
    waiting.set(url, { ...data, port });
    port.onmessage = () => waiting.delete(url);
    port.postMessage({ url });
  });
  worker.addEventListener("fetch", (event) => {
    const download = waiting.get(event.request.url);
    if (!download) return;
    waiting.delete(event.request.url);
    event.respondWith(new Response(bodyOf(download.port), { headers: headersOf(download) }));
  });
}

function headersOf({ name, contentType, size }) {
  const headers = new Headers({
    "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, escape)}`,
    "Content-Security-Policy": "default-src 'none'",
    "Content-Type": UNKNOWN,
    "X-Content-Type-Options": "nosniff",
  });
  if (size !== undefined) headers.set("Content-Length", String(size));
  try {
    headers.set("Content-Type", contentType || UNKNOWN);
  } catch {
    // The service's header is not valid.
  }
  return headers;
}

/** RFC 8187 allows fewer characters than `encodeURIComponent` leaves. */
const escape = (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

function bodyOf(port) {
  return new ReadableStream(
    {
      start(controller) {
        port.onmessage = ({ data }) => {
          if (data instanceof Uint8Array) return controller.enqueue(data);
          port.close();
          if (data === "end") controller.close();
          else controller.error(new Error("The page has stopped the download."));
        };
      },
      pull() {
        port.postMessage("pull");
      },
      cancel() {
        port.postMessage("cancel");
        port.close();
      },
    },
    { highWaterMark: 1 },
  );
}
