// Ten thousand jobs in one page: followed by the board, and by as many pollers of core-lro. The service is in the
// page.
import { createHttpPoller } from "@azure/core-lro";
import { endpoint, instantFetch, running } from "../page/service.js";

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const projects = `${endpoint}/language/authoring/analyze-text/projects`;
/** The interval at which each job is polled. */
const INTERVAL = 5_000;

/** Counts the timers that are set and have neither fired nor been cleared. */
function countTimers() {
  const { setTimeout, clearTimeout } = globalThis;
  const held = new Set();
  /** @type {any} */ (globalThis).setTimeout = (callback, ms, ...values) => {
    const id = setTimeout(() => (held.delete(id), callback(...values)), ms);
    held.add(id);
    return id;
  };
  globalThis.clearTimeout = (id) => (held.delete(id), clearTimeout(id));
  return held;
}

let memory;

/**
 * Returns the memory of JavaScript after a collection, and that of WebAssembly, in bytes. WebAssembly memory never
 * shrinks, so the peak of a burst stays, as it does in the page.
 */
async function held() {
  for (let n = 0; n < 3; n += 1) {
    globalThis.gc?.();
    await sleep(50);
  }
  return {
    javascript: /** @type {any} */ (performance).memory.usedJSHeapSize,
    webAssembly: memory?.buffer.byteLength ?? 0,
  };
}

/**
 * Both sides use these options for every request.
 * @type {RequestInit}
 */
const asSent = { method: "GET", cache: "no-store", credentials: "omit", redirect: "manual" };

/** Creates a paused board, and a function that adds the nth job to it. */
async function emptyBoard(counter) {
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...given) => {
    const result = await instantiateStreaming.apply(WebAssembly, given);
    memory = Object.values(result.instance.exports).find((value) => value instanceof WebAssembly.Memory);
    return result;
  };
  const { default: init, AzureLanguage, JobBoard } = await import("/dist/board.js");
  await init();
  const language = new AzureLanguage({ endpoint, family: "analyze-text", credential: { key: "0123456789abcdef" } });
  const fetch = (request) => ((counter.polls += 1), instantFetch(request));
  const board = new JobBoard({ clients: language, fetch, limits: { floorMs: 250 } });
  board.pause();
  const add = (n) =>
    board.add(language.job("export", `Project-${n}`, `5a3c7d62-1b0e-4c39-9a8f-${n}`), {
      intervalMs: INTERVAL,
      maxIntervalMs: INTERVAL,
    });
  return { board, add };
}

async function withExportJobs(count, counter) {
  const { board, add } = await emptyBoard(counter);
  const before = await held();
  for (let n = 0; n < count; n += 1) {
    add(n);
    if (n % 100 === 99) await sleep(0);
  }
  board.resume();
  return { before, stop: () => board.close() };
}

/** Returns a function that creates the nth poller of core-lro, which starts to poll immediately. */
function pollerMaker(counter, signal) {
  return (n) => {
    const url = `${projects}/Project-${n}/export/jobs/5a3c7d62-1b0e-4c39-9a8f-${n}?api-version=2023-04-01`;
    const ask = async (path, options) => {
      counter.polls += 1;
      const response = await instantFetch(
        new Request(path, {
          ...asSent,
          headers: { accept: "application/json", "ocp-apim-subscription-key": "0123456789abcdef" },
          signal: options?.abortSignal,
        }),
      );
      const body = JSON.parse(await response.text());
      return {
        flatResponse: body,
        rawResponse: {
          statusCode: response.status,
          headers: Object.fromEntries(response.headers),
          body,
          request: { url: path, method: "GET" },
        },
      };
    };
    const poller = createHttpPoller(
      {
        sendInitialRequest: async () => ({
          flatResponse: {},
          rawResponse: {
            statusCode: 202,
            headers: { "operation-location": url },
            body: JSON.parse(running),
            request: { url: `${projects}/Project-${n}/:export`, method: "POST" },
          },
        }),
        sendPollRequest: ask,
      },
      { intervalInMs: INTERVAL },
    );
    poller.pollUntilDone({ abortSignal: signal }).catch(() => {});
    return poller;
  };
}

async function withCoreLro(count, counter) {
  const before = await held();
  const pollers = [];
  const controller = new AbortController();
  const make = pollerMaker(counter, controller.signal);
  for (let n = 0; n < count; n += 1) {
    pollers.push(make(n));
    if (n % 100 === 99) await sleep(0);
  }
  return { before, stop: () => controller.abort(), pollers };
}

/** Returns the duration of a call in milliseconds. */
function timeOf(call) {
  const start = performance.now();
  call();
  return performance.now() - start;
}

/** Returns the longest task from now on, in milliseconds. Tasks under 50 ms are not reported. */
function longestTask() {
  let longest = 0;
  const tasks = new PerformanceObserver((list) =>
    list.getEntries().forEach(({ duration }) => (longest = Math.max(longest, duration))),
  );
  tasks.observe({ type: "longtask" });
  return { end: () => (tasks.disconnect(), longest) };
}

/**
 * Measures all jobs together, as when a page loads: the time to add them to the board in one loop of the page, the
 * time to resume the board, and the longest task until each job was polled once. Pollers of core-lro begin when they
 * are created.
 */
export async function measureBurst(who, count) {
  const counter = { polls: 0 };
  const controller = new AbortController();
  const { board, add } = who === "ours" ? await emptyBoard(counter) : { add: pollerMaker(counter, controller.signal) };
  const kept = [];
  const adding = timeOf(() => {
    for (let n = 0; n < count; n += 1) kept.push(add(n));
  });
  // The loop itself is not a task of the board.
  if (board) await sleep(1_000);
  const tasks = longestTask();
  const resuming = board ? timeOf(() => board.resume()) : 0;
  while (counter.polls < count) await sleep(100);
  await sleep(1_000);
  const longest = tasks.end();
  board?.close();
  controller.abort();
  return { adding, resuming, longest };
}

/** Follows `count` jobs. `mark` reads the page's own measure of its busy time. */
export async function measure(who, count, seconds, mark) {
  const timers = countTimers();
  const counter = { polls: 0 };
  const run = await (who === "ours" ? withExportJobs : withCoreLro)(count, counter);
  // Waits until all have been polled once.
  while (counter.polls < count) await sleep(100);
  await sleep(1_000);
  const after = await held();
  const of = (part) => (after[part] - run.before[part]) / count;
  let polls = counter.polls;
  const tasks = longestTask();
  const busyBefore = await mark();
  await sleep(seconds * 1_000);
  const busyAfter = await mark();
  polls = counter.polls - polls;
  const timersHeld = timers.size;
  const longest = tasks.end();
  run.stop();
  return {
    polls,
    microsecondsPerPoll: ((busyAfter - busyBefore) * 1e6) / polls,
    bytesPerJob: of("javascript") + of("webAssembly"),
    ofWebAssembly: of("webAssembly"),
    timers: timersHeld,
    longestTask: longest,
  };
}
