import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readMarkedText } from "../../www/simulator/samples/marked-text.js";
import { samples } from "../../www/simulator/samples/index.js";

/** @param {string} name @returns {any} */
const assetsOf = (name) => samples.find((sample) => sample.name === name)?.file.assets;

test("marked text gives offsets in UTF-16 code units", () => {
  assert.deepEqual(readMarkedText("🚋 to [Zoo](Stop) and [Café](Stop)"), {
    text: "🚋 to Zoo and Café",
    labels: [
      { category: "Stop", offset: 6, length: 3 },
      { category: "Stop", offset: 14, length: 4 },
    ],
  });
});

describe("the samples", () => {
  for (const { name, kind, file } of samples) {
    test(`${name} has tens of labelled texts, all of declared categories`, () => {
      const { utterances, documents, qnas, intents = [], entities = [], classes = [] } = file.assets;
      const texts = utterances ?? documents ?? qnas;
      assert.ok(texts.length >= 16);
      const categories = new Set([...intents, ...entities, ...classes].map(({ category }) => category));
      const used = JSON.stringify(texts).matchAll(/"(?:category|intent)":"([^"]+)"/g);
      for (const [, category] of used) assert.ok(categories.has(category), `${category} is not declared in ${kind}`);
    });
  }

  test("have every label inside its text", () => {
    for (const { text, entities } of assetsOf("CityTransit").utterances) {
      for (const { offset, length } of entities) {
        assert.equal(text.slice(offset, offset + length).trim().length, length, text);
      }
    }
    for (const {
      entities: [region],
    } of assetsOf("MaintenanceReports").documents) {
      for (const { offset, length } of region.labels) assert.ok(offset + length <= region.regionLength);
    }
  });

  test("contain what makes real projects hard to read", () => {
    const transit = assetsOf("CityTransit");
    for (const component of ["list", "prebuilts", "regex", "requiredComponents"]) {
      assert.ok(
        transit.entities.some((/** @type {any} */ entity) => component in entity),
        component,
      );
    }
    assert.match(JSON.stringify(transit), /\p{Emoji_Presentation}/u);
    assert.ok(assetsOf("SupportInbox").documents.some((/** @type {any} */ document) => !("class" in document)));
    assert.ok(
      assetsOf("MuseumCatalogue").documents.some((/** @type {any} */ document) => document.classes.length === 3),
    );
    assert.ok(assetsOf("FrontDesk").intents.some((/** @type {any} */ intent) => !("orchestration" in intent)));
    assert.deepEqual(assetsOf("FrontDesk").entities, []);
    const prompts = assetsOf("LibraryHelp").qnas.flatMap((/** @type {any} */ qna) => qna.dialog.prompts);
    assert.ok(prompts.length > 3);
  });

  test("refer to each other by names that exist", () => {
    const names = samples.map(({ name }) => name);
    for (const [, name] of JSON.stringify(assetsOf("FrontDesk")).matchAll(/"projectName":"(\w+)"/g))
      assert.ok(names.includes(name));
    const { deployed } = samples.find(({ name }) => name === "CityTransit") ?? {};
    assert.ok(JSON.stringify(assetsOf("FrontDesk")).includes(`"deploymentName":"${deployed}"`));
    for (const { dialog } of assetsOf("LibraryHelp").qnas) {
      for (const { qnaId } of dialog.prompts)
        assert.ok(assetsOf("LibraryHelp").qnas.some((/** @type {any} */ { id }) => id === qnaId));
    }
  });
});
