/**
 * Returns whether a job may leave a file. Of the services that the package itself knows, only exports do: an import has
 * nothing to download. The jobs of other services are described as data, and their operations have any name.
 *
 * @param {{ service: string, operation: string }} job
 */
export const leavesFile = ({ service, operation }) =>
  operation === "export" || !/^(azure-language|avepoint)/.test(service);
