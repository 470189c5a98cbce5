// Saves of a job against scripted answers, in virtual time.
import { createHash } from "node:crypto";
import { test } from "node:test";
import init, * as api from "export-jobs";
import { same } from "./expect.js";
import { avepoint, insights, JOB_URL, scripted, succeeded } from "./scripted-service.js";
import { inVirtualTime } from "./virtual-time.js";

await init();
// Virtual time does not wait for a script to load.
for (const name of ["save", "sha256"]) await import(`../../dist/${name}.js`);

export const RESULT_URL = JOB_URL.replace("?", "/result?");
export const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex");
export const sameBytes = (actual, expected) => same(hashOf(actual), hashOf(expected), "the same bytes");
export const range = (request) => [request.headers.get("range"), request.headers.get("if-range")];

/** A save of a job that has succeeded, with these answers. */
export const scenario = (name, play) =>
  test(name, () =>
    inVirtualTime((time) =>
      play({
        time,
        save(target, answers, options, client = avepoint(api)) {
          const isAvePoint = client instanceof api.AvePoint;
          const service = scripted(time, isAvePoint ? insights({ jobStatus: 2 }) : succeeded(), ...answers);
          const poller = client.follow(isAvePoint ? client.job(67890) : JOB_URL, { fetch: service.fetch });
          return { ...service, poller, saved: time.until(poller.save(target, options)) };
        },
      }),
    ),
  );
