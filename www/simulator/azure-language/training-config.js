/**
 * The training configurations of the service (docs/contracts/azure-language.md#api-versions, and what the documentation
 * listed before).
 *
 * @typedef {import("../samples/index.js").Family} Family
 * @typedef {{ trainingConfigVersion: string, modelExpirationDate: string }} ConfigVersion
 */

/** @type {Partial<Record<Family, ConfigVersion[]>>} The newest first. */
const known = {
  "analyze-text": [{ trainingConfigVersion: "2022-05-01", modelExpirationDate: "2027-04-12" }],
  "analyze-conversations": [
    { trainingConfigVersion: "2022-09-01", modelExpirationDate: "2027-02-28" },
    { trainingConfigVersion: "2022-05-01", modelExpirationDate: "2026-12-31" },
  ],
};

/** @param {Family} family @returns {ConfigVersion[]} */
export const configVersions = (family) => known[family] ?? [];

/**
 * Returns the version for "latest" or for no version.
 * @param {Family} family @param {string} [asked]
 */
export const resolveConfigVersion = (family, asked = "latest") =>
  asked === "latest" ? configVersions(family)[0].trainingConfigVersion : asked;

/** A day, `2027-04-12`. @param {Family} family @param {string} version */
export const expirationOf = (family, version) =>
  configVersions(family).find(({ trainingConfigVersion }) => trainingConfigVersion === version)?.modelExpirationDate ??
  "2027-04-12";
