// By keyboard, on a phone, with a screen reader, in light and in dark.
import { expectNoViolations } from "./axe.mjs";
import { expect, test } from "./demo.mjs";
import { prefer } from "./preferences.mjs";

/** Each state of the page, and how to reach it. */
const states = {
  async idle() {},
  async running(demo) {
    await demo.fault("unknownState", { on: "status", times: Infinity });
    await demo.start();
    await expect(demo.state).toContainText("Unknown state");
  },
  async troubled(demo) {
    await demo.fault("throttle", { on: "status", retryAfter: "3600" });
    await demo.start();
    await expect(demo.trouble).toContainText("HTTP 429");
  },
  async done(demo) {
    await demo.hurry();
    await demo.fault("partial", { on: "submit" });
    await demo.start();
    await demo.reaches("finished");
    await demo.exchange(1);
    await demo.unfold("About this job");
    await demo.unfold("Code for this");
  },
  async archive(demo) {
    await demo.choose({ service: "avepoint" });
    await demo.hurry();
    await demo.start();
    await demo.reaches("finished");
  },
  async failed(demo) {
    await demo.hurry();
    await demo.fault("failed", { on: "submit" });
    await demo.start();
    await demo.reaches("failed");
    await demo.exchange(0);
  },
  async "to a real endpoint"(demo) {
    await demo.choose({ where: "real", service: "avepoint" });
    await demo.page.selectOption("#region", "own");
    await demo.unfold("Pace and trust");
  },
  async "options and a fault"(demo) {
    await demo.choose({ service: "analyze-conversations" });
    await demo.unfold("Options of the export");
    await demo.fault("truncatedBody");
  },
  async refused(demo) {
    await demo.choose({ where: "real" });
    await demo.start();
    await expect(demo.orderFailure).toContainText("invalidArgument");
  },
  async stopped(demo) {
    await demo.linger();
    await demo.start();
    await demo.reaches("watching");
    await demo.job.getByRole("button", { name: "Stop watching" }).click();
    await demo.reaches("stopped");
  },
};

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const [name, reach] of Object.entries(states)) {
    test(`axe finds nothing in ${colorScheme}: ${name}`, async ({ demo, page }) => {
      await page.emulateMedia({ reducedMotion: "reduce" });
      await demo.open();
      await prefer(page, { colorScheme });
      await reach(demo);
      await expectNoViolations(page);
    });
  }
}

for (const [name, reach] of Object.entries(states)) {
  test(`on a phone nothing overflows to the side: ${name}`, async ({ demo, page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await demo.open();
    await reach(demo);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    const out = await page.evaluate(() => {
      const roots = [document, document.querySelector("export-job").shadowRoot];
      return roots.flatMap((root) =>
        [...root.querySelectorAll("*")]
          .filter((node) => node.getBoundingClientRect().right > 361 && !node.closest("pre"))
          .map((node) => node.outerHTML.slice(0, 80)),
      );
    });
    expect(out).toEqual([]);
  });
}

/** Presses Tab until an element has the focus. */
async function tabTo(page, locator) {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    if (await locator.evaluate((node) => node.getRootNode().activeElement === node)) return;
  }
  throw new Error("Sixty Tabs did not lead there.");
}

test("a whole export works by keyboard alone", async ({ demo, page }) => {
  await demo.open();
  await tabTo(page, page.locator("[name=where]:checked"));
  await tabTo(page, page.locator("[name=service]:checked"));
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("[name=service][value=analyze-conversations]")).toBeChecked();
  await tabTo(page, page.locator("summary", { hasText: "Pace and trust" }));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.locator("#duration")).toBeFocused();
  await page.keyboard.press("End");
  await expect(page.locator("#duration")).toHaveValue("0");
  await tabTo(page, page.locator("#go"));
  await page.keyboard.press("Enter");
  await demo.reaches("finished");
  await expect(demo.job.locator("h2")).toBeFocused();
  const save = demo.job.getByRole("button", { name: "Save file" });
  await tabTo(page, save);
  const outline = await save.evaluate((node) => getComputedStyle(node).outlineStyle);
  expect(outline).toBe("solid");
  const saved = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await saved).suggestedFilename()).toBe("CityTransit.json");
  await tabTo(page, demo.job.locator("summary", { hasText: "History" }));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(demo.history.first()).toContainText("HTTP 202");
});

test("the focus is visible at every stop of the keyboard", async ({ demo, page }) => {
  await demo.open();
  const stops = await page.locator("a, button, input, select, textarea, summary").count();
  for (let presses = 0; presses < stops; presses += 1) {
    await page.keyboard.press("Tab");
    const { outline, tag } = await page.evaluate(() => {
      const focused = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
      // The radio buttons are invisible, on top of the element that shows them.
      const shown = focused.matches("[type=radio]") ? focused.nextElementSibling : focused;
      return { outline: getComputedStyle(shown).outlineStyle, tag: focused.tagName };
    });
    if (tag === "BODY") break;
    expect(outline, tag).not.toBe("none");
  }
});

test("a screen reader hears changes, and no counting seconds", async ({ demo, page }) => {
  await page.clock.install();
  await demo.open();
  await page.evaluate(() => {
    const live = document.querySelector("export-job").shadowRoot.querySelector("[role=status]");
    globalThis.heard = [];
    new MutationObserver(() => globalThis.heard.push(live.textContent)).observe(live, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await demo.linger();
  await demo.fault("unavailable", { on: "status" });
  await demo.start();
  await expect(demo.trouble).toContainText("503");
  await page.clock.runFor(60_000);
  await demo.reaches("finished");
  const heard = await page.evaluate(() => globalThis.heard);
  expect(heard).toContain("The last poll failed. It will be repeated.");
  expect(heard.at(-1)).toBe("Succeeded. The file MaintenanceReports.json is here.");
  expect(new Set(heard).size).toBe(heard.length);
});

test("there is no motion for users who prefer less", async ({ demo, page }) => {
  await demo.open();
  await prefer(page, { reducedMotion: "reduce" });
  await demo.fault("hangs", { on: "status" });
  await demo.start();
  await demo.reaches("watching");
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  const animated = await demo.body.evaluate((node) => node.getRootNode().getAnimations().length);
  expect(animated).toBe(0);
});
