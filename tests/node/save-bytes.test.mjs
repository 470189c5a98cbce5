// The bytes of a saved file: they arrive as they are, or the save is refused.
import { describe } from "node:test";
import * as api from "export-jobs";
import { equal, isError, ok, rejection, same } from "../support/expect.js";
import { range, sameBytes, scenario } from "../support/saving.js";
import {
  always,
  answer,
  avepoint,
  file,
  insights,
  JOB_URL,
  language,
  PROJECT_FILE,
  scripted,
  succeeded,
} from "../support/scripted-service.js";
import { keeper, projectOf, served, zipOf } from "../support/served-file.js";

describe("the bytes of a save", () => {
  const bytes = zipOf(100_000);
  scenario("are completed with the rest when there are fewer than Content-Length", async ({ save }) => {
    const kept = keeper();
    const short = (request) => {
      const given = served(bytes.subarray(0, 60_000))(request);
      given.headers.set("content-length", "100000");
      return given;
    };
    const { saved, requests } = save(kept.stream, [short, served(bytes)]);
    same((await saved).size, bytes.length);
    sameBytes(kept.bytes(), bytes);
    equal(range(requests[2]), ["bytes=60000-", '"0x8DC"']);
  });

  scenario("without Content-Length are checked by their end", async ({ save }) => {
    for (const [whole, client] of [
      [bytes, avepoint(api)],
      [projectOf(100_000), language(api)],
    ]) {
      const kept = keeper();
      const short = (request) => {
        const given = served(whole.subarray(0, 60_000))(request);
        given.headers.delete("content-length");
        return given;
      };
      const { saved } = save(kept.stream, [short, served(whole)], undefined, client);
      same((await saved).size, whole.length);
      sameBytes(kept.bytes(), whole);
    }
  });

  scenario("may be more than Content-Length when they were encoded", async ({ save }) => {
    const kept = keeper();
    const encoded = served(bytes, { headers: { "Content-Length": "4711" } });
    same((await save(kept.stream, [encoded]).saved).size, bytes.length);
    const visible = served(bytes, { headers: { "Content-Length": "999999", "Content-Encoding": "br" } });
    same((await save(keeper().stream, [visible]).saved).size, bytes.length);
  });

  scenario("that were encoded are requested again from the start after a break", async ({ save }) => {
    for (const headers of [{ "Content-Length": "4711", "Content-Encoding": "gzip" }, { "Content-Length": "4711" }]) {
      const kept = keeper({ isFile: true });
      const { saved, requests } = save(kept.stream, [always(served(bytes, { headers, breaks: [50_000] }))]);
      same((await saved).size, bytes.length);
      sameBytes(kept.bytes(), bytes);
      equal(range(requests[2]), [null, null]);
    }
  });

  const JSON_TYPE = { "Content-Type": "application/json" };
  for (const [what, next] of [
    ["a proxy's page", answer(200, "<!doctype html>", { "Content-Type": "text/html" })],
    ["a long page", answer(200, `<!doctype html>${"<p>".repeat(9_000)}`, { "Content-Type": "text/html" })],
    ["plain text", answer(200, "The export is being prepared.", JSON_TYPE)],
    ["long text", answer(200, "wait ".repeat(9_000), JSON_TYPE)],
    ["an empty body", answer(200, "", JSON_TYPE)],
    ["another project", served(projectOf(100, "Outbox"))],
    ["another long project", served(projectOf(100_000, "Outbox"))],
    ["the file with 202", answer(202, PROJECT_FILE, JSON_TYPE)],
    ["a part that nobody requested", answer(206, PROJECT_FILE, JSON_TYPE)],
  ])
    scenario(`that are ${what} never get to the stream`, async ({ save }) => {
      const kept = keeper();
      same((await save(kept.stream, [next, file()], undefined, language(api)).saved).size, PROJECT_FILE.length);
      same(new TextDecoder().decode(kept.bytes()), PROJECT_FILE);
      const nothing = keeper();
      const { saved, requests } = save(nothing.stream, [always(next)], undefined, language(api));
      isError(await rejection(saved), "unreadableResponse", api);
      equal([nothing.pieces.length, requests.length], [0, 4]);
    });

  scenario("from a plain answer of the page's fetch are accepted", async ({ save }) => {
    const kept = keeper();
    const plain = () => ({ status: 200, headers: JSON_TYPE, body: PROJECT_FILE });
    same((await save(kept.stream, [plain], undefined, language(api)).saved).size, PROJECT_FILE.length);
    same(new TextDecoder().decode(kept.bytes()), PROJECT_FILE);
  });

  scenario("that arrive in one piece are accepted", async ({ save }) => {
    const kept = keeper();
    const whole = () => ({ status: 200, headers: {}, arrayBuffer: async () => bytes.slice().buffer });
    same((await save(kept.stream, [whole]).saved).size, bytes.length);
    sameBytes(kept.bytes(), bytes);
  });
});

describe("a refused file", () => {
  const bytes = zipOf(100_000);
  const other = JOB_URL.replace("?", "/result2?");
  scenario("is requested at the URL of a new status", async ({ save }) => {
    const project = projectOf(100_000);
    for (const status of [403, 404]) {
      const kept = keeper();
      const refused = answer(status, { error: { code: "Gone", message: "No more." } });
      const answers = [served(project, { breaks: [50_000] }), refused, succeeded(other), served(project)];
      const { saved, requests } = save(kept.stream, answers, undefined, language(api));
      same((await saved).size, project.length);
      sameBytes(kept.bytes(), project);
      equal([requests[3].url, requests[4].url, range(requests[4])], [JOB_URL, other, ["bytes=50000-", '"0x8DC"']]);
    }
  });

  scenario("is an error when its URL stays the same", async ({ save }) => {
    for (const [status, code] of [
      [404, "expired"],
      [410, "expired"],
      [403, "forbidden"],
    ]) {
      const refused = answer(status, { error: { code: "Gone", message: "No more." } });
      const { saved, requests } = save(keeper().stream, [refused, succeeded()], undefined, language(api));
      const error = isError(await rejection(saved), code, api);
      equal([error.status, error.job.id, requests.length], [status, "5f_639", 3]);
    }
  });

  scenario("is an error when its job is gone, or has no new URL", async ({ save }) => {
    const gone = answer(404, { error: { code: "NotFound", message: "No." } });
    isError(await rejection(save(keeper().stream, [gone, gone], undefined, language(api)).saved), "expired", api);
    const { saved, requests } = save(keeper().stream, [gone, succeeded(other), gone], undefined, language(api));
    isError(await rejection(saved), "expired", api);
    same(requests.length, 4);
  });

  scenario("waits for a status that gets no answer at first", async ({ save }) => {
    const refused = insights({ status: 404, message: "The export file does not exist." });
    const { saved } = save(keeper().stream, [refused, answer(503), insights({ jobStatus: 2 })]);
    ok(
      isError(await rejection(saved), "expired", api).message.includes("The export file does not exist."),
      "its words",
    );
    const { saved: again } = save(keeper().stream, [answer(503), served(bytes)]);
    same((await again).size, bytes.length);
  });

  scenario("at another origin is not requested", async ({ time }) => {
    const service = scripted(time, succeeded("https://elsewhere.example/result"));
    const kept = keeper();
    const saving = language(api).follow(JOB_URL, { fetch: service.fetch }).save(kept.stream);
    isError(await time.until(rejection(saving)), "foreignOrigin", api);
    await time.settle();
    equal([service.requests.length, kept.ended], [1, "aborted"]);
  });
});
