import init, { JobService } from "../../dist/services.js";
import { createSimulator } from "../simulator/index.js";

await init();
/** @type {import("../../dist/services.js").ServiceDescription} */
const description = {
  name: "reports",
  title: "Reports of Contoso",
  sources: ["https://reports.example/docs/exports"],
  readOn: "2026-11-27",
  endpoint: "https://reports.example/v1.0",
  credential: { kind: "bearer", scope: "https://reports.example/.default" },
  operations: {
    export: {
      submit: { method: "POST", path: "/jobs", parameters: { reportName: { in: "body", required: true } } },
      job: { id: [{ body: "/id" }], url: [{ path: "/jobs/{id}" }] },
      status: {
        state: [{ body: "/status" }],
        states: { inProgress: "running", completed: "succeeded", failed: "failed" },
      },
      result: { files: [{ body: "/url" }], credential: "none", name: "{reportName}.csv" },
    },
  },
};

const service = new JobService(description, { credential: { token: "demo-token" } });
const request = service.submitRequest("export", { reportName: "Devices" });
console.log(request.method, request.url, request.body);

const { fetch } = createSimulator({ described: [description], pace: 0 });
const poller = await service.start(request, { fetch });
for await (const { state, serviceState } of poller) console.log(state, serviceState);
console.log((await poller.result()).suggestedName);
