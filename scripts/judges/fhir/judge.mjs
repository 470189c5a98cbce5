// A running server of FHIR's bulk data export, such as the reference server of SMART on FHIR
// (github.com/smart-on-fhir/bulk-data-server). Parts of its path, in base64, say what it simulates.
import init, { JobService } from "export-jobs/services";
import fhirBulkExport from "export-jobs/services/fhir-bulk-export";
import { coreLro } from "../autorest/core-lro.mjs";
import { versionOf } from "../../tables.mjs";

/**
 * @typedef {object} ExportCase
 * @property {string} name
 * @property {object} [simulates] What the server should simulate.
 * @property {string[]} types
 * @property {boolean} [isCancelled]
 * @property {string} expected
 */

/** @type {ExportCase[]} */
const cases = [
  { name: "one type", types: ["Patient"], expected: "succeeded: Patient" },
  { name: "two types", types: ["Patient", "Observation"], expected: "succeeded: Observation, Patient" },
  { name: "files of ten resources", types: ["Patient"], simulates: { page: 10 }, expected: "succeeded: Patient" },
  {
    name: "an error that is transient",
    types: ["Patient"],
    simulates: { err: "transient_error" },
    expected: "succeeded: Patient",
  },
  {
    name: "an export of which some files fail",
    types: ["Patient"],
    simulates: { err: "some_file_generation_failed", page: 5 },
    expected: "partiallyCompleted: Patient",
  },
  {
    name: "an export that fails",
    types: ["Patient"],
    simulates: { err: "file_generation_failed" },
    expected: "httpError",
  },
  { name: "an export that is cancelled", types: ["Patient"], isCancelled: true, expected: "jobCancelled" },
];

/** @param {string} origin @param {object} [simulates] */
const baseOf = (origin, simulates) =>
  origin + (simulates ? `/${Buffer.from(JSON.stringify(simulates)).toString("base64url")}` : "") + "/fhir";

/** @param {string} base @param {ExportCase} exported */
async function follow(base, { types, isCancelled }) {
  const pace = { ...fhirBulkExport.pace, firstMs: 0, intervalMs: 100 };
  const service = new JobService({ ...fhirBulkExport, pace }, { endpoint: base });
  try {
    const poller = await service.start(service.submitRequest("system", { types }));
    if (isCancelled) {
      const { method, url, headers } = service.cancelRequest(poller.job);
      const answer = await fetch(url, { method, headers });
      service.readCancel({ status: answer.status, headers: answer.headers, body: await answer.text() }, poller.job);
    }
    const { state } = await poller.pollUntilDone();
    const found = new Set();
    for await (const result of service.results(poller)) {
      const lines = new TextDecoder().decode(result.bytes()).trim().split("\n");
      for (const line of lines) found.add(JSON.parse(line).resourceType);
    }
    return `${state}: ${[...found].sort().join(", ")}`;
  } catch (error) {
    return String(/** @type {any} */ (error).code ?? error);
  }
}

/** core-lro does not know the header Content-Location. @param {string} base @param {ExportCase} exported */
async function followWithCoreLro(base, { types }) {
  const url = `${base}/$export?_type=${types.join(",")}`;
  const headers = { Accept: "application/fhir+json", Prefer: "respond-async" };
  const { end, resource } = await coreLro.follow({ url, method: "GET", headers, finalStateVia: undefined, fetch });
  const output = /** @type {any} */ (resource)?.output;
  return output ? `${end}: ${[...new Set(output.map((/** @type {any} */ { type }) => type))].sort().join(", ")}` : end;
}

/**
 * Returns the lines of the table.
 *
 * @param {string} origin The address of the server.
 * @returns {Promise<{ lines: string[], isRight: boolean }>}
 */
export async function judgeWithFhirServer(origin) {
  await init();
  const lines = [
    `| bulk data export of the server at ${origin} | right is | export-jobs | @azure/core-lro ${versionOf("@azure/core-lro")} |`,
    "| --- | --- | --- | --- |",
  ];
  let isRight = true;
  for (const exported of cases) {
    const base = baseOf(origin, exported.simulates);
    const own = await follow(base, exported);
    isRight &&= own === exported.expected;
    lines.push(`| ${exported.name} | ${exported.expected} | ${own} | ${await followWithCoreLro(base, exported)} |`);
  }
  return { lines, isRight };
}
