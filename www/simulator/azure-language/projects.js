import { checkCreation, emptyFile, mergePatch, projectNamePattern } from "./creation.js";
import { invalid, unreadable } from "./refusal.js";
import { page } from "./paging.js";
import { fileOf, newProject, projectMetadata } from "./project.js";

/**
 * Projects: list, get, create and change, delete.
 *
 * @typedef {import("./exchange.js").Handler} Handler
 * @type {Record<string, Handler>}
 */
export const projectHandlers = {
  listProjects: (exchange) =>
    exchange.json(page(exchange, exchange.world.resources.list(exchange.origin, exchange.family).map(projectMetadata))),

  getProject: (exchange) => exchange.json(projectMetadata(exchange.project)),

  createProject(exchange) {
    const { arrival, body, family, foundProject, now, operation, origin, version, world } = exchange;
    const contentType = arrival.headers.get("content-type") ?? "";
    // The OpenAPI accepts nothing else. Question answering accepts plain JSON.
    const expected = exchange.isKnowledgeBase ? "application/json" : "application/merge-patch+json";
    if (contentType.split(";")[0].trim() !== expected) {
      const message = `The content type '${contentType}' is not supported. Expected: ${expected}.`;
      return { status: 415, code: "InvalidRequest", message, target: "Content-Type" };
    }
    if (!projectNamePattern.test(operation.project))
      return invalid("A project name has 1 to 50 letters, digits, '_', '.' or '-'.", "projectName");
    if (!body) return unreadable();
    const before = foundProject && fileOf(foundProject, foundProject.text);
    const metadata = mergePatch(before?.metadata ?? {}, body);
    const wrong = checkCreation(exchange, metadata, before?.metadata, version);
    if (wrong) return wrong;
    if (foundProject) {
      foundProject.text = JSON.stringify({ ...before, metadata });
      foundProject.modifiedAt = now;
      return exchange.json(projectMetadata(foundProject));
    }
    const project = newProject(family, operation.project, now, JSON.stringify(emptyFile(exchange, metadata)));
    world.resources.put(origin, project);
    return exchange.json(projectMetadata(project), 201);
  },

  deleteProject: (exchange) => exchange.submit([1, 2]),
};
