// `<export-board>` as a portal embeds it.
import { expectNoViolations } from "./axe.mjs";
import { expect, test } from "./embed/embedding.mjs";

test("<export-board> shows when a job is likely to end, once it has seen similar jobs end", async ({ page, open }) => {
  await page.clock.install();
  await open({ body: "<export-board></export-board>" });
  await page.evaluate(() => {
    const { portal } = window;
    portal.defineElements();
    const { fetch } = portal.createSimulator({ pace: 1 });
    document.querySelector("export-board").board = portal.board({ fetch });
  });
  const submit = () =>
    page.evaluate(async () => {
      const { board } = document.querySelector("export-board");
      await board.submit(window.portal.language, window.portal.language.exportRequest("SupportInbox"));
    });
  const rows = page.locator("export-board tbody tr");
  for (let n = 0; n < 5; n += 1) await submit();
  await expect(rows).toHaveCount(5);
  await page.clock.runFor(120_000);
  await expect(page.locator("export-board tbody tr[data-done]")).toHaveCount(5);
  await submit();
  await page.clock.runFor(100);
  await expect(rows.last()).toContainText(/likely to end in \d+ m?s to \d+ s/);
});

test("<export-board> announces the news of its board in the language of the page, until that is turned off", async ({
  page,
  open,
}) => {
  await page.clock.install();
  await open({ lang: "de", body: "<export-board></export-board>" });
  const see = (state) =>
    page.evaluate((state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await page.evaluate(async () => {
    const { portal } = window;
    portal.defineElements();
    const board = portal.board();
    document.querySelector("export-board").board = board;
  });
  const notify = page.getByRole("button", { name: "Benachrichtigen" });
  await notify.click();
  await expect(notify).toHaveAttribute("aria-pressed", "true");
  await see("hidden");
  await page.evaluate(async () => {
    const { board } = document.querySelector("export-board");
    await board.submit(window.portal.language, window.portal.language.exportRequest("SupportInbox"));
  });
  await page.clock.runFor(120_000);
  await expect(page).toHaveTitle("(1) Portal");
  await see("visible");
  await page.clock.runFor(10_000);
  await expect(page.locator("export-board [role=status]")).toHaveText("1 Export ist fertig");
  await expect(page).toHaveTitle("Portal");
  await notify.click();
  await expect(notify).toHaveAttribute("aria-pressed", "false");
});

test("<export-board> shows the jobs of a board, and sends an event when they end", async ({ page, open }) => {
  await open({ body: "<export-board label='Exports'></export-board>" });
  await page.evaluate(async () => {
    const { portal } = window;
    window.ended = [];
    document.addEventListener("end", (/** @type {any} */ { detail }) => window.ended.push(detail.job.job.project));
    const board = portal.board();
    await board.ready();
    // Before the element is defined.
    document.querySelector("export-board").board = board;
    portal.defineElements();
    for (const name of ["MaintenanceReports", "SupportInbox"])
      await board.submit(portal.language, portal.language.exportRequest(name));
  });
  const rows = page.locator("export-board tbody tr");
  await expect(page.locator("export-board tbody tr[data-done]")).toHaveCount(2);
  expect((await page.evaluate(() => window.ended)).sort()).toEqual(["MaintenanceReports", "SupportInbox"]);
  await expect(page.getByRole("heading", { name: "Exports" })).toBeVisible();
  await expect(page.locator("export-board .limits")).toContainText("of 10 submissions a minute");
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Job", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(rows.first()).toContainText("SupportInbox");
  await page.getByRole("button", { name: "Remove ended jobs" }).click();
  await expect(rows).toHaveCount(0);
  await expect(page.locator("export-board")).toContainText("No jobs yet.");
});

test("<export-board> shows the history of its board, which can save a file and forget a job", async ({
  page,
  open,
}) => {
  await open({ body: "<export-board></export-board>" });
  await page.evaluate(async () => {
    const { portal } = window;
    portal.defineElements();
    const board = portal.board({ name: "history" });
    await board.ready();
    document.querySelector("export-board").board = board;
    await board.submit(portal.language, portal.language.exportRequest("SupportInbox"));
  });
  await expect(page.locator("export-board tbody tr[data-done]")).toHaveCount(1);
  await expect(page.locator("export-board [role=status]")).toHaveText("export SupportInbox: Succeeded");
  const saves = async () => {
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save file: export SupportInbox" }).click();
    // Firefox numbers the second file of a name.
    expect((await saved).suggestedFilename()).toMatch(/^SupportInbox(\(1\))?\.json$/);
  };
  await saves();
  await page.getByRole("button", { name: "Remove ended jobs" }).click();
  await expect(page.locator("export-board tbody tr")).toHaveCount(0);
  await page.getByText("History").click();
  const ended = page.locator("export-board .history li");
  await expect(ended).toHaveCount(1);
  await expect(ended).toContainText("export SupportInbox Succeeded");
  await expect(ended).toContainText("kB");
  await expectNoViolations(page);
  await saves();
  await page.getByRole("button", { name: "Forget: export SupportInbox" }).click();
  await expect(ended).toHaveText("No job has ended yet.");
});
