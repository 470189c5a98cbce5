// Tests of the board page: jobs on the first visit, the timeline, the use of the limits, the filter.
import { expect, test as base } from "@playwright/test";
import { expectNoViolations } from "./axe.mjs";
import { Service } from "./passing-service.mjs";
import { prefer } from "./preferences.mjs";

/** The sample jobs that are on the board from the start: three trainings, ten exports, and five of AvePoint's seven. */
const SAMPLES = 18;

class BoardPage {
  constructor(page) {
    this.page = page;
    this.rows = page.locator("export-board tbody tr[data-url]");
    this.groups = page.locator("export-board tbody th");
    this.bars = page.locator("#timeline .bar");
    this.limits = page.locator("#limits .limit");
  }

  async open(query = "?empty") {
    await this.page.goto(`board.html${query}`);
    await expect(this.page.locator("#add-exports")).toBeEnabled();
  }

  bar = (name) => this.bars.filter({ hasText: name });
  limit = (title) => this.limits.filter({ hasText: title });
  choose = (title, option) => this.page.getByLabel(title, { exact: true }).selectOption(option);
}

const test = /** @type {import("./fixtures.d.ts").Extend<{ board: BoardPage, service: Service }>} */ (base.extend)({
  board: async ({ page }, use) => {
    const problems = [];
    page.on("pageerror", (error) => problems.push(error));
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    await use(new BoardPage(page));
    expect(problems).toEqual([]);
  },
  /** The service that a page polls with `?service=/service`. */
  service: async ({ context }, use) => {
    const service = new Service();
    await service.listen(context);
    await use(service);
  },
});

test("a new visitor sees jobs run, a returning one sees the earlier jobs, and an emptied board stays empty", async ({
  board,
  page,
  context,
}) => {
  // Two tabs that are opened at the same time start the samples once.
  const other = new BoardPage(await context.newPage());
  await Promise.all([board.open(""), other.open("")]);
  for (const { rows } of [board, other]) await expect(rows).toHaveCount(SAMPLES);
  await expect(board.bar("WaterMeters")).toHaveCount(1);
  await expect(board.limit("Running at a time")).toContainText("5 of 5");
  await other.page.close();
  await page.reload();
  await expect(board.rows.filter({ hasText: "train" })).toHaveCount(3);
  await expect(board.rows.filter({ hasText: "WaterMeters" })).toHaveCount(1);
  await expect(board.bars.first()).toBeVisible();
  await page.click("#remove-all");
  await expect(board.rows).toHaveCount(0);
  await page.reload();
  await expect(page.locator("#add-exports")).toBeEnabled();
  await expect(page.locator("export-board")).toContainText("No jobs yet.");
  await expect(board.rows).toHaveCount(0);
});

test("an empty board starts nothing", async ({ board, page }) => {
  await board.open();
  await page.click("#add-avepoint");
  await expect(board.rows).toHaveCount(1);
  await expect(board.bars).toHaveCount(1);
});

test("the bar of a job waits, runs with its polls and its likely end, and ends", async ({ board, page, service }) => {
  await board.open("?service=/service");
  await page.click("#add-training");
  await expect(board.bar("train Inbox-1").locator(".submitted")).toHaveCount(1);
  await expect(page.locator("#timeline .bar:has(.part.waiting):has(.part.running)").first()).toBeAttached();
  // The clock of the service is moved, so that readings have some progress. An end that is far away is not drawn.
  service.now = () => Date.now() + 40_000;
  // In one step, because a row moves when its job is polled.
  await page
    .getByRole("button", { name: /^First: train/ })
    .evaluateAll((/** @type {HTMLButtonElement[]} */ buttons) => buttons.forEach((button) => button.click()));
  // Read in one step, because the picture moves.
  await expect(async () => {
    const seen = await page.evaluate(() => {
      const [row] = document.querySelectorAll("#timeline .bar:has(.part.running):has(.part.likely)");
      if (!row) return undefined;
      const endOf = (selector) =>
        ["x", "width"].reduce((sum, name) => sum + Number(row.querySelector(selector).getAttribute(name)), 0);
      return {
        running: endOf(".running"),
        now: Number(
          document
            .querySelector("#timeline .now")
            .getAttribute("d")
            .match(/[\d.]+/)[0],
        ),
        likely: endOf(".likely"),
        polls: row.querySelector(".polls").getAttribute("d").split("M").length - 1,
      };
    });
    expect(seen).toBeDefined();
    expect(Math.abs(seen.running - seen.now)).toBeLessThan(2);
    expect(seen.likely).toBeGreaterThan(seen.now);
    expect(seen.polls).toBeGreaterThanOrEqual(2);
  }).toPass({ timeout: 120_000 });

  // The same in words.
  await page.getByText("The timeline as a table").click();
  await expect(page.locator("#timeline-table tbody tr")).toHaveCount(5);
  await expect(page.locator("#timeline-table tbody")).toContainText(/in \d+ m?(s|in) to \d+ (s|min)/);
  const picture = page.getByRole("img", { name: /^Timeline of 5 jobs: \d going on, \d ended\./ });
  await expect(picture).toHaveAttribute("aria-details", "timeline-table");

  service.now = () => Date.now() + 200_000;
  await page
    .locator("export-board tbody tr:not([data-done])")
    .first()
    .getByRole("button", { name: /^First/ })
    .click();
  await expect(page.locator("#timeline .bar:has(.part.good) .mark.good").first()).toBeAttached();
  await expect(page.locator("#timeline .bar:has(.mark.good) :is(.running, .likely)")).toHaveCount(0);
});

