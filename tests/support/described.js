// The services for which the package has a description: how each is called, and what its simulated service gives.
import auth0UserExports from "export-jobs/services/auth0-user-exports";
import azureOperationLocation from "export-jobs/services/azure-operation-location";
import azureResourceManager from "export-jobs/services/azure-resource-manager";
import fhirBulkExport from "export-jobs/services/fhir-bulk-export";
import googleOperations from "export-jobs/services/google-operations";
import http202Location from "export-jobs/services/http-202-location";
import hubspotExports from "export-jobs/services/hubspot-exports";
import intuneReports from "export-jobs/services/intune-reports";
import jiraTasks from "export-jobs/services/jira-tasks";
import microsoftFabric from "export-jobs/services/microsoft-fabric";
import powerBiExport from "export-jobs/services/power-bi-export";
import salesforceBulkQuery from "export-jobs/services/salesforce-bulk-query";
import shopifyBulkQuery from "export-jobs/services/shopify-bulk-query";
import * as contracts from "../../www/simulator/described/contracts/index.js";

const token = { token: "demo-token" };
const key = { key: "demo-key" };

/** @param {string} url @param {object} [body] */
const posted = (url, body) => ({
  method: "POST",
  url,
  headers: body ? { "Content-Type": "application/json" } : {},
  ...(body && { body: JSON.stringify(body) }),
});

/**
 * @typedef {object} Described
 * @property {any} description
 * @property {import("../../www/simulator/described/contract.js").DescribedContract} contract
 * @property {import("export-jobs/services").JobServiceOptions} options
 * @property {(service: any) => any} request
 * @property {RegExp[]} files What the files contain, in order.
 * @property {Record<string, string>} [ends] How a job with a word ends, if its meaning does not say it: an error code or
 *   a state.
 */

/** @type {Record<string, Described>} */
export const services = {
  "intune-reports": {
    description: intuneReports,
    contract: contracts.intuneReports,
    options: { credential: token },
    request: (service) => service.submitRequest("export", { reportName: "Devices", select: ["DeviceName"] }),
    files: [/^PK[^]*KIOSK-01/],
  },
  "power-bi-export": {
    description: powerBiExport,
    contract: contracts.powerBiExport,
    options: { credential: token },
    request: (service) => service.submitRequest("export", { group: "g-1", report: "r-1", format: "PDF" }),
    files: [/^%PDF/],
  },
  "microsoft-fabric": {
    description: microsoftFabric,
    contract: contracts.microsoftFabric,
    options: { credential: token },
    request: (service) => service.submitRequest("getDefinition", { workspace: "w-1", item: "i-1" }),
    files: [/definition\.pbir/],
  },
  "azure-resource-manager": {
    description: azureResourceManager,
    contract: contracts.azureResourceManager,
    options: { credential: token },
    request: (service) => service.submitRequest("exportTemplate", { subscription: "s-1", group: "contoso" }),
    files: [/deploymentTemplate/],
  },
  "azure-operation-location": {
    description: azureOperationLocation,
    contract: contracts.azureOperationLocation,
    options: { endpoint: "https://widgets.example", credential: key },
    request: () => posted("https://widgets.example/widgets:export?api-version=2026-01-01", {}),
    files: [/"widgets":3/],
  },
  "salesforce-bulk-query": {
    description: salesforceBulkQuery,
    contract: contracts.salesforceBulkQuery,
    options: { endpoint: "https://contoso.my.salesforce.com/services/data/v64.0", credential: token },
    request: (service) => service.submitRequest("query", { query: "SELECT Id, Name FROM Account" }),
    files: [/Contoso[^]*Fabrikam/, /Tailwind/],
  },
  "fhir-bulk-export": {
    description: fhirBulkExport,
    contract: contracts.fhirBulkExport,
    options: { endpoint: "https://bulk.example/fhir", credential: token },
    request: (service) => service.submitRequest("system", { types: ["Patient", "Observation"] }),
    files: [/"id":"patient-1"/, /"id":"observation-2"/],
  },
  "hubspot-exports": {
    description: hubspotExports,
    contract: contracts.hubspotExports,
    options: { credential: token },
    request: (service) =>
      service.submitRequest("export", {
        exportType: "LIST",
        exportName: "People",
        format: "CSV",
        objectType: "CONTACT",
        objectProperties: ["email"],
        listId: "7",
      }),
    files: [/ada@contoso/],
  },
  "auth0-user-exports": {
    description: auth0UserExports,
    contract: contracts.auth0UserExports,
    options: { endpoint: "https://contoso.eu.auth0.com/api/v2", credential: token },
    request: (service) => service.submitRequest("export", { connection: "con_1", format: "csv" }),
    files: [/auth0\|1/],
  },
  "shopify-bulk-query": {
    description: shopifyBulkQuery,
    contract: contracts.shopifyBulkQuery,
    options: { endpoint: "https://contoso.myshopify.com/admin/api/2026-07", credential: key },
    request: (service) => service.submitRequest("query", { query: "{ products { edges { node { id } } } }" }),
    files: [/Product\/1/],
    // The rows that a query had found before it failed are kept.
    ends: { FAILED: "partiallyCompleted" },
  },
  "jira-tasks": {
    description: jiraTasks,
    contract: contracts.jiraTasks,
    options: { endpoint: "https://contoso.atlassian.net/rest/api/3", credential: token },
    request: (service) => service.submitRequest("exportArchivedIssues", { projects: ["OPS"] }),
    files: [/exportedIssues/],
  },
  "google-operations": {
    description: googleOperations,
    contract: contracts.googleOperations,
    options: { endpoint: "https://datastore.googleapis.com/v1", credential: token },
    request: (service) =>
      service.submitRequest("exportEntities", { project: "contoso", outputUrlPrefix: "gs://contoso" }),
    files: [/overall_export_metadata/],
  },
  "http-202-location": {
    description: http202Location,
    contract: contracts.http202Location,
    options: { endpoint: "https://portal.example/api", credential: token },
    request: () => posted("https://portal.example/api/exports"),
    files: [/4711/],
  },
};
