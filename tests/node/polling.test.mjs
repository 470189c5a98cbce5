// The mistakes of other pollers, each with the correct behaviour.
import { describe, test } from "node:test";
import init, * as api from "export-jobs/all";
import { equal, isError, ok, rejection, same } from "../support/expect.js";
import {
  accepted,
  always,
  answer,
  avepoint,
  CONTOSO,
  failed,
  file,
  insights,
  JOB_URL,
  language,
  notStarted,
  PROJECTS,
  reading,
  rejects,
  running,
  scripted,
  succeeded,
} from "../support/scripted-service.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

const HOUR = 3_600_000;
const sites = { siteUrls: ["https://contoso.example/sites/a"] };

/** A test in virtual time. `start` submits an export with these answers. */
const scenario = (name, play) =>
  test(name, () =>
    inVirtualTime((time) => {
      const begin = (client, request) => (answers, options) => {
        const service = scripted(time, ...answers);
        const seen = [];
        const poller = client.start(request, {
          fetch: service.fetch,
          onProgress: ({ state }) => seen.push(state),
          ...options,
        });
        return {
          ...service,
          service,
          seen,
          started: time.until(poller),
          ended: time.until(poller.then((poller) => poller.pollUntilDone())),
        };
      };
      const text = language(api);
      const report = avepoint(api);
      return play({
        time,
        text: begin(text, text.exportRequest("Inbox")),
        report: begin(report, report.sitePermissionExportRequest(sites)),
      });
    }),
  );

describe("answers to a submission", () => {
  scenario("AvePoint's 200 without a header is a job to follow, not a success", async ({ report }) => {
    const { ended, seen, requests } = report([
      insights({ jobId: "67890" }),
      insights({ jobStatus: 1 }),
      insights({ jobStatus: 2 }),
    ]);
    same((await ended).state, "succeeded");
    equal(seen, ["running", "succeeded"]);
    same(requests.length, 3);
  });

  scenario("AvePoint's job id may be a number", async ({ report }) => {
    const { ended, requests } = report([insights({ jobId: 67890 }), insights({ jobStatus: 2 })]);
    await ended;
    ok(requests[1].url.endsWith("/insights/job/67890/exportstatus"), requests[1].url);
  });

  scenario("AvePoint's numeric status of 200 is the HTTP status, not the job's", async ({ report }) => {
    const { ended } = report([
      insights({ jobId: "1" }),
      insights({ jobStatus: 1, status: 200 }),
      insights({ jobStatus: 2, status: "200" }),
    ]);
    same((await ended).serviceState, "2");
  });

  scenario("a 202 whose headers a browser hides is an error that names what to expose", async ({ text }) => {
    const { started, ended, requests } = text([answer(202)]);
    ended.catch(() => {});
    const error = isError(await rejection(started), "hiddenHeader", api);
    ok(/Access-Control-Expose-Headers/.test(error.message), error.message);
    ok(/operation-location/.test(error.message), error.message);
    same(requests.length, 1);
  });

  for (const [what, location] of [
    ["in lower case", { "operation-location": JOB_URL }],
    ["in upper case", { "OPERATION-LOCATION": JOB_URL }],
    ["relative to the origin", { "operation-location": JOB_URL.slice(CONTOSO.length) }],
    ["with the port that goes without saying", { "operation-location": JOB_URL.replace(".com/", ".com:443/") }],
    ["as location, as documents of 2021 have it", { location: JOB_URL }],
    ["without its api-version", { "operation-location": JOB_URL.split("?")[0] }],
  ]) {
    scenario(`the job's address ${what} is found`, async ({ text }) => {
      const { ended, requests } = text([answer(202, null, location), succeeded()]);
      same((await ended).state, "succeeded");
      same(requests[1].url, JOB_URL);
    });
  }

  scenario("an address with another api-version is followed as it is", async ({ text }) => {
    const url = JOB_URL.replace("2023-04-01", "2022-05-01");
    const { ended, requests } = text([accepted(url), succeeded()]);
    await ended;
    same(requests[1].url, url);
  });

  scenario("question answering may answer 200 with the job itself", ({ time }) => {
    const client = language(api, { family: "query-knowledgebases" });
    const request = client.exportRequest("Faq");
    const job = client.readSubmission(request, {
      status: 200,
      headers: {},
      body: JSON.stringify({ jobId: "cac3", status: "notStarted" }),
    });
    equal(job, client.job("export", "Faq", "cac3"));
    same(time.now, 0);
  });
});

