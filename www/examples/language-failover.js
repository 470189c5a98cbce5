import init, { LanguageFailover } from "../../dist/runtime.js";
import { createSimulator } from "../simulator/index.js";

await init();
const EAST = "https://contoso-east.cognitiveservices.azure.com";
const WEST = "https://contoso-west.cognitiveservices.azure.com";
const simulator = createSimulator({ pace: 0 });
const credential = { key: "demo-key" };
const failover = new LanguageFailover({
  primary: { endpoint: EAST, credential },
  secondary: { endpoint: WEST, credential },
  fetch: simulator.fetch,
});
failover.onChange(({ current }) => console.log("now asks", current));

const question = "when does the next U4 leave?";
const where = { project: "CityTransit", deployment: "production" };
console.log((await failover.predict(question, where)).answeredBy);

simulator.inject({ fault: "unavailable", resource: EAST, times: 10 }); // the east has an outage
console.log((await failover.predict(question, where)).answeredBy);
