// The expected end of each long-running operation of the test server, from its name and its description in
// lro.json, and from the documentation of `final-state-via` where it has a final GET:
// github.com/Azure/autorest, docs/extensions, "x-ms-long-running-operation-options".

/**
 * @typedef {object} Expected
 * @property {"succeeded" | "failed" | "cancelled" | "error"} end "error": the client rejects, because the service's
 *   answers are errors or break the contract.
 * @property {unknown} [resource] Members of the final resource.
 * @property {number} [requests] The exact number of requests, where the description says so.
 */

const foo = { id: "100", name: "foo" };
const product = { ...foo, properties: { provisioningState: "Succeeded" } };
const sku = { id: "100", name: "sku" };

/** @param {unknown} [resource] @returns {Expected} */
const succeeded = (resource) => ({ end: "succeeded", resource });
/** @type {Expected} */
const failed = { end: "failed" };
/** @type {Expected} */
const cancelled = { end: "cancelled" };

/** @type {Record<string, Expected>} */
export const expected = {
  LROs_put200Succeeded: succeeded(product),
  LROs_patch200SucceededIgnoreHeaders: { ...succeeded(product), requests: 1 },
  LROs_patch201RetryWithAsyncHeader: succeeded({ name: "foo" }),
  // The documentation has no rule for PATCH with both headers. The resource and the Location are both right.
  LROs_patch202RetryWithAsyncAndLocationHeader: succeeded({}),
  LROs_put201Succeeded: succeeded(product),
  LROs_post202List: succeeded([foo]),
  LROs_put200SucceededNoState: succeeded(foo),
  LROs_put202Retry200: succeeded(foo),
  LROs_put201CreatingSucceeded200: succeeded(product),
  LROs_put200UpdatingSucceeded204: succeeded(product),
  LROs_put201CreatingFailed200: failed,
  LROs_put200Acceptedcanceled200: cancelled,
  LROs_putNoHeaderInRetry: succeeded(product),
  LROs_putAsyncRetrySucceeded: succeeded(product),
  LROs_putAsyncNoRetrySucceeded: succeeded(product),
  LROs_putAsyncRetryFailed: failed,
  LROs_putAsyncNoRetrycanceled: cancelled,
  LROs_putAsyncNoHeaderInRetry: succeeded(product),
  LROs_putNonResource: succeeded(sku),
  LROs_putAsyncNonResource: succeeded(sku),
  LROs_putSubResource: succeeded({ id: "100", subresource: "sub1" }),
  LROs_putAsyncSubResource: succeeded({ id: "100", subresource: "sub1" }),
  LROs_deleteProvisioning202Accepted200Succeeded: succeeded(product),
  LROs_deleteProvisioning202DeletingFailed200: failed,
  LROs_deleteProvisioning202Deletingcanceled200: cancelled,
  LROs_delete204Succeeded: succeeded(),
  LROs_delete202Retry200: succeeded(),
  LROs_delete202NoRetry204: succeeded(),
  LROs_deleteNoHeaderInRetry: succeeded(),
  LROs_deleteAsyncNoHeaderInRetry: succeeded(),
  LROs_deleteAsyncRetrySucceeded: succeeded(),
  LROs_deleteAsyncNoRetrySucceeded: succeeded(),
  LROs_deleteAsyncRetryFailed: failed,
  LROs_deleteAsyncRetrycanceled: cancelled,
  LROs_post200WithPayload: succeeded({ id: "1", name: "product" }),
  LROs_post202Retry200: succeeded(product),
  LROs_post202NoRetry204: succeeded(),
  LROs_postDoubleHeadersFinalLocationGet: succeeded(foo),
  LROs_postDoubleHeadersFinalAzureHeaderGet: succeeded({ id: "100" }),
  LROs_postDoubleHeadersFinalAzureHeaderGetDefault: succeeded(foo),
  LROs_postAsyncRetrySucceeded: succeeded(product),
  LROs_postAsyncNoRetrySucceeded: succeeded(product),
  LROs_postAsyncRetryFailed: failed,
  LROs_postAsyncRetrycanceled: cancelled,

  LRORetrys_put201CreatingSucceeded200: succeeded(product),
  LRORetrys_putAsyncRelativeRetrySucceeded: succeeded(product),
  LRORetrys_deleteProvisioning202Accepted200Succeeded: succeeded(product),
  LRORetrys_delete202Retry200: succeeded(),
  LRORetrys_deleteAsyncRelativeRetrySucceeded: succeeded(),
  LRORetrys_post202Retry200: succeeded(),
  LRORetrys_postAsyncRelativeRetrySucceeded: succeeded(),

  LROsCustomHeader_putAsyncRetrySucceeded: succeeded(product),
  LROsCustomHeader_put201CreatingSucceeded200: succeeded(product),
  LROsCustomHeader_post202Retry200: succeeded(),
  LROsCustomHeader_postAsyncRetrySucceeded: succeeded(),

  // Its description says "indicating success". All others in this group are errors.
  LROSADs_delete204Succeeded: succeeded(),
};

/**
 * Returns the expected end of an operation.
 * @param {string} operationId @returns {Expected}
 */
export const expectedOf = (operationId) => {
  const found = expected[operationId] ?? (operationId.startsWith("LROSADs_") ? { end: "error" } : undefined);
  if (!found) throw new Error(`There is no expectation for ${operationId}.`);
  return found;
};