describe("readings of a status", () => {
  scenario("an operation without a state is never a success", async ({ text }) => {
    const { ended } = text([accepted(), always(answer(200, { name: "operations/1", done: false }))]);
    const error = isError(await rejection(ended), "unreadableResponse", api);
    ok(error.message.includes("status"), error.message);
  });

  scenario("a result's address alone is not a success", async ({ text }) => {
    const early = { resultUrl: JOB_URL.replace("?", "/result?"), errors: [{ code: "unknown", message: "string" }] };
    const { ended, seen } = text([accepted(), reading("unknown", early), running(), succeeded()]);
    same((await ended).state, "succeeded");
    equal(seen, ["unknown", "running", "succeeded"]);
  });

  scenario("a partially completed job has ended, with a result", async ({ text, time }) => {
    const { started, requests, service } = text([
      accepted(),
      running(),
      reading("partiallyCompleted", { errors: [{ code: "NotFound", message: "One blob." }] }),
    ]);
    const poller = await started;
    const status = await time.until(poller.pollUntilDone());
    equal([status.state, status.errors.length, status.isDone], ["partiallyCompleted", 1, true]);
    service.say(file());
    same((await time.until(poller.result())).project().summary().name, "Inbox");
    same(requests[3].url, JOB_URL.replace("?", "/result?"), "without a resultUrl it is where recordings have it");
  });

  for (const word of ["completed", "done", "Succeeded with warnings", "partiallySucceeded", "archiving", "", "200"]) {
    scenario(
      `"${word}", which no contract has, is shown and polled on, within the deadline`,
      async ({ text, time }) => {
        const { ended, seen } = text([accepted(), always(reading(word))], { timeoutMs: HOUR });
        const error = isError(await rejection(ended), "timeout", api);
        ok(error.message.includes(`"${word}"`), error.message);
        ok(seen.length > 3 && seen.every((state) => state === "unknown"), seen.join());
        same(time.now, HOUR);
      },
    );
  }

  for (const [word, state] of [
    ["Succeeded", "succeeded"],
    ["SUCCEEDED", "succeeded"],
    ["PartiallyCompleted", "partiallyCompleted"],
  ]) {
    scenario(`"${word}" is ${state}, whatever its case`, async ({ text }) => {
      const status = await text([accepted(), reading(word)]).ended;
      equal([status.state, status.serviceState], [state, word]);
    });
  }

  for (const word of ["cancelled", "canceled", "Canceled", "CANCELLED"]) {
    scenario(`"${word}" is cancelled, with one l or two`, async ({ text }) => {
      const { ended, seen } = text([accepted(), reading("cancelling"), reading(word)]);
      const error = isError(await rejection(ended), "jobCancelled", api);
      equal([seen, error.job.id], [["cancelling", "cancelled"], "5f_639"]);
    });
  }

  scenario("the body's state wins over a 202", async ({ text }) => {
    const { ended, requests } = text([
      accepted(),
      answer(202, { status: "running" }),
      answer(202, { status: "succeeded" }),
    ]);
    same((await ended).state, "succeeded");
    same(requests.length, 3);
  });

  for (const [number, state] of [
    [0, "notStarted"],
    [1, "running"],
    [5, "cancelling"],
    [7, "unknown"],
    [-1, "unknown"],
  ]) {
    scenario(`AvePoint's ${number} is ${state} and goes on`, async ({ report }) => {
      const { ended, seen } = report([
        insights({ jobId: "1" }),
        insights({ jobStatus: number }),
        insights({ jobStatus: 2 }),
      ]);
      await ended;
      equal(seen, [state, "succeeded"]);
    });
  }

  for (const [number, code] of [
    [3, "jobFailed"],
    [6, "jobCancelled"],
  ]) {
    scenario(`AvePoint's ${number} ends as ${code}`, async ({ report }) => {
      const { ended } = report([
        insights({ jobId: "1" }),
        insights({ jobStatus: number, message: "The report could not be created." }),
      ]);
      const error = isError(await rejection(ended), code, api);
      equal(error.errors, [{ code: String(number), message: "The report could not be created." }]);
    });
  }

  scenario("AvePoint's 4, finished with exceptions, has a file", async ({ report, time }) => {
    const { started } = report([
      insights({ jobId: "1" }),
      insights({ jobStatus: 4, message: "Two sites were left out." }),
    ]);
    const status = await time.until((await started).pollUntilDone());
    equal([status.state, status.warnings[0].message], ["partiallyCompleted", "Two sites were left out."]);
  });

  scenario("a failed job rejects with the service's errors", async ({ text }) => {
    const error = isError(await rejection(text([accepted(), running(), failed()]).ended), "jobFailed", api);
    equal(error.errors, [{ code: "InvalidArgument", message: "Two documents could not be read." }]);
    equal(error.job.url, JOB_URL);
  });

  scenario("progress comes as a number, a fraction or a text", async ({ text }) => {
    for (const [sent, read] of [
      [50, 50],
      [27.8, 27.8],
      ["50", 50],
      [140, 100],
      [null, undefined],
      ["half", undefined],
    ]) {
      const status = await text([accepted(), reading("partiallyCompleted", { percentComplete: sent })]).ended;
      same(status.percentComplete, read, JSON.stringify(sent));
    }
  });

  scenario("progress never falls, and ends at 100", async ({ text }) => {
    const part = (percentComplete) => ({ percentComplete, status: "running" });
    const seen = [];
    const { ended } = text(
      [
        accepted(JOB_URL.replace("/export/", "/train/")),
        reading("running", { result: { trainingStatus: part(80) } }),
        reading("running", { result: { trainingStatus: part(90), dataGenerationStatus: part(5) } }),
        reading("succeeded", {
          result: { trainingStatus: part(100), evaluationStatus: { percentComplete: 0, status: "notStarted" } },
        }),
      ],
      { onProgress: (status) => seen.push(status.percentComplete) },
    );
    await ended;
    equal(seen, [40, 40, 100]);
  });
});

