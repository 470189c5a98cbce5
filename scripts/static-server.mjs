// A small static server for loopback. It serves some folders of the repository, read only.
import { createReadStream } from "node:fs";
import { readFile, realpath, stat } from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { root } from "./project.mjs";

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".woff2": "font/woff2",
};

// The page has its own Content-Security-Policy. Only a header can set frame-ancestors.
const headers = {
  "Cache-Control": "no-cache",
  "Content-Security-Policy": "frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/**
 * Returns whether a Host header names this machine's loopback. Any other name reached this server by DNS rebinding,
 * which would let another site read what is served here.
 */
const isLoopback = (host) =>
  /^(?:(?:[a-z\d-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i.test(host ?? "");

/** Returns the file for a URL path, or undefined. It must be in one of the folders of a place and not hidden. */
async function find(urlPath, places) {
  let decoded;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (/[\0\\]/.test(decoded) || decoded.split("/").some((part) => part.startsWith("."))) return undefined;
  for (const { base, folders } of places) {
    try {
      const file = await realpath(path.join(base, decoded));
      const inside = folders.some((folder) => `${file}${path.sep}`.startsWith(path.join(base, folder) + path.sep));
      if (inside) return { file, info: await stat(file) };
    } catch {
      // The file is not in this place.
    }
  }
  return undefined;
}

async function answer(request, response, { places, home, prepare, compressed, cacheSeconds }) {
  const send = (status, more, body = "") =>
    response
      .writeHead(status, { ...headers, "Content-Type": types[".txt"], ...more })
      .end(request.method === "HEAD" ? undefined : body);
  if (!isLoopback(request.headers.host))
    return send(403, {}, "This server only answers requests to localhost, 127.0.0.1 and [::1].\n");
  if (request.method !== "GET" && request.method !== "HEAD")
    return send(405, { Allow: "GET, HEAD" }, "Only GET and HEAD are served here.\n");

  const urlPath = request.url.split(/[?#]/)[0];
  const instead = await prepare?.(urlPath);
  if (instead) return send(302, { Location: instead });
  if (urlPath === "/" && home) return send(302, { Location: home });
  let found = await find(urlPath, places);
  if (found?.info.isDirectory()) {
    if (!urlPath.endsWith("/")) return send(301, { Location: `${urlPath.replace(/^\/+/, "/")}/` });
    found = await find(`${urlPath}index.html`, places);
  }
  if (!found?.info.isFile()) return send(404, {}, "Not found.\n");

  const { file, info } = found;
  const tag = `"${info.size.toString(16)}-${Math.trunc(info.mtimeMs).toString(16)}"`;
  if (request.headers["if-none-match"] === tag) return send(304, { ETag: tag });
  const type = types[path.extname(file).toLowerCase()] ?? "application/octet-stream";
  const kept = cacheSeconds > 0 ? { "Cache-Control": `public, max-age=${cacheSeconds}` } : {};
  if (compressed && /\bbr\b/.test(String(request.headers["accept-encoding"]))) {
    const bytes = compressed.get(file) ?? brotliCompressSync(await readFile(file));
    compressed.set(file, bytes);
    const more = { ...kept, "Content-Type": type, "Content-Length": bytes.length, "Content-Encoding": "br" };
    return response.writeHead(200, { ...headers, ...more }).end(request.method === "HEAD" ? undefined : bytes);
  }
  response.writeHead(200, { ...headers, ...kept, "Content-Type": type, "Content-Length": info.size, ETag: tag });
  if (request.method === "HEAD") return response.end();
  createReadStream(file)
    .on("error", () => response.destroy())
    .pipe(response);
}

/**
 * Serves `folders` (in `base`, under their own names) on 127.0.0.1, and those of `more` in the same way. `/` redirects
 * to `home`. `port` 0 takes any free port. `next` tries the following ports if the port is taken. `prepare` is awaited
 * with each path before its file is looked up, and may return another path to redirect to. `compress` sends files as
 * brotli, like the host of a site, and assumes that they do not change. A browser keeps files for `cacheSeconds`.
 * Returns `{ url, port, close() }`.
 *
 * @typedef {{ base: string, folders: string[] }} Place
 *
 * @param {Partial<Place> & { more?: Place[], home?: string, port?: number, next?: boolean, compress?: boolean,
 *   cacheSeconds?: number, prepare?: (urlPath: string) => Promise<string | void> | undefined }} [options]
 */
export async function serve(options = {}) {
  const {
    base = root,
    folders = ["www", "dist"],
    port = 0,
    next = false,
    compress = false,
    cacheSeconds = 0,
    prepare,
    more = [],
  } = options;
  const home = "home" in options ? options.home : "/www/";
  const compressed = compress ? new Map() : undefined;
  const places = await Promise.all(
    [{ base, folders }, ...more].map(async (place) => ({ ...place, base: await realpath(place.base) })),
  );
  const site = { places, home, prepare, compressed, cacheSeconds };
  const server = http.createServer((request, response) =>
    answer(request, response, site).catch(() => response.destroy()),
  );
  const listen = (wanted) =>
    /** @type {Promise<void>} */ (
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(wanted, "127.0.0.1", () => {
          server.off("error", reject);
          resolve();
        });
      })
    );
  for (let attempt = port; ; attempt += 1) {
    try {
      await listen(attempt);
      break;
    } catch (error) {
      if (!next || error.code !== "EADDRINUSE" || attempt >= Math.min(port + 100, 65_535)) throw error;
    }
  }
  const { port: taken } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    port: taken,
    url: `http://127.0.0.1:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
