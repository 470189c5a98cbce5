/**
 * The keys and tokens that the services accept.
 *
 * @typedef {{ keys?: string[], tokens?: string[] }} Credentials
 * @typedef {import("./arrival.js").Arrival} Arrival
 */

/** @type {Required<Credentials>} */
export const demoCredentials = { keys: ["demo-key"], tokens: ["demo-token"] };

/** @param {Arrival} arrival @param {Credentials} credentials */
export const hasKey = ({ headers }, { keys = [] }) => keys.includes(headers.get("ocp-apim-subscription-key") ?? "");

/** @param {Arrival} arrival @param {Credentials} credentials */
export function hasToken({ headers }, { tokens = [] }) {
  const [, token] = /^Bearer (.+)$/i.exec(headers.get("authorization") ?? "") ?? [];
  return token !== undefined && tokens.includes(token);
}
