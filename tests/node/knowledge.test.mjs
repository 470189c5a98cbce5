// Question answering through the module: sources, questions, synonyms, feedback, files, and the jobs of updates.
import { describe, test } from "node:test";
import init, * as api from "export-jobs/all";
import { equal, isError, ok, rejection, same, thrown, wrong } from "../support/expect.js";
import { CONTOSO, simulatorIn } from "../support/simulated.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

const PROJECT = "LibraryHelp";
const source = {
  displayName: "Hours",
  source: "https://library.example/hours",
  sourceUri: "https://library.example/hours",
  sourceKind: "url",
};
const bytes = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0, 255, 13, 10]);

/** A client of a version against the simulator, in virtual time. */
const scenario = (name, apiVersion, play) =>
  test(name, () =>
    inVirtualTime((time) => {
      const simulator = simulatorIn(time);
      const requests = [];
      const fetch = async (request) => {
        requests.push({ method: request.method, contentType: request.headers.get("content-type"), url: request.url });
        return simulator.fetch(request);
      };
      const language = new api.AzureLanguage({
        endpoint: CONTOSO,
        family: "query-knowledgebases",
        apiVersion,
        credential: { key: "demo-key" },
      });
      const call = (request) => time.until(language.call(request, { fetch }));
      const run = async (request) => {
        const poller = await time.until(language.start(request, { fetch }));
        await time.until(poller.pollUntilDone());
        return poller;
      };
      return play({ time, language, fetch, call, run, requests });
    }),
  );

