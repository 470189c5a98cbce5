// The package's smaller entry: whole exports through it, and what it has in common with the whole package.
import { describe, test } from "node:test";
import initWhole, * as whole from "export-jobs/all";
import init, * as jobs from "export-jobs";
import { equal, isError, ok, rejection, same, thrown } from "../support/expect.js";
import { clientOf, CONTOSO, exportAll, exports, requestOf, simulatorIn } from "../support/simulated.js";
import { inVirtualTime } from "../support/virtual-time.js";

await Promise.all([init(), initWhole()]);

const text = new TextDecoder();
const credentialOf = ({ service }) => (service === "avepoint" ? { token: "demo-token" } : { key: "demo-key" });
const membersOf = (/** @type {any} */ { prototype }) => (prototype ? Object.getOwnPropertyNames(prototype) : []);

describe("export-jobs", () => {
  test("has only what starts, follows and collects jobs", () => {
    const { default: _, ...named } = jobs;
    equal(Object.keys(named).sort(), [
      "AvePoint",
      "AzureLanguage",
      "ExportJobsError",
      "JobPoller",
      "JobResult",
      "JobStatuses",
      "Service",
      "version",
    ]);
    same(jobs.version(), whole.version());
  });

  test("has only exports of the whole package", () => {
    for (const [name, value] of Object.entries(jobs)) {
      ok(name in whole, name);
      for (const member of membersOf(value)) ok(membersOf(whole[name]).includes(member), `${name}.${member}`);
    }
  });

  for (const wanted of exports) {
    test(`exports ${wanted.name} to the bytes that the whole package gives`, async () => {
      const bytes = [];
      for (const api of [jobs, whole]) {
        await inVirtualTime(async (time) => {
          const simulator = simulatorIn(time);
          const client = clientOf(api, wanted, credentialOf(wanted));
          const states = [];
          const { poller, result } = await time.until(
            exportAll(client, wanted, { fetch: simulator.fetch, hears: ({ state }) => state && states.push(state) }),
          );
          same(states.at(-1), "succeeded");
          ok(poller instanceof api.JobPoller && result instanceof api.JobResult, "classes of the entry");
          same(result.size, result.bytes().length);
          if (wanted.service === "avepoint") ok(result.files().length > 0, "files in the ZIP file");
          bytes.push(text.decode(result.bytes()));
        });
      }
      same(bytes[0], bytes[1]);
    });
  }

  test("leaves a job that the whole package follows", () =>
    inVirtualTime(async (time) => {
      const simulator = simulatorIn(time);
      const [wanted] = exports;
      const client = clientOf(jobs, wanted, { key: "demo-key" });
      const poller = await time.until(client.start(requestOf(client, wanted), { fetch: simulator.fetch }));
      const resumed = clientOf(whole, wanted, { key: "demo-key" }).follow(JSON.stringify(poller.job), {
        fetch: simulator.fetch,
      });
      const result = await time.until(resumed.result());
      same(result.project().summary().name, wanted.project);
    }));

  test("throws and rejects with the error class of all entries", async () => {
    const early = thrown(() => new jobs.AzureLanguage({ endpoint: "ftp://example.org", family: "analyze-text" }));
    isError(early, "invalidArgument", jobs);
    ok(early instanceof whole.ExportJobsError, "the class of all entries");
    const client = new jobs.AzureLanguage({
      endpoint: CONTOSO,
      family: "analyze-text",
      credential: { key: "demo-key" },
    });
    const fetch = async () => Promise.reject(new TypeError("offline"));
    isError(await rejection(client.start(client.exportRequest("Inbox"), { fetch })), "network", jobs);
  });

  test("names the job of any operation", () => {
    const language = new jobs.AzureLanguage({ endpoint: CONTOSO, family: "analyze-text" });
    same(language.job("train", "Inbox", "42").operation, "train");
    same(language.follow(language.job("deploy", "Inbox", "42", { deployment: "production" })).job.operation, "deploy");
  });
});
