import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import formats from "ajv-formats";

/**
 * One OpenAPI (Swagger 2.0) file, its schemas compiled by Ajv.
 *
 * @typedef {{ name: string, in: string, required?: boolean, type?: string, enum?: string[], maxLength?: number, schema?: { $ref: string } }} SpecParameter
 */
export class OpenApi {
  #ajv;
  #base;
  /** @type {Map<string, import("ajv").ValidateFunction>} */
  #compiled = new Map();
  /** @type {any} */
  #files;

  /**
   * @param {URL} folder Of one version, with `common.json` in it.
   * @param {string} file
   */
  constructor(folder, file) {
    // Swagger 2.0 has no null. Microsoft's extension for it is translated for Ajv.
    const nullable = (/** @type {string} */ name, /** @type {unknown} */ value) =>
      typeof value === "object" && value !== null && "x-nullable" in value ? { ...value, nullable: true } : value;
    const read = (/** @type {string} */ name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"), nullable);
    this.#files = { [file]: read(file), "common.json": read("common.json") };
    this.#base = `https://openapi.test/${file}`;
    // Swagger's own keywords (discriminator, example, x-…) do not belong to JSON Schema, and are ignored.
    this.#ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
    formats.default(this.#ajv);
    for (const [name, content] of Object.entries(this.#files))
      this.#ajv.addSchema(content, `https://openapi.test/${name}`);
  }

  /**
   * Returns every operation of the file.
   * @returns {{ path: string, method: string }[]}
   */
  get operations() {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => ["get", "put", "post", "patch", "delete"].includes(method))
        .map((method) => ({ path, method })),
    );
  }

  get document() {
    return this.#files[new URL(this.#base).pathname.slice(1)];
  }

  /** @param {string} path @param {string} method */
  operation(path, method) {
    const operation = this.document.paths[path]?.[method.toLowerCase()];
    /** @type {SpecParameter[]} */
    const parameters = operation.parameters.map((/** @type {any} */ parameter) => this.#resolve(parameter));
    return { parameters, responses: operation.responses };
  }

  /**
   * Complaints about a value; none when it is as the schema says.
   *
   * @param {object} schema Its `$ref`s are relative to the file.
   * @param {unknown} value
   * @returns {string[]}
   */
  validate(schema, value) {
    const key = JSON.stringify(schema);
    const validate = this.#compiled.get(key) ?? this.#ajv.compile(rebase(schema, this.#base));
    this.#compiled.set(key, validate);
    return validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  }

  /**
   * Returns the schema of the assets of one kind of project. Swagger 2.0 selects the definition with a discriminator,
   * which JSON Schema validators do not follow.
   *
   * @param {string} kind
   */
  assetsSchema(kind) {
    const [name] = Object.entries(this.document.definitions).find(
      ([name, definition]) =>
        name.endsWith("ProjectAssets") && /** @type {any} */ (definition)["x-ms-discriminator-value"] === kind,
    ) ?? [undefined];
    return name === undefined ? undefined : { $ref: `#/definitions/${name}` };
  }

  /** @param {any} value */
  #resolve(value) {
    if (!value.$ref) return value;
    const [file, pointer] = value.$ref.split("#");
    return pointer
      .slice(1)
      .split("/")
      .reduce(
        (/** @type {any} */ node, /** @type {string} */ key) => node[key],
        file ? this.#files[file] : this.document,
      );
  }
}

/** @param {any} schema @param {string} base @returns {any} */
function rebase(schema, base) {
  if (Array.isArray(schema)) return schema.map((item) => rebase(item, base));
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === "$ref" ? new URL(value, base).href : rebase(value, base),
    ]),
  );
}
