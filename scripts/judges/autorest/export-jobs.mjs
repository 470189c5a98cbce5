// This package, with its description of Azure Resource Manager.
import init, { JobService } from "export-jobs/services";
import azureResourceManager from "export-jobs/services/azure-resource-manager";

/** @type {import("./trial.mjs").Contender} */
export const exportJobs = {
  name: "export-jobs",
  async follow({ url, method, headers, finalStateVia, fetch }) {
    await init();
    const service = new JobService(described(azureResourceManager, finalStateVia), {
      endpoint: new URL(url).origin,
      headers,
    });
    const body = method === "PUT" || method === "PATCH" ? "{}" : undefined;
    try {
      const poller = await service.start(
        { method, url, headers: body ? { "Content-Type": "application/json" } : {}, body },
        { fetch, timeoutMs: 20_000 },
      );
      await poller.pollUntilDone();
      // A job may have no result, such as a deletion.
      const result = await poller.result().catch(() => undefined);
      const text = result && new TextDecoder().decode(result.bytes());
      return { end: "succeeded", resource: text ? JSON.parse(text) : undefined };
    } catch (error) {
      const { code, message } = /** @type {any} */ (error);
      const ends = /** @type {Record<string, "failed" | "cancelled">} */ ({
        jobFailed: "failed",
        jobCancelled: "cancelled",
      });
      return { end: ends[code] ?? "error", reason: `${code}: ${message}` };
    }
  },
};

/**
 * The description, with the caller's choices: a quick pace, since the server's jobs take no time; submissions are
 * repeated after a 500, which the server demands; and the final state where the operation's own options say so.
 *
 * @param {any} description @param {string | undefined} finalStateVia
 */
function described(description, finalStateVia) {
  const { operations, pace } = description;
  const repeating = Object.entries(operations).map(([name, operation]) => [
    name,
    { ...operation, submit: { ...operation.submit, repeatAfter: [500] } },
  ]);
  const chosen = Object.fromEntries(repeating);
  if (finalStateVia === "azure-async-operation") chosen.postMonitor.result = { inline: [{ body: "" }] };
  return { ...description, operations: chosen, pace: { ...pace, intervalMs: 1, maxIntervalMs: 50 } };
}
