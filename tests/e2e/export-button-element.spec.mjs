// `<export-button>` as a portal embeds it.
import { expectNoViolations } from "./axe.mjs";
import { expect, test } from "./embed/embedding.mjs";
import { listen, phaseOf } from "./embed/runs.mjs";

test("<export-button> starts an export by keyboard, shows it, and saves the file", async ({ page, open }) => {
  await open({ body: "<export-button>Export the reports</export-button>" });
  await listen(page);
  await page.evaluate(() => {
    const { portal } = window;
    portal.defineElements();
    Object.assign(document.querySelector("export-button"), {
      client: portal.language,
      request: portal.request,
      fetch: portal.fetch,
    });
  });
  const button = page.getByRole("button");
  await expect(button).toHaveAccessibleName("Export the reports");
  await expectNoViolations(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(button).toHaveAccessibleName("Save file");
  await expect(button).toBeFocused();
  await expectNoViolations(page);
  const saved = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await saved).suggestedFilename()).toBe("MaintenanceReports.json");
  const ends = (await page.evaluate(() => window.heard)).filter(({ type }) => type === "end");
  expect(ends.map(({ from, phase }) => `${from} ${phase}`)).toEqual(["export-button finished"]);
});

test("<export-button> says why an export did not start, and starts one again", async ({ page, open }) => {
  await open({ body: "<export-button></export-button>" });
  await page.evaluate(() => {
    const { portal } = window;
    portal.defineElements();
    const button = document.querySelector("export-button");
    const refuse = async () => new Response("{}", { status: 403 });
    Object.assign(button, { client: portal.language, request: portal.request, fetch: refuse });
  });
  const button = page.getByRole("button");
  await button.click();
  await expect(button).toHaveAccessibleName("Export again");
  await expect(button).toHaveAccessibleDescription(/The credential may not do this/);
  await page.evaluate(() => (document.querySelector("export-button").fetch = window.portal.fetch));
  await button.click();
  await expect(button).toHaveAccessibleName("Save file");
  await expect(page.locator("[part=message]")).toBeEmpty();
});

test("<export-button> starts one export when pressed twice, and none when disabled", async ({ page, open }) => {
  await open({ body: "<export-button disabled></export-button>" });
  await page.evaluate(() => {
    const { portal } = window;
    portal.defineElements();
    Object.assign(document.querySelector("export-button"), {
      client: portal.language,
      request: portal.request,
      fetch: portal.fetch,
    });
  });
  const press = () =>
    page.evaluate(() => {
      const inner = document.querySelector("export-button").shadowRoot.querySelector("button");
      inner.click();
      inner.click();
    });
  const submissions = () =>
    page.evaluate(() => window.portal.simulator.requests.filter(({ method }) => method === "POST").length);
  await expect(page.getByRole("button")).toBeDisabled();
  await press();
  expect(await submissions()).toBe(0);
  await page.evaluate(() => (document.querySelector("export-button").disabled = false));
  await expect(page.getByRole("button")).toBeEnabled();
  await press();
  await expect(phaseOf(page, "export-button")).toHaveAttribute("data-phase", "finished");
  expect(await submissions()).toBe(1);
});
