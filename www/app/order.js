import { describedServices, isDescribed } from "./described-services.js";

/**
 * The contents of the form, as plain data.
 *
 * @typedef {object} Order
 * @property {boolean} simulated
 * @property {"avepoint" | "analyze-text" | "analyze-conversations" | "query-knowledgebases" | "intune-reports" | "fhir-bulk-export"} service
 * @property {string} endpoint
 * @property {string} apiVersion Empty for the module's default.
 * @property {{ key: string } | { token: string } | undefined} credential
 * @property {string[]} trustedOrigins
 * @property {"export" | "follow"} task
 * @property {string} project
 * @property {Record<string, string>} exportOptions
 * @property {string} exportName The export, for AvePoint.
 * @property {string} exportTitle
 * @property {string} [subject] The subject of the export. Undefined for exports of the whole tenant.
 * @property {Record<string, unknown>} exportArguments
 * @property {string} subjectOfService What is exported from a service that is described as data.
 * @property {"url" | "json" | "id"} named How the user names the job to follow.
 * @property {string} jobUrl
 * @property {string} jobJson
 * @property {string} jobId
 * @property {Record<string, number>} pace The waits in `PollOptions`, in milliseconds.
 * @property {number} duration A factor for the duration of simulated jobs.
 * @property {any} [fault]
 */

/**
 * The two exports whose names differ between the simulated service and the module's methods.
 * @type {Record<string, string>}
 */
const differentNames = { sitePermissions: "sitePermission", googleDrivePermissions: "googleDrivePermission" };

/** @param {string} exportName */
export const methodOf = (exportName) => `${differentNames[exportName] ?? exportName}ExportRequest`;

/**
 * Returns the options of the client's class, as `code.js` prints them.
 * @param {Order} order @returns {Record<string, unknown>}
 */
export function clientOptions({ service, endpoint, apiVersion, credential, trustedOrigins }) {
  const shared = { ...(credential && { credential }), ...(trustedOrigins.length > 0 && { trustedOrigins }) };
  return service === "avepoint"
    ? { baseUrl: endpoint, ...shared }
    : { endpoint, family: service, ...(apiVersion && { apiVersion }), ...shared };
}

/** @param {Pick<import("./module.js").Entries["jobs"], "AzureLanguage" | "AvePoint">} exportJobs @param {Order} order */
export function connect({ AzureLanguage, AvePoint }, order) {
  const options = /** @type {any} */ (clientOptions(order));
  return order.service === "avepoint" ? new AvePoint(options) : new AzureLanguage(options);
}

/**
 * Returns the arguments of the method that builds the request.
 * @param {Order} order @returns {unknown[]}
 */
export function requestArguments({ service, project, exportOptions, subject, exportArguments }) {
  if (service !== "avepoint") return Object.keys(exportOptions).length > 0 ? [project, exportOptions] : [project];
  return subject === undefined ? [exportArguments] : [subject || null, exportArguments];
}

/** @param {any} client @param {Order} order */
export const requestOf = (client, order) => {
  if (isDescribed(order.service)) {
    const { operation, parameters } = describedServices[order.service];
    return client.submitRequest(operation, parameters(order.subjectOfService));
  }
  return client[order.service === "avepoint" ? methodOf(order.exportName) : "exportRequest"](
    ...requestArguments(order),
  );
};

/**
 * Returns what to follow: a `Job`, its JSON or its URL.
 * @param {any} client @param {Order} order
 */
export function jobOf(client, order) {
  const missing = {
    url: !order.jobUrl && "Paste the job’s URL.",
    json: !order.jobJson && "Paste the job’s JSON.",
    id: !order.jobId && "Enter the job’s id.",
  }[order.named];
  if (missing) throw Object.assign(new Error(missing), { code: "invalidArgument" });
  if (order.named === "url") return order.jobUrl.trim();
  if (order.named === "json") return order.jobJson.trim();
  if (isDescribed(order.service)) return client.job(describedServices[order.service].operation, order.jobId.trim());
  return order.service === "avepoint"
    ? client.job(order.jobId.trim())
    : client.job("export", order.project, order.jobId.trim());
}

/** @param {Order} order */
export function titleOf({ task, service, project, exportTitle, named, subjectOfService }) {
  if (task === "export" && isDescribed(service)) return `${describedServices[service].title} ${subjectOfService}`;
  if (task === "follow")
    return named === "id" && project && service !== "avepoint" ? `Export of ${project}` : "Export job";
  return service === "avepoint" ? exportTitle : `Export of ${project}`;
}
