import { createWaiter, WaiterState } from "@smithy/util-waiter";
import { ask, submit } from "./by-hand.mjs";

export const name = "@smithy/util-waiter";
export const madeFor = () => true;

export async function poll(fault, { fetch, signal }) {
  const url = await submit(fault, { fetch, signal });
  const words = {
    succeeded: WaiterState.SUCCESS,
    failed: WaiterState.FAILURE,
    cancelled: WaiterState.FAILURE,
    running: WaiterState.RETRY,
  };
  let last;
  // AWS's own waiters retry everything that their acceptors do not name, including errors.
  const check = async () => {
    try {
      last = await ask(url, fault, { fetch, signal });
      return { state: words[last], reason: last };
    } catch (error) {
      return { state: WaiterState.RETRY, reason: error };
    }
  };
  const { state } = await createWaiter(
    { client: {}, maxWaitTime: 3_600, minDelay: 2, maxDelay: 120, abortSignal: signal },
    {},
    check,
  );
  if (state === WaiterState.SUCCESS) return "succeeded";
  if (state === WaiterState.FAILURE) return last;
  if (state === WaiterState.ABORTED) throw signal.reason;
  return "timeout";
}

export const wordFor = () => "error";
