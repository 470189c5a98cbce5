import { describedServices, isDescribed } from "./described-services.js";
import { clientOptions, methodOf, requestArguments } from "./order.js";

/**
 * Returns the code that does the same as the form.
 *
 * @param {import("./order.js").Order} order
 */
export function codeFor(order) {
  if (isDescribed(order.service)) return codeForDescribed(order);
  const isAvePoint = order.service === "avepoint";
  const [name, type] = isAvePoint ? ["avepoint", "AvePoint"] : ["language", "AzureLanguage"];
  const secret = order.credential && "token" in order.credential ? "token" : "key";
  // Credentials that the user typed are never shown. The credential of the simulated service is not a secret.
  const options = {
    ...clientOptions(order),
    credential: order.simulated ? order.credential : { [secret]: `<your ${secret}>` },
  };
  const polling = [
    order.simulated && "fetch: simulator.fetch",
    ...Object.entries(order.pace).map(([key, value]) => `${key}: ${value}`),
  ].filter(Boolean);
  const more = polling.length > 0 ? `, { ${polling.join(", ")} }` : "";
  return [
    `import init, { ${type} } from "export-jobs";`,
    order.simulated && 'import { createSimulator } from "export-jobs/simulator";',
    "",
    "await init();",
    order.simulated && "const simulator = createSimulator();",
    `const ${name} = new ${type}(${literal(options)});`,
    "",
    ...(order.task === "export"
      ? [
          `const request = ${name}.${isAvePoint ? methodOf(order.exportName) : "exportRequest"}(${requestArguments(
            order,
          )
            .map((value) => literal(value))
            .join(", ")});`,
          `const poller = await ${name}.start(request${more});`,
        ]
      : [`const poller = ${name}.follow(${followed(order, name)}${more});`]),
    "",
    "for await (const status of poller) console.log(status.state);",
    "const result = await poller.result();",
    isAvePoint
      ? "console.log(result.suggestedName, result.files());"
      : "console.log(result.suggestedName, result.size);",
  ]
    .filter((line) => line !== false)
    .join("\n");
}

/** Described services are only simulated here. @param {import("./order.js").Order} order */
function codeForDescribed(order) {
  const { operation, parameters, contract, endpoint } = describedServices[order.service];
  const options = { ...(endpoint && { endpoint }), credential: order.credential };
  const pace = Object.entries(order.pace).map(([key, value]) => `, ${key}: ${value}`);
  const more = `{ fetch: simulator.fetch${pace.join("")} }`;
  const job =
    order.named === "id"
      ? `service.job(${literal(operation)}, ${literal(order.jobId.trim())})`
      : literal((order.named === "url" ? order.jobUrl : order.jobJson).trim());
  return [
    'import init, { JobService } from "export-jobs/services";',
    `import description from "export-jobs/services/${order.service}";`,
    'import { createSimulator } from "export-jobs/simulator";',
    `import { ${contract} } from "export-jobs/simulator/services";`,
    "",
    "await init();",
    `const simulator = createSimulator({ described: [${contract}] });`,
    `const service = new JobService(description, ${literal(options)});`,
    "",
    ...(order.task === "export"
      ? [
          `const request = service.submitRequest(${literal(operation)}, ${literal(parameters(order.subjectOfService))});`,
          `const poller = await service.start(request, ${more});`,
        ]
      : [`const poller = service.follow(${job}, ${more});`]),
    "",
    "for await (const status of poller) console.log(status.state);",
    "for await (const file of service.results(poller)) console.log(file.suggestedName, file.size);",
  ].join("\n");
}

/** @param {import("./order.js").Order} order @param {string} name */
function followed({ named, service, project, jobUrl, jobJson, jobId }, name) {
  if (named === "url") return literal(jobUrl.trim());
  if (named === "json") return literal(jobJson.trim());
  return service === "avepoint"
    ? `${name}.job(${literal(jobId)})`
    : `${name}.job("export", ${literal(project)}, ${literal(jobId)})`;
}

/**
 * Returns a value as code.
 * @param {unknown} value @param {string} [indent] @returns {string}
 */
function literal(value, indent = "") {
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, indent)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${key}: ${literal(member, `${indent}  `)}`);
  const line = `{ ${members.join(", ")} }`;
  return members.length === 0
    ? "{}"
    : line.length < 60
      ? line
      : `{\n${members.map((member) => `${indent}  ${member},\n`).join("")}${indent}}`;
}
