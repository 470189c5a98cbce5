// Runs other programs without a shell, and says what to do if one fails.
import { spawn } from "node:child_process";
import { root } from "./project.mjs";

/** A failure that a person can fix: what went wrong, and what to do about it. */
export class Trouble extends Error {
  /** @param {string} message @param {string} [advice] */
  constructor(message, advice) {
    super(message);
    this.advice = advice;
  }
}

/**
 * @typedef {object} RunOptions
 * @property {Record<string, string | undefined>} [env] Added to this process's own environment.
 * @property {string} [cwd] Default: the repository's root.
 * @property {boolean} [show] Show the output while the program runs.
 * @property {"ignore" | "inherit"} [input] What the program reads.
 * @property {number} [timeoutMs]
 */

/** How long the output of an ended program is read. A program that it started may keep the output open. */
const READS_ON_MS = 5_000;

/**
 * Runs a program to its end and returns its output. Never rejects: if the program does not exist, `status` is -1.
 *
 * @param {string} program @param {string[]} [args] @param {RunOptions} [options]
 * @returns {Promise<{ status: number, signal?: NodeJS.Signals | null, stdout: string, stderr: string }>}
 */
export function run(program, args = [], { env, cwd = root, show = true, input = "ignore", timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child =
      /** @type {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, import("node:stream").Readable>} */ (
        spawn(program, args, {
          cwd,
          env: { ...process.env, ...env },
          stdio: [input, "pipe", "pipe"],
          timeout: timeoutMs,
          // A program that hangs may also ignore a polite signal.
          killSignal: "SIGKILL",
          windowsHide: true,
        })
      );
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      if (show) process.stdout.write(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      stderr += text;
      if (show) process.stderr.write(text);
    });
    child.on("error", (error) => resolve({ status: -1, stdout, stderr: stderr + error.message }));
    child.on("exit", () => {
      const stop = setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, READS_ON_MS);
      child.on("close", () => clearTimeout(stop));
    });
    child.on("close", (code, signal) => resolve({ status: code ?? 1, signal, stdout, stderr }));
  });
}

/**
 * Runs a program that must succeed. Its output is only shown if it fails, unless `show` is set.
 *
 * @param {string} program @param {string[]} args @param {RunOptions & { advice?: string }} [options]
 */
export async function must(program, args, { advice, show = false, ...options } = {}) {
  const result = await run(program, args, { show, ...options });
  if (result.status !== 0) {
    if (!show) process.stderr.write(result.stdout + result.stderr);
    const how =
      result.status === -1
        ? "could not be started"
        : result.signal
          ? `was stopped by ${result.signal}`
          : `failed (exit code ${result.status})`;
    throw new Trouble(`${[program, ...args].join(" ")} ${how}`, advice);
  }
  return result;
}

/**
 * Returns npm as a program and its first arguments. It is the npm that runs this script, if there is one, so that
 * Windows needs no shell.
 */
export function npm() {
  const cli = process.env.npm_execpath;
  return cli?.endsWith(".js") ? [process.execPath, cli] : ["npm"];
}

/** Runs a script's main function, and ends the process with the right exit code. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    process.stderr.write(`\n${error.message}\n${error.advice ? `What to do: ${error.advice}\n` : ""}`);
    process.exitCode = 1;
  }
}
