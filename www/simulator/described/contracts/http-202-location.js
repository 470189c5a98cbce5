import { answerWith, emptyAnswer } from "../../answer.js";
import { newGuid } from "../../ids.js";
import { csv, exposing, hasBearer, json } from "../contract.js";

const exposed = exposing("Location", "Retry-After");
const rows = csv(["Order", "Total"], [["4711", "12.50"]]);

/** @param {number} status @param {string} title */
const problem = (status, title) => ({ type: "about:blank", title, status });

/**
 * A custom service that reports everything with HTTP: RFC 9110, sections 15.3.3 ("202 Accepted"), 10.2.2
 * ("Location"), 10.2.3 ("Retry-After") and 15.5.11 ("410 Gone"). The states are HTTP codes, and the file is the last
 * answer.
 *
 * @type {import("../contract.js").DescribedContract}
 */
export const http202Location = {
  name: "http-202-location",
  words: {
    202: "running",
    200: "succeeded",
    410: "expired",
    422: "failed",
  },
  isAuthorised: hasBearer,
  newId: newGuid,
  errorBody: (status, message) => problem(status, message),
  // A deleted job is gone.
  cancelled: [],
  file: () => ({ type: "text/csv", content: rows }),
  routes: [
    {
      place: "submit",
      method: "POST",
      path: "/exports",
      // The Location may be relative (RFC 9110, section 10.2.2).
      answer: ({ arrival, job }) =>
        emptyAnswer(202, { ...exposed, Location: `${arrival.url.pathname}/${job.id}`, "Retry-After": "1" }),
    },
    {
      place: "status",
      method: "GET",
      path: "/exports/{id}",
      answer({ word }) {
        if (word === "202") return emptyAnswer(202, { ...exposed, "Retry-After": "1" });
        if (word === "410") return json(410, problem(410, "The export has expired."));
        if (word === "422") return json(422, problem(422, "The orders could not be read."));
        return answerWith(200, "text/csv", rows, exposed);
      },
    },
    { place: "cancel", method: "DELETE", path: "/exports/{id}", answer: () => emptyAnswer(204) },
  ],
};
