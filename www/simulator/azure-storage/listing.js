import { answerWith } from "../answer.js";
import { md5 } from "../files/md5.js";
import { bytesOf, etagOf, toBase64 } from "./accounts.js";
import { element, xmlDocument } from "./xml.js";

const MOST_RESULTS = 5000;

/**
 * List Blobs: in order of their names, one page at a time. The marker of the next page is opaque.
 *
 * @param {import("../arrival.js").Arrival} arrival
 * @param {string} origin
 * @param {string} container
 * @param {Record<string, import("./accounts.js").Blob>} blobs
 * @param {Record<string, string>} headers
 * @returns {import("../answer.js").Answer | import("./refusal.js").StorageError}
 */
export function listBlobs({ query }, origin, container, blobs, headers) {
  const prefix = query.get("prefix");
  const marker = query.get("marker");
  const asked = query.get("maxresults");
  if (asked !== undefined && !(Number(asked) >= 1)) {
    const message = "One of the query parameters specified in the request URI is outside the permissible range.";
    const details = { QueryParameterName: "maxresults", QueryParameterValue: asked };
    return { status: 400, code: "OutOfRangeQueryParameterValue", message, details };
  }
  const size = Math.min(MOST_RESULTS, Number(asked ?? MOST_RESULTS));
  const from = marker ? readMarker(marker) : "";
  const names = Object.keys(blobs)
    .filter((name) => name.startsWith(prefix ?? "") && name >= from)
    .sort();
  const listed = names.slice(0, size).map((name) => blobElement(name, blobs[name]));
  const next = names[size] === undefined ? "" : writeMarker(names[size]);
  const results = [
    ...(prefix === undefined ? [] : [element("Prefix", prefix)]),
    ...(marker === undefined ? [] : [element("Marker", marker)]),
    ...(asked === undefined ? [] : [element("MaxResults", asked)]),
    element("Blobs", listed),
    element("NextMarker", next),
  ];
  const root = element("EnumerationResults", results, { ServiceEndpoint: `${origin}/`, ContainerName: container });
  return answerWith(200, "application/xml", xmlDocument(root), headers);
}

/** @param {string} name @param {import("./accounts.js").Blob} blob */
function blobElement(name, blob) {
  const bytes = bytesOf(blob);
  const properties = [
    element("Creation-Time", new Date(blob.createdAt).toUTCString()),
    element("Last-Modified", new Date(blob.modifiedAt).toUTCString()),
    element("Etag", etagOf(blob)),
    element("Content-Length", bytes.length),
    element("Content-Type", blob.contentType),
    element("Content-Encoding", ""),
    element("Content-Language", ""),
    element("Content-MD5", toBase64(md5(bytes))),
    element("Cache-Control", ""),
    element("Content-Disposition", ""),
    element("BlobType", "BlockBlob"),
    element("AccessTier", "Hot"),
    element("AccessTierInferred", "true"),
    element("LeaseStatus", "unlocked"),
    element("LeaseState", "available"),
    element("ServerEncrypted", "true"),
  ];
  return element("Blob", [element("Name", name), element("Properties", properties), element("OrMetadata", "")]);
}

/** @param {string} name */
const writeMarker = (name) => `2!${toBase64(new TextEncoder().encode(name))}`;

/** @param {string} marker A wrong one means the beginning. */
function readMarker(marker) {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(marker.slice(2)), (character) => character.charCodeAt(0)));
  } catch {
    return "";
  }
}
