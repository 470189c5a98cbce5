/**
 * Runs a function in every page of `target`, a page or a context, before the scripts of the page. It does not run in
 * the empty page that each tab begins with: Firefox would run it there too, without storage and locks.
 *
 * @param {import("@playwright/test").Page | import("@playwright/test").BrowserContext} target
 * @param {() => unknown} work
 */
export const beforeScripts = (target, work) =>
  target.addInitScript({ content: `if (document.URL !== "about:blank") (${work})();` });