test("each limit shows its use, and when more is allowed", async ({ board, page }) => {
  await board.open();
  await page.click("#start-avepoint");
  const running = board.limit("Running at a time");
  await expect(running).toContainText("5 of 5: 3 submissions wait, one more when one of them has ended");
  await expect(running.locator(".full")).toHaveCount(5);
  // Three minutes of reads, so that the limit stays full.
  for (let n = 0; n < 15; n += 1) await page.click("#add-exports");
  const reads = board.limit("Reads a minute");
  await expect(reads).toContainText(/100 of 100: another one is allowed in \d+ s/);
  await expect(reads.locator(".full")).toHaveCount(100);
  const wait = reads.locator(".wait");
  const before = await wait.getAttribute("width");
  await expect.poll(async () => Number(await wait.getAttribute("width"))).toBeLessThan(Number(before));
  const submissions = board.limit("Submissions a minute");
  await expect(submissions.locator(".cell")).toHaveCount(10);
  await expect(submissions.locator(".taken, .full")).toHaveCount(0);
});

test("jobs are found by text, state and service, and shown in groups", async ({ board, page, service }) => {
  await board.open("?service=/service");
  await page.click("#add-exports");
  await page.click("#add-training");
  await page.click("#add-avepoint");
  await expect(board.rows).toHaveCount(26);
  await expect(page.locator("export-board .state.good")).toHaveCount(19);
  await page.getByLabel("Find").fill("inbox-1");
  // Inbox-1 and Inbox-10 to Inbox-19.
  await expect(board.rows).toHaveCount(12);
  await expect(page.locator(".filter [role=status]")).toHaveText("12 of 26 jobs are shown.");
  await board.choose("State", "going");
  await expect(board.rows).toHaveCount(1);
  await expect(board.bars).toHaveCount(1);
  await page.getByLabel("Find").fill("");
  await board.choose("State", "failed");
  await expect(board.rows).toHaveText([/export Inbox-8/]);
  await board.choose("State", "");
  await board.choose("Service", "avepoint");
  await expect(board.rows).toHaveCount(1);
  await board.choose("Service", "");
  await board.choose("Groups in the table", "service");
  await expect(board.groups).toHaveText(["avepoint (1)", "azure-language/analyze-text (25)"]);
  await board.choose("Groups in the table", "state");
  await expect(board.groups.filter({ hasText: "Failed (1)" })).toHaveCount(1);
  // The order holds within each group.
  await page.locator("export-board").getByRole("button", { name: "Job", exact: true }).click();
  const first = page.locator("export-board tr:has(th:has-text('Succeeded (19)')) + tr");
  await expect(first).toContainText("export Inbox-1");
  expect(service.requests).not.toEqual([]);
});

for (const [name, media] of /** @type {const} */ ([
  ["in light", { colorScheme: "light" }],
  ["in dark", { colorScheme: "dark" }],
  ["in forced colours", { forcedColors: "active" }],
]))
  test(`axe finds nothing ${name}, and on a phone nothing overflows`, async ({ board, page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await prefer(page, media);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await board.open("");
    await expect(board.rows).toHaveCount(SAMPLES);
    await page.getByText("The timeline as a table").click();
    await board.choose("Groups in the table", "service");
    await expect(board.groups).toHaveCount(2);
    await expectNoViolations(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
