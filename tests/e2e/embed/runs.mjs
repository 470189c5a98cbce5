// Starts an export in an element of a page, and collects the events of the elements.

/** Starts an export in `<export-job>`, as a page does. */
export const start = (page) =>
  page.evaluate(() => {
    const { portal } = window;
    portal.defineElements();
    const view = /** @type {any} */ (document.querySelector("export-job"));
    view.fetch = portal.fetch;
    view.client = portal.language;
    view.run((options) => portal.language.start(portal.request(), options));
  });

/** Collects the types of events that reach the document. */
export const listen = (page) =>
  page.evaluate(() => {
    window.heard = [];
    for (const type of ["job", "change", "end"])
      document.addEventListener(type, (/** @type {any} */ { detail, target }) =>
        window.heard.push({ type, phase: detail.phase, url: detail.job?.url, from: target.localName }),
      );
  });

export const phaseOf = (page, name = "export-job") => page.locator(`${name} [data-phase]`);
