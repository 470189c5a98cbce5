/**
 * Native documents, as `analyzedocuments.json` of 2024-11-15-preview has them: files in storage, of which each task
 * makes files in storage. Nothing is read or written here; the answers say where the files would be.
 *
 * @typedef {{ kind: string, location: string, managedIdentityClientId?: string }} Location
 * @typedef {{ id: string, source?: Location, target?: Location }} NativeDocument
 */

/** Input guidelines of native document support. */
export const MAX_NATIVE_DOCUMENTS = 20;

export const nativeTasks = ["PiiEntityRecognition", "ExtractiveSummarization", "AbstractiveSummarization"];

/** Since 2026-05-01 there are containers and folders, too. */
const locationKinds = ["AzureBlob", "AzureContainer", "AzureContainerFolder"];

/** Text, PDF and Word. */
const readable = /\.(txt|pdf|docx)$/i;

/** Jobs on native documents are in previews since 2023-11-15-preview, and stable since 2026-05-01. @param {string} version */
export const hasNativeDocuments = (version) =>
  version >= (version.endsWith("-preview") ? "2023-11-15-preview" : "2026-05-01");

/** Whether a location of a request can be one. @param {any} location @returns {boolean} */
export const isLocation = (location) =>
  locationKinds.includes(location?.kind) && typeof location.location === "string" && URL.canParse(location.location);

/** Why a document cannot be read. @param {NativeDocument} document */
export const isReadable = ({ source }) =>
  source !== undefined && (source.kind !== "AzureBlob" || readable.test(new URL(source.location).pathname));

/**
 * What a task made of a document: the file itself, and beside it what was found, as JSON.
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
