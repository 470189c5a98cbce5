// Refuses requests that another site has caused. Links, images and forms on any site make a browser send requests
// with the portal's cookies, from inside its network.
import { Refusal } from "./refusal.js";

/** The origins of the portal's pages, and the checks of where a request comes from. */
export class Site {
  #origins;
  #header;

  /**
   * @param {string[] | undefined} origins The origins of the pages. Default: the origin of the request's own URL.
   * @param {string} header The header that only a script of a trusted page can send.
   */
  constructor(origins, header) {
    this.#origins = origins?.map((origin) => new URL(origin));
    this.#header = header;
  }

  /** @param {Request} request @param {URL} url */
  #isTrusted({ headers }, url) {
    const origin = headers.get("origin");
    return origin !== null && (this.#origins ?? [url]).some((known) => known.origin === origin);
  }

  /**
   * Checks where a request comes from.
   *
   * @param {Request} request @param {URL} url
   */
  check(request, url) {
    // An attacker's host name may lead to the gateway's address (DNS rebinding).
    if (this.#origins && !this.#isTrusted(request, url) && !this.#origins.some(({ host }) => host === url.host))
      throw new Refusal(421, "unknownHost", "The request names a host that is not the portal's.");
    const site = request.headers.get("sec-fetch-site");
    const origin = request.headers.get("origin");
    const isOwn = site === "same-origin" || (site === "none" && origin === null);
    if ((site !== null || origin !== null) && !isOwn && !this.#isTrusted(request, url))
      throw new Refusal(403, "crossSite", "The request comes from another site.");
  }

  /**
   * Checks that a script of the portal sent a request that changes something. An image or a link on a page of the
   * portal is of the same origin, but not from a script. Old browsers and plain `http:` have no `Sec-Fetch-Site`; for
   * them the header counts.
   *
   * @param {Request} request @param {URL} url
   */
  checkIntent(request, url) {
    const { headers, method } = request;
    if (headers.has(this.#header)) return;
    const site = headers.get("sec-fetch-site");
    const isTrusted = this.#isTrusted(request, url) && (site !== null || method !== "GET");
    const isFromScript = (headers.get("sec-fetch-dest") ?? "empty") === "empty";
    if (isFromScript && (site === "same-origin" || isTrusted)) return;
    throw new Refusal(
      403,
      "crossSite",
      `Nothing shows that a script of the portal sent the request. Send the header ${this.#header}.`,
    );
  }
}
