import { PassingService } from "../../www/app/board/passing-service.js";

/** A service that all tabs call. It records the callers. */
export class Service {
  requests = [];
  /** Its clock. */
  now = Date.now;
  #service = new PassingService({ now: () => this.now() });
  offline = false;

  async listen(context) {
    await context.route("**/service/**", async (route) => {
      const request = route.request();
      if (this.offline) return route.abort("internetdisconnected");
      this.requests.push({ url: request.url(), page: request.frame().page() });
      const response = await this.#service.answer({ method: request.method(), url: request.url() });
      await route
        .fulfill({
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: await response.text(),
        })
        .catch(() => {});
    });
  }

  /**
   * Returns the tabs that called, from an index on, in the order of their turns. A tab that a busy machine holds up for
   * seconds is taken for frozen, and another takes its turn. Two tabs that call at a time would have many turns each.
   */
  turnsSince(count) {
    const pages = this.requests.slice(count).map(({ page }) => page);
    return pages.filter((page, index) => page !== pages[index - 1]);
  }
}
