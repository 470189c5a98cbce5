import { answerWith, emptyAnswer } from "../answer.js";
import { md5 } from "../files/md5.js";
import { newGuid } from "../ids.js";
import { Query } from "../query.js";
import { inRange } from "../range.js";
import { bytesOf, etagOf, newBlob, toBase64 } from "./accounts.js";
import { listBlobs } from "./listing.js";
import { byStatus, errors, invalidHeader, missingHeader, refuse } from "./refusal.js";
import { readRoute } from "./routes.js";
import { checkSignature } from "./signature.js";

/**
 * @typedef {import("../answer.js").Answer} Answer
 * @typedef {import("../arrival.js").Arrival} Arrival
 * @typedef {import("../service.js").World} World
 * @typedef {import("./accounts.js").Blob} Blob
 * @typedef {import("./refusal.js").StorageError} StorageError
 * @typedef {import("./routes.js").StorageOperation} StorageOperation
 * @typedef {import("../service.js").Service<StorageOperation>} StorageService
 */

/** Put Blob From URL came with this version. Earlier ones read the header as Copy Blob, which is another operation. */
const FIRST_WITH_PUT_FROM_URL = "2020-04-08";

/**
 * Azure Blob storage, as far as copying documents needs it.
 *
 * @implements {StorageService}
 */
export class AzureStorage {
  id = "azure-storage";
  #world;

  /** @param {World} world */
  constructor(world) {
    this.#world = world;
  }

  /** @param {Arrival} arrival */
  readOperation(arrival) {
    return readRoute(arrival, this.#world.storage);
  }

  /**
   * Storage has no jobs.
   * @returns {undefined}
   */
  findJob() {
    return undefined;
  }

  /**
   * @param {Arrival} arrival
   * @param {StorageOperation} operation
   * @returns {{ answer: import("../answer.js").Answer, job?: undefined }} Storage has no jobs.
   */
  answer(arrival, operation) {
    const headers = this.#headers(arrival);
    const outcome = this.#perform(arrival, operation, headers);
    return { answer: "code" in outcome ? refuse(outcome, arrival.method, headers, arrival.at) : outcome };
  }

  /** @param {Arrival} arrival @param {StorageOperation} operation @param {import("../service.js").Refusal} refusal */
  refuse(arrival, operation, { status, retryAfter }) {
    // Storage throttles with 503, and has no 408.
    const error = byStatus[status === 429 ? 503 : status] ?? byStatus[500];
    /** @type {Record<string, string>} */
    const wait = retryAfter === undefined ? {} : { "Retry-After": retryAfter };
    return refuse(error, arrival.method, { ...this.#headers(arrival), ...wait }, arrival.at);
  }

  /**
   * @param {Arrival} arrival
   * @param {StorageOperation} operation
   * @param {Record<string, string>} headers
   * @returns {Answer | StorageError}
   */
  #perform(arrival, { name, permissions, account, origin, container, blob }, headers) {
    if (permissions === "") return errors.unsupportedVerb;
    const unsigned = checkSignature(account, arrival.query, permissions, arrival.at);
    if (unsigned) return unsigned;
    const blobs = account.containers[container];
    if (!blobs) return errors.containerNotFound;
    switch (name) {
      case "getContainerProperties":
        return emptyAnswer(200, { ...headers, "x-ms-lease-status": "unlocked", "x-ms-lease-state": "available" });
      case "listBlobs":
        return listBlobs(arrival, origin, container, blobs, headers);
      case "putBlob":
        return this.#put(arrival, blobs, blob, headers);
      case "putBlobFromUrl":
        return this.#putFromUrl(arrival, blobs, blob, headers);
    }
    const found = blobs[blob];
    if (!found) return errors.blobNotFound;
    const bytes = bytesOf(found);
    const described = { ...headers, ...propertiesOf(found, bytes) };
    if (name === "getBlob") return inRange(answerWith(200, found.contentType, bytes, described), arrival);
    return emptyAnswer(200, {
      ...described,
      "Content-Type": found.contentType,
      "Content-Length": String(bytes.length),
    });
  }

  /** @param {Arrival} arrival @param {Record<string, Blob>} blobs @param {string} name @param {Record<string, string>} headers */
  #put(arrival, blobs, name, headers) {
    const wrong = checkWrite(arrival, blobs[name]);
    if (wrong) return wrong;
    const digest = arrival.headers.get("content-md5");
    if (digest !== null && digest !== toBase64(md5(arrival.body))) return errors.md5Mismatch;
    const type = arrival.headers.get("x-ms-blob-content-type") ?? arrival.headers.get("content-type") ?? undefined;
    return this.#write(blobs, name, newBlob(arrival.body, arrival.at, type), headers);
  }

  /**
   * Reads the source with the signature in its URL, like any other client. If the source refuses, its refusal becomes
   * the answer.
   *
   * @param {Arrival} arrival @param {Record<string, Blob>} blobs @param {string} name @param {Record<string, string>} headers
   */
  #putFromUrl(arrival, blobs, name, headers) {
    const version = arrival.headers.get("x-ms-version") ?? arrival.query.get("sv") ?? "";
    if (version < FIRST_WITH_PUT_FROM_URL) return invalidHeader("x-ms-version", version);
    if (arrival.body.length > 0) return invalidHeader("Content-Length", String(arrival.body.length));
    const wrong = checkWrite(arrival, blobs[name]);
    if (wrong) return wrong;
    const address = arrival.headers.get("x-ms-copy-source") ?? "";
    if (!URL.canParse(address)) return invalidHeader("x-ms-copy-source", address);
    const source = this.#read(new URL(address), arrival.at);
    if ("code" in source) {
      const details = {
        CopySourceStatusCode: source.status,
        CopySourceErrorCode: source.code,
        CopySourceErrorMessage: source.message,
      };
      const { status, message } = source;
      return { status, code: "CannotVerifyCopySource", message, details };
    }
    const type = arrival.headers.get("x-ms-blob-content-type") ?? source.contentType;
    return this.#write(blobs, name, newBlob(bytesOf(source), arrival.at, type), headers);
  }

