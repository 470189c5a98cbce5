/** @typedef {import("../samples/index.js").Family} Family */

/** Text and conversations: `2026-01-08T22:48:52Z`. @param {number} at */
const dateWithZ = (at) => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** Question answering: `2022-09-22T00:03:59+00:00`. @param {number} at */
const dateWithOffset = (at) => `${new Date(at).toISOString().slice(0, 19)}+00:00`;

/**
 * Returns how a family writes a date and time.
 * @param {Family} family
 */
export const dateOf = (family) => (family === "query-knowledgebases" ? dateWithOffset : dateWithZ);

/**
 * Formats a day: `2027-05-14`.
 * @param {number} at
 */
export const dayOf = (at) => new Date(at).toISOString().slice(0, 10);
