// The worst project files: the steps of an operation grow linearly with the file, and a lack of memory is reported as
// an error.
import { describe, test } from "node:test";
import { worstFiles } from "../../benches/projects/worst/files.mjs";
import { built, counting, fresh, withLimit } from "../../benches/projects/worst/module.mjs";
import { worstOperations } from "../../benches/projects/worst/operations.mjs";
import { equal, ok } from "../support/expect.js";

const SIZE = 400;
const encoder = new TextEncoder();

describe("the steps of the module, with the reading of the file", async () => {
  const { api, steps } = await fresh(await counting());
  const { ExportedProject } = api;

  /** @param {import("../../benches/projects/worst/files.mjs").WorstFile} worst @param {import("../../benches/projects/worst/operations.mjs").WorstOperation} operation @param {number} size */
  function stepsOf({ file, documents }, { run }, size) {
    const bytes = encoder.encode(file(size));
    const before = steps();
    const project = ExportedProject.parse(bytes);
    run(project, { ExportedProject, bytes, documents: documents?.(size) ?? {} });
    project.free();
    return { steps: steps() - before, bytes: bytes.length };
  }

  test("are counted", () => ok(stepsOf(worstFiles[0], worstOperations[0], 10).steps > 1_000));

  for (const operation of worstOperations) {
    test(`to ${operation.name} are four times as many for a file four times as long`, () => {
      const wrong = [];
      for (const worst of worstFiles) {
        const [small, large] = [stepsOf(worst, operation, SIZE), stepsOf(worst, operation, 4 * SIZE)];
        // Sorting takes slightly more than four times as long, quadratic time would be sixteen times. Fixed costs are
        // small compared with both.
        const growth = large.steps / small.steps;
        if (growth > 6.5 && large.steps > 200_000)
          wrong.push(`${worst.name}: ${small.steps} steps for ${small.bytes} bytes, ${large.steps} for ${large.bytes}`);
      }
      equal(wrong, []);
    });
  }
});

describe("memory exhaustion", () => {
  const many = [
    "members of the metadata",
    "settings",
    "members of the assets",
    "labels of wrong types",
    "labels that are none",
    "labels that are empty",
    "utterances",
    "utterances that are none",
    "intents that are none",
    "questions of one pair",
    "a list that the format does not have",
  ];
  const limited = WebAssembly.compile(withLimit(built(), 24));

  /** Runs an operation on ever larger files, until one is too large to be read. Returns the refusals. */
  async function refusals(/** @type {any} */ worst, /** @type {any} */ operation) {
    const refused = [];
    for (let size = 300; ; size = Math.ceil(size * 1.3)) {
      const { api } = await fresh(await limited);
      const bytes = encoder.encode(worst.file(size));
      let project;
      try {
        project = api.ExportedProject.parse(bytes);
        operation.run(project, { ExportedProject: api.ExportedProject, bytes, documents: {} });
      } catch (error) {
        refused.push(error);
        ok(
          error instanceof api.ExportJobsError && /memory/.test(error.message),
          `${worst.name}, ${bytes.length} bytes: ${error?.stack}`,
        );
        // The module is unharmed.
        if (project) equal(project.bytes().length, bytes.length);
        equal(api.ExportedProject.parse(`{"assets":{}}`).summary().size, 13);
      }
      if (!project) return refused;
    }
  }

  for (const name of ["read and summary", "check", "compare with nothing", "retarget", "items: csv"]) {
    test(`during "${name}" is an error, and the module goes on`, async () => {
      const operation = worstOperations.find((it) => it.name === name);
      for (const worst of worstFiles.filter((it) => many.includes(it.name)))
        ok((await refusals(worst, operation)).length > 0);
    });
  }
});
