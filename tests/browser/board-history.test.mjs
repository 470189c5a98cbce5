// The history and the news of a board in tabs, with the browser's own storage, locks and channels.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "../../scripts/static-server.mjs";
import { engine, launch } from "../support/engines.mjs";

/** A test that takes longer than this hangs. */
const limit = {
  timeout: 400_000,
  skip: engine === "webkit" && "Its driver has no second tab with the same storage.",
};

let server;
let browser;

before(async () => {
  if (limit.skip) return;
  server = await serve({ folders: ["dist", "tests"], home: undefined });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Calls a function of `globalThis.desk` in the page. */
const call = (page, name, ...values) =>
  page.evaluate(([name, values]) => /** @type {any} */ (globalThis).desk[name](...values), [name, values]);

/**
 * Waits until a function of `globalThis.desk` returns a value, compared as JSON. Some functions return a promise, which
 * Playwright's `waitForFunction` would not await.
 */
const until = (page, name, expected) =>
  page.evaluate(
    async ([name, text]) => {
      const { desk } = /** @type {any} */ (globalThis);
      while (JSON.stringify(await desk[name]()) !== text) await new Promise((next) => setTimeout(next, 50));
    },
    [name, JSON.stringify(expected)],
  );

/** Opens tabs of one site. `prepare` runs in each before its scripts. */
async function withTabs(run, prepare = () => {}) {
  const context = await browser.newContext();
  context.setDefaultTimeout(limit.timeout);
  await context.addInitScript(prepare);
  const open = async () => {
    const page = await context.newPage();
    await page.goto(`${server.url}/tests/browser/page.html`);
    await page.evaluate("import('/tests/browser/board-page.js')");
    return page;
  };
  try {
    await run(open);
  } finally {
    await context.close();
  }
}

/** Everything that the browser stores of the board. */
const stored = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("export-jobs/history");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const store = opening.result.transaction("board").objectStore("board");
          const [keys, values] = [store.getAllKeys(), store.getAll()];
          values.onsuccess = () => resolve({ keys: keys.result, text: JSON.stringify(values.result) });
        };
      }),
  );

test(
  "two tabs that end, remove and forget jobs at the same time share one history, which a later tab reads",
  limit,
  () =>
    withTabs(async (open) => {
      const tabs = [await open(), await open()];
      await Promise.all(
        tabs.map((tab, at) =>
          call(
            tab,
            "add",
            [0, 1, 2, 3, 4].map((n) => `job${at}-${n}`),
          ),
        ),
      );
      for (const tab of tabs) await until(tab, "ended", 10);
      await Promise.all([
        call(tabs[0], "remove", "job1-0"),
        call(tabs[1], "remove", "job0-0"),
        call(tabs[0], "forget", "job1-1"),
        call(tabs[1], "forget", "job0-1"),
      ]);
      for (const tab of tabs) await until(tab, "ended", 6);
      for (const tab of tabs) await until(tab, "historyLength", 8);
      for (const tab of tabs) {
        await call(tab, "stored");
        await tab.close();
      }
      const later = await open();
      const history = await call(later, "history");
      assert.equal(new Set(history).size, 8);
      assert.ok(!history.includes("job0-1") && !history.includes("job1-1"), `${history}`);
      const { keys, text } = await stored(later);
      assert.equal(keys.filter((key) => key.startsWith("ended/")).length, 8);
      assert.ok(!text.includes("sig="), "no signed URL is stored");
    }),
);

/** Records what the page asks of the platform. */
function recordPlatform() {
  const asked = [];
  const shown = [];
  const badges = [];
  // Everything that Playwright evaluates counts as a user gesture.
  let isActive = false;
  const during = (value) => () => (isActive = value);
  addEventListener("click", during(true), true);
  addEventListener("click", during(false));
  Object.defineProperty(navigator, "userActivation", {
    value: {
      get isActive() {
        return isActive;
      },
    },
  });
  class Notification {
    static permission = localStorage.getItem("permission") ?? "default";
    static async requestPermission() {
      asked.push(navigator.userActivation.isActive);
      Notification.permission = "granted";
      localStorage.setItem("permission", "granted");
      return "granted";
    }
    constructor(title, { tag }) {
      shown.push([title, tag]);
    }
    close() {
      shown.push("closed");
    }
  }
  Object.assign(globalThis, { Notification, asked, shown, badges });
  Object.assign(navigator, {
    setAppBadge: async (count) => void badges.push(count),
    clearAppBadge: async () => void badges.push(0),
  });
}

test("a job that ended unseen is announced once, and permission is requested only on a click", limit, () =>
  withTabs(async (open) => {
    const tabs = [await open(), await open()];
    const title = await tabs[0].title();
    for (const tab of tabs) await call(tab, "notify", { notifications: true });
    assert.deepEqual(await tabs[0].evaluate("asked"), [], "there was no gesture");
    await tabs[0].click("button");
    assert.deepEqual(await tabs[0].evaluate("asked"), [true]);
    for (const tab of tabs) await tab.evaluate(() => void Object.assign(Notification, { permission: "granted" }));
    const ids = ["slow1", "slow2", "slow3"];
    await call(tabs[0], "add", ids);
    for (const tab of tabs) await until(tab, "readings", [1, 1, 1]);
    for (const tab of tabs) await call(tab, "look", false);
    for (const tab of tabs) {
      for (const [at, id] of ids.entries()) await call(tab, "push", id, at === 1 ? "failed" : "succeeded");
    }
    for (const tab of tabs) await tab.waitForFunction((title) => document.title === `(3) ${title}`, title);
    const shown = await Promise.all(tabs.map((tab) => tab.evaluate("shown")));
    assert.equal(shown.filter(({ length }) => length).length, 1, "one tab shows notifications");
    assert.deepEqual(shown.flat().at(-1), ["2 exports are ready, 1 failed.", "export-jobs/history"]);
    await call(tabs[1], "look", true);
    await until(tabs[1], "news", [[2, 1, "2 exports are ready, 1 failed."]]);
    for (const tab of tabs) await tab.waitForFunction((title) => document.title === title, title);
    assert.deepEqual(await tabs[1].evaluate("[badges.includes(3), badges.at(-1)]"), [true, 0]);
    await call(tabs[0], "look", true);
    const next = await open();
    await call(next, "notify");
    await call(next, "add", ["one"]);
    await until(next, "ended", 4);
    assert.deepEqual(await Promise.all([tabs[0], next].map((tab) => call(tab, "news"))), [[], []]);
    await call(tabs[1], "stop");
  }, recordPlatform),
);

test("a page without notifications and badges shows its news in its title", limit, () =>
  withTabs(
    async (open) => {
      const tab = await open();
      const title = await tab.title();
      await tab.click("button");
      await call(tab, "add", ["slow1"]);
      await until(tab, "readings", [1]);
      await call(tab, "look", false);
      await call(tab, "push", "slow1", "succeeded");
      await tab.waitForFunction((title) => document.title === `(1) ${title}`, title);
      await call(tab, "look", true);
      await until(tab, "news", [[1, 0, "1 export is ready."]]);
      assert.equal(await tab.title(), title);
    },
    () => {
      Object.assign(globalThis, { Notification: undefined });
      Object.assign(navigator, { setAppBadge: undefined, clearAppBadge: undefined });
    },
  ),
);
