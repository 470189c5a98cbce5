import init, { AvePoint, AzureLanguage } from "export-jobs";
import { AVEPOINT, AZURE, KEY } from "../service.mjs";

await init();

export const name = "export-jobs";
export const madeFor = () => true;

/** Polls as shown in docs/polling.md. */
export async function poll({ family, submission, token }, { fetch, signal }) {
  let asked = 0;
  const credential = token
    ? { getToken: async () => ({ token: asked++ ? "fresh-token" : "stale-token" }) }
    : { key: KEY };
  const client =
    family === "azure"
      ? new AzureLanguage({ endpoint: AZURE, family: "analyze-text", credential })
      : new AvePoint({ baseUrl: AVEPOINT, credential: { token: "secret-token" } });
  const request =
    client instanceof AzureLanguage ? client.exportRequest("Inbox") : { method: "GET", url: submission, headers: {} };
  const poller = await client.start(request, { fetch, signal });
  return (await poller.pollUntilDone()).state === "cancelled" ? "cancelled" : "succeeded";
}

export const wordFor = (error) =>
  ({ jobFailed: "failed", jobCancelled: "cancelled", timeout: "timeout" })[error.code] ?? "error";
