// The board in real tabs.
import { test as base, expect } from "@playwright/test";
import { expectNoViolations } from "./axe.mjs";
import { beforeScripts } from "./before-scripts.mjs";
import { Service } from "./passing-service.mjs";

class Board {
  /** @type {Error[]} */
  problems = [];

  constructor(page) {
    this.page = page;
    this.rows = page.locator("export-board tbody tr");
    this.done = page.locator("export-board tbody tr[data-done]");
    // A busy machine takes so long that trainings end too.
    this.doneExports = this.done.filter({ hasNotText: "train" });
    this.role = page.locator("export-board .role");
  }

  async add(kind, times = 1) {
    for (let n = 0; n < times; n += 1) await this.page.click(`#add-${kind}`);
  }

  leads = () => this.role.evaluate((node) => node.dataset.role === "leading").catch(() => false);
}

/** @typedef {{ service: Service, tab: (options?: { before?: (page: import("@playwright/test").Page) => Promise<unknown> }) => Promise<Board> }} BoardFixtures */

const test = /** @type {import("./fixtures.d.ts").Extend<BoardFixtures>} */ (base.extend)({
  service: async ({ context }, use) => {
    const service = new Service();
    await service.listen(context);
    await use(service);
  },
  /** Opens a tab. */
  tab: async ({ context, service }, use) => {
    await use(async ({ before } = {}) => {
      const page = await context.newPage();
      const problems = [];
      page.on("pageerror", (error) => problems.push(error));
      await before?.(page);
      await page.goto("board.html?service=/service");
      await expect(page.locator("#add-exports")).toBeEnabled();
      const board = new Board(page);
      board.problems = problems;
      return board;
    });
  },
});

/** Returns the tab that polls. */
async function leaderOf(boards) {
  let leader;
  await expect
    .poll(async () => {
      const leads = await Promise.all(boards.map((board) => board.leads()));
      leader = boards[leads.indexOf(true)];
      return leads.filter(Boolean).length;
    })
    .toBe(1);
  return leader;
}

function expectOneAtATime(turns) {
  expect(turns).not.toEqual([]);
  expect(turns).toHaveLength(new Set(turns).size);
}

test("three tabs show the same 50 jobs, and one of them polls", async ({ tab, service }) => {
  const boards = [await tab(), await tab(), await tab()];
  await leaderOf(boards);
  await boards[2].add("exports", 2);
  await boards[0].add("training", 2);
  for (const board of boards) await expect(board.rows).toHaveCount(50);
  for (const board of boards) await expect.poll(() => board.done.count()).toBeGreaterThanOrEqual(40);
  expectOneAtATime(service.turnsSince(0));
  for (const board of boards) expect(board.problems).toEqual([]);
});

for (const [
  how,
  end,
] of /** @type {[how: string, end: (page: import("@playwright/test").Page) => Promise<void> | void][]} */ ([
  ["is closed", (page) => page.close()],
  ["crashes", (page) => void page.goto("chrome://crash").catch(() => {})],
])) {
  test(`when the tab that polls ${how}, another goes on`, async ({ tab, service, browserName }) => {
    test.skip(how === "crashes" && browserName !== "chromium", "It has no address that crashes a tab.");
    const boards = [await tab(), await tab(), await tab()];
    const leader = await leaderOf(boards);
    await leader.add("training", 2);
    await expect.poll(() => service.requests.length).toBeGreaterThan(10);
    await end(leader.page);
    const left = boards.filter((board) => board !== leader);
    const next = await leaderOf(left);
    const before = service.requests.length;
    // A training may wait for minutes, because its progress predicts its end. Exports are polled immediately.
    await left.find((board) => board !== next).add("exports");
    await expect(next.doneExports).toHaveCount(20);
    const turns = service.turnsSince(before);
    expectOneAtATime(turns);
    expect(turns).not.toContain(leader.page);
    for (const board of left) await expect(board.rows).toHaveCount(30);
  });
}

