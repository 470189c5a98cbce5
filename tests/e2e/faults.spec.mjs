// Faults: the page says what happened and what to do.
import { expect, test } from "./demo.mjs";

/**
 * Faults that happen once, and pass.
 *
 * @type {[fault: string, on: string, parameters: object, words: string][]}
 */
const passing = [
  ["drop", "status", {}, "No answer from"],
  ["unavailable", "status", {}, "HTTP 503"],
  ["serverError", "status", {}, "HTTP 500"],
  ["timeout408", "status", {}, "HTTP 408"],
  ["emptyBody", "status", {}, "cannot be read"],
  ["truncatedBody", "status", {}, "cannot be read"],
  ["truncatedBody", "status", { breaks: true }, "broke off"],
  ["wrongTypes", "status", {}, "cannot be read"],
  ["deepNesting", "status", {}, "cannot be read"],
  ["htmlPage", "status", {}, "Sign in to the network"],
  ["throttle", "status", { retryAfter: "7" }, "HTTP 429"],
  ["throttleSilently", "status", { seconds: "7" }, "HTTP 429"],
  ["hangs", "status", {}, "No answer within 30000 ms"],
];

for (const [fault, on, parameters, words] of passing) {
  test(`${fault} ${JSON.stringify(parameters)} once on a poll is told, and waited out`, async ({ demo, page }) => {
    await page.clock.install();
    await demo.open();
    await demo.hurry();
    await demo.linger();
    await demo.fault(fault, { on, ...parameters });
    await demo.start();
    await demo.reaches("watching");
    if (fault === "hangs") await page.clock.runFor(30_100);
    await expect(demo.trouble).toContainText(words);
    await expect(demo.trouble).toContainText("The job itself goes on");
    await page.clock.runFor(60_000);
    await demo.reaches("finished");
    await expect(demo.trouble).toBeEmpty();
  });
}

test("a throttled poll is not repeated too early", async ({ demo, page }) => {
  await page.clock.install();
  await demo.open();
  await demo.hurry();
  await demo.fault("throttle", { on: "status", retryAfter: "280" });
  await demo.start();
  await expect(demo.trouble).toContainText("HTTP 429");
  await page.clock.runFor(140_000);
  await expect(demo.job.locator(".polls")).toHaveText("1");
  await page.clock.runFor(150_000);
  await demo.reaches("finished");
});

/**
 * Faults that end the job, or the watching.
 *
 * @type {[fault: string, service: string, on: string, parameters: object, whatHappened: string, whatToDo: string][]}
 */
const final = [
  ["drop", "analyze-text", "submit", {}, "No answer came", "The export may have started anyway"],
  ["drop", "avepoint", "submit", { answerLost: true }, "No answer came", "The export may have started anyway"],
  ["throttle", "analyze-text", "submit", { retryAfter: "90" }, "Too many requests", "Wait at least 90 seconds"],
  ["throttle", "avepoint", "submit", { retryAfter: "90" }, "Too many requests", "Wait at least 90 seconds"],
  ["unavailable", "analyze-text", "submit", {}, "The service answered with an error", "Try again in a few minutes"],
  ["unauthorizedOnce", "analyze-text", "submit", {}, "The credential was refused", "belongs to this resource"],
  ["forbidden", "analyze-text", "submit", {}, "The credential may not do this", "Cognitive Services Language"],
  ["forbidden", "avepoint", "status", {}, "The credential may not do this", "insights.graph.readwrite.all"],
  [
    "hiddenHeaders",
    "analyze-text",
    "submit",
    {},
    "its address is hidden",
    "Access-Control-Expose-Headers: operation-location",
  ],
  ["htmlPage", "avepoint", "submit", {}, "The answer makes no sense", "a sign-in page"],
  ["bodyStatus", "avepoint", "submit", {}, "The service answered with an error", "Try again in a few minutes"],
  ["failed", "analyze-text", "submit", {}, "The export failed at the service", "and correct it"],
  ["failed", "analyze-text", "status", {}, "The blob 'report-0121.txt' is not in the container.", "and correct it"],
  ["failed", "avepoint", "submit", {}, "The report could not be created.", "start a new export"],
  ["cancelled", "analyze-text", "submit", {}, "The export was cancelled", "Start a new export"],
  [
    "stateSpelling",
    "analyze-text",
    "status",
    { spelling: "CANCELED" },
    "The export was cancelled",
    "Start a new export",
  ],
  ["avepointState", "avepoint", "status", { state: 6 }, "The export was cancelled", "Start a new export"],
  ["expired", "analyze-text", "status", {}, "It is not there", "services forget old jobs"],
  ["expiredResult", "analyze-text", "result", {}, "It is no longer kept", "Start a new export"],
  ["errorInResult", "avepoint", "result", {}, "It is no longer kept", "Start a new export"],
  [
    "foreignLocation",
    "analyze-text",
    "submit",
    {},
    "The service points to another address",
    "Your credential was not sent there",
  ],
  ["foreignResult", "analyze-text", "submit", {}, "The service points to another address", "Trusted origins"],
  ["redirect", "analyze-text", "submit", {}, "It was not followed", "Your credential was not sent there"],
  ["redirect", "avepoint", "status", {}, "It was not followed", "Your credential was not sent there"],
  ["redirect", "analyze-text", "result", {}, "It was not followed", "Your credential was not sent there"],
];

