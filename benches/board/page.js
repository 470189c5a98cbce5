// Ten thousand jobs in one page, followed by the board, and by as many pollers of core-lro; the service is within the page.
import { createHttpPoller } from "@azure/core-lro";
import { endpoint, instantFetch, running } from "../page/service.js";

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const projects = `${endpoint}/language/authoring/analyze-text/projects`;
/** So often each job is asked about. */
const INTERVAL = 5_000;

/** Timers that are set and have neither rung nor been cleared. */
function countTimers() {
  const { setTimeout, clearTimeout } = globalThis;
  const held = new Set();
  globalThis.setTimeout = (callback, ms, ...values) => {
    const id = setTimeout(() => (held.delete(id), callback(...values)), ms);
    held.add(id);
    return id;
  };
  globalThis.clearTimeout = (id) => (held.delete(id), clearTimeout(id));
  return held;
}

let memory;

/**
 * What JavaScript holds after a collection, and what WebAssembly has reserved, in bytes: its memory never shrinks, so that what a burst
 * took counts for good, as it does for the page.
 */
async function held() {
  for (let n = 0; n < 3; n += 1) {
    globalThis.gc?.();
    await sleep(50);
  }
  return { javascript: performance.memory.usedJSHeapSize, webAssembly: memory?.buffer.byteLength ?? 0 };
}

/** Every request is made with these, as by both. */
const asSent = { method: "GET", cache: "no-store", credentials: "omit", redirect: "manual" };

async function withExportJobs(count, counter) {
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...given) => {
    const result = await instantiateStreaming.apply(WebAssembly, given);
    memory = Object.values(result.instance.exports).find((value) => value instanceof WebAssembly.Memory);
    return result;
  };
  const { default: init, AzureLanguage, JobBoard } = await import("/dist/index.js");
  await init();
  const language = new AzureLanguage({ endpoint, family: "analyze-text", credential: { key: "0123456789abcdef" } });
  const fetch = (request) => ((counter.polls += 1), instantFetch(request));
  const board = new JobBoard({ clients: language, fetch, limits: { floorMs: 250 } });
  board.pause();
  const before = await held();
  for (let n = 0; n < count; n += 1) {
    board.add(language.job("export", `Project-${n}`, `5a3c7d62-1b0e-4c39-9a8f-${n}`), { intervalMs: INTERVAL, maxIntervalMs: INTERVAL });
    if (n % 100 === 99) await sleep(0);
  }
  board.resume();
  return { before, stop: () => board.close() };
}

async function withCoreLro(count, counter) {
  const before = await held();
  const pollers = [];
  const controller = new AbortController();
  for (let n = 0; n < count; n += 1) {
    const url = `${projects}/Project-${n}/export/jobs/5a3c7d62-1b0e-4c39-9a8f-${n}?api-version=2023-04-01`;
    const ask = async (path, options) => {
      counter.polls += 1;
      const response = await instantFetch(new Request(path, { ...asSent, headers: { accept: "application/json", "ocp-apim-subscription-key": "0123456789abcdef" }, signal: options?.abortSignal }));
      const body = JSON.parse(await response.text());
      return { flatResponse: body, rawResponse: { statusCode: response.status, headers: Object.fromEntries(response.headers), body, request: { url: path, method: "GET" } } };
    };
    const poller = createHttpPoller(
      {
        sendInitialRequest: async () => ({ flatResponse: {}, rawResponse: { statusCode: 202, headers: { "operation-location": url }, body: JSON.parse(running), request: { url: `${projects}/Project-${n}/:export`, method: "POST" } } }),
        sendPollRequest: ask,
      },
      { intervalInMs: INTERVAL },
    );
    poller.pollUntilDone({ abortSignal: controller.signal }).catch(() => {});
    pollers.push(poller);
    if (n % 100 === 99) await sleep(0);
  }
  return { before, stop: () => controller.abort(), pollers };
}

/** Follows so many jobs; `mark` takes the page's own account of its busy time. */
export async function measure(who, count, seconds, mark) {
  const timers = countTimers();
  const counter = { polls: 0 };
  const run = await (who === "ours" ? withExportJobs : withCoreLro)(count, counter);
  // All have been asked once.
  while (counter.polls < count) await sleep(100);
  await sleep(1_000);
  const after = await held();
  const of = (part) => (after[part] - run.before[part]) / count;
  let longest = 0;
  let polls = counter.polls;
  const tasks = new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (longest = Math.max(longest, duration))));
  tasks.observe({ type: "longtask" });
  const busyBefore = await mark();
  await sleep(seconds * 1_000);
  const busyAfter = await mark();
  polls = counter.polls - polls;
  const timersHeld = timers.size;
  tasks.disconnect();
  run.stop();
  return { polls, microsecondsPerPoll: ((busyAfter - busyBefore) * 1e6) / polls, bytesPerJob: of("javascript") + of("webAssembly"), ofWebAssembly: of("webAssembly"), timers: timersHeld, longestTask: longest };
}
