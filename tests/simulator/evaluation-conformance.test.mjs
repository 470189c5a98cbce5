// Compares the figures of every kind of project with the definition for its discriminator, and evaluates Microsoft's
// own projects in two regions.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { samples } from "../../www/simulator/samples/index.js";
import { CONTOSO, createCaller } from "./caller.mjs";
import { OpenApi } from "./openapi.mjs";

const shared = new URL("../../../shared/", import.meta.url);
const specs = new URL("specs/azure-language/", shared);
const isHere = existsSync(specs);
if (!isHere) console.log(`Skipped: the OpenAPI files are not at ${specs.pathname}.`);

const FABRIKAM = "https://fabrikam.cognitiveservices.azure.com";
const VERSION = "api-version=2023-11-15-preview";

/** @typedef {import("../../www/simulator/samples/index.js").Family} Family */

/** @param {string} kind @param {object} assets */
const madeUp = (kind, assets) => ({
  projectFileVersion: "2023-11-15-preview",
  stringIndexType: "Utf16CodeUnit",
  metadata: { projectKind: kind, projectName: kind, storageInputContainerName: "docs", language: "en" },
  assets: { projectKind: kind, ...assets },
});
const labels = Array.from({ length: 20 }, (_, index) => ({
  category: index % 2 ? "Dose" : "Drug",
  offset: index,
  length: 1,
}));
const spans = labels.map((label, index) => ({ ...label, category: index % 3 ? "positive" : "negative" }));

/** @type {{ family: Family, file: Record<string, any> }[]} */
const projects = [
  ...samples.filter(({ family }) => family !== "query-knowledgebases").map(({ family, file }) => ({ family, file })),
  {
    family: "analyze-text",
    file: madeUp("CustomHealthcare", {
      entities: [{ category: "Drug" }, { category: "Dose" }],
      documents: [{ location: "1.txt", language: "en", entities: [{ regionOffset: 0, regionLength: 30, labels }] }],
    }),
  },
  {
    family: "analyze-text",
    file: madeUp("CustomTextSentiment", { documents: [{ location: "1.txt", language: "en", sentimentSpans: spans }] }),
  },
];

describe("the evaluation of", { skip: !isHere }, () => {
  const folder = new URL("2023-11-15-preview/", specs);
  for (const { family, file } of projects) {
    const { projectName, projectKind } = file.metadata;
    test(`${projectName} has the shape of its kind, ${projectKind}`, async () => {
      const spec = new OpenApi(
        folder,
        family === "analyze-text" ? "analyzetext-authoring.json" : "analyzeconversations-authoring.json",
      );
      const { getJson } = createCaller({
        empty: [CONTOSO],
        projects: [{ origin: CONTOSO, family, file, models: [{ label: "m1" }] }],
      });
      const evaluation = `${CONTOSO}/language/authoring/${family}/projects/${projectName}/models/m1/evaluation`;
      const summary = await getJson(`${evaluation}/summary-result?${VERSION}`);
      const results = await getJson(`${evaluation}/result?${VERSION}&stringIndexType=Utf16CodeUnit`);
      assert.ok(results.value.length > 0);
      if (family === "analyze-text") {
        const definition = (/** @type {string} */ name) => ({
          $ref: `#/definitions/TextAnalysisAuthoring${projectKind}${name}`,
        });
        assert.deepEqual(spec.validate(definition("EvaluationSummary"), summary), []);
        for (const result of results.value)
          assert.deepEqual(spec.validate(definition("DocumentEvaluationResult"), result), []);
      } else {
        const definition = (/** @type {string} */ name) => ({
          $ref: `#/definitions/ConversationalAnalysisAuthoring${name}`,
        });
        assert.deepEqual(spec.validate(definition("EvaluationSummary"), summary), []);
        assert.deepEqual(spec.validate(definition("EvaluationResults"), results), []);
      }
    });
  }
});

describe("Microsoft's own projects", { skip: !isHere }, () => {
  for (const [family, path, options] of /** @type {[Family, string, object][]} */ ([
    [
      "analyze-text",
      "projects/custom-ner-loan-agreements/loanAgreementsLabels.json",
      { trainingConfigVersion: "latest" },
    ],
    ["analyze-conversations", "projects/conversation-email-app/EmailAppDemo.json", { trainingMode: "standard" }],
  ])) {
    test(`${path} trained in two regions has the same figures`, async () => {
      const file = readFileSync(new URL(path, shared));
      const { projectName: name } = JSON.parse(file.toString()).metadata;
      const caller = createCaller({
        empty: [CONTOSO, FABRIKAM],
        projects: [{ origin: CONTOSO, family, file, models: [{ label: "m1" }] }],
      });
      const url = (/** @type {string} */ origin, /** @type {string} */ rest) =>
        `${origin}/language/authoring/${family}/projects/${name}${rest}?api-version=2023-04-01`;
      await caller.start(url(FABRIKAM, "/:import"), file.toString());
      await caller.finish();
      await caller.start(url(FABRIKAM, "/:train"), JSON.stringify({ modelLabel: "m1", ...options }));
      await caller.finishTraining();
      const summary = (/** @type {string} */ origin) =>
        caller.getJson(url(origin, "/models/m1/evaluation/summary-result"));
      const figures = await summary(CONTOSO);
      assert.ok(!figures.error, JSON.stringify(figures));
      assert.deepEqual(await summary(FABRIKAM), figures);
    });
  }
});
