// The part of Playwright's interface that the tests of the boundary use, over WebDriver: for WebKitGTK as distributions
// package it, which Playwright cannot start. Playwright's own WebKit is used where it is installed.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import net from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Builder, Capabilities } from "selenium-webdriver";
import { ensureEngine } from "../../../scripts/setup/engines.mjs";

/** A script or a page that takes longer than this hangs. */
const HANGS_MS = 240_000;

/** A driver that has not answered by then never will, because its own limits are shorter. */
const ANSWERS_MS = HANGS_MS + 60_000;

/** A driver that takes longer to start, or to end its session, is stopped. */
const STARTS_MS = 60_000;

/** The running drivers, which end with the test process. @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
process.on("exit", () => running.forEach(stop));

/** Ends a driver, its browser and its virtual display. @param {import("node:child_process").ChildProcess} program */
function stop(program) {
  running.delete(program);
  try {
    process.kill(-program.pid, "SIGKILL");
  } catch {
    // The driver has already ended.
  }
}

/**
 * Returns the outcome of some work, or rejects when it takes too long.
 *
 * @template T @param {Promise<T>} work @param {number} limitMs @param {string} what
 * @returns {Promise<T>}
 */
async function within(work, limitMs, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${limitMs / 1000} seconds.`)), limitMs);
  });
  try {
    return await Promise.race([work, /** @type {Promise<never>} */ (late)]);
  } finally {
    clearTimeout(timer);
  }
}

const folders = [
  "/usr/lib/x86_64-linux-gnu",
  "/usr/lib/aarch64-linux-gnu",
  "/usr/lib64",
  "/usr/libexec",
  "/usr/lib",
].flatMap((folder) =>
  ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"].map((name) => `${folder}/${name}/MiniBrowser`),
);

/** Runs in the page: collects uncaught errors that no listener of the page has prevented. */
function collectErrors() {
  const page = /** @type {any} */ (globalThis);
  if (page.uncaughtEvents) return;
  page.uncaughtEvents = [];
  for (const type of ["error", "unhandledrejection"])
    addEventListener(type, (event) => page.uncaughtEvents.push(event));
}

/** Runs in the page: returns what was collected since the last call, and the requests since then. */
function takeEvents() {
  const page = /** @type {any} */ (globalThis);
  const requests = performance.getEntriesByType("resource").map(({ name }) => name);
  performance.clearResourceTimings();
  const uncaught = (page.uncaughtEvents ?? [])
    .splice(0)
    .filter((event) => !event.defaultPrevented)
    .map(({ error, reason, message }) => `${error ?? reason ?? message} ${(error ?? reason)?.stack ?? ""}`);
  return { uncaught, requests };
}

/** A window of a session. A session has one current window, so its commands run one after the other. */
class Page {
  #session;
  #handle;
  #listeners = { pageerror: [], request: [] };

  constructor(session, handle) {
    this.#session = session;
    this.#handle = handle;
  }

  /** Listens to `pageerror` or `request`. Other events are not known, and are ignored. */
  on(event, listener) {
    this.#listeners[event]?.push(listener);
  }

  #do(work) {
    return this.#session.inWindow(this.#handle, work);
  }

  async goto(url) {
    await this.#do(async (driver) => {
      await driver.get(url);
      await driver.executeScript(collectErrors);
    });
  }

  async evaluate(work, argument = null) {
    const script = `
      const [argument, done] = arguments;
      const work = ${typeof work === "function" ? `(${work})` : `() => (${work})`};
      (async () => work(argument))().then(
        (value) => done({ value }),
        (error) => done({ failure: String(error?.stack ?? "") + " " + String(error?.message ?? error) }));`;
    const outcome = await this.#do((driver) => driver.executeAsyncScript(script, argument));
    await this.#tell();
    if (outcome.failure !== undefined) throw new Error(outcome.failure);
    return outcome.value ?? undefined;
  }

  /** Tells the listeners what has happened in the page. */
  async #tell() {
    const { uncaught, requests } = await this.#do((driver) => driver.executeScript(takeEvents));
    for (const text of uncaught) for (const listener of this.#listeners.pageerror) listener(new Error(text));
    for (const url of requests)
      for (const listener of this.#listeners.request) listener({ url: () => url, redirectedFrom: () => null });
  }

  locator(selector) {
    const read = (/** @type {string} */ selector) => document.querySelector(selector)?.textContent ?? "";
    return { textContent: () => this.#do((driver) => driver.executeScript(read, selector)) };
  }

  async screenshot() {
    return Buffer.from(await this.#do((driver) => driver.takeScreenshot()), "base64");
  }

  async close() {
    await this.#do((driver) => driver.close());
  }
}

const freePort = () =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {net.AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });

/** A driver with its own profile. Most drivers take one session each. */
class Session {
  #turn = Promise.resolve();

  constructor(program, driver, firstWindow, capabilities) {
    this.program = program;
    this.capabilities = capabilities;
    this.driver = driver;
    // Stays open: a session without a window ends.
    this.firstWindow = firstWindow;
  }

  /** Starts a driver. Two virtual displays that start together may take the same number, and one of them ends. */
  static async start(attemptsLeft = 4) {
    try {
      return await Session.#startOnce();
    } catch (error) {
      if (attemptsLeft === 0) throw error;
      return await Session.start(attemptsLeft - 1);
    }
  }

  static async #startOnce() {
    const { program } = await ensureEngine("webkit");
    const port = await freePort();
    const binary = folders.find(existsSync);
    // The driver shows windows. Without a display, a virtual one is started for it.
    const [command, ...first] = process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? [] : ["xvfb-run", "-a"];
    const args = [...first, ...(command ? [program] : []), `--port=${port}`];
    const started = spawn(command ?? program, args, { stdio: "ignore", detached: true });
    running.add(started);
    const failed = new Promise((_, reject) => {
      started.once("error", reject);
      started.once("exit", () => reject(new Error(`${program} ended before it answered.`)));
    });
    failed.catch(() => {});
    const capabilities = new Capabilities({ browserName: "MiniBrowser" });
    capabilities.set("webkitgtk:browserOptions", { binary, args: ["--automation"] });
    const connected = (async () => {
      while (started.exitCode === null && started.signalCode === null) {
        const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
        if (answer?.ok) break;
        await wait(50);
      }
      return await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
    })();
    connected.catch(() => {});
    try {
      const firstCommands = async () => {
        const driver = /** @type {import("selenium-webdriver").WebDriver} */ (await Promise.race([connected, failed]));
        await driver.manage().setTimeouts({ script: HANGS_MS, pageLoad: HANGS_MS });
        return new Session(started, driver, await driver.getWindowHandle(), await driver.getCapabilities());
      };
      return await within(firstCommands(), STARTS_MS, `The start of ${program}`);
    } catch (error) {
      stop(started);
      throw error;
    }
  }

  /** Does some work in a window, after all earlier work. */
  inWindow(handle, work) {
    const turn = this.#turn.then(async () => {
      const commands = async () => {
        await this.driver.switchTo().window(handle);
        return await work(this.driver);
      };
      return await within(commands(), ANSWERS_MS, "A command of the driver");
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Opens a window. A tab in the background would be slowed down. */
  async newPage() {
    const turn = this.#turn.then(async () => {
      const commands = async () => {
        // The current window may have been closed.
        await this.driver.switchTo().window(this.firstWindow);
        await this.driver.switchTo().newWindow("window");
        return await this.driver.getWindowHandle();
      };
      return await within(commands(), ANSWERS_MS, "A new window");
    });
    this.#turn = turn.then(
      () => {},
      () => {},
    );
    return new Page(this, await turn);
  }

  async close() {
    // A session that does not end by itself is stopped with its driver.
    await within(this.driver.quit(), STARTS_MS, "The end of a session").catch(() => {});
    stop(this.program);
  }
}

export async function launch() {
  const first = await Session.start();
  const sessions = [first];
  return {
    version: () => `${first.capabilities.get("browserName")} ${first.capabilities.get("browserVersion")}`,
    newPage: () => first.newPage(),
    async newContext() {
      const session = await Session.start();
      sessions.push(session);
      return session;
    },
    close: () => Promise.all(sessions.map((session) => session.close())),
  };
}
