/**
 * Native documents, as in `analyzedocuments.json` of 2024-11-15-preview: files in storage, from which each task
 * creates files in storage. Nothing is read or written here. The answers say where the files would be.
 *
 * @typedef {{ kind: string, location: string, managedIdentityClientId?: string }} Location
 * @typedef {{ id: string, source?: Location, target?: Location }} NativeDocument
 */

/** From the input guidelines of native document support. */
export const MAX_NATIVE_DOCUMENTS = 20;

export const nativeTasks = ["PiiEntityRecognition", "ExtractiveSummarization", "AbstractiveSummarization"];

/** Containers and folders came with 2026-05-01. */
const locationKinds = ["AzureBlob", "AzureContainer", "AzureContainerFolder"];

/** Text, PDF and Word. */
const readable = /\.(txt|pdf|docx)$/i;

/**
 * Returns whether a version has jobs on native documents: previews since 2023-11-15-preview, and stable versions
 * since 2026-05-01.
 * @param {string} version
 */
export const hasNativeDocuments = (version) =>
  version >= (version.endsWith("-preview") ? "2023-11-15-preview" : "2026-05-01");

/**
 * Returns whether a location in a request is valid.
 * @param {any} location @returns {boolean}
 */
export const isLocation = (location) =>
  locationKinds.includes(location?.kind) && typeof location.location === "string" && URL.canParse(location.location);

/**
 * Returns whether the file's format can be read.
 * @param {NativeDocument} document
 */
export const isReadable = ({ source }) =>
  source !== undefined && (source.kind !== "AzureBlob" || readable.test(new URL(source.location).pathname));

/**
 * Returns what a task made of a document: the file itself, and a JSON file with the findings.
 *
 * @param {string} jobId @param {string} kind @param {NativeDocument} document
 */
export function nativeResult(jobId, kind, { id, source, target }) {
  // SAS tokens are not repeated.
  const plain = (/** @type {Location | undefined} */ it) => it?.location.split("?")[0] ?? "";
  const from = plain(source);
  const name = from.slice(from.lastIndexOf("/") + 1);
  const folder = `${plain(target).replace(/\/$/, "")}/${jobId}/${kind}/${id}`;
  const files = [name, name.replace(/(\.\w+)?$/, ".json")];
  return {
    id,
    source: { kind: source?.kind, location: from },
    target: files.map((file) => ({ kind: "AzureBlob", location: `${folder}/${file}` })),
    warnings: [],
  };
}
