// The page with services on another origin, over real HTTP.
import { expect, marked, test } from "./demo.mjs";

/** How Chromium and Firefox report a request that failed. */
const answered = /Failed to load resource|Cross-Origin Request Blocked/;

for (const credential of ["key", "token"]) {
  for (const [service, project] of [
    ["analyze-text", "MaintenanceReports"],
    ["analyze-conversations", "CityTransit"],
    ["query-knowledgebases", "LibraryHelp"],
  ]) {
    test(`${service} with a ${credential}`, async ({ demo, page, serve }) => {
      const { url, simulator } = await serve();
      await demo.open();
      await demo.connect(url, service, { credential });
      await page.fill("#project", project);
      await demo.start();
      await demo.reaches("finished");
      expect((await demo.save()).name).toBe(`${project}.json`);
      expect(simulator.requests.some(({ headers }) => Object.values(headers).join().includes(marked[credential]))).toBe(
        true,
      );
      expect(simulator.requests.some(({ url: asked }) => asked.includes(marked[credential]))).toBe(false);
      const submission = await demo.exchange(0);
      await expect(submission).toContainText("••••••••");
    });
  }
}

test("AvePoint with a token, behind the user's own address", async ({ demo, page, serve }) => {
  const { url } = await serve();
  await demo.open();
  await demo.connect(url, "avepoint");
  await page.selectOption("#export", "sharingLinks");
  await page.selectOption("#parameter-exportLinkType", "64");
  await page.fill("#parameter-startTime", "2026-01-01T00:00");
  await page.fill("#parameter-finishTime", "2026-01-31T23:59:59");
  await expect(page.locator("#preview")).toContainText("startTime=2026-01-01T00%3A00%3A00&");
  await demo.start();
  await demo.reaches("finished");
  expect((await demo.save()).name).toMatch(/\.zip$/);
});

test("the regions of AvePoint can be chosen", async ({ demo, page }) => {
  await demo.open();
  await demo.choose({ where: "real", service: "avepoint" });
  await expect(page.locator("#region option")).toHaveCount(24);
  await page.selectOption("#region", { label: "Germany" });
  await page.selectOption("#export", "sitePermissions");
  await page.fill(
    "#parameter-siteUrls",
    "https://contoso.sharepoint.com/sites/Budget 2026\nhttps://contoso.sharepoint.com/sites/räume",
  );
  await expect(page.locator("#preview")).toHaveText(
    /^GET https:\/\/graph-de\.avepointonlineservices\.com\/insights\/sites\/permission\/export\?siteUrls=https%3A%2F%2F.*%20.*&siteUrls=/,
  );
});

test("a real AvePoint is polled after two minutes", async ({ demo, page, serve }) => {
  const { url } = await serve({ pace: 100 });
  await page.clock.install();
  await demo.open();
  await demo.connect(url, "avepoint");
  await page.selectOption("#export", "googleDrivePermissions");
  await page.fill("#parameter-driveIds", "0ANcontosoDrive-PVA");
  await demo.start();
  await expect(demo.state).toContainText("Running");
  await expect(demo.job.locator(".next")).toHaveText(/^in (1[01]\d s|120 s|[2-4] min)$/);
  await page.clock.runFor(60_000);
  await expect(demo.job.locator(".polls")).toHaveText("1");
});

test("a wrong key is reported as refused", async ({ demo, page, serve, expected }) => {
  expected.push(answered);
  const { url } = await serve();
  await demo.open();
  await demo.connect(url, "analyze-text", { secret: `${marked.key}-wrong` });
  await page.fill("#project", "MaintenanceReports");
  await demo.start();
  await demo.reaches("failed");
  await expect(demo.failure).toContainText("The credential was refused");
  await expect(demo.failure).toContainText("belongs to this resource");
  await expect(demo.failure.locator("dl")).toContainText("401");
});

test("a service that does not exist is a network error", async ({ demo, page, serve, expected }) => {
  expected.push(answered);
  const { url, close } = await serve();
  await close();
  await demo.open();
  await demo.connect(url, "analyze-text");
  await page.fill("#project", "MaintenanceReports");
  await demo.start();
  await demo.reaches("failed");
  await expect(demo.failure).toContainText("No answer came");
  await expect(demo.failure).toContainText("CORS");
});

test("an endpoint that is not https is refused, and nothing is sent", async ({ demo, page }) => {
  await demo.open();
  await demo.connect("http://contoso.example", "analyze-text");
  await page.fill("#project", "MaintenanceReports");
  await demo.start();
  await expect(demo.orderFailure).toContainText("invalidArgument");
});

test("a redirect is not followed with the key", async ({ demo, page, serve }) => {
  const [{ url, simulator }, other] = [await serve(), await serve()];
  simulator.inject({ fault: "redirect", on: "status", origin: other.url });
  await demo.open();
  await demo.connect(url, "analyze-text");
  await page.fill("#project", "MaintenanceReports");
  await demo.start();
  await demo.reaches("failed");
  await expect(demo.failure).toContainText("foreignOrigin");
  await expect(demo.history.last()).toContainText("redirect");
  expect(other.simulator.requests).toHaveLength(0);
});

test("a header that the service does not expose is named", async ({ demo, page, serve }) => {
  const { url, simulator } = await serve();
  simulator.inject({ fault: "hiddenHeaders", on: "submit" });
  await demo.open();
  await demo.connect(url, "analyze-text");
  await page.fill("#project", "MaintenanceReports");
  await demo.start();
  await demo.reaches("failed");
  await expect(demo.failure).toContainText("Access-Control-Expose-Headers");
});

test("a key that the service echoes is not shown", async ({ demo, page, serve, expected }) => {
  expected.push(answered);
  const { url } = await serve();
  // A gateway that answers with the headers it received.
  await page.route(`${url}/language/**`, (route) =>
    route.request().method() === "OPTIONS"
      ? route.continue()
      : route.fulfill({
          status: 400,
          headers: { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "*", "x-seen": marked.key },
          json: { error: { code: "Bad", message: `No route for key ${marked.key}` } },
        }),
  );
  await demo.open();
  await demo.connect(url, "analyze-text");
  await page.fill("#project", "MaintenanceReports");
  await demo.start();
  await demo.reaches("failed");
  const submission = await demo.exchange(0);
  await expect(submission).toContainText("No route for key ••••••••");
});

test("a reload forgets the key, and keeps the job", async ({ demo, page, serve, expected }) => {
  expected.push(answered);
  const { url } = await serve({ pace: 1000 });
  await demo.open();
  await demo.connect(url, "analyze-text");
  await page.fill("#project", "MaintenanceReports");
  await demo.start();
  await expect(demo.state).toContainText("Waiting to start");
  await page.reload();
  await expect(demo.recent).toContainText("not ended yet");
  await expect(page.locator("#secret")).toHaveValue("");
  await demo.recent.getByRole("button", { name: /^Follow/ }).click();
  await expect(page.locator("#secret")).toBeFocused();
  await expect(page.locator("#endpoint")).toHaveValue(url);
  await page.fill("#secret", marked.key);
  await demo.start();
  await expect(demo.state).toContainText("Waiting to start");
});
