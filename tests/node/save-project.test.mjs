// The project of a file that is saved, with the entry that reads projects.
import { describe, test } from "node:test";
import init, * as api from "export-jobs/all";
import { equal, isError, ok, rejection, same } from "../support/expect.js";
import { always, avepoint, insights, JOB_URL, language, scripted, succeeded } from "../support/scripted-service.js";
import { keeper, projectOf, served, zipOf } from "../support/served-file.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();
// Virtual time does not wait for a script to load.
await import(`../../dist/${"save"}.js`);

const project = projectOf(200_000);

describe("a save with its project", () => {
  for (const { what, options, isFile = false } of [
    { what: "a stream", options: { breaks: [50_000] } },
    { what: "a file that is begun again", options: { breaks: [50_000], ranges: false, etag: null }, isFile: true },
    { what: "a stream after an early break", options: { breaks: [10] } },
  ])
    test(`reads it while it passes into ${what}`, () =>
      inVirtualTime(async (time) => {
        const target = keeper({ isFile });
        const service = scripted(time, succeeded(), always(served(project, options)));
        const poller = language(api).follow(JOB_URL, { fetch: service.fetch });
        const saved = await time.until(poller.save(target.stream, { project: true }));
        same(saved.size, project.length);
        const summary = saved.project.summary();
        equal([summary.name, target.ended], ["Inbox", "closed"]);
        equal([...saved.project.bytes()], [...project]);
      }));

  test("rejects with invalidProject when the file is not a project, and aborts the stream", () =>
    inVirtualTime(async (time) => {
      const service = scripted(time, insights({ jobStatus: 2 }), served(zipOf(100_000)));
      const client = avepoint(api);
      const target = keeper();
      const saving = client.follow(client.job(67890), { fetch: service.fetch }).save(target.stream, { project: true });
      const error = isError(await time.until(rejection(saving)), "invalidProject", api);
      await time.settle();
      equal([target.ended, target.reason === error], ["aborted", true]);
    }));

  test("has no project without the option", () =>
    inVirtualTime(async (time) => {
      const service = scripted(time, succeeded(), served(project));
      const poller = language(api).follow(JOB_URL, { fetch: service.fetch });
      ok(!("project" in (await time.until(poller.save(keeper().stream)))), "no project");
    }));
});