describe("a knowledge base", () => {
  for (const apiVersion of ["2021-10-01", "2023-04-01", "2025-05-15-preview"])
    scenario(
      `has its parts read and changed at ${apiVersion}`,
      apiVersion,
      async ({ time, language, fetch, call, run, requests }) => {
        const made = await call(language.createProjectRequest("New", { language: "en" }));
        equal([made.projectName, requests.at(-1).contentType], ["New", "application/json"]);

        const poller = await run(
          language.updateSourcesRequest(PROJECT, [{ op: "add", value: { ...source, refresh: true } }]),
        );
        equal(
          [poller.job.operation, poller.status.state, poller.status.resultUrl],
          ["updateSources", "succeeded", `/knowledgebases/${PROJECT}`],
        );
        const error = isError(await time.until(rejection(poller.result())), "invalidArgument", api);
        ok(error.message.includes("makes no file"), error.message);
        // Its URL, its id and the stored job can be followed.
        for (const job of [
          poller.job.url,
          JSON.stringify(poller.job),
          language.job("updateSources", PROJECT, poller.job.id),
        ]) {
          const followed = language.follow(job, { fetch });
          equal(followed.job, poller.job);
          same((await time.until(followed.pollUntilDone())).state, "succeeded");
        }
        const { value: sources } = await call(language.sourcesRequest(PROJECT));
        same(sources.at(-1).source, source.source);

        await run(
          language.updateQnasRequest(PROJECT, [{ op: "add", value: { answer: "Yes.", questions: ["Is it new?"] } }]),
        );
        const all = await call(language.qnasRequest(PROJECT, { maxPageSize: 2 }));
        same(all.value.at(-1).answer, "Yes.");
        same(all.nextLink, undefined);
        const { value: ofSource } = await call(language.qnasRequest(PROJECT, { source: source.source }));
        equal(
          ofSource.map(({ source }) => source),
          [source.source],
        );
        const { id } = all.value.at(-1);
        same(
          await call(
            language.feedbackRequest(PROJECT, { records: [{ userId: "u", userQuestion: "New?", qnaId: id }] }),
          ),
          undefined,
        );
        const failed = await time.until(
          rejection(run(language.updateQnasRequest(PROJECT, [{ op: "delete", value: { id: 4711 } }]))),
        );
        isError(failed, "jobFailed", api);

        same(await call(language.updateSynonymsRequest(PROJECT, { value: [{ alterations: ["a", "b"] }] })), undefined);
        equal(await call(language.synonymsRequest(PROJECT)), { value: [{ alterations: ["a", "b"] }] });
      },
    );

  scenario("has its updates followed by a board", "2023-04-01", async ({ time, language, fetch }) => {
    const board = new api.JobBoard({ clients: language, fetch });
    const { job } = await time.until(
      board.submit(language, language.updateSourcesRequest(PROJECT, [{ op: "add", value: source }])),
    );
    same((await time.until(board.outcome(job))).state, "succeeded");
    board.close();
  });

  scenario("takes files", "2025-05-15-preview", async ({ language, call, run, requests }) => {
    const files = [
      { name: 'the "manual".pdf', bytes, contentType: "application/pdf" },
      { name: "notes.txt", bytes: "------export-jobs-0000000000--\r\nplain", contentType: "text/plain; charset=utf-8" },
      { name: "more.bin", bytes: bytes.buffer },
    ];
    const operations = files.map(({ name }) => ({ operation: "add", fileName: name, fileDisplayName: `File ${name}` }));
    const request = language.updateSourcesFromFilesRequest(PROJECT, files.slice(1), operations.slice(1));
    const form = await new Response(request.body, { headers: request.headers }).formData();
    const read = async (file) => [file.name, file.type, [...new Uint8Array(await file.arrayBuffer())]];
    equal(await Promise.all(form.getAll("files").map(read)), [
      ["notes.txt", "text/plain; charset=utf-8", [...new TextEncoder().encode(String(files[1].bytes))]],
      ["more.bin", "application/octet-stream", [...bytes]],
    ]);
    const own = form.get("fileOperations");
    equal(JSON.parse(typeof own === "string" ? own : await own.text()), operations.slice(1));
    const poller = await run(request);
    same(poller.job.operation, "updateSources");
    ok(requests[0].contentType.startsWith("multipart/form-data; boundary="), requests[0].contentType);
    const { value } = await call(language.sourcesRequest(PROJECT));
    equal(
      value.slice(-2).map(({ source, displayName }) => [source, displayName]),
      [
        ["notes.txt", "File notes.txt"],
        ["more.bin", "File more.bin"],
      ],
    );
    const quoted = language.updateSourcesFromFilesRequest(PROJECT, files, operations);
    ok(new TextDecoder().decode(quoted.body).includes('filename="the %22manual%22.pdf"\r\n'), "a quote in a name");

    const imported = await run(
      language.importFromFilesRequest("Uploaded", [{ name: "faq.tsv", bytes: "Q\tA" }], { assetKind: "qnas" }),
    );
    same(imported.job.operation, "import");
    same((await call(language.qnasRequest("Uploaded"))).value[0].source, "faq.tsv");
  });

  scenario("refuses invalid values immediately", "2023-04-01", async ({ language, requests }) => {
    const newer = new api.AzureLanguage({
      endpoint: CONTOSO,
      family: "query-knowledgebases",
      apiVersion: "2025-05-15-preview",
    });
    const text = new api.AzureLanguage({ endpoint: CONTOSO, family: "analyze-text" });
    const one = [{ name: "a.pdf", bytes }];
    const add = [{ operation: "add", fileName: "a.pdf" }];
    for (const [build, words] of [
      [() => language.updateSourcesRequest(PROJECT, source), "must be a list"],
      [() => language.updateSourcesRequest(PROJECT), "must be a list"],
      [() => language.updateQnasRequest(PROJECT, []), "at least one item"],
      [() => language.updateQnasRequest(PROJECT, [{ op: "upsert", value: {} }]), "add, delete, replace"],
      [() => language.updateSynonymsRequest(PROJECT, [{ alterations: [] }]), "must be an object"],
      [() => language.feedbackRequest(PROJECT, {}), "records"],
      [() => text.sourcesRequest(PROJECT), "query-knowledgebases"],
      [() => language.importFromFilesRequest(PROJECT, one), "2025-05-15-preview"],
      [() => language.updateSourcesFromFilesRequest(PROJECT, one, add), "2025-05-15-preview"],
      [() => newer.importFromFilesRequest(PROJECT, wrong("a.pdf")), "files must be a list"],
      [() => newer.importFromFilesRequest(PROJECT, []), "at least one file"],
      [() => newer.importFromFilesRequest(PROJECT, wrong([{ name: "a.pdf" }])), "bytes of file 0"],
      [() => newer.importFromFilesRequest(PROJECT, wrong([{ name: "a.pdf", bytes: {} }])), "bytes of file 0"],
      [() => newer.importFromFilesRequest(PROJECT, wrong([{ name: 1, bytes }])), "file.name"],
      [() => newer.importFromFilesRequest(PROJECT, [{ ...one[0], contentType: "pdf" }]), "media type"],
      [() => newer.updateSourcesFromFilesRequest(PROJECT, one, wrong()), "file operations must be a list"],
      [() => newer.updateSourcesFromFilesRequest(PROJECT, one, [{ operation: "add", fileName: "b.pdf" }]), '"b.pdf"'],
      [
        () => newer.updateSourcesFromFilesRequest(PROJECT, one, wrong([{ ...add[0], refresh: 1 }])),
        "fileOperation.refresh",
      ],
    ]) {
      const error = isError(thrown(build), "invalidArgument", api);
      ok(error.message.includes(words), `${words} in: ${error.message}`);
    }
    same(requests.length, 0);
  });
});
