// The contracts of the services for which the package has a description.
export { auth0UserExports } from "./auth0-user-exports.js";
export { azureOperationLocation } from "./azure-operation-location.js";
export { azureResourceManager } from "./azure-resource-manager.js";
export { fhirBulkExport, fhirBulkExportWith } from "./fhir-bulk-export.js";
export { googleOperations } from "./google-operations.js";
export { http202Location } from "./http-202-location.js";
export { hubspotExports } from "./hubspot-exports.js";
export { intuneReports } from "./intune-reports.js";
export { jiraTasks } from "./jira-tasks.js";
export { microsoftFabric } from "./microsoft-fabric.js";
export { powerBiExport } from "./power-bi-export.js";
export { salesforceBulkQuery } from "./salesforce-bulk-query.js";
export { shopifyBulkQuery } from "./shopify-bulk-query.js";
