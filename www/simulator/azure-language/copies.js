import { newGuid } from "../ids.js";
import { kinds } from "./import-body.js";
import { dateOf } from "./dates.js";
import { projectNamePattern } from "./creation.js";
import { regionCode } from "./deployments.js";
import { fileOf, kindOf } from "./project.js";
import { conflict, invalid, unreadable } from "./refusal.js";
import { resourceIdOf } from "./resources.js";

/**
 * Copies a project from resource to resource. The target authorizes, the source copies. Only the project's file is
 * copied, not its models and deployments.
 *
 * @type {Record<string, import("./exchange.js").Handler>}
 */
export const copyHandlers = {
  authorizeCopy(exchange) {
    const { body, family, foundProject, now, operation, origin, resource, world } = exchange;
    if (!projectNamePattern.test(operation.project))
      return invalid("A project name has 1 to 50 letters, digits, '_', '.' or '-'.", "projectName");
    if (!body) return unreadable();
    const { projectKind, storageInputContainerName, allowOverwrite = false } = body;
    if (!kinds[/** @type {keyof typeof kinds} */ (family)].test(projectKind ?? ""))
      return invalid(`The project kind '${projectKind}' is not one of ${family}.`, "projectKind");
    if (family === "analyze-text" && typeof storageInputContainerName !== "string")
      return invalid("'storageInputContainerName' is required.", "storageInputContainerName");
    if (foundProject && !allowOverwrite)
      return conflict("A project of this name exists. 'allowOverwrite' lets it be replaced.", "projectName");
    const token = newGuid(world.random);
    const expiresAt = now + AUTHORIZED_FOR;
    resource.authorizations.push({
      token,
      family,
      project: operation.project,
      kind: projectKind,
      ...(storageInputContainerName === undefined ? {} : { container: storageInputContainerName }),
      allowOverwrite,
      expiresAt,
    });
    return exchange.json({
      projectKind,
      targetProjectName: operation.project,
      accessToken: token,
      expiresAt: dateOf(family)(expiresAt),
      targetResourceId: resourceIdOf(origin),
      targetResourceRegion: regionCode(world.resources.regionOf(origin)),
    });
  },

  copy(exchange) {
    const { body, family, now, project, world } = exchange;
    if (!body) return unreadable();
    for (const field of required) if (typeof body[field] !== "string") return invalid(`'${field}' is required.`, field);
    const { projectKind, targetProjectName, accessToken, targetResourceId } = body;
    if (projectKind !== kindOf(project))
      return invalid("The project kind must match the one of the project.", "projectKind");
    const targetOrigin = world.resources.origins.find((origin) => resourceIdOf(origin) === targetResourceId);
    const authorization =
      targetOrigin &&
      world.resources
        .at(targetOrigin)
        .authorizations.find(
          ({ token, ...given }) =>
            token === accessToken &&
            given.family === family &&
            given.project === targetProjectName &&
            given.kind === projectKind,
        );
    if (!authorization || now >= authorization.expiresAt) {
      const message = authorization ? "The access token has expired." : "The access token is not valid for the target.";
      return { status: 403, code: "Forbidden", message, target: "accessToken" };
    }
    const file = fileOf(project, project.text);
    const metadata = {
      ...file.metadata,
      projectName: targetProjectName,
      ...(authorization.container !== undefined && { storageInputContainerName: authorization.container }),
    };
    return exchange.submit([3, 9], {
      targetOrigin,
      targetProject: targetProjectName,
      text: JSON.stringify({
        projectFileVersion: exchange.version,
        stringIndexType: "Utf16CodeUnit",
        ...file,
        metadata,
      }),
    });
  },
};

const AUTHORIZED_FOR = 24 * 3_600_000;
const required = [
  "projectKind",
  "targetProjectName",
  "accessToken",
  "expiresAt",
  "targetResourceId",
  "targetResourceRegion",
];
