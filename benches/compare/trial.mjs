// Runs one poller against one fault, in virtual time.
import { setMaxListeners } from "node:events";
import { inVirtualTime } from "../../tests/support/virtual-time.js";
import { Service, TOO_MANY } from "./service.mjs";

/** A poller that still polls after this time never ends. */
const PATIENCE = 3 * 3_600_000;

export function trial(poller, fault) {
  return inVirtualTime(async (time) => {
    const { timeout } = AbortSignal;
    AbortSignal.timeout = (ms) => {
      const clock = new AbortController();
      setMaxListeners(0, clock.signal);
      setTimeout(() => clock.abort(new DOMException("The operation timed out.", "TimeoutError")), ms);
      return clock.signal;
    };
    try {
      return await meet(poller, fault, time);
    } finally {
      AbortSignal.timeout = timeout;
    }
  });
}

async function meet(poller, fault, time) {
  const service = new Service(fault, time);
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const reason = new Error("The person left.");
  if (fault.abortAfter) setTimeout(() => controller.abort(reason), fault.abortAfter);
  let outcome;
  let detail;
  const run = (async () => poller.poll(fault, { fetch: service.fetch, signal: controller.signal }))();
  run.then(
    (word) => (outcome = word),
    (error) => {
      detail = error?.message ?? String(error);
      outcome = error === reason ? "aborted" : poller.wordFor(error);
    },
  );
  let endedAt;
  const limit = PATIENCE + (fault.sleeps ?? 0);
  while (outcome === undefined && time.now < limit && service.requests <= TOO_MANY) {
    const next = time.timers[0];
    if (next === undefined) {
      await time.settle();
      if (outcome === undefined && time.timers.length === 0) break;
      continue;
    }
    await time.pass(next);
    endedAt = time.now;
  }
  await time.settle();
  const ms = Math.max(0, (endedAt ?? time.now) - (fault.sleeps ?? 0));
  if (outcome === undefined)
    outcome = service.requests > TOO_MANY ? "hot loop" : time.now >= limit ? "polls for ever" : "hangs";
  return {
    outcome,
    detail,
    requests: service.requests,
    ms,
    verdict: judge(fault, { outcome, requests: service.requests, ms, leaked: service.leaked }),
  };
}

/** Returns what is wrong, or an empty string. */
function judge(fault, { outcome, requests, ms, leaked }) {
  if (leaked) return "key leaked";
  // The poller did not ask whether the job succeeded.
  if (outcome === "succeeded" && requests < 2) return "success, wrong";
  if (outcome !== fault.right && outcome !== fault.alsoRight)
    return outcome === "succeeded" ? "success, wrong" : outcome;
  if (requests > (fault.requests ?? Infinity)) return "too many requests";
  if (ms > (fault.ms ?? Infinity)) return "too late";
  if (ms < (fault.msAtLeast ?? 0)) return "too soon";
  return "";
}
