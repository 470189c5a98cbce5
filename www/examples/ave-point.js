import init, { AvePoint } from "../../dist/jobs.js";
import { createSimulator } from "../simulator/index.js";

await init();
const simulator = createSimulator({ pace: 0 }); // jobs take no time
const [region] = AvePoint.regions();
console.log(region.name, region.baseUrl);

const insights = new AvePoint({ baseUrl: region.baseUrl, credential: { token: "demo-token" } });
const request = insights.userActivitiesExportRequest("megan@contoso.com", {
  startTime: "2026-03-01T00:00:00",
  finishTime: "2026-03-31T00:00:00",
});
const poller = await insights.start(request, { fetch: simulator.fetch });
const result = await poller.result();
for (const { name, size } of result.files()) console.log(name, size);
