// Thousands of jobs on the board page.
import { expect, test } from "@playwright/test";
import { expectNoViolations } from "./axe.mjs";

const JOBS = 5_000;
/** The most rows that the document may have if it has only those in view. */
const MOST_ROWS = 45;

/** Counts the frames that the page draws, and the long tasks that delayed it, if the engine reports them. */
const countFrames = () => {
  window.drawn = { frames: 0, longTasks: 0 };
  const frame = () => {
    window.drawn.frames += 1;
    requestAnimationFrame(frame);
  };
  frame();
  if (PerformanceObserver.supportedEntryTypes.includes("longtask"))
    new PerformanceObserver((list) => (window.drawn.longTasks += list.getEntries().length)).observe({
      entryTypes: ["longtask"],
    });
};

test.setTimeout(480_000);

test("five thousand jobs are added, scrolled, sorted and searched with only a few rows in the document", async ({
  page,
}) => {
  const problems = [];
  page.on("pageerror", (error) => problems.push(error));
  await page.goto("board.html?empty");
  await page.evaluate(countFrames);
  const table = page.locator("export-board table.jobs");
  const rows = table.locator("tbody tr");
  const frame = page.locator("export-board .scroll");
  const inDocument = async () => {
    expect(await rows.count()).toBeLessThanOrEqual(MOST_ROWS);
    expect(await page.locator("#timeline .bar").count()).toBeLessThanOrEqual(MOST_ROWS);
  };
  const inView = (text) => rows.filter({ hasText: text }).first();

  await page.click("#add-many");
  await expect(table).toHaveAttribute("aria-rowcount", String(JOBS + 1), { timeout: 200_000 });
  await inDocument();
  // The page went on drawing while they were added.
  expect(await page.evaluate(() => window.drawn.frames)).toBeGreaterThan(10);

  // To the end by keyboard, and back in pages.
  await frame.focus();
  await page.keyboard.press("End");
  await expect(inView(`Archive-${JOBS}`)).toBeInViewport();
  await expect(rows.last()).toHaveAttribute("aria-rowindex", String(JOBS + 1));
  await inDocument();
  await rows
    .last()
    .getByRole("button", { name: /^Remove/ })
    .focus();
  for (let n = 0; n < 8; n += 1) await page.keyboard.press("PageUp");
  await expect(rows.last()).not.toHaveAttribute("aria-rowindex", String(JOBS + 1));
  // The row that had the focus is gone, and the keys still scroll.
  await expect(frame).toBeFocused();
  await page.keyboard.press("Home");
  await expect(rows.first()).toHaveAttribute("aria-rowindex", "2");
  await inDocument();

  // Every scroll position shows its rows.
  for (const share of [0.1, 0.35, 0.6, 0.85]) {
    await frame.evaluate((node, share) => node.scrollTo(0, node.scrollHeight * share), share);
    await expect(inView(`Archive-${Math.round(JOBS * share)}`)).toBeInViewport();
    await inDocument();
  }

  for (let n = 0; n < 2; n += 1) await table.locator("th button").first().click();
  await frame.evaluate((node) => node.scrollTo(0, 0));
  await expect(rows.first()).toContainText("Archive-999");

  await page.getByLabel("Groups in the table").selectOption("service");
  await expect(rows.first()).toHaveText(`azure-language/analyze-text (${JOBS})`);
  await page.getByLabel("Find").fill("archive-4321");
  await expect(rows).toHaveCount(2);
  await expect(page.locator("#timeline .bar")).toHaveCount(1);
  await page.getByLabel("Find").fill("");
  await expect(table).toHaveAttribute("aria-rowcount", String(JOBS + 2));
  await expectNoViolations(page);

  await page.click("#remove-all");
  await expect(rows).toHaveCount(0, { timeout: 200_000 });
  expect(problems).toEqual([]);
  const { frames, longTasks } = await page.evaluate(() => window.drawn);
  test.info().annotations.push({ type: "drawn", description: `${frames} frames, ${longTasks} long tasks` });
});
