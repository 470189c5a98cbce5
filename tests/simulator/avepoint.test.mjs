import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createSimulator } from "../../www/simulator/index.js";
import { createCaller, INSIGHTS, INSIGHTS_EXPORT } from "./caller.mjs";
import { readZip } from "./zip-reader.mjs";

/** @typedef {import("../../www/simulator/directory.js").InsightsEntry} InsightsEntry */

const { exports: insightsExports, baseUrl } = /** @type {InsightsEntry} */ (
  createSimulator().services.find(({ service }) => service === "avepoint")
);

/**
 * The URL of an export with its sample arguments.
 *
 * @param {InsightsEntry["exports"][number]} wanted
 * @param {string} [without] Leaves one argument out.
 */
function sampleUrl({ path, pathSample = "", query }, without) {
  const pairs = query
    .filter(({ name }) => name !== without)
    .flatMap(({ name, sample }) => [sample].flat().map((value) => `${name}=${encodeURIComponent(value)}`));
  return `${baseUrl}${path.replace(/\{\w+\}/, encodeURIComponent(pathSample))}?${pairs.join("&")}`;
}

test("there are twelve exports", () => assert.equal(insightsExports.length, 12));

for (const wanted of insightsExports) {
  describe(`the export "${wanted.name}"`, () => {
    test("runs from submission to a ZIP with a workbook", async () => {
      const { get, getJson, finish } = createCaller();
      const submitted = await get(sampleUrl(wanted));
      assert.equal(submitted.status, 200);
      const body = await submitted.json();
      assert.deepEqual(body, { jobId: "4802", status: 200, message: "" });
      const job = `${INSIGHTS}/job/${body.jobId}`;
      assert.deepEqual(await getJson(`${job}/exportstatus`), { jobStatus: 1, status: 200, message: "" });
      assert.equal((await get(`${job}/exportfile`)).status, 404);
      await finish();
      assert.deepEqual(await getJson(`${job}/exportstatus`), { jobStatus: 2, status: 200, message: "" });
      const file = await get(`${job}/exportfile`);
      assert.equal(file.headers.get("content-type"), "application/zip");
      const zip = await file.arrayBuffer();
      assert.equal(file.headers.get("content-length"), String(zip.byteLength));
      const [[name, workbook]] = readZip(new Uint8Array(zip));
      assert.match(name, /_4802\.xlsx$/);
      const parts = readZip(workbook);
      assert.deepEqual(
        [...parts.keys()],
        [
          "[Content_Types].xml",
          "_rels/.rels",
          "xl/workbook.xml",
          "xl/_rels/workbook.xml.rels",
          "xl/worksheets/sheet1.xml",
        ],
      );
      const sheet = String(parts.get("xl/worksheets/sheet1.xml"));
      assert.equal(sheet.match(/<row /g)?.length, 25);
      assert.doesNotMatch(sheet, /undefined|NaN|<draft>/);
    });

    for (const { name, isRequired } of wanted.query) {
      test(`${isRequired ? "is refused" : "runs"} without ${name}`, async () => {
        const { get } = createCaller();
        const response = await get(sampleUrl(wanted, name));
        assert.equal(response.status, isRequired ? 400 : 200);
        const { status, message } = await response.json();
        assert.equal(status, response.status);
        assert.match(message, isRequired ? new RegExp(name) : /^$/);
      });
    }
  });
}

