// A job that was started before: pasted, found again, stopped, and watched again.
import { beforeScripts } from "./before-scripts.mjs";
import { expect, marked, test } from "./demo.mjs";

/** Submits an export without the page, like another program. */
async function submit(url, path, init = {}) {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { "Ocp-Apim-Subscription-Key": marked.key },
    ...init,
  });
  expect(response.ok).toBe(true);
  return response;
}

const exportPath =
  "/language/authoring/analyze-text/projects/SupportInbox/:export?stringIndexType=Utf16CodeUnit&api-version=2023-04-01";

for (const named of ["url", "json", "id"]) {
  test(`follows an Azure job that is named by ${named}`, async ({ demo, page, serve }) => {
    const { url } = await serve();
    const jobUrl = (await submit(url, exportPath)).headers.get("operation-location");
    const id = /jobs\/([^?]+)/.exec(jobUrl)[1];
    await demo.open();
    await demo.connect(url, "analyze-text");
    await demo.choose({ task: "follow", named });
    if (named === "url") await page.fill("#job-url", `\n ${jobUrl} `);
    if (named === "json")
      await page.fill(
        "#job-json",
        JSON.stringify({
          service: "azure-language/analyze-text",
          operation: "export",
          project: "SupportInbox",
          id,
          url: jobUrl,
        }),
      );
    if (named === "id") {
      await page.fill("#project", "SupportInbox");
      await page.fill("#job-id", id);
    }
    await demo.start();
    await demo.reaches("finished");
    await expect(demo.job.locator("h2")).toHaveText("Export of SupportInbox");
    await expect(demo.job.locator(".steps")).toContainText("was done before");
    expect((await demo.save()).name).toBe("SupportInbox.json");
  });
}

for (const named of ["url", "id"]) {
  test(`follows an AvePoint job that is named by ${named}`, async ({ demo, page, serve }) => {
    const { url } = await serve();
    const { jobId } = await (
      await submit(url, "/insights/sites/permission/export?siteUrls=https%3A%2F%2Fcontoso.example", {
        method: "GET",
        headers: { Authorization: `Bearer ${marked.token}` },
      })
    ).json();
    await demo.open();
    await demo.connect(url, "avepoint");
    await demo.choose({ task: "follow", named });
    if (named === "url") await page.fill("#job-url", `${url}/insights/job/${jobId}/exportstatus`);
    else await page.fill("#job-id", jobId);
    await demo.start();
    await demo.reaches("finished");
    expect((await demo.save()).name).toBe(`export-${jobId}.zip`);
  });
}

test("says why a job cannot be followed", async ({ demo, page }) => {
  await demo.open();
  await demo.choose({ task: "follow", named: "json" });
  await page.fill("#job-json", '{"service":"azure-language/analyze-text","oper');
  await demo.start();
  await expect(demo.orderFailure).toContainText("The stored job is not JSON");
  await demo.choose({ named: "url" });
  await expect(demo.orderFailure).toBeEmpty();
  await page.fill(
    "#job-url",
    "https://elsewhere.example/language/authoring/analyze-text/projects/A/export/jobs/1?api-version=2023-04-01",
  );
  await demo.start();
  await expect(demo.orderFailure).toContainText("Your credential was not sent there");
  await page.fill("#job-url", "");
  await demo.start();
  await expect(demo.orderFailure).toContainText("Paste the job’s URL.");
  await expect(demo.state).toContainText("Ready");
});

for (const service of ["analyze-text", "avepoint"]) {
  test(`finds the job of ${service} again after a reload in the middle`, async ({ demo, page }) => {
    await page.clock.install();
    await demo.open();
    await demo.choose({ service });
    await demo.linger();
    await demo.start();
    await demo.reaches("watching");
    await demo.unfold("About this job");
    const id = await demo.job.locator(".about code").first().textContent();
    await page.reload();
    await expect(demo.job.locator(".steps")).toContainText("was done before");
    await demo.unfold("About this job");
    await expect(demo.job.locator(".about code").first()).toHaveText(id);
    await page.clock.runFor(60_000);
    await demo.reaches("finished");
    await expect(demo.job.getByRole("button", { name: "Save file" })).toBeVisible();
    await expect(demo.recent).toHaveCount(1);
    await expect(demo.recent).toContainText("succeeded");
  });
}

test("a reload does not restart a job that has ended", async ({ demo, page }) => {
  await demo.open();
  await demo.hurry();
  await demo.start();
  await demo.reaches("finished");
  await page.reload();
  await expect(demo.recent).toHaveCount(1);
  await expect(demo.state).toContainText("Ready");
  await demo.recent.getByRole("button", { name: /^Follow/ }).click();
  await demo.reaches("finished");
  await demo.recent.getByRole("button", { name: /^Forget/ }).click();
  await expect(page.locator("#recent")).toBeHidden();
});

test("another tab finds the job, too", async ({ demo, page, context }) => {
  await demo.open();
  await demo.hurry();
  await demo.start();
  await demo.reaches("finished");
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole("button", { name: "Follow again: Export of MaintenanceReports" }).click();
  await expect(other.locator("export-job .job")).toHaveAttribute("data-phase", "finished");
});

test("invalid data in the storage is ignored", async ({ demo, page }) => {
  await beforeScripts(page, () => {
    localStorage.setItem("export-jobs.recent", '[{"job":{}},null,7,{"title":"x"}]');
    localStorage.setItem("export-jobs.simulated-service", '{"jobs":"none"}');
  });
  await demo.open();
  await demo.hurry();
  await demo.start();
  await demo.reaches("finished");
  await expect(demo.recent).toHaveCount(1);
});

test("stops watching immediately, and watches again", async ({ demo, page, serve }) => {
  const { url, simulator } = await serve({ pace: 1000 });
  await demo.open();
  await demo.connect(url, "analyze-text");
  await page.fill("#project", "SupportInbox");
  await demo.start();
  await expect(demo.state).toContainText("Waiting to start");
  await demo.job.getByRole("button", { name: "Stop watching" }).click();
  await demo.reaches("stopped");
  await expect(demo.job).toContainText("The job goes on at the service");
  const again = demo.job.getByRole("button", { name: "Watch again" });
  await expect(again).toBeFocused();
  const asked = simulator.requests.length;
  await again.click();
  await demo.reaches("watching");
  await expect.poll(() => simulator.requests.length).toBeGreaterThan(asked);
});

test("the request under way is aborted when watching stops", async ({ demo }) => {
  await demo.open();
  await demo.hurry();
  await demo.fault("hangs", { on: "status" });
  await demo.start();
  await demo.reaches("watching");
  await demo.job.getByRole("button", { name: "Stop watching" }).click();
  await demo.reaches("stopped");
  await demo.exchange(1);
  await expect(demo.history.nth(1)).toContainText("The request was stopped by this page.");
});

test("starting another export stops watching the first", async ({ demo, page }) => {
  await demo.open();
  await demo.linger();
  await demo.start();
  await demo.reaches("watching");
  await page.selectOption("#sample", "SupportInbox");
  await demo.hurry();
  await demo.start();
  await demo.reaches("finished");
  await expect(demo.job.locator("h2")).toHaveText("Export of SupportInbox");
  await expect(demo.recent).toHaveCount(2);
});