test("a reload keeps the jobs, and what is left of the limits", async ({ tab, service }) => {
  const board = await tab();
  await board.add("exports");
  await board.add("training");
  await expect(board.doneExports).toHaveCount(20);
  const used = await board.page.locator("export-board .limits .faint").textContent();
  await board.page.reload();
  await expect(board.rows).toHaveCount(25);
  await expect(board.doneExports).toHaveCount(20);
  const before = service.requests.length;
  await board.rows
    .filter({ hasText: "train" })
    .first()
    .getByRole("button", { name: /^First/ })
    .click();
  await expect.poll(() => service.requests.length).toBeGreaterThan(before);
  const number = (text) => Number(text.match(/^\d+/)?.[0]);
  expect(number(await board.page.locator("export-board .limits .faint").first().textContent())).toBeGreaterThanOrEqual(
    Math.min(20, number(used)),
  );
});

/**
 * Counts the pending operations of the platform: requests, queries of locks, transactions. `settled()` waits until
 * there are none, however long the machine takes.
 */
function countOperations() {
  let pending = 0;
  const during = (promise) => {
    pending += 1;
    const done = () => void (pending -= 1);
    promise.then(done, done);
    return promise;
  };
  const { fetch, indexedDB } = window;
  window.fetch = (...values) => during(fetch(...values));
  const { query } = LockManager.prototype;
  LockManager.prototype.query = function (...values) {
    return during(query.apply(this, values));
  };
  const ends = (target, ...events) =>
    void during(new Promise((resolve) => events.forEach((event) => target.addEventListener(event, resolve))));
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...values) {
    const begun = transaction.apply(this, values);
    ends(begun, "complete", "abort");
    return begun;
  };
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (...values) {
    const request = open.apply(indexedDB, values);
    ends(request, "success", "error");
    return request;
  };
  const { port1, port2 } = new MessageChannel();
  const turn = () => new Promise((resolve) => ((port1.onmessage = resolve), port2.postMessage(undefined)));
  window.settled = async () => {
    for (let quiet = 0; quiet < 6; quiet += 1) {
      await turn();
      if (pending > 0) quiet = 0;
    }
  };
}

/** Opens a tab whose clock stands still while the machine works. The test moves it. */
async function withOwnClock(tab) {
  const board = await tab({
    before: async (page) => {
      await page.clock.install();
      await beforeScripts(page, countOperations);
    },
  });
  const { page } = board;
  const turn = async (ms) => {
    await page.clock.runFor(ms);
    await page.evaluate(() => window.settled());
  };
  const turnUntil = async (what, ms, holds, turns = 200) => {
    for (let n = 0; n < turns; n += 1) {
      if (await holds()) return;
      await turn(ms);
    }
    throw new Error(`Not within ${turns * ms} ms: ${what}`);
  };
  await turnUntil("the tab leads", 100, () => board.leads());
  return { board, turn, turnUntil };
}

test("the board waits while offline, and continues when online", async ({ tab, service, context }) => {
  const { board, turnUntil } = await withOwnClock(tab);
  await board.add("training");
  await turnUntil("every job is asked about", 250, () => service.requests.length >= 5);
  service.offline = true;
  const failing = () =>
    board.page.evaluate(() => {
      const { board } = document.querySelector("export-board");
      return board.jobs().filter(({ lastFailure }) => lastFailure);
    });
  // After each failure the next poll is further away.
  let waiting;
  await turnUntil("a poll is far away", 2_000, async () => {
    waiting = (await failing()).find(({ nextPollInMs }) => nextPollInMs > 15_000);
    return waiting;
  });
  await expect(board.rows.filter({ hasText: waiting.job.project })).toContainText("It will be polled again.");
  service.offline = false;
  await board.page.evaluate(() => {
    window.online = new Promise((resolve) => addEventListener("online", resolve, { once: true }));
  });
  for (const isOffline of [true, false]) await context.setOffline(isOffline);
  await board.page.evaluate(() => window.online.then(() => {}));
  const isAnswered = async () => !(await failing()).some(({ job }) => job.url === waiting.job.url);
  await turnUntil("it is polled at once", 250, isAnswered, 40);
});