describe("waits between polls", () => {
  /** Returns the times between the requests. */
  const gaps = (times) => times.slice(1).map((at, index) => at - times[index]);

  for (const [value, least, most] of /** @type {[value: string, least: number, most: number][]} */ ([
    ["99999999", 60_000, 300_000],
    ["99999999999999999999999", 60_000, 300_000],
    ["Fri, 01 Jan 2100 00:00:00 GMT", 60_000, 300_000],
    ["-5", 1000, 2000],
    ["0", 1000, 2000],
    ["Sun, 06 Nov 1994 08:49:37 GMT", 1000, 2000],
    ["soon", 1000, 2000],
    ["", 1000, 2000],
    ["NaN", 1000, 2000],
    ["30", 30_000, 30_000],
    ["1.5", 1500, 1500],
    ["Sat, 14 Mar 2026 09:27:53 GMT", 40_000, 60_000],
  ])) {
    scenario(`Retry-After "${value}" on a reading is a wait from ${least} to ${most} ms`, async ({ text }) => {
      const { ended, times } = text([accepted(), running({ "Retry-After": value }), succeeded()]);
      await ended;
      const gap = times[2] - times[1];
      ok(gap >= least && gap <= most, `${gap} ms`);
    });
  }

  for (const value of ["99999999", "-5", "0", "Fri, 01 Jan 2100 00:00:00 GMT", undefined]) {
    scenario(`a service that says Retry-After ${value} for ever is no hot loop`, async ({ text, time }) => {
      const { ended, requests } = text(
        [accepted(), always(running(value === undefined ? {} : { "Retry-After": value }))],
        { timeoutMs: 600_000 },
      );
      isError(await rejection(ended), "timeout", api);
      ok(requests.length <= 602, `${requests.length} requests in ten minutes`);
      same(time.now, 600_000);
    });
  }

  for (const value of ["99999999", "-5", "0", "Fri, 01 Jan 2100 00:00:00 GMT", undefined]) {
    scenario(
      `a 429 with Retry-After ${value} for ever is no hot loop either, and ends at the deadline`,
      async ({ text }) => {
        const { ended, requests } = text(
          [accepted(), always(answer(429, null, value === undefined ? {} : { "Retry-After": value }))],
          { timeoutMs: 600_000 },
        );
        const error = isError(await rejection(ended), "timeout", api);
        same(error.status, 429);
        ok(requests.length <= 602, `${requests.length} requests in ten minutes`);
      },
    );
  }

  scenario("the seconds in a 429's message are waited for when its header is hidden", async ({ text, time }) => {
    const message =
      "Requests to the Export Operation have exceeded call rate limit. Please retry after 55 seconds. To increase it, see after sales.";
    const { ended } = text([accepted(), answer(429, { error: { code: "429", message } }), succeeded()]);
    await ended;
    ok(time.now >= 55_000 && time.now <= 57_000, `${time.now} ms`);
  });

  scenario("a short job is found done within seconds, without a request too many", async ({ text, time }) => {
    const { ended, requests } = text([accepted(), notStarted(), running(), succeeded()]);
    await ended;
    ok(time.now <= 4000, `${time.now} ms`);
    same(requests.length, 4);
  });

  scenario("a long job is polled less and less often, and at least every 30 seconds", async ({ text }) => {
    const { ended, times } = text([accepted(), always(running())], { timeoutMs: HOUR });
    await rejection(ended);
    const waits = gaps(times.slice(1));
    ok(
      waits.every((wait) => wait >= 1000 && wait <= 30_000),
      waits.join(),
    );
    ok(times.length < 100 + HOUR / 15_000, `${times.length} requests`);
    ok(new Set(waits.slice(8)).size > 20, "waits that differ");
  });

  scenario("a hundred reads a minute are never exceeded, even when each has a change", async ({ text }) => {
    let count = 0;
    const { ended, times } = text([accepted(), always(() => reading(String((count += 1)))())], { timeoutMs: 600_000 });
    await rejection(ended);
    const busiest = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));
    ok(busiest <= 100, `${busiest} in a minute`);
  });

  scenario("AvePoint is polled every two minutes", async ({ report }) => {
    const { ended, times } = report([
      insights({ jobId: "1" }),
      insights({ jobStatus: 1 }),
      insights({ jobStatus: 1 }),
      insights({ jobStatus: 2 }),
    ]);
    await ended;
    const waits = gaps(times.slice(1));
    ok(
      waits.every((wait) => wait >= 120_000 && wait <= 240_000),
      waits.join(),
    );
  });

  scenario("a wait that is longer than a timer can hold is kept in full", async ({ text, time }) => {
    const DAY = 86_400_000;
    const options = { intervalMs: 30 * DAY, maxIntervalMs: 30 * DAY, timeoutMs: 99 * DAY };
    const { ended, requests } = text([accepted(), running(), succeeded()], options);
    await ended;
    same(time.now, 30 * DAY);
    same(requests.length, 3);
  });

  scenario("a device that wakes from sleep polls once, not for every missed poll", async ({ text, time }) => {
    const { ended, requests } = text([accepted(), running(), running(), always(succeeded())], { timeoutMs: 10 * HOUR });
    await time.settle();
    time.sleepDevice(5 * HOUR);
    await ended;
    ok(requests.length <= 4, `${requests.length} requests`);
  });
});

