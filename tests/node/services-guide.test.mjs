// Runs the code of docs/services.md unchanged.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as services from "export-jobs/services";
import { Examples, run } from "../support/documents.js";

const { default: init, ...named } = services;
const examples = new Examples();
const guide = (/** @type {string} */ heading) => examples.under("docs/services.md", heading);

/** Answers as the services of the guide do. */
function service() {
  /** @type {string[]} */
  const sent = [];
  const states = ["inProgress", "completed"];
  /** @param {Request} request */
  const fetch = async ({ method, url, headers }) => {
    sent.push(`${method} ${url}${headers.has("authorization") ? " with the token" : ""}`);
    if (url.startsWith("https://files.example/"))
      return new Response("a,b\n", { headers: { "content-type": "text/csv" } });
    if (url.startsWith("https://management.example/"))
      return method === "PUT"
        ? Response.json({}, { status: 201 })
        : Response.json({ properties: { provisioningState: "Succeeded" } });
    if (method === "POST") return Response.json({ id: 7 }, { status: 201 });
    const status = states.length > 1 ? states.shift() : states[0];
    return Response.json({
      status,
      percentComplete: 50,
      ...(status === "completed" && { url: "https://files.example/7?sig=x" }),
    });
  };
  return { fetch, sent };
}

test("the code of the guide to services as data runs unchanged", async () => {
  /** @type {any[][]} */
  const lines = [];
  const { fetch, sent } = service();
  const names = {
    ...named,
    init,
    fetch,
    credential: { token: "t0ken" },
    signal: new AbortController().signal,
    console: { log: (/** @type {any[]} */ ...values) => lines.push(values) },
  };
  const [described] = guide("## A description");
  const [jobs, all] = guide("## Jobs");
  const [own] = guide("## Submissions of your own");
  const [mistakes] = guide("## Mistakes in a description");
  await run([described.replace("intervalMs: 1000", "intervalMs: 20"), jobs, all, mistakes].join("\n"), names);
  await run(own, names);
  assert.deepEqual(lines[0], ["running", 50]);
  assert.deepEqual(lines.at(-1), ["application/json"]);
  assert.deepEqual(
    lines.filter(([name]) => name === "Devices.csv"),
    [
      ["Devices.csv", 4],
      ["Devices.csv", "text/csv", 4],
    ],
  );
  assert.match(String(lines.find(([target]) => target === "$.endpiont")), /The nearest is "endpoint"/);
  assert.ok(sent.includes("GET https://files.example/7?sig=x"), "a file elsewhere gets no token");
  assert.ok(sent.includes("GET https://reports.example/v1.0/jobs/7 with the token"));
  assert.deepEqual(examples.left("docs/services.md"), []);
});
