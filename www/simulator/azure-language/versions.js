/**
 * The features of each api-version (the OpenAPI of each version;
 * docs/contracts/azure-language.md#api-versions). Versions begin with their date, so they
 * compare as text. An unknown string counts as a new preview.
 *
 * @typedef {import("../samples/index.js").Family} Family
 * @typedef {(version: string, family: Family) => boolean} VersionRule
 */

/** @param {string} version @param {string} date */
export const isBefore = (version, date) => /^\d{4}-\d\d-\d\d/.test(version) && version < date;

/**
 * Returns whether the version's paths have no `authoring/`.
 * @param {string} version
 */
export const isOlderVersion = (version) => isBefore(version, "2022");

/** @param {string} version */
export const isPreview = (version) => !/^\d{4}-\d\d-\d\d$/.test(version);

/** @type {VersionRule} In all versions; of the oldest of text and conversations, no OpenAPI was published. */
export const inAll = (version, family) => !isOlderVersion(version) || family === "query-knowledgebases";

/** @type {VersionRule} */
export const inEveryOne = () => true;

/** @param {string} version */
export const withSnapshots = (version) => !isBefore(version, "2022-10-01");

/** @type {VersionRule} Previews from 2022-10-01 on; stable since 2025-11-01. */
export const withAssignedResources = (version) =>
  withSnapshots(version) && (isPreview(version) || !isBefore(version, "2025-11-01"));

/** @type {VersionRule} Copy and evaluation on request have stayed previews. */
export const withCopy = (version) => isPreview(version) && !isBefore(version, "2023-04-15");

/** @type {VersionRule} */
export const withExportedModels = (version, family) =>
  isPreview(version) && !isBefore(version, family === "analyze-text" ? "2023-04-15" : "2024-11-15");

/** @type {VersionRule} Generating data before a training: previews since 2025-05-15, and conversations since 2025-11-01. */
export const withDataGeneration = (version, family) =>
  isPreview(version)
    ? !isBefore(version, "2025-05-15")
    : family === "analyze-conversations" && !isBefore(version, "2025-11-01");

/** @type {VersionRule} Files for imports and sources. */
export const hasUploads = (version, family) =>
  family === "query-knowledgebases" && isPreview(version) && !isBefore(version, "2025-05-15");

/** @type {VersionRule} */
export const withPrebuiltEntities = (version, family) =>
  family === "analyze-conversations" ? inAll(version, family) : withCopy(version, family);

/**
 * Returns whether a version can train a kind. Some kinds are only in previews.
 * @param {string} kind @param {string} version
 */
export const hasKind = (kind, version) =>
  !/^Custom(Healthcare|TextSentiment|AbstractiveSummarization|ConversationSummarization)$/i.test(kind) ||
  (isPreview(version) && !isBefore(version, "2022-10-01"));
