import { hideHeaders } from "../cross-origin.js";
import { everywhere, flag, number, onAnyRequest, onAll } from "./fault.js";

/**
 * Faults on the way, independent of the service.
 *
 * @type {import("./fault.js").Fault[]}
 */
export const connectionFaults = [
  {
    name: "drop",
    title: "Connection drops",
    description: "The connection breaks before an answer comes: fetch rejects with a TypeError.",
    parameters: [
      flag(
        "answerLost",
        "The service has done its work, and only the answer is lost: a submission has started its job.",
      ),
    ],
    on: everywhere,
    beyondJobs: onAnyRequest,
    instead({ parameters }) {
      if (parameters.answerLost) return undefined;
      throw new TypeError("Failed to fetch");
    },
    changesErrors: true,
    change() {
      throw new TypeError("Failed to fetch");
    },
  },
  {
    name: "hangs",
    title: "No answer",
    description: "The request is never answered. Only its signal ends it.",
    parameters: [],
    on: everywhere,
    beyondJobs: onAnyRequest,
    instead: () => new Promise(() => {}),
  },
  {
    name: "slowBody",
    title: "Slow body",
    description: "The headers arrive at once, the body slowly.",
    parameters: [
      number("overMs", 4000, "How long the body takes, in milliseconds."),
      number("chunks", 8, "In how many pieces it comes."),
    ],
    on: onAll("status", "result"),
    beyondJobs: ["read"],
    changesErrors: true,
    change: (answer, { parameters: { overMs, chunks } }) => ({ ...answer, delivery: { overMs, chunks } }),
  },
  {
    name: "hiddenHeaders",
    title: "Headers hidden by CORS",
    description:
      "The answer exposes no header, so a page reads neither operation-location nor Retry-After nor the request's id.",
    parameters: [],
    on: everywhere,
    beyondJobs: onAnyRequest,
    changesErrors: true,
    change: hideHeaders,
  },
];
