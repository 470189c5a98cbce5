// Services that are described as data: one document for the client and for the gateway. Checked, never run.
import {
  ExportJobsError,
  JobService,
  type HttpRequest,
  type Job,
  type JobPoller,
  type JobResult,
  type ServiceDescription,
} from "export-jobs/services";
import { createGateway, type GatewayServiceDescription } from "export-jobs/gateway";
import { JobBoard } from "export-jobs/board";

declare const credential: {
  getToken(scopes: string | string[]): Promise<{ token: string; expiresOnTimestamp: number }>;
};

const description: ServiceDescription = {
  name: "reports",
  endpoint: "https://reports.example/v1.0",
  credential: { kind: "bearer", scope: "https://reports.example/.default" },
  operations: {
    export: {
      submit: { method: "POST", path: "/jobs", parameters: { reportName: { in: "body", required: true } } },
      job: { id: [{ body: "/id" }], url: [{ path: "/jobs/{id}" }] },
      status: { state: [{ body: "/status" }], states: { completed: "succeeded", failed: "failed" } },
      result: { files: [{ body: "/url" }], credential: { body: "/requiresAccessToken" } },
      cancel: { method: "DELETE", gone: "cancelled" },
    },
  },
};

const service = new JobService(description, { credential, parameters: { version: "v1" } });
new JobService(JSON.stringify(description), { endpoint: "/reports" });
service.operations satisfies string[];
const request: HttpRequest = service.submitRequest("export", { reportName: "Devices" });
const poller: JobPoller = await service.start(request);
const job: Job = service.job("export", "7");
service.follow(job);
for await (const file of service.results(poller)) file satisfies JobResult;
service.cancelRequest(job) satisfies HttpRequest;

// A board of another entry takes it.
new JobBoard({ clients: [service] }).add(job);

const same: GatewayServiceDescription = description;
createGateway({
  routes: { "/reports": { service: same, endpoint: "https://reports.example/v1.0", credential } },
  authorize: () => true,
});

// @ts-expect-error a method that no service has
description.operations.export!.submit.method = "TRACE";
// @ts-expect-error a misspelled state
description.operations.export!.status.states = { done: "suceeded" };

try {
  new JobService("{}");
} catch (error) {
  if (!ExportJobsError.is(error)) throw error;
  for (const { target, message } of error.errors ?? []) console.log(target, message);
}
