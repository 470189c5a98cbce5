// Several entries of the package on one page: one init, one error class, and objects that every entry accepts.
import { describe, test } from "node:test";
import init, * as jobs from "export-jobs";
import * as aliased from "export-jobs/jobs";
import * as board from "export-jobs/board";
import * as projects from "export-jobs/project";
import * as recovery from "export-jobs/recovery";
import * as runtime from "export-jobs/runtime";
import * as services from "export-jobs/services";
import * as all from "export-jobs/all";
import { equal, isError, ok, rejection, same, thrown } from "../support/expect.js";
import { clientOf, CONTOSO, exportAll, exports, requestOf, simulatorIn } from "../support/simulated.js";
import { inVirtualTime } from "../support/virtual-time.js";

const entries = { jobs, board, projects, recovery, runtime, services, all };
/** The methods of a class, with those that only say where they are. */
const methodsOf = (/** @type {any} */ { prototype }) => Object.getOwnPropertyNames(prototype ?? {}).sort();

// One call loads every entry that is imported above.
await init();

describe("the entries of the package", () => {
  test("load with one call, and share one version and one error class", () => {
    equal(new Set(Object.values(entries).map((entry) => entry.version())).size, 1);
    equal(new Set(Object.values(entries).map((entry) => entry.ExportJobsError)).size, 1);
    for (const entry of [jobs, board, recovery, all]) {
      const error = thrown(() => new entry.AzureLanguage({ endpoint: "ftp://example.org", family: "analyze-text" }));
      isError(error, "invalidArgument", jobs);
    }
  });

  test("include the smallest entry under two names", () => same(aliased.AzureLanguage, jobs.AzureLanguage));

  test("have the classes for their tasks", () => {
    const following = ["JobPoller", "JobResult", "JobStatuses", "Service"];
    const expected = {
      jobs: ["AvePoint", "AzureLanguage", ...following],
      board: ["AvePoint", "AzureLanguage", "BoardChanges", "JobBoard", ...following],
      projects: ["ExportedProject", "ProjectComparison", "ProjectItems", "ProjectRows", "set_hash_key"],
      recovery: ["AzureLanguage", "Replication", "ReplicationEvents", "compareRegions", "set_hash_key", ...following],
      runtime: ["LanguageFailover", "LanguageRuntime", ...following],
      services: ["JobResults", "JobService", ...following],
    };
    for (const [name, classes] of Object.entries(expected)) {
      const { default: _, ExportJobsError: __, version: ___, ...named } = /** @type {any} */ (entries)[name];
      equal(Object.keys(named).sort(), [...classes].sort());
    }
  });

  for (const [name, entry] of Object.entries(entries))
    test(`${name} has every method that the whole package has, or says where it is`, () => {
      for (const [className, value] of Object.entries(all)) {
        const own = /** @type {any} */ (entry)[className];
        if (own && className !== "default")
          equal(
            methodsOf(own).filter((it) => !/^handOver/.test(it)),
            methodsOf(value).filter((it) => !/^handOver/.test(it)),
            `${name}: ${className}`,
          );
      }
    });

  test("name the entry of a method that is not imported", () => {
    const language = /** @type {any} */ (new jobs.AzureLanguage({ endpoint: CONTOSO, family: "analyze-text" }));
    const error = thrown(() => language.trainRequest("Inbox", {}));
    isError(error, "notImported", jobs);
    ok(/trainRequest is in export-jobs\/recovery/.test(error.message), error.message);
  });

  test("ExportedProject.parse takes the result of any entry, and an error names the types that it accepts", () =>
    inVirtualTime(async (time) => {
      const wanted = exports.find(({ service }) => service !== "avepoint");
      for (const entry of [jobs, board, recovery, all]) {
        const simulator = simulatorIn(time);
        const client = clientOf(entry, wanted, { key: "demo-key" });
        const { result } = await time.until(exportAll(client, wanted, { fetch: simulator.fetch }));
        const project = projects.ExportedProject.parse(result);
        same(project.summary().name, wanted.project);
        // A project crosses too.
        same(all.ExportedProject.parse(project).summary().name, wanted.project);
        same(all.ExportedProject.parse(result.bytes()).compare(project).equal, true);
        if (entry !== all) {
          const error = thrown(() => result.project());
          isError(error, "notImported", jobs);
          ok(/export-jobs\/project/.test(error.message), error.message);
        }
      }
      for (const wrong of [{ bytes: () => "text" }, { bytes: 7 }, new Response("{}"), { bytes: () => wrong }])
        isError(
          thrown(() => projects.ExportedProject.parse(/** @type {any} */ (wrong))),
          "invalidArgument",
          jobs,
        );
    }));

  test("a board takes the clients of other entries, submits with them and follows their jobs", () =>
    inVirtualTime(async (time) => {
      for (const wanted of exports) {
        const simulator = simulatorIn(time);
        const credential = wanted.service === "avepoint" ? { token: "demo-token" } : { key: "demo-key" };
        const client = clientOf(jobs, wanted, credential);
        const jobBoard = new board.JobBoard({ clients: client, fetch: simulator.fetch });
        const { job } = await time.until(jobBoard.submit(client, requestOf(client, wanted)));
        const { state } = await time.until(jobBoard.outcome(job));
        same(state, "succeeded");
        // A job that the other entry started.
        const poller = await time.until(client.start(requestOf(client, wanted), { fetch: simulator.fetch }));
        jobBoard.add(poller.job);
        same((await time.until(jobBoard.outcome(poller.job))).state, "succeeded");
        jobBoard.close();
      }
    }));

  test("a board refuses the client of another board, and values that are not clients", () => {
    const options = { endpoint: CONTOSO, family: /** @type {const} */ ("analyze-text") };
    const jobBoard = new board.JobBoard({ clients: new jobs.AzureLanguage(options) });
    const stranger = new jobs.AzureLanguage(options);
    isError(
      thrown(() => jobBoard.submit(stranger, stranger.exportRequest("Inbox"))),
      "invalidArgument",
      jobs,
    );
    jobBoard.close();
    for (const wrong of [
      { handOver: () => ["AzureLanguage"] },
      { handOver: () => ["Nobody", options] },
      { handOver: () => 7 },
    ])
      isError(
        thrown(() => new board.JobBoard({ clients: /** @type {any} */ (wrong) })),
        "invalidArgument",
        jobs,
      );
  });

  test("a client crosses with the options that it was made with", () =>
    inVirtualTime(async (time) => {
      const options = { endpoint: CONTOSO, family: /** @type {const} */ ("analyze-text"), credential: { key: "k" } };
      const client = new jobs.AzureLanguage(options);
      options.endpoint = "https://elsewhere.example";
      /** @type {(url: string) => void} */
      let ask = () => {};
      const asked = /** @type {Promise<string>} */ (new Promise((resolve) => (ask = resolve)));
      const fetch = async (/** @type {Request} */ { url }) => {
        ask(url);
        return Promise.reject(new TypeError("offline"));
      };
      const jobBoard = new board.JobBoard({ clients: client, fetch });
      jobBoard.add(client.job("export", "Inbox", "42"));
      same(new URL(await time.until(asked)).origin, CONTOSO);
      jobBoard.close();
    }));

  test("a replication and a comparison take clients of other entries", async () => {
    const region = (/** @type {string} */ name) =>
      new jobs.AzureLanguage({
        endpoint: `https://${name}.cognitiveservices.azure.com`,
        family: "analyze-text",
        credential: { key: "k" },
      });
    const fetch = async () => Promise.reject(new TypeError("offline"));
    const [source, target] = [region("west"), region("east")];
    const replication = new recovery.Replication({ source, target, project: "Inbox", fetch });
    ok(replication.state, "a replication that can begin");
    const error = await rejection(
      recovery.compareRegions({ source, target, fetch, signal: AbortSignal.abort(new Error("enough")) }),
    );
    same(error.message, "enough");
    isError(
      thrown(() =>
        recovery.compareRegions({
          source: /** @type {any} */ (new jobs.AvePoint({ baseUrl: "https://graph.example" })),
          target,
        }),
      ),
      "invalidArgument",
      jobs,
    );
  });
});
