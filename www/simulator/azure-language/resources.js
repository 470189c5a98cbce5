import { samples } from "../samples/index.js";
import { sampleProject } from "./seeds.js";

/**
 * The Language resources. Each origin is a resource with its own projects.
 *
 * @typedef {import("./project.js").Project} Project
 * @typedef {import("../samples/index.js").Family} Family
 *
 * @typedef {object} Authorization An authorization that `:authorize-copy` issued.
 * @property {string} token
 * @property {Family} family
 * @property {string} project
 * @property {string} kind
 * @property {string} [container]
 * @property {boolean} allowOverwrite
 * @property {number} expiresAt
 *
 * @typedef {{ projects: Project[], authorizations: Authorization[] }} Resource
 * @typedef {Record<string, Resource>} SavedResources By origin.
 */

export class Resources {
  /** @type {Map<string, Resource>} */
  #resources = new Map();
  #empty;
  #regions;

  /**
   * @param {string[]} empty The origins that start without the samples.
   * @param {Record<string, string>} regions The regions by origin. "West Europe" by default.
   */
  constructor(empty, regions) {
    this.#empty = new Set(empty);
    this.#regions = regions;
  }

  /** @param {string} origin @returns {Resource} */
  at(origin) {
    const known = this.#resources.get(origin);
    if (known) return known;
    const projects = this.#empty.has(origin) ? [] : samples.map(sampleProject);
    const resource = { projects, authorizations: [] };
    this.#resources.set(origin, resource);
    return resource;
  }

  /** @param {string} origin @param {Family} family */
  list(origin, family) {
    return this.at(origin).projects.filter((project) => project.family === family);
  }

  /** Names are case-sensitive. @param {string} origin @param {Family} family @param {string} name */
  find(origin, family, name) {
    return this.at(origin).projects.find((project) => project.family === family && project.name === name);
  }

  /**
   * Stores a project. It replaces one of the same name, with its models and deployments.
   * @param {string} origin @param {Project} project
   */
  put(origin, project) {
    this.remove(origin, project.family, project.name);
    this.at(origin).projects.push(project);
  }

  /** @param {string} origin @param {Family} family @param {string} name */
  remove(origin, family, name) {
    const resource = this.at(origin);
    resource.projects = resource.projects.filter((project) => project.family !== family || project.name !== name);
  }

  /** All origins that received a request. */
  get origins() {
    return [...this.#resources.keys()];
  }

  /** @param {string} origin */
  regionOf(origin) {
    return this.#regions[origin] ?? "West Europe";
  }

  clear() {
    this.#resources.clear();
  }

  /** @returns {SavedResources} */
  save() {
    return structuredClone(Object.fromEntries(this.#resources));
  }

  /** @param {SavedResources} saved */
  load(saved) {
    for (const [origin, resource] of Object.entries(structuredClone(saved))) this.#resources.set(origin, resource);
  }
}

/**
 * Returns the Azure resource id of an origin. It is invented, but always the same.
 * @param {string} origin
 */
export const resourceIdOf = (origin) =>
  `/subscriptions/5a1e7a51-0000-4000-8000-000000000001/resourceGroups/simulated/providers/Microsoft.CognitiveServices/accounts/${new URL(origin).host.split(".")[0]}`;