test("a hidden board polls once a minute, and again as soon as it is visible", async ({ tab, service }) => {
  const { board, turn, turnUntil } = await withOwnClock(tab);
  const { page } = board;
  const see = (state) =>
    page.evaluate((state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await page.click("#add-avepoint");
  await board.add("training");
  await turnUntil("every job is asked about", 250, () => service.requests.length > 5);
  await see("hidden");
  await turn(0);
  const before = service.requests.length;
  for (let n = 0; n < 60; n += 1) await turn(10_000);
  // Six jobs for ten minutes, once a minute at most.
  expect(service.requests.length - before).toBeLessThanOrEqual(66);
  expect(service.requests.length - before).toBeGreaterThan(6);
  await see("visible");
  const shown = service.requests.length;
  await turnUntil("they are asked about again", 250, () => service.requests.length > shown);
});

test("a training is cancelled at the service, from a tab that does not poll", async ({ tab, service }) => {
  const boards = [await tab(), await tab()];
  const leader = await leaderOf(boards);
  const other = boards.find((board) => board !== leader);
  await other.add("training");
  await expect(leader.rows).toHaveCount(5);
  const row = other.rows.nth(2);
  await row.getByRole("button", { name: /^Cancel/ }).click();
  for (const board of boards) await expect(board.rows.nth(2)).toContainText("Cancelled");
  await other.rows
    .nth(0)
    .getByRole("button", { name: /^Remove/ })
    .click();
  for (const board of boards) await expect(board.rows).toHaveCount(4);
  expect(service.requests.filter(({ url }) => url.includes(":cancel"))).toHaveLength(1);
});

test("each tab sends its own submissions, and five exports run at a time", async ({ tab, service }) => {
  const boards = [await tab(), await tab()];
  const leader = await leaderOf(boards);
  const other = boards.find((board) => board !== leader);
  await other.page.click("#start-avepoint");
  for (const board of boards) {
    await expect(board.rows).toHaveCount(5);
    await expect(board.page.locator("export-board .limits")).toContainText("5 of 5 running · 3 submissions wait");
  }
  const submissions = service.requests.filter(({ url }) => new URL(url).pathname.endsWith("/export"));
  expect(submissions).toHaveLength(5);
  expect(new Set(submissions.map(({ page }) => page))).toEqual(new Set([other.page]));
  // The tab that polls is closed with all its limits. They still hold.
  await leader.page.close();
  await expect.poll(() => other.leads()).toBe(true);
  await other.add("exports");
  await expect(other.doneExports).toHaveCount(20);
  await expect(other.page.locator("export-board .limits")).toContainText("5 of 5 running · 3 submissions wait");
  expect(other.problems).toEqual([]);
});

test("a tab without locks works alone, and says so", async ({ tab }) => {
  const board = await tab({
    before: (page) =>
      beforeScripts(page, () => Object.defineProperty(Navigator.prototype, "locks", { value: undefined })),
  });
  await expect(board.role).toHaveText("is on its own");
  await expect(board.page.locator("export-board .alone")).toContainText("Web Locks");
  await board.add("exports");
  await expect(board.doneExports).toHaveCount(20);
});

test("jobs are sorted, paused, and put first", async ({ tab, service }) => {
  const board = await tab();
  await board.add("exports");
  await board.add("training");
  await expect(board.doneExports).toHaveCount(20);
  await board.page.getByRole("button", { name: "State" }).click();
  await expect(board.page.locator("th", { hasText: "State" })).toHaveAttribute("aria-sort", "ascending");
  await expect(board.rows.first()).toContainText("Failed");
  const row = board.rows.filter({ hasText: "train Inbox-3" });
  await row.getByRole("button", { name: /^First/ }).click();
  await expect(row.getByRole("button", { name: /^First/ })).toHaveAttribute("aria-pressed", "true");
  await board.page.getByRole("button", { name: "Pause" }).click();
  await expect(row).toContainText("paused");
  const before = service.requests.length;
  await board.page.getByRole("button", { name: "Remove ended jobs" }).click();
  await expect(board.done).toHaveCount(0);
  await expect(board.rows).not.toHaveCount(0);
  expect(service.requests.length - before).toBeLessThanOrEqual(6);
  await expectNoViolations(board.page);
});
