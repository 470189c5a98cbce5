// `export-jobs/description.schema.json` and the checks of `JobService` refuse the same documents: thousands of wrong
// ones, each a description with one change.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import Ajv2020 from "ajv/dist/2020.js";
import init, { JobService } from "export-jobs/services";
import { bulk, reports } from "../support/descriptions.js";

const schema = JSON.parse(
  readFileSync(fileURLToPath(import.meta.resolve("export-jobs/description.schema.json")), "utf8"),
);
// @ts-expect-error the module is CommonJS
const accepts = new (Ajv2020.default ?? Ajv2020)({ strict: false }).compile(schema);

/** The checks that no schema can express: parts that must match, and the meaning of strings. */
const beyond = ["invalid", "unknownName"];

/** Values in place of any other. */
const values = [null, 7, -1, 1.5, 1e12, "x", "", true, [], {}, [null], ["x"], [7], { zzz: 1 }, { body: "/x" }];

/** @returns {Generator<[string, any]>} each document with one change, and where it is. */
function* mutations(/** @type {any} */ document) {
  /** @type {(value: any, path: (string | number)[]) => Generator<(string | number)[]>} */
  function* paths(value, path) {
    yield path;
    for (const name of Object.keys(Object(typeof value === "object" ? value : {})))
      yield* paths(value[name], [...path, name]);
  }
  for (const path of [...paths(document, [])]) {
    const changed = (/** @type {(parent: any, name: string | number) => void} */ change) => {
      const copy = structuredClone(document);
      const parent = path.slice(0, -1).reduce((value, name) => value[name], copy);
      change(parent, path[path.length - 1]);
      return copy;
    };
    const at = path.join("/");
    if (path.length > 0) {
      yield [
        `without ${at}`,
        changed((parent, name) => (Array.isArray(parent) ? parent.splice(+name, 1) : delete parent[name])),
      ];
      for (const value of values)
        yield [`${at} = ${JSON.stringify(value)}`, changed((parent, name) => (parent[name] = value))];
    }
    const value = path.reduce((value, name) => value[name], document);
    if (typeof value === "object" && value && !Array.isArray(value)) {
      const copy = structuredClone(document);
      path.reduce((value, name) => value[name], copy).zzz = "x";
      yield [`${at}/zzz`, copy];
    }
  }
}

/** Returns the codes of the mistakes that the module names. */
function mistakesOf(/** @type {any} */ document) {
  try {
    new JobService(document, { endpoint: "https://reports.example" });
    return [];
  } catch (error) {
    const { code, errors, message } = /** @type {any} */ (error);
    assert.equal(code, "invalidArgument");
    if (!errors) assert.fail(`no mistake is named: ${message}`);
    return errors.map((/** @type {any} */ it) => it.code);
  }
}

describe("the schema and the checks of the module", () => {
  before(() => init());

  for (const [name, document] of Object.entries({ reports, bulk }))
    test(`refuse the same changes of ${name}`, () => {
      assert.ok(accepts(document), JSON.stringify(accepts.errors));
      assert.deepEqual(mistakesOf(document), []);
      let refused = 0;
      for (const [change, wrong] of mutations(document)) {
        const codes = mistakesOf(wrong);
        const isWell = accepts(wrong);
        refused += isWell ? 0 : 1;
        assert.ok(
          isWell || codes.length > 0,
          `${change}: only the schema refuses it: ${JSON.stringify(accepts.errors)}`,
        );
        const formal = codes.filter((/** @type {string} */ code) => !beyond.includes(code));
        assert.ok(!isWell || formal.length === 0, `${change}: only the module refuses it: ${codes}`);
      }
      assert.ok(refused > 500, `${refused}`);
    });
});