  /** @param {URL} url @param {number} now @returns {Blob | StorageError} */
  #read(url, now) {
    const operation = readRoute({ url, method: "GET", query: new Query(url.search) }, this.#world.storage);
    if (!operation) return { status: 404, code: "ResourceNotFound", message: "The specified resource does not exist." };
    const { account, container, blob } = operation;
    const unsigned = checkSignature(account, new Query(url.search), "r", now);
    if (unsigned) return unsigned;
    return account.containers[container]?.[blob] ?? errors.blobNotFound;
  }

  /** @param {Record<string, Blob>} blobs @param {string} name @param {Blob} blob @param {Record<string, string>} headers */
  #write(blobs, name, blob, headers) {
    blobs[name] = { ...blob, createdAt: blobs[name]?.createdAt ?? blob.createdAt };
    const { ETag, "Last-Modified": modified, "Content-MD5": digest } = propertiesOf(blob, bytesOf(blob));
    const written = { "Content-MD5": digest, ETag, "Last-Modified": modified, "x-ms-request-server-encrypted": "true" };
    return emptyAnswer(201, { ...headers, ...written });
  }

  /** @param {Arrival} arrival @returns {Record<string, string>} */
  #headers({ at, headers, query }) {
    return {
      // The owner of an account decides which headers other origins may read. A page needs all of them.
      "Access-Control-Expose-Headers": "*",
      Date: new Date(at).toUTCString(),
      "x-ms-request-id": newGuid(this.#world.random),
      "x-ms-version": headers.get("x-ms-version") ?? query.get("sv") ?? "2024-11-04",
    };
  }
}

/** @param {Arrival} arrival @param {Blob | undefined} before @returns {StorageError | undefined} */
function checkWrite({ headers }, before) {
  const type = headers.get("x-ms-blob-type");
  if (type === null) return missingHeader("x-ms-blob-type");
  if (type !== "BlockBlob") return invalidHeader("x-ms-blob-type", type);
  if (before && headers.get("if-none-match") === "*") return errors.blobAlreadyExists;
  const match = headers.get("if-match");
  const isAnother = match !== null && !(before && (match === "*" || match === `"${etagOf(before)}"`));
  return isAnother ? errors.conditionNotMet : undefined;
}

/** @param {Blob} blob @param {Uint8Array} bytes */
const propertiesOf = (blob, bytes) => ({
  "Accept-Ranges": "bytes",
  "Content-MD5": toBase64(md5(bytes)),
  ETag: `"${etagOf(blob)}"`,
  "Last-Modified": new Date(blob.modifiedAt).toUTCString(),
  "x-ms-blob-type": "BlockBlob",
  "x-ms-creation-time": new Date(blob.createdAt).toUTCString(),
});
