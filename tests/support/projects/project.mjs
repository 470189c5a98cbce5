// A project in a temporary folder: runs its commands, serves its pages, and opens them in Chromium.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { run } from "../../../scripts/command.mjs";
import { serve } from "../../../scripts/static-server.mjs";
import { launch } from "../chromium.mjs";

/** For tools that report home, ask, or open a browser. */
const quiet = {
  CI: "1",
  NO_COLOR: "1",
  FORCE_COLOR: "0",
  NEXT_TELEMETRY_DISABLED: "1",
  NG_CLI_ANALYTICS: "false",
  WRANGLER_SEND_METRICS: "false",
  // Set by the test runner, whose children would report to it.
  NODE_TEST_CONTEXT: undefined,
  NODE_ENV: undefined,
};

/** An address that a server prints. */
const printed = /(https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):\d+)/;

/** The time limit for a page or a server, on a busy machine. */
const PATIENCE_MS = 600_000;

export class Project {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
  }

  /** @param {string[]} parts */
  path(...parts) {
    return path.join(this.folder, ...parts);
  }

  /** Returns the start of a command: Node, or a program that npm installed. @param {string} name */
  #program(name) {
    if (name === "node") return process.execPath;
    const file = this.path("node_modules", ".bin", process.platform === "win32" ? `${name}.cmd` : name);
    assert.ok(existsSync(file), `${name} is not installed`);
    return file;
  }

  /** Runs a command that must succeed, and returns its output. @param {string} command @param {...string} args */
  async run(command, ...args) {
    const { status, stdout, stderr } = await this.try(command, ...args);
    assert.equal(status, 0, `${[command, ...args].join(" ")}\n${stdout}${stderr}`);
    return stdout;
  }

  /** Runs a command that may fail. @param {string} command @param {...string} args */
  async try(command, ...args) {
    return await run(this.#program(command), args, {
      cwd: this.folder,
      env: quiet,
      show: false,
      timeoutMs: PATIENCE_MS,
    });
  }

  /**
   * Starts a server, and returns its address and a function that ends it. It is ready when it has printed an address,
   * or a text.
   *
   * @param {string[]} command
   * @param {RegExp} [ready] Its first group, if there is one, is the address.
   */
  async start([command, ...args], ready = printed) {
    const child = spawn(this.#program(command), args, {
      cwd: this.folder,
      env: { ...process.env, ...quiet },
      stdio: ["ignore", "pipe", "pipe"],
      // A separate process group, so that its child processes end with it.
      detached: process.platform !== "win32",
    });
    const ended = new Promise((resolve) => child.on("close", resolve));
    let output = "";
    const close = async () => {
      if (child.exitCode === null && child.signalCode === null && child.pid) {
        if (process.platform === "win32") child.kill();
        else process.kill(-child.pid, "SIGKILL");
      }
      await ended;
    };
    const url = await new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error(`${[command, ...args].join(" ")} ${why}\n${output}`));
      const timer = setTimeout(() => fail("is not ready"), PATIENCE_MS);
      const read = (text) => {
        output += text;
        // Some tools write an address in bold, or its port.
        const found = output.replace(/\x1b\[[\d;]*m/g, "").match(ready);
        if (!found) return;
        clearTimeout(timer);
        resolve(found[1] ?? "");
      };
      child.stdout.setEncoding("utf8").on("data", read);
      child.stderr.setEncoding("utf8").on("data", read);
      child.on("error", (error) => fail(error.message));
      child.on("close", () => fail("ended"));
    }).catch(async (error) => {
      await close();
      throw error;
    });
    return { url, close, output: () => output };
  }

  /** Starts a server, and returns what `read` makes of its address. */
  async #served(/** @type {string[]} */ command, ready, read) {
    const server = await this.start(command, ready);
    try {
      return await read(server.url);
    } catch (error) {
      error.message += `\n${server.output()}`;
      throw error;
    } finally {
      await server.close();
    }
  }

  /** Returns the outcome of a page that a server of the project serves. */
  async outcomeFrom(/** @type {string[]} */ command, at = "/", ready = printed) {
    return await this.#served(command, ready, (url) => outcomeAt(url + at));
  }

  /** Returns what a server of the project answers. */
  async answerFrom(/** @type {string[]} */ command, at = "/", ready = printed) {
    return await this.#served(command, ready, async (url) => (await fetch(url + at)).text());
  }

  /** Returns the outcome of a page among the files of a folder. */
  async outcomeIn(/** @type {string} */ folder, at = "/") {
    const server = await serve({ base: this.path(folder), folders: ["."], home: undefined });
    try {
      return await outcomeAt(server.url + at);
    } finally {
      await server.close();
    }
  }

  /** Copies a file, which may be in a new folder. */
  async copy(/** @type {string} */ from, /** @type {string} */ to) {
    await mkdir(path.dirname(this.path(to)), { recursive: true });
    await copyFile(this.path(from), this.path(to));
  }

  async remove() {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Opens a page in Chromium, and returns what its script wrote into `outcome`. @param {string} url */
async function outcomeAt(url) {
  const browser = await launch();
  const said = [];
  try {
    const page = await browser.newPage();
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("console", (message) => said.push(message.text()));
    page.on("requestfailed", (request) => said.push(`${request.url()}: ${request.failure()?.errorText}`));
    await page.goto(url, { timeout: PATIENCE_MS });
    const outcome = await page
      .waitForFunction(() => /** @type {any} */ (globalThis).outcome, undefined, { timeout: PATIENCE_MS })
      .catch((error) => assert.fail(`${error.message}\n${said.join("\n")}\n`));
    return String(await outcome.jsonValue());
  } finally {
    await browser.close();
  }
}