describe("failed polls", () => {
  for (const [what, next] of [
    ["no answer at all", rejects(new TypeError("Failed to fetch"))],
    ["a 503", answer(503, { error: { code: "ServiceUnavailable", message: "Later." } })],
    ["a 500 with a page of HTML", answer(500, "<html>")],
    ["a 408", answer(408)],
    ["a 429", answer(429)],
    ["a body that ends too early", answer(200, '{"status":"succ')],
    ["an empty 200", answer(200, "")],
    ["a proxy's page", answer(200, "<!doctype html><title>Sign in</title>")],
  ]) {
    scenario(`${what} is asked again`, async ({ text }) => {
      const { ended, requests } = text([accepted(), running(), next, succeeded()]);
      same((await ended).state, "succeeded");
      same(requests.length, 4);
    });
  }

  for (const [status, code] of [
    [400, "httpError"],
    [403, "forbidden"],
    [404, "notFound"],
    [410, "expired"],
    [401, "unauthorized"],
  ]) {
    scenario(`a ${status} is final at once`, async ({ text }) => {
      const { ended, requests } = text([
        accepted(),
        running(),
        answer(status, { error: { code: "Code", message: "Why." } }, { "apim-request-id": "7c" }),
      ]);
      const error = isError(await rejection(ended), code, api);
      equal([error.status, error.requestId, error.errors[0].message, error.job.id], [status, "7c", "Why.", "5f_639"]);
      same(requests.length, 3);
    });
  }

  for (const [
    what,
    next,
    code,
    most,
  ] of /** @type {[what: string, next: () => unknown, code: string, most: number][]} */ ([
    ["the network stays away", rejects("offline"), "network", 9],
    ["the service stays away", answer(503), "httpError", 9],
    ["every answer is broken", answer(200, "<html>"), "unreadableResponse", 3],
  ])) {
    scenario(`when ${what}, it says so after a while`, async ({ text }) => {
      const { ended, requests } = text([accepted(), always(next)]);
      const error = isError(await rejection(ended), code, api);
      same(error.job.url, JOB_URL);
      same(requests.length, 1 + most);
    });
  }

  scenario("a reading resets the count of failures", async ({ text }) => {
    const broken = Array.from({ length: 6 }, () => rejects("offline"));
    const { ended } = text([accepted(), ...broken, running(), ...broken, running(), ...broken, succeeded()]);
    same((await ended).state, "succeeded");
  });

  scenario("a job that is gone after its expiry is reported as expired", async ({ text }) => {
    const kept = { expirationDateTime: "2026-03-14T09:26:54Z" };
    const { ended } = text([accepted(), reading("running", kept), answer(404)]);
    isError(await rejection(ended), "expired", api);
  });

  scenario("a sentinel date is ignored", async ({ text }) => {
    const { ended } = text([
      accepted(),
      reading("running", { expirationDateTime: "0001-01-01T00:00:00Z" }),
      answer(404),
    ]);
    isError(await rejection(ended), "notFound", api);
  });

  scenario("AvePoint's 200 that says 500 in its body is a failed poll", async ({ report }) => {
    const { ended, requests } = report([
      insights({ jobId: "1" }),
      insights({ status: 500, message: "An internal error occurred." }),
      insights({ jobStatus: 2 }),
    ]);
    same((await ended).state, "succeeded");
    same(requests.length, 3);
  });
});

