// Microsoft's OpenAPI files, and their requirements for a request.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";

export const specs = new URL("../../../shared/specs/azure-language/", import.meta.url);
export const areHere = existsSync(specs);
if (!areHere) console.log(`Skipped: the OpenAPI files are not at ${specs.pathname}.`);

export const files = {
  "analyze-text": "analyzetext-authoring.json",
  "analyze-conversations": "analyzeconversations-authoring.json",
  "query-knowledgebases": "questionanswering-authoring.json",
};
/** The file of each family. */
export const families = /** @type {[import("export-jobs/all").AzureLanguageOptions["family"], string][]} */ (
  Object.entries(files)
);
export const versions = ["2022-05-01", "2023-04-01", "2023-11-15-preview"];

/** Converts a query value to the type of its parameter. A text that does not fit stays a text. */
function typed({ type }, text) {
  const isIt = { integer: /^\d+$/, boolean: /^(true|false)$/ }[type]?.test(text);
  return isIt ? JSON.parse(text) : text;
}

/** Returns the value of a specified parameter in a request. */
function valueOf(parameter, request, path) {
  const url = new URL(request.url);
  if (parameter.in === "query") return typed(parameter, url.searchParams.get(parameter.name) ?? undefined);
  if (parameter.in === "header") return new Headers(request.headers).get(parameter.name) ?? undefined;
  if (parameter.in === "body") return request.body === undefined ? undefined : JSON.parse(request.body);
  const segments = url.pathname.split("/").slice(2);
  const at = path.split("/").slice(1).indexOf(`{${parameter.name}}`);
  return at < 0 ? undefined : decodeURIComponent(segments[at]);
}

/** Returns everything in a request that contradicts the specification. */
export function complaints(spec, path, request) {
  const url = new URL(request.url);
  const template = path.split("/").slice(1);
  const segments = url.pathname.split("/").slice(2);
  assert.equal(url.pathname.split("/")[1], "language");
  const fits =
    template.length === segments.length &&
    template.every((part, index) => part.startsWith("{") || part === segments[index]);
  assert.ok(fits, `${url.pathname} is not ${path}`);
  const { parameters } = spec.operation(path, request.method);
  const found = [];
  const known = new Set();
  for (const parameter of parameters.filter(({ in: place }) => place !== "path" || path.includes("{"))) {
    const value = valueOf(parameter, request, path);
    if (parameter.in === "query") known.add(parameter.name);
    if (value === undefined) {
      if (parameter.required && !["Endpoint"].includes(parameter.name)) found.push(`${parameter.name} is required`);
      continue;
    }
    const { type, enum: choices, maxLength, format, schema } = parameter;
    // `modelAsString`: the service accepts values that are not listed.
    const open = parameter["x-ms-enum"]?.modelAsString;
    found.push(
      ...spec
        .validate(schema ?? { type, ...(open ? {} : { enum: choices }), maxLength, format }, value)
        .map((what) => `${parameter.name}${what}`),
    );
  }
  for (const name of url.searchParams.keys()) if (!known.has(name)) found.push(`${name} is not in the specification`);
  if (!parameters.some(({ in: place }) => place === "body") && request.body !== undefined)
    found.push("the specification has no body");
  return found;
}
