import pollUntilPromise from "poll-until-promise";
import { ask, Ended, submit } from "./by-hand.mjs";

const { AbortError, waitFor } = pollUntilPromise;

export const name = "poll-until-promise";
export const madeFor = () => true;

export async function poll(fault, { fetch, signal }) {
  const url = await submit(fault, { fetch, signal });
  let ended;
  const state = await waitFor(
    async () => {
      // It takes no signal. Only an error stops it.
      if (signal.aborted) throw Object.assign(new AbortError("aborted"), { cause: signal.reason });
      const state = await ask(url, fault, { fetch, signal });
      if (state === "failed" || state === "cancelled")
        throw ((ended = new Ended(state)), new AbortError(ended.message));
      if (state !== "succeeded") throw new Error(state);
      return state;
    },
    { interval: 2_000, timeout: 3_600_000 },
  ).catch((error) => {
    throw ended ?? error;
  });
  return state;
}

export const wordFor = (error) =>
  error.state ?? (/timeout|timed out|failed to wait/i.test(error.message) ? "timeout" : "error");
