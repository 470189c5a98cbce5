// The samples and the charts of the page for exported projects.
import { expectNoViolations } from "./axe.mjs";
import { expect } from "./demo.mjs";
import { prefer } from "./preferences.mjs";
import { opened } from "./project-page.mjs";

opened("the page opens with a sample, and its charts have tables behind them", async ({ project, page }) => {
  await page.goto("project.html");
  await project.isOpen("CityTransit.json");
  await expect(page.locator("body"), "the focus stays").toBeFocused();
  const entities = project.chart("entities");
  await expect(entities).toContainText("92 labels, 34 % of them Stop.");
  await expect(entities.locator(".bars li").first()).toHaveText("Stop31");
  await expect(project.chart("datasets").locator(".bars li")).toHaveText(["Train49", "Test10"]);
  await expect(project.chart("lengths").getByRole("img", { name: /most often 32 to 39/ })).toBeVisible();
  await expect(project.chart("cooccurrence").getByRole("row", { name: /^When 9 18/ })).toBeVisible();
  await entities.locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(entities.getByRole("row", { name: /^Stop/ })).toHaveText("Stop31274");
  await page
    .locator("#charts details")
    .evaluateAll((all) => all.forEach((details) => details.setAttribute("open", "")));
  await expect(project.chart("cooccurrence").getByRole("row", { name: "Stop When 9" })).toBeVisible();
  await expectNoViolations(page);
});

opened("samples are opened and compared by one click each", async ({ project, page }) => {
  await page.goto("project.html");
  await project.isOpen("CityTransit.json");
  await page.getByRole("button", { name: "Sample with mistakes" }).click();
  await project.isOpen("CityTransit-draft.json");
  await expect(page.locator("#findings-state")).toHaveText(/^1 error, \d+ warnings\.$/);
  await page.getByRole("button", { name: "Sample of custom text" }).click();
  await project.isOpen("MaintenanceReports.json");
  await expect(project.chart("cooccurrence")).toContainText("Equipment");

  await page.getByRole("button", { name: "Compare two samples" }).click();
  await expect(page.locator("#comparison-state")).toHaveText("CityTransit-draft.json differs in 17 places.");
  await project.isOpen("CityTransit.json");
  await expect(page.locator("#comparison-title")).toBeFocused();
  await expect(project.chart("comparison")).toContainText("7 added, 5 removed, 5 changed.");
  await expect(project.chart("comparison").locator(".bars li").first()).toHaveText("utterances+4 −4 ±2");
  await expectNoViolations(page);
});

opened("a name in a chart leads to its items, by keyboard", async ({ project, page }) => {
  await page.goto("project.html");
  await project.isOpen("CityTransit.json");
  await page.fill("#filter-text", "nothing like this");
  await expect(page.locator("#items-state")).toHaveText("0 of 59 items.");
  await project.chart("entities").getByRole("button", { name: "Ticket" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#items-title")).toBeFocused();
  await expect(page.locator("#filter-category")).toHaveValue("Ticket");
  await expect(page.locator("#items-state")).toHaveText("10 of 59 items.");
});

for (const [name, settings] of /** @type {const} */ ([
  ["on a phone in the dark", { viewport: { width: 390, height: 844 }, colorScheme: "dark" }],
  ["at 200 % zoom", { viewport: { width: 683, height: 384 }, deviceScaleFactor: 2 }],
])) {
  opened.describe(name, () => {
    opened.use(settings);
    opened("charts stay in the page", async ({ project, page }) => {
      await page.goto("project.html");
      await project.isOpen("CityTransit.json");
      await page.getByRole("button", { name: "Compare two samples" }).click();
      await expect(project.chart("comparison")).toBeVisible();
      await expect(project.chart("cooccurrence")).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await expectNoViolations(page);
    });
  });
}

opened("series differ without their colours", async ({ project, page }) => {
  await prefer(page, { forcedColors: "active" });
  await page.goto("project.html");
  await project.isOpen("CityTransit.json");
  const fills = await project
    .chart("intents")
    .locator("li")
    .first()
    .locator(".piece")
    .evaluateAll((pieces) => pieces.map((piece) => getComputedStyle(piece).fill));
  expect(new Set(fills).size).toBe(2);
});
