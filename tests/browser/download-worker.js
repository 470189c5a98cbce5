// The service worker of a page, which serves downloads.
import { serveDownloads } from "../../dist/downloads.js";

serveDownloads();
self.addEventListener("activate", (event) =>
  /** @type {any} */ (event).waitUntil(/** @type {any} */ (self).clients.claim()),
);
