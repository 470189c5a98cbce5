import { readFile } from "node:fs/promises";
import { test as base, expect } from "@playwright/test";
import { createSimulator } from "../../www/simulator/index.js";
import { serveSimulator } from "../simulator/server.mjs";
import { beforeScripts } from "./before-scripts.mjs";

export { expect };

/** Credentials that no text may contain. The simulated services of the tests accept no others. */
export const marked = { key: "marked-key-4711", token: "marked-token-4712" };

/** The page, used like a person would. */
export class Demo {
  constructor(page) {
    this.page = page;
    this.job = page.locator("export-job");
    this.body = this.job.locator(".job");
    this.state = this.job.locator(".state");
    this.failure = this.job.locator(".note.bad");
    this.trouble = this.job.locator(".trouble");
    this.history = this.job.locator(".exchanges > li");
    this.orderFailure = page.locator("#order-failure");
    this.recent = page.locator("#recent-jobs > li");
  }

  async open(query = "") {
    await this.page.goto(query || "./");
    await expect(this.page.locator("#go")).toBeEnabled();
  }

  /** @param {{ where?: string, service?: string, task?: string, named?: string }} order */
  async choose({ where, service, task, named }) {
    for (const [name, value] of Object.entries({ where, service, task, named })) {
      if (value !== undefined) await this.page.locator(`[name=${name}][value=${value}]`).check();
    }
  }

  /** Opens one of the form's folded parts. */
  async unfold(title) {
    const details = this.page.locator("details", { has: this.page.locator("summary", { hasText: title }) });
    if (!(await details.evaluate((node) => node.open))) await details.locator("summary").first().click();
  }

  /** Makes simulated jobs take no time, and the page not wait for them. */
  async hurry() {
    await this.pace({});
    await this.page.selectOption("#duration", "0");
  }

  async pace(milliseconds) {
    await this.unfold("Pace and trust");
    for (const [id, value] of Object.entries(milliseconds)) await this.page.fill(`#${id}`, String(value));
  }

  /**
   * Makes the waits between polls long enough for a test to look at the page, even on a busy machine. The test moves
   * the clock.
   */
  async linger() {
    await this.pace({ interval: 20_000 });
  }

  /** @param {string} name @param {{ on?: string, times?: number, [parameter: string]: unknown }} [settings] */
  async fault(name, { on, times, ...parameters } = {}) {
    await this.unfold("Let something go wrong");
    await this.page.selectOption("#fault", name);
    if (on) await this.page.selectOption("#fault-place", on);
    if (times !== undefined) await this.page.selectOption("#fault-times", times === Infinity ? "" : String(times));
    for (const [parameter, value] of Object.entries(parameters)) {
      const input = this.page.locator(`#fault-${parameter}`);
      if (typeof value === "boolean") await input.setChecked(value);
      else await input.fill(String(value));
    }
  }

  /** Fills in the address of a real endpoint. */
  async connect(
    url,
    service,
    { credential = service === "avepoint" ? "token" : "key", secret = marked[credential] } = {},
  ) {
    await this.choose({ where: "real", service });
    if (service === "avepoint") {
      await this.page.selectOption("#region", "own");
      await this.page.fill("#base-url", url);
    } else {
      await this.page.fill("#endpoint", url);
      await this.page.selectOption("#credential", credential);
    }
    await this.page.fill("#secret", secret);
  }

  async start() {
    await this.page.locator("#go").click();
  }

  async reaches(phase) {
    await expect(this.body).toHaveAttribute("data-phase", phase);
  }

  /** Saves the result. */
  async save() {
    const saved = this.page.waitForEvent("download");
    await this.job.getByRole("button", { name: "Save file" }).click();
    const download = await saved;
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }

  /** Returns what a line of the history shows when it is open. */
  async exchange(index) {
    const details = this.job.locator("details.history");
    if (!(await details.evaluate((node) => node.open))) await details.locator("> summary").click();
    const line = this.history.nth(index);
    await line.locator("summary").click();
    return line;
  }

  /** Returns everything on the page, including shadow trees and fields. */
  async everything() {
    return await this.page.evaluate(() => {
      const texts = [
        location.href,
        document.cookie,
        ...Object.entries(localStorage).flat(),
        ...Object.entries(sessionStorage).flat(),
      ];
      const read = (root) => {
        for (const node of root.querySelectorAll("*")) {
          texts.push(...[...node.attributes].map(({ name, value }) => `${name}=${value}`));
          for (const child of node.childNodes) if (child.nodeType === Node.TEXT_NODE) texts.push(child.data);
          if (node.matches("input, textarea") && node.id !== "secret") texts.push(node.value);
          if (node.shadowRoot) read(node.shadowRoot);
        }
      };
      read(document);
      return texts.join("\n");
    });
  }
}

/**
 * @typedef {object} DemoFixtures
 * @property {RegExp[]} expected
 * @property {Demo} demo
 * @property {(options?: NonNullable<Parameters<typeof createSimulator>[0]>) => ReturnType<typeof serveSimulator>} serve
 */

/** Every test ends with a check of the console, of the Content-Security-Policy, and for the marked credentials. */
export const test = /** @type {import("./fixtures.d.ts").Extend<DemoFixtures>} */ (base.extend)({
  /** Console lines that a test expects, as regular expressions. */
  expected: [async ({}, use) => use([]), { scope: "test" }],

  demo: async ({ page, expected }, use) => {
    const lines = [];
    page.on("console", (message) => lines.push({ type: message.type(), text: message.text() }));
    page.on("pageerror", (error) => lines.push({ type: "error", text: String(error.stack ?? error) }));
    await beforeScripts(page, () => {
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
        console.error(`Content-Security-Policy: ${violatedDirective} ${blockedURI}`),
      );
    });
    const demo = new Demo(page);
    await use(demo);

    const problems = lines.filter(
      ({ type, text }) => ["error", "warning"].includes(type) && !expected.some((pattern) => pattern.test(text)),
    );
    expect(problems, "the console").toEqual([]);
    const held = [await demo.everything(), ...lines.map(({ text }) => text)].join("\n");
    for (const secret of Object.values(marked))
      expect(held.includes(secret), "a credential is where it must not be").toBe(false);
  },

  /** The simulated services over real HTTP. Their jobs take no time, unless `over` says otherwise. */
  serve: async ({}, use) => {
    const servers = [];
    await use(async (options = {}) => {
      const credentials = { keys: [marked.key], tokens: [marked.token] };
      const server = await serveSimulator({ simulator: createSimulator({ pace: 0, credentials, ...options }) });
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => server.close()));
  },
});
