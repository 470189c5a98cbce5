import { once } from "./once.js";

/** @typedef {"idle" | "active" | "good" | "warn" | "bad"} Tone */

/**
 * The states of a job, for people.
 * @type {Record<string, { title: string, tone: Tone }>}
 */
export const stateWords = {
  notStarted: { title: "Waiting to start", tone: "active" },
  running: { title: "Running", tone: "active" },
  cancelling: { title: "Being cancelled", tone: "warn" },
  succeeded: { title: "Succeeded", tone: "good" },
  partiallyCompleted: { title: "Completed in part", tone: "warn" },
  failed: { title: "Failed", tone: "bad" },
  retryable: { title: "Failed: submit again", tone: "bad" },
  cancelled: { title: "Cancelled", tone: "bad" },
  unknown: { title: "Unknown state", tone: "warn" },
};

const sizes = once(() => new Intl.NumberFormat("en", { maximumFractionDigits: 1 }));

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  const step = Math.min(Math.floor(Math.log10(bytes) / 3), 3);
  return `${sizes().format(bytes / 1000 ** step)} ${["", "kB", "MB", "GB"][step]}`;
}

/**
 * Formats a time span like a clock: 0:07, 1:02:03.
 * @param {number} ms
 */
export function span(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/**
 * Formats a time span in words: 240 ms, 3 s, 2 min.
 * @param {number} ms
 */
export function wait(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${Math.ceil(ms / 1000)} s`;
  return `${Math.ceil(ms / 60_000)} min`;
}

const dates = once(() => new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }));
const times = once(() => new Intl.DateTimeFormat(undefined, { timeStyle: "medium" }));

/**
 * Formats a date. A text that is not a date stays unchanged.
 * @param {string} text A date from a service.
 */
export function date(text) {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : dates().format(at);
}

/** @param {number} at Milliseconds since the epoch. */
export const timeOfDay = (at) => times().format(at);

/** @param {number} count @param {string} noun */
export const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
