// All elements as a portal embeds them: their languages, their looks, and a strict policy.
import { expectNoViolations } from "./axe.mjs";
import { expect, test } from "./embed/embedding.mjs";
import { listen, phaseOf, start } from "./embed/runs.mjs";
import { prefer } from "./preferences.mjs";

test("importing defines nothing, and defining twice does no harm", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  const names = ["export-job", "export-board", "export-button"];
  const defined = () => page.evaluate((names) => names.map((name) => Boolean(customElements.get(name))), names);
  expect(await defined()).toEqual([false, false, false]);
  await page.evaluate(() => (window.portal.defineElements(), window.portal.defineElements()));
  expect(await defined()).toEqual([true, true, true]);
});

test("no credential is in an attribute or a text", async ({ page, open }) => {
  await open({ body: "<export-job></export-job><export-button></export-button>" });
  await start(page);
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "finished");
  const html = await page.evaluate(() =>
    [...document.querySelectorAll("*")].map((node) => node.outerHTML + (node.shadowRoot?.innerHTML ?? "")).join("\n"),
  );
  expect(html).toContain("MaintenanceReports");
  expect(html).not.toContain("demo-key");
});

test("in Arabic the elements read from right to left, and axe finds nothing", async ({ page, open }) => {
  await open({
    lang: "ar",
    dir: "rtl",
    body: "<export-job></export-job><export-button></export-button><export-board></export-board>",
  });
  await start(page);
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "finished");
  await expect(page.locator("export-job .state")).toContainText("نجحت");
  await expect(page.getByRole("button", { name: "حفظ الملف" })).toBeVisible();
  const [heading, save] = await Promise.all(
    ["h2", "[part~=save]"].map((name) => page.locator(`export-job ${name}`).boundingBox()),
  );
  // The text begins at the right, and the button is at the left.
  expect(heading.x + heading.width).toBeGreaterThan(save.x + save.width);
  expect(save.x).toBeLessThan(page.viewportSize().width / 3);
  await expectNoViolations(page);
});

test("the elements use the language of the page, or texts of the page's own", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  await start(page);
  const state = page.locator("export-job .state strong");
  await expect(state).toHaveText("Succeeded");
  for (const [lang, text] of [
    ["de-AT", "Erfolgreich"],
    ["ja", "成功"],
    ["x-nonsense!", "Succeeded"],
    ["fr", "Succeeded"],
  ]) {
    await page.evaluate((lang) => (document.documentElement.lang = lang), lang);
    await expect(state).toHaveText(text);
  }
  await page.evaluate(() => window.portal.addLanguages({ lang: "fr", save: "Enregistrer" }));
  await expect(page.getByRole("button", { name: "Enregistrer" })).toBeVisible();
  await expect(state).toHaveText("Succeeded");
  await page.evaluate(() => (document.querySelector("export-job").texts = { save: "Keep it" }));
  await expect(page.getByRole("button", { name: "Keep it" })).toBeVisible();
});

test("an element in a shadow tree uses the language outside it, and its events leave the tree", async ({
  page,
  open,
}) => {
  await open({ body: "<div lang='de' id='host'></div>" });
  await page.evaluate(() => {
    window.portal.defineElements();
    const root = document.querySelector("#host").attachShadow({ mode: "open" });
    root.append(document.createElement("export-job"));
  });
  await expect(page.locator("export-job .state")).toHaveText("Bereit");
  await listen(page);
  await page.evaluate(() => {
    const { portal } = window;
    const view = document.querySelector("#host").shadowRoot.querySelector("export-job");
    Object.assign(view, { fetch: portal.fetch });
    view.run((options) => portal.language.start(portal.request(), options));
  });
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "finished");
  expect((await page.evaluate(() => window.heard)).at(-1)).toMatchObject({ type: "end", phase: "finished" });
});

test("the elements use the page's colour scheme and the portal's own colours", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  await start(page);
  const colour = () => page.locator("export-job .word").evaluate((node) => getComputedStyle(node).color);
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "finished");
  // A light page stays light with any preference of the system.
  await prefer(page, { colorScheme: "dark" });
  expect(await colour()).toBe("rgb(23, 112, 63)");
  await page.evaluate(() => (document.documentElement.style.colorScheme = "dark"));
  expect(await colour()).toBe("rgb(111, 208, 155)");
  await page.evaluate(() => document.querySelector("main").style.setProperty("--export-jobs-good", "rgb(1, 2, 3)"));
  expect(await colour()).toBe("rgb(1, 2, 3)");
});

test("forced colours keep words and borders, and reduced motion stops all motion", async ({ page, open }) => {
  await prefer(page, { forcedColors: "active", reducedMotion: "reduce" });
  await open({ body: "<export-job></export-job><export-button></export-button>" });
  await start(page);
  await page.evaluate(() => {
    const button = document.querySelector("export-button");
    const { portal } = window;
    Object.assign(button, { client: portal.language, request: portal.request, fetch: () => new Promise(() => {}) });
  });
  await page.locator("export-button").getByRole("button").click();
  await expect(phaseOf(page, "export-button")).toHaveAttribute("data-phase", "submitting");
  const animations = await page.evaluate(() =>
    [...document.querySelectorAll("export-job, export-button")].flatMap((node) => node.shadowRoot.getAnimations()),
  );
  expect(animations).toEqual([]);
  await expect(page.locator("export-job .state")).toContainText("Succeeded");
});
