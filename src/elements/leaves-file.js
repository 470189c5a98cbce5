/**
 * Returns whether a job may produce a file. With the built-in services, only exports do: an import has nothing to
 * download. Jobs of services that are described as data may, because their operations can have any name.
 *
 * @param {{ service: string, operation: string }} job
 */
export const leavesFile = ({ service, operation }) =>
  operation === "export" || !/^(azure-language|avepoint)/.test(service);
