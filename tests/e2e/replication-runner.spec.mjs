// One runner for each state, in tabs with real Web Locks.
import { expect, test } from "@playwright/test";

/** Runs a replication whose requests are not answered, so that it runs until its tab is closed. */
const run = (page, state) =>
  page.evaluate(async (kept) => {
    const { default: init, AzureLanguage, Replication } = await import("/dist/all.js");
    await init();
    const client = (region) =>
      new AzureLanguage({
        endpoint: `https://${region}.example`,
        family: "analyze-conversations",
        credential: { key: "not-a-real-key" },
      });
    const means = {
      source: client("east"),
      target: client("west"),
      fetch: () => {
        globalThis.sent = (globalThis.sent ?? 0) + 1;
        return new Promise(() => {});
      },
      onState: (it) => void (globalThis.state = JSON.stringify(it)),
    };
    const replication = kept ? Replication.resume(kept, means) : new Replication({ ...means, project: "Mail" });
    globalThis.stopping = new AbortController();
    globalThis.outcome = replication.run({ signal: globalThis.stopping.signal }).then(
      () => "done",
      (error) => ({ code: error.code, message: error.message }),
    );
  }, state);

const begun = (page) => expect.poll(() => page.evaluate(() => globalThis.sent ?? 0)).toBe(1);

test("a second tab names the running one, and takes over when it is closed", async ({ context }) => {
  const [first, second] = [await context.newPage(), await context.newPage()];
  for (const page of [first, second]) await page.goto("./");
  await run(first);
  await begun(first);
  const state = await first.evaluate(() => globalThis.state);
  await run(second, state);
  const refusal = await second.evaluate(() => globalThis.outcome);
  expect(refusal.code).toBe("conflict");
  expect(refusal.message).toMatch(/in another tab or worker \(run 1 \([0-9a-f]+\), since 20\d\d-/);
  expect(await second.evaluate(() => globalThis.sent ?? 0)).toBe(0);
  // Like a crash: none of the first tab's code runs.
  await first.close({ runBeforeUnload: false });
  await run(second, state);
  await begun(second);
  expect(JSON.parse(await second.evaluate(() => globalThis.state)).run.number).toBe(2);
});

test("a run that is stopped releases its lock, for this tab and for others", async ({ context }) => {
  const [first, second] = [await context.newPage(), await context.newPage()];
  for (const page of [first, second]) await page.goto("./");
  await run(first);
  await begun(first);
  const state = await first.evaluate(() => globalThis.state);
  await first.evaluate(() => globalThis.stopping.abort());
  await run(first, state);
  await expect.poll(() => first.evaluate(() => globalThis.sent)).toBe(2);
  await first.evaluate(() => globalThis.stopping.abort());
  await run(second, state);
  await begun(second);
});
