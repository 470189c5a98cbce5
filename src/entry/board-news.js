// Shows news of a board: as a notification, on the badge of the app, and in the title of the page. Rust decides what is
// shown, and when. Features that are missing from the platform are skipped.

/** Calls code of the page or of the platform. Anything it throws is reported like any other uncaught error. */
const attempt = (run) => {
  try {
    return run();
  } catch (error) {
    void Promise.reject(error);
    return undefined;
  }
};

/** Returns whether the page may ask for something: a person has just clicked or typed. */
const isGesture = () => globalThis.navigator?.userActivation?.isActive === true;

export class BoardNotifier {
  #tag;
  #options;
  #prefix = "";
  #notification;

  /** Asks for permission to show notifications, if they are wanted and the call is made within a user gesture. */
  constructor(tag, options) {
    this.#tag = tag;
    this.#options = options;
    const { Notification } = globalThis;
    if (options.notifications && Notification?.permission === "default" && isGesture())
      Promise.resolve(attempt(() => Notification.requestPermission())).catch(() => {});
  }

  /** Shows how many jobs ended while nobody looked. */
  count(length) {
    const { title = true, badge = true } = this.#options;
    if (title) this.#showInTitle(length);
    if (badge) {
      const { navigator } = globalThis;
      const shown = attempt(() => (length ? navigator.setAppBadge?.(length) : navigator.clearAppBadge?.()));
      Promise.resolve(shown).catch(() => {});
    }
    if (!length) this.#notification?.close();
  }

  #showInTitle(length) {
    const { document } = globalThis;
    if (!document) return;
    const { title } = document;
    const rest = this.#prefix && title.startsWith(this.#prefix) ? title.slice(this.#prefix.length) : title;
    this.#prefix = length ? `(${length}) ` : "";
    const next = this.#prefix + rest;
    if (next !== title) document.title = next;
  }

  /** Shows a notification in place of the last one, if it is permitted. */
  notify(news) {
    const { notifications, icon } = this.#options;
    const { Notification } = globalThis;
    if (!notifications || Notification?.permission !== "granted") return;
    const text = this.#text(news);
    const options = { tag: this.#tag, icon };
    try {
      const notification = new Notification(text, options);
      notification.onclick = () => {
        globalThis.focus?.();
        notification.close();
      };
      this.#notification = notification;
    } catch {
      // On Android, only a service worker shows notifications.
      const registration = globalThis.navigator?.serviceWorker?.getRegistration?.();
      registration?.then((worker) => worker?.showNotification(text, options)).catch(() => {});
    }
  }

  /** Tells the user who is back what has ended. */
  tell(news) {
    this.#notification?.close();
    const text = this.#text(news);
    attempt(() => this.#options.onNews?.({ ...news, text }));
  }

  #text(news) {
    return attempt(() => this.#options.text?.(news)) ?? news.text;
  }
}
