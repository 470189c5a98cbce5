// The gateway of a portal. Hosts differ in how they listen and where they keep secrets: see the files next to this one.
import { createGateway } from "export-jobs/gateway";

/**
 * @param {Record<string, string | undefined>} secrets
 */
export const gatewayOf = (secrets) =>
  createGateway({
    routes: {
      "/language": {
        service: "azure-language",
        endpoint: secrets.LANGUAGE_ENDPOINT ?? "https://contoso.cognitiveservices.azure.com",
        credential: { key: secrets.LANGUAGE_KEY ?? "" },
      },
      "/avepoint": {
        service: "avepoint",
        endpoint: "https://graph-us.avepointonlineservices.com",
        credential: { clientId: secrets.AVEPOINT_CLIENT_ID ?? "", clientSecret: secrets.AVEPOINT_CLIENT_SECRET ?? "" },
      },
    },
    // A portal looks its session up here. This one has a single user, who exports.
    authorize: ({ headers }, { operation }) => {
      if (!secrets.PORTAL_TOKEN || headers.get("authorization") !== `Bearer ${secrets.PORTAL_TOKEN}`)
        return new Response(null, { status: 401 });
      return operation === "export";
    },
    onRequest: ({ route, operation, stage, status }) => console.log(route, operation, stage, status),
  });
