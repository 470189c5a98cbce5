// A portal for tests: its pages, the package's own gateway before the simulated service, and a CDN on another origin.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { createGateway } from "export-jobs/gateway";
import { toNodeListener } from "export-jobs/gateway/node";
import { inRoot } from "../../scripts/project.mjs";
import { createSimulator } from "../../www/simulator/index.js";
import { CONTOSO } from "./gateway-places.js";

const types = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
};

/** Listens on loopback. Returns `{ url, close() }`. @param {import("node:http").RequestListener} answer */
async function listen(answer) {
  const server = createServer(answer);
  await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      }),
  };
}

/** The address of the package on a CDN, without its origin. */
export const PACKAGE = "/npm/export-jobs@0.1.0/";

/**
 * Serves the package like a CDN: under its name and version, with the headers of jsDelivr and unpkg. `headers` replaces
 * some of them, and `undefined` takes one away. A file of `changed` has one other byte.
 *
 * @param {{ changed?: string[], headers?: Record<string, string | undefined> }} [options]
 */
export async function serveCdn({ changed = [], headers = {} } = {}) {
  const asked = [];
  const cdn = await listen(async ({ url = "/" }, response) => {
    const [name] = url.slice(PACKAGE.length).split("?");
    asked.push(name);
    const bytes = await readFile(inRoot(name)).catch(() => undefined);
    if (bytes && changed.includes(name)) bytes[bytes.length >> 1] ^= 1;
    const all = {
      "Access-Control-Allow-Origin": "*",
      "Cache-Control": "public, max-age=31536000, s-maxage=31536000, immutable",
      "Content-Type": types[path.extname(name)],
      "Cross-Origin-Resource-Policy": "cross-origin",
      "Timing-Allow-Origin": "*",
      "X-Content-Type-Options": "nosniff",
      ...headers,
    };
    response.writeHead(bytes ? 200 : 404, Object.fromEntries(Object.entries(all).filter(([, value]) => value)));
    response.end(bytes);
  });
  return { ...cdn, asked, base: `${cdn.url}${PACKAGE}dist/` };
}

/**
 * @typedef {object} Page
 * @property {string} body
 * @property {Record<string, string>} [headers]
 */

/**
 * Serves a portal: `pages` by path, `/dist/` and `/www/` of this repository with the headers of `assets`, and at
 * `/language-proxy` the gateway of a quick service. `pages` can be added to later.
 *
 * @param {{ pages?: Record<string, Page>, assets?: (path: string) => Record<string, string> }} [options]
 */
export async function servePortal({ pages = {}, assets = () => ({}) } = {}) {
  const gateway = toNodeListener(
    createGateway({
      routes: {
        "/language-proxy": {
          service: "azure-language",
          endpoint: CONTOSO,
          credential: { key: "demo-key" },
          limits: { reads: undefined, submissions: undefined, running: undefined },
        },
      },
      authorize: () => true,
      fetch: createSimulator({ pace: 0, limits: false }).fetch,
    }),
  );
  const portal = await listen(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname.startsWith("/language-proxy/")) return gateway(request, response);
    const page = pages[pathname];
    const isAsset = /^\/(dist|www)\/[\w./-]+$/.test(pathname) && !pathname.includes("..");
    const body = page?.body ?? (isAsset ? await readFile(inRoot(pathname)).catch(() => undefined) : undefined);
    const type = types[path.extname(pathname)] ?? types[".html"];
    response.writeHead(body === undefined ? 404 : 200, {
      "Content-Type": type,
      ...(page ? page.headers : assets(pathname)),
    });
    response.end(body);
  });
  return { ...portal, pages };
}
