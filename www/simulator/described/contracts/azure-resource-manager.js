import { answerWithJson, emptyAnswer } from "../../answer.js";
import { newGuid } from "../../ids.js";
import { exposing, hasBearer, json } from "../contract.js";

/** @typedef {import("../contract.js").Exchange} Exchange */

const exposed = exposing("Azure-AsyncOperation", "Location", "Retry-After");

/** @param {Exchange} exchange */
const headers = ({ job, captured, base }) => ({
  ...exposed,
  "Azure-AsyncOperation": `${base}/subscriptions/${captured[0]}/providers/Microsoft.Resources/operationStatuses/${job.id}?api-version=2025-04-01`,
  Location: `${base}/subscriptions/${captured[0]}/operationresults/${job.id}?api-version=2025-04-01`,
  "Retry-After": "1",
});

const template = {
  template: {
    $schema: "https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    resources: [],
  },
};

/**
 * Asynchronous operations of Azure Resource Manager, with the template of a resource group as the example:
 * learn.microsoft.com, "Track asynchronous Azure operations", and "Resource Groups - Export Template".
 *
 * @type {import("../contract.js").DescribedContract}
 */
export const azureResourceManager = {
  name: "azure-resource-manager",
  words: {
    InProgress: "running",
    Accepted: "running",
    Creating: "running",
    Succeeded: "succeeded",
    Failed: "failed",
    Canceled: "cancelled",
  },
  isAuthorised: hasBearer,
  newId: newGuid,
  errorBody: (status, message) => ({ error: { code: status === 404 ? "NotFound" : "InvalidRequest", message } }),
  file: () => ({ type: "application/json", content: JSON.stringify(template) }),
  routes: [
    {
      place: "submit",
      method: "POST",
      path: "/subscriptions/*/resourcegroups/*/exportTemplate",
      refuse: ({ arrival }) => (arrival.query.get("api-version") ? undefined : "The api-version is required."),
      answer: (exchange) => emptyAnswer(202, headers(exchange)),
    },
    {
      place: "status",
      method: "GET",
      path: "/subscriptions/*/providers/Microsoft.Resources/operationStatuses/{id}",
      answer: ({ job, word, captured }) =>
        json(
          200,
          {
            id: `/subscriptions/${captured[0]}/providers/Microsoft.Resources/operationStatuses/${job.id}`,
            name: job.id,
            status: word,
            ...(word === "Failed" && {
              error: { code: "ExportTemplateCompletedWithErrors", message: "Some resources could not be exported." },
            }),
          },
          ["Succeeded", "Failed", "Canceled"].includes(word) ? {} : { ...exposed, "Retry-After": "1" },
        ),
    },
    {
      place: "result",
      method: "GET",
      path: "/subscriptions/*/operationresults/{id}",
      answer: () => answerWithJson(200, template),
    },
  ],
};