for (const [fault, service, on, parameters, happened, advice] of final) {
  test(`${fault} ${JSON.stringify(parameters)} on ${on} of ${service}: ${happened}`, async ({ demo }) => {
    await demo.open();
    await demo.choose({ service });
    await demo.hurry();
    await demo.fault(fault, { on, ...parameters });
    await demo.start();
    await demo.reaches("failed");
    await expect(demo.failure).toContainText(happened);
    await expect(demo.failure).toContainText(advice);
    await expect(demo.failure.locator("dt", { hasText: "Code" })).toBeVisible();
  });
}

/**
 * Faults that do no harm.
 *
 * @type {[fault: string, service: string, on: string, parameters: object][]}
 */
const harmless = [
  ["staleApiVersion", "analyze-text", "submit", {}],
  ["noApiVersionInUrls", "analyze-text", "submit", {}],
  ["stateSpelling", "analyze-text", "status", { spelling: "SUCCEEDED" }],
  ["hiddenHeaders", "avepoint", "submit", {}],
  ["hiddenHeaders", "analyze-text", "result", {}],
];

for (const [fault, service, on, parameters] of harmless) {
  test(`${fault} ${JSON.stringify(parameters)} on ${on} of ${service} does no harm`, async ({ demo }) => {
    await demo.open();
    await demo.choose({ service });
    await demo.hurry();
    await demo.fault(fault, { on, ...parameters });
    await demo.start();
    await demo.reaches("finished");
    await expect(demo.state).toContainText("Succeeded");
  });
}

for (const [fault, says] of [
  ["unknownState", "archiving"],
  ["resultUrlTooEarly", "unknown"],
]) {
  test(`${fault}: an unknown state is shown in the service's own word, and is no end`, async ({ demo, page }) => {
    await page.clock.install();
    await demo.open();
    await demo.hurry();
    await demo.linger();
    await demo.fault(fault, { on: "status" });
    await demo.start();
    await expect(demo.state).toContainText("Unknown state");
    await expect(demo.state.locator("code")).toHaveText(says);
    await demo.reaches("watching");
    await page.clock.runFor(60_000);
    await demo.reaches("finished");
    await expect(demo.state).toContainText("Succeeded");
  });
}

test("a job that is cancelling is followed to its end", async ({ demo, page }) => {
  await page.clock.install();
  await demo.open();
  await demo.linger();
  await demo.fault("cancelling", { on: "status" });
  await demo.start();
  await expect(demo.state).toContainText("Being cancelled");
  await page.clock.runFor(60_000);
  await expect(demo.failure).toContainText("The export was cancelled");
});

for (const service of ["analyze-text", "avepoint"]) {
  test(`a job of ${service} that completes in part says so, and gives its file`, async ({ demo }) => {
    await demo.open();
    await demo.choose({ service });
    await demo.hurry();
    await demo.fault("partial", { on: "submit" });
    await demo.start();
    await demo.reaches("finished");
    await expect(demo.state).toContainText("Completed in part");
    await expect(demo.job).toContainText("Not everything is in the file");
    if (service === "analyze-text") await expect(demo.job).toContainText("Two documents were left out.");
    expect((await demo.save()).bytes.length).toBeGreaterThan(0);
  });
}

