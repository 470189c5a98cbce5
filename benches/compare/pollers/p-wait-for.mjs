import pWaitFor, { TimeoutError } from "p-wait-for";
import { ask, Ended, submit } from "./by-hand.mjs";

export const name = "p-wait-for";
export const madeFor = () => true;

export async function poll(fault, { fetch, signal }) {
  const url = await submit(fault, { fetch, signal });
  const isDone = async () => {
    const state = await ask(url, fault, { fetch, signal });
    if (state === "failed" || state === "cancelled") throw new Ended(state);
    return state === "succeeded";
  };
  await pWaitFor(isDone, { interval: 2_000, timeout: 3_600_000, signal });
  return "succeeded";
}

export const wordFor = (error) => (error instanceof TimeoutError ? "timeout" : (error.state ?? "error"));