describe("an argument", () => {
  const refusal = async (/** @type {string} */ path) => {
    const { get } = createCaller();
    const response = await get(`${INSIGHTS}/${path}`);
    return response.status === 200 ? "" : (await response.json()).message;
  };
  const links = "sharingLinks/export?exportLinkType=128&startTime=2026-01-01T00:00:00&finishTime=2026-02-01T00:00:00";

  test("that is a time takes its colons bare and escaped, and no zone", async () => {
    assert.equal(await refusal(links), "");
    assert.equal(await refusal(links.replaceAll(":", "%3A")), "");
    assert.match(await refusal(links.replace("00:00:00&", "00:00:00Z&")), /startTime/);
    assert.match(await refusal(links.replace("2026-02", "2025-02")), /after/);
  });

  test("that is a list takes repeated keys, and %20 for a space", async () => {
    const access = "users/ada%40contoso.example/access/export?dataSources=";
    assert.equal(await refusal(`${access}microsoft%20teams&dataSources=sharepoint%20online`), "");
    assert.match(await refusal(`${access}microsoft+teams`), /dataSources/);
    assert.match(await refusal(`${access}microsoft%20teams,sharepoint%20online`), /dataSources/);
    assert.match(await refusal(`${access}microsoft%2520teams`), /dataSources/);
    assert.match(await refusal(access), /dataSources/);
  });

  test("that is a list of sites has at most a hundred", async () => {
    const sites = (/** @type {number} */ count) =>
      `sites/permission/export?${Array.from({ length: count }, (_, site) => `siteUrls=https%3A%2F%2Fc.example%2F${site}`).join("&")}`;
    assert.equal(await refusal(sites(100)), "");
    assert.match(await refusal(sites(101)), /100/);
  });

  test("that is a choice takes only the listed values", async () => {
    assert.match(await refusal(links.replace("128", "301")), /exportLinkType/);
    assert.match(
      await refusal("google/groups/all%40c.example/access/export?exportOptionType=1&dataSources=shared%20drive"),
      /exportOptionType/,
    );
    assert.match(await refusal(`${links}&exportLinkType=32`), /more than once/);
  });

  test("in the path may be double-encoded, hold slashes, or be left out for all groups", async () => {
    assert.equal(await refusal("users/guest%2523ext%2523%2540c.example/activities/export"), "");
    assert.equal(await refusal("activities/object/sites%2Fa%20b%2Fc.docx/export"), "");
    assert.match(await refusal("activities/object/sites/a/export"), /no such endpoint/);
    assert.match(await refusal("users//activities/export"), /path/);
    const groups = "access/export?dataSources=microsoft%20teams&exportOptionType=";
    assert.equal(await refusal(`groups/${groups}3`), "");
    assert.equal(await refusal(`groups//${groups}3`), "");
    assert.match(await refusal(`groups/${groups}2`), /All groups/);
  });
});

describe("a job", () => {
  test("takes six to twelve seconds", async () => {
    const { startInsights, getJson, clock } = createCaller();
    const job = await startInsights();
    await clock.pass(5_999);
    assert.equal((await getJson(`${job}/exportstatus`)).jobStatus, 1);
    await clock.pass(6_001);
    assert.equal((await getJson(`${job}/exportstatus`)).jobStatus, 2);
  });

  test("has an integer for its id, and is not known elsewhere", async () => {
    const { get, startInsights } = createCaller();
    const job = await startInsights();
    assert.equal((await get(`${INSIGHTS}/job/abc/exportstatus`)).status, 400);
    assert.equal((await get(`${INSIGHTS}/job/1/exportstatus`)).status, 404);
    assert.equal((await get(`${job.replace("graph-us", "graph-de")}/exportstatus`)).status, 404);
    assert.equal((await get(`${job}/exportlog`)).status, 404);
  });

  test("is refused as the sixth while five run", async () => {
    const { get, finish } = createCaller();
    for (let count = 0; count < 5; count++) assert.equal((await get(INSIGHTS_EXPORT)).status, 200);
    const sixth = await get(INSIGHTS_EXPORT);
    assert.equal(sixth.status, 429);
    assert.match((await sixth.json()).message, /already 5 export jobs running/);
    await finish();
    assert.equal((await get(INSIGHTS_EXPORT)).status, 200);
  });

  test("is found behind a proxy's prefix", async () => {
    const { getJson, get } = createCaller();
    const proxy = "http://localhost:5000/api/insights-proxy/insights";
    const headers = { Authorization: "Bearer demo-token" };
    const { jobId } = await (await get(`${proxy}/sites/permission/export?siteUrls=a`, { headers })).json();
    assert.equal((await getJson(`${proxy}/job/${jobId}/exportstatus`)).jobStatus, 1);
  });

  test("is submitted only with GET", async () => {
    const { post } = createCaller();
    const response = await post(INSIGHTS_EXPORT);
    assert.equal(response.status, 405);
    assert.equal((await response.json()).status, 405);
  });
});
