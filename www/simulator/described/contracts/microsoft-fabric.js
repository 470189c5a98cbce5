import { answerWithJson, emptyAnswer } from "../../answer.js";
import { newGuid } from "../../ids.js";
import { exposing, hasBearer, iso, json } from "../contract.js";

/** @typedef {import("../contract.js").Exchange} Exchange */

const exposed = exposing("Location", "Retry-After", "x-ms-operation-id");

/** The state has a Location too: its own, or that of the result once there is one. @param {Exchange} exchange */
const headers = ({ job, word, base }) => ({
  ...exposed,
  Location: `${base}/operations/${job.id}${word === "Succeeded" ? "/result" : ""}`,
  "x-ms-operation-id": job.id,
  ...(["NotStarted", "Running"].includes(word) && { "Retry-After": "2" }),
});

const definition = {
  definition: {
    parts: [{ path: "definition.pbir", payload: "e30=", payloadType: "InlineBase64" }],
  },
};

/**
 * Long-running operations of Microsoft Fabric, with the definition of an item as the example: learn.microsoft.com,
 * "Long running operations", "Get Operation State" and "Get Operation Result".
 *
 * @type {import("../contract.js").DescribedContract}
 */
export const microsoftFabric = {
  name: "microsoft-fabric",
  words: {
    NotStarted: "notStarted",
    Running: "running",
    Succeeded: "succeeded",
    Failed: "failed",
    Undefined: "unknown",
  },
  isAuthorised: hasBearer,
  newId: newGuid,
  errorBody: (status, message) => ({
    requestId: "8a3e",
    errorCode: status === 404 ? "OperationNotFound" : "UnknownError",
    message,
  }),
  file: () => ({ type: "application/json", content: JSON.stringify(definition) }),
  routes: [
    {
      place: "submit",
      method: "POST",
      path: "/workspaces/*/items/*/getDefinition",
      answer: (exchange) => emptyAnswer(202, headers(exchange)),
    },
    {
      place: "result",
      method: "GET",
      path: "/operations/{id}/result",
      answer: () => answerWithJson(200, definition),
    },
    {
      place: "status",
      method: "GET",
      path: "/operations/{id}",
      answer: (exchange) =>
        json(
          200,
          {
            status: exchange.word,
            createdTimeUtc: iso(exchange.job.createdAt),
            lastUpdatedTimeUtc: iso(exchange.arrival.at),
            percentComplete: exchange.word === "Succeeded" ? 100 : exchange.word === "Running" ? 25 : 0,
            ...(exchange.word === "Failed" && {
              error: { errorCode: "UnknownError", message: "The definition could not be read." },
            }),
          },
          headers(exchange),
        ),
    },
  ],
};
