import { Query } from "../query.js";
import { errors } from "./refusal.js";

/**
 * Checks a shared access signature. No signature is computed: the query must contain one that the account was given,
 * parameter for parameter. Its permissions (`sp`) and its expiry (`se`) are enforced.
 *
 * @param {import("./accounts.js").Account} account
 * @param {Query} query
 * @param {string} permissions The permissions of which one is needed: "r", "wc", "l".
 * @param {number} now
 * @returns {import("./refusal.js").StorageError | undefined}
 */
export function checkSignature({ sas }, query, permissions, now) {
  const signature = sas.find((signature) =>
    parametersOf(signature).every(([name, value]) => query.get(name) === value),
  );
  if (signature === undefined) {
    const isSigned = query.get("sig") !== undefined;
    const detail = isSigned ? "Signature did not match." : "The request has no signature.";
    return { ...errors.authenticationFailed, details: { AuthenticationErrorDetail: detail } };
  }
  const given = new Query(signature);
  const expiry = given.get("se");
  if (expiry !== undefined && now >= Date.parse(expiry)) {
    const detail = `Signature not valid in the specified time frame: Expiry [${expiry}].`;
    return { ...errors.authenticationFailed, details: { AuthenticationErrorDetail: detail } };
  }
  const permitted = given.get("sp");
  const isPermitted = permitted === undefined || [...permissions].some((permission) => permitted.includes(permission));
  return isPermitted ? undefined : errors.permissionMismatch;
}

/** @param {string} signature @returns {[name: string, value: string | undefined][]} */
const parametersOf = (signature) => {
  const query = new Query(signature);
  return signature
    .split("&")
    .map((pair) => decodeURIComponent(pair.split("=")[0]))
    .map((name) => [name, query.get(name)]);
};