test("a foreign result is fetched once its origin is trusted", async ({ demo, page }) => {
  await demo.open();
  await demo.hurry();
  await demo.fault("foreignResult", { on: "submit" });
  await page.fill("#trusted-origins", "https://storage.elsewhere.example");
  await demo.start();
  await demo.reaches("finished");
  await expect(demo.history.last()).toContainText("Result");
});

test("a download that breaks off is repeated", async ({ demo, page }) => {
  await page.clock.install();
  await demo.open();
  await demo.hurry();
  await demo.linger();
  await demo.fault("truncatedBody", { on: "result", breaks: true });
  await demo.start();
  await demo.reaches("downloading");
  await page.clock.runFor(60_000);
  await demo.reaches("finished");
  await expect(demo.history).toHaveCount(4);
});

test("a download that has failed can be tried again by hand", async ({ demo }) => {
  await demo.open();
  await demo.hurry();
  await demo.fault("forbidden", { on: "result" });
  await demo.start();
  await demo.reaches("failed");
  await expect(demo.state).toContainText("Collecting the file failed");
  await demo.job.getByRole("button", { name: "Download again" }).click();
  await demo.reaches("finished");
  expect((await demo.save()).name).toBe("MaintenanceReports.json");
});

for (const service of ["analyze-text", "avepoint"]) {
  test(`a file of ${service} that ends too early is not taken for whole`, async ({ demo, page }) => {
    await page.clock.install();
    await demo.open();
    await demo.choose({ service });
    await demo.hurry();
    await demo.fault("truncatedBody", { on: "result", times: Infinity });
    await demo.start();
    await expect.poll(() => demo.history.count()).toBeGreaterThan(2);
    await page.clock.runFor(120_000);
    await expect(demo.failure).toContainText("What to do");
  });
}

test("three unreadable answers end the job, and are shown", async ({ demo, page }) => {
  await page.clock.install();
  await demo.open();
  await demo.hurry();
  await demo.linger();
  await demo.fault("htmlPage", { on: "status", times: Infinity });
  await demo.start();
  await demo.reaches("watching");
  await page.clock.runFor(300_000);
  await demo.reaches("failed");
  await expect(demo.failure).toContainText("The answer makes no sense");
  const poll = await demo.exchange(1);
  await expect(poll).toContainText("Your session with the proxy has ended.");
});

test("an unanswered submission is not sent again", async ({ demo, page }) => {
  await page.clock.install();
  await demo.open();
  await demo.fault("hangs", { on: "submit", times: Infinity });
  await demo.start();
  await expect(demo.state).toContainText("Submitting");
  await page.clock.runFor(300_000);
  await demo.reaches("failed");
  await expect(demo.failure).toContainText("It took too long");
  await expect(demo.failure).toContainText("The export may have started anyway");
  await expect(demo.history).toHaveCount(1);
});

test("a time-out after the time in the form leaves the job at the service", async ({ demo, page }) => {
  await page.clock.install();
  await demo.open();
  await demo.pace({ timeout: 60_000 });
  await demo.fault("unknownState", { on: "status", times: Infinity });
  await demo.start();
  await expect(demo.state).toContainText("Unknown state");
  await page.clock.runFor(61_000);
  await demo.reaches("failed");
  await expect(demo.failure).toContainText("The job goes on at the service");
  await expect(demo.failure.getByRole("button", { name: "Watch again" })).toBeVisible();
});

test("the form offers only the faults of the chosen service, with their descriptions", async ({ demo, page }) => {
  await demo.open();
  await demo.unfold("Let something go wrong");
  await expect(page.locator("#fault option[value=foreignLocation]")).toHaveCount(1);
  await demo.fault("drop");
  await expect(page.locator("#fault-description")).toContainText("The connection breaks before an answer comes");
  await demo.choose({ service: "avepoint" });
  await expect(page.locator("#fault")).toHaveValue("drop");
  await expect(page.locator("#fault option[value=foreignLocation]")).toHaveCount(0);
  await expect(page.locator("#fault option[value=avepointState]")).toHaveCount(1);
});
