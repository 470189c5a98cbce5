import { answerWith, emptyAnswer } from "../answer.js";
import { element, xmlDocument } from "./xml.js";

/**
 * An error of Azure Blob storage. The code is in a header and in XML, the request's id and the time are in the
 * message.
 *
 * @typedef {object} StorageError
 * @property {number} status
 * @property {string} code
 * @property {string} message
 * @property {Record<string, string | number>} [details] Further elements.
 */

/** @satisfies {Record<string, StorageError>} */
export const errors = {
  authenticationFailed: {
    status: 403,
    code: "AuthenticationFailed",
    message:
      "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.",
  },
  permissionMismatch: {
    status: 403,
    code: "AuthorizationPermissionMismatch",
    message: "This request is not authorized to perform this operation using this permission.",
  },
  blobNotFound: { status: 404, code: "BlobNotFound", message: "The specified blob does not exist." },
  containerNotFound: { status: 404, code: "ContainerNotFound", message: "The specified container does not exist." },
  conditionNotMet: {
    status: 412,
    code: "ConditionNotMet",
    message: "The condition specified using HTTP conditional header(s) is not met.",
  },
  blobAlreadyExists: { status: 409, code: "BlobAlreadyExists", message: "The specified blob already exists." },
  md5Mismatch: {
    status: 400,
    code: "Md5Mismatch",
    message: "The MD5 value specified in the request did not match with the MD5 value calculated by the server.",
  },
  unsupportedVerb: {
    status: 405,
    code: "UnsupportedHttpVerb",
    message: "The resource doesn't support specified Http Verb.",
  },
};

/** @param {string} name @returns {StorageError} */
export const missingHeader = (name) => ({
  status: 400,
  code: "MissingRequiredHeader",
  message: "An HTTP header that's mandatory for this request is not specified.",
  details: { HeaderName: name },
});

/** @param {string} name @param {string} value @returns {StorageError} */
export const invalidHeader = (name, value) => ({
  status: 400,
  code: "InvalidHeaderValue",
  message: "The value for one of the HTTP headers is not in the correct format.",
  details: { HeaderName: name, HeaderValue: value },
});

/**
 * The errors of storage for the status of a fault.
 * @type {Record<number, StorageError>}
 */
export const byStatus = {
  401: {
    status: 401,
    code: "NoAuthenticationInformation",
    message:
      "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.",
  },
  403: {
    status: 403,
    code: "AuthorizationFailure",
    message: "This request is not authorized to perform this operation.",
  },
  404: errors.blobNotFound,
  500: {
    status: 500,
    code: "InternalError",
    message: "The server encountered an internal error. Please retry the request.",
  },
  503: {
    status: 503,
    code: "ServerBusy",
    message: "The server is currently unable to receive requests. Please retry your request.",
  },
};

/**
 * @param {StorageError} error
 * @param {string} method The answer to a HEAD has no body.
 * @param {Record<string, string>} headers
 * @param {number} at
 */
export function refuse({ status, code, message, details = {} }, method, headers, at) {
  const all = { ...headers, "x-ms-error-code": code };
  if (method === "HEAD") return emptyAnswer(status, all);
  const text = `${message}\nRequestId:${headers["x-ms-request-id"]}\nTime:${new Date(at).toISOString().replace("Z", "0000Z")}`;
  const further = Object.entries(details).map(([name, value]) => element(name, value));
  const error = element("Error", [element("Code", code), element("Message", text), ...further]);
  return answerWith(status, "application/xml", xmlDocument(error), all);
}
