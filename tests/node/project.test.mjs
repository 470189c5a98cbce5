// Thousands of projects, read by the module and by JSON.parse: the counts, the findings and their byte offsets agree.
import { describe, test } from "node:test";
import init, { ExportedProject } from "export-jobs/all";
import { equal, ok } from "../support/expect.js";
import { findingsOf, rules, summaryOf } from "./project/plain-reader.mjs";
import { random, randomProject, write } from "./project/random.mjs";

await init();

const SEEDS = 3_000;

/** Runs a comparison on a project for each seed. A failure names the seed. */
function onEverySeed(compare) {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const choose = random(seed);
    const { bytes, offsets } = write(randomProject(choose), choose);
    const project = ExportedProject.parse(bytes);
    try {
      compare({ project, bytes, offsets });
    } catch (cause) {
      throw new Error(`with seed ${seed}: ${new TextDecoder().decode(bytes)}`, { cause });
    } finally {
      project.free();
    }
  }
}

describe(`${SEEDS} projects, read by JSON.parse too`, () => {
  test("have the same counts", () =>
    onEverySeed(({ project, bytes }) => {
      const expected = summaryOf(bytes);
      const summary = project.summary();
      for (const [name, value] of Object.entries(expected)) equal(summary[name], value, name);
    }));

  test("have the same findings", () =>
    onEverySeed(({ project, bytes }) => {
      const found = project.check({ limitPerRule: 10_000 }).filter(({ rule }) => rules.has(rule));
      equal(found.map(({ rule, path }) => `${rule} ${path}`).sort(), findingsOf(bytes));
    }));

  test("have findings that point at their paths", () =>
    onEverySeed(({ project, offsets }) => {
      for (const { rule, path, byteOffset } of project.check({ limitPerRule: 10_000 })) {
        equal(byteOffset, offsets.get(path), `${rule} ${path}`);
      }
    }));

  test("are read alike when they arrive in pieces", async () => {
    for (let seed = 1; seed <= 300; seed++) {
      const choose = random(seed);
      const { bytes } = write(randomProject(choose), choose);
      const pieces = [];
      for (let at = 0; at < bytes.length;) pieces.push(bytes.slice(at, (at += 1 + choose.below(400))));
      const progress = [];
      const stream = new ReadableStream({
        start: (controller) => (pieces.forEach((piece) => controller.enqueue(piece)), controller.close()),
      });
      const project = await ExportedProject.read(stream, {
        onProgress: ({ receivedBytes }) => progress.push(receivedBytes),
      });
      equal(project.summary(), ExportedProject.parse(bytes).summary(), `seed ${seed}`);
      ok(progress.length === pieces.length && progress.at(-1) === bytes.length);
    }
  });
});
