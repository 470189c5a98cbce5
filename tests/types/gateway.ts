// `export-jobs/gateway`, as a portal's server in TypeScript uses it.
import { createGateway, type GatewayAction, type GatewayEvent, type GatewayHandler } from "export-jobs/gateway";

const what: GatewayAction[] = [];
const events: GatewayEvent[] = [];

const gateway: GatewayHandler = createGateway({
  routes: {
    "/language": { service: "azure-language", endpoint: "https://contoso.example", credential: { key: "key" } },
    "/runtime": {
      service: "azure-language-runtime",
      endpoint: "https://contoso.example",
      credential: { getToken: async () => ({ token: "token", expiresOnTimestamp: 0 }) },
      limits: { reads: { count: 1, windowMs: 1000 }, submissions: undefined, running: 2, floorMs: 100 },
    },
    "/avepoint": {
      service: "avepoint",
      endpoint: "https://graph-us.avepointonlineservices.com",
      credential: { clientId: "app", certificate: "PEM", privateKey: "PEM" },
    },
  },
  authorize: async (request, action) => {
    what.push(action);
    return request.headers.has("cookie") ? action.stage !== "call" : new Response(null, { status: 401 });
  },
  user: (request) => request.url,
  onRequest: (event) => void events.push(event),
  origins: ["https://portal.example"],
});
const answer: Promise<Response> = gateway(new Request("https://portal.example/language"));
void answer;

// @ts-expect-error Without `authorize` nothing passes.
createGateway({ routes: {} });
createGateway({
  // @ts-expect-error There is no such service.
  routes: { "/vision": { service: "azure-vision", endpoint: "https://contoso.example", credential: { key: "key" } } },
  authorize: () => true,
});
const avepoint = { service: "avepoint", endpoint: "https://graph-us.avepointonlineservices.com" } as const;
createGateway({
  // @ts-expect-error A secret needs the id of its app.
  routes: { "/avepoint": { ...avepoint, credential: { clientSecret: "" } } },
  authorize: () => true,
});