describe("repeated requests", () => {
  for (const [what, next, code] of [
    ["no answer", rejects("offline"), "network"],
    ["a 503", answer(503, null, { "Retry-After": "1" }), "httpError"],
    ["a 429", answer(429, null, { "Retry-After": "1" }), "throttled"],
    ["a 408", answer(408), "httpError"],
    ["a broken answer", answer(200, "<html>"), "unreadableResponse"],
  ]) {
    for (const [service, wanted] of [
      ["text", "Azure Language"],
      ["report", "AvePoint"],
    ]) {
      scenario(`a submission to ${wanted} that gets ${what} is not sent again`, async (world) => {
        const { started, ended, requests } = world[service]([next]);
        ended.catch(() => {});
        const error = isError(await rejection(started), code, api);
        if (code === "network") ok(/may have arrived/.test(error.message), error.message);
        await world.time.pass(HOUR);
        same(requests.length, 1);
      });
    }
  }

  scenario("a job that is no longer followed is not cancelled", async ({ text, time }) => {
    const controller = new AbortController();
    const { ended, requests, started } = text([accepted(), always(running())], { signal: controller.signal });
    await started;
    ended.catch(() => {});
    await time.settle();
    controller.abort("closed");
    same(await rejection(ended), "closed");
    await time.pass(HOUR);
    ok(
      requests.slice(1).every(({ method }) => method === "GET"),
      "only reads",
    );
  });

  scenario("two jobs are followed side by side", async ({ time }) => {
    const client = language(api);
    const answerTo = ({ url }) =>
      reading(url.includes("/slow/") ? "running" : "succeeded", { jobId: url.match(/jobs\/(\w+)/)[1] });
    const service = scripted(
      time,
      always((request) => answerTo(request)()),
    );
    const options = { fetch: service.fetch, timeoutMs: 60_000 };
    const slow = client
      .follow(
        client.job("export", "Inbox", "slow").url.replace("Inbox/export/jobs/slow", "slow/export/jobs/1"),
        options,
      )
      .pollUntilDone();
    const quick = client.follow(`${PROJECTS}/Inbox/export/jobs/2`, options).pollUntilDone();
    slow.catch(() => {});
    same((await time.until(quick)).state, "succeeded");
    isError(await time.until(rejection(slow)), "timeout", api);
  });
});
