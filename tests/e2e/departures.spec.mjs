// Pages that are closed as soon as a promise of the board has resolved: nothing is lost. DEPARTURES=1000 tries a
// thousand of each kind, which takes longer than the limit of a run: `npx playwright test
// tests/e2e/departures.spec.mjs --global-timeout=0`. Before that, a browser may drop a write: Chromium loses even a
// committed transaction when the page is left while the machine is busy.
import { expect, test } from "@playwright/test";

const DEPARTURES = Number(process.env.DEPARTURES ?? 12);
/** The number of jobs on one board. Every page loads all of them. */
const ON_A_BOARD = 50;

/** The page. Its query has the board to open, and how to leave. */
const page = `<!doctype html><title>Departure</title><script type="module">
import init, { AzureLanguage, JobBoard } from "/dist/all.js";
await init();
const query = new URL(location.href).searchParams;
const language = new AzureLanguage({ endpoint: location.origin + "/departures-service", family: "analyze-text" });
const board = new JobBoard({ clients: [language], name: query.get("name"), limits: {} });
const leave = () => { location.href = "/left.html"; };
addEventListener("unhandledrejection", ({ reason }) => { location.href = "/left.html?failed=" + encodeURIComponent(reason); });
await board.ready();
window.board = board;
const how = query.get("how");
if (how === "submit") {
  await board.submit(language, language.exportRequest("Inbox"));
  leave();
} else if (how === "added") {
  board.onChange(({ type }) => type === "added" && leave());
  board.submit(language, language.exportRequest("Inbox"));
} else if (how === "stored") {
  board.add(language.job("export", "Inbox", query.get("id")));
  await board.stored();
  leave();
} else if (how === "add") {
  board.add(language.job("export", "Inbox", query.get("id")));
}
</script>`;

/** The service. Every submission starts a job that never ends. Returns the ids of all started jobs. */
async function listen(context) {
  const started = [];
  await context.route("**/departures-service/**", async (route) => {
    const request = route.request();
    if (request.method() !== "POST")
      return route
        .fulfill({ json: { jobId: new URL(request.url()).pathname.split("/").at(-1), status: "running" } })
        .catch(() => {});
    const id = `job${started.length}x${Math.random().toString(36).slice(2)}`;
    started.push(id);
    const location = request.url().replace(":export", `export/jobs/${id}`);
    // The test is not about a page that is closed before the answer. The page is closed afterwards.
    await route.fulfill({ status: 202, headers: { "operation-location": location } });
  });
  await context.route("**/departure.html*", (route) => route.fulfill({ contentType: "text/html", body: page }));
  await context.route("**/left.html*", (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Left</title>" }),
  );
  return started;
}

/** Returns the jobs that a newly opened board does not have. */
async function lost(context, name, ids) {
  const tab = await context.newPage();
  await tab.goto(`/departure.html?name=${name}`);
  await tab.waitForFunction(() => window.board);
  const kept = new Set(await tab.evaluate(() => window.board.jobs().map(({ job }) => job.id)));
  await tab.close();
  return ids.filter((id) => !kept.has(id));
}

for (const [how, others] of [
  ["submit", 0],
  ["submit", 1],
  ["added", 0],
  ["stored", 0],
  ["stored", 1],
]) {
  test(`left after “${how}”${others ? ", while another tab polls" : ""}: no job is lost`, async ({ context }) => {
    test.setTimeout(240_000 + DEPARTURES * 4_000);
    const started = await listen(context);
    const missing = [];
    const tab = await context.newPage();
    for (let first = 0; first < DEPARTURES; first += ON_A_BOARD) {
      const count = Math.min(ON_A_BOARD, DEPARTURES - first);
      const name = `departures-${first}`;
      const polls = others ? await context.newPage() : undefined;
      if (polls) {
        await polls.goto(`/departure.html?name=${name}`);
        await polls.waitForFunction(() => window.board?.role === "leading");
      }
      const before = started.length;
      const ids = [];
      for (let n = 0; n < count; n += 1) {
        const id = `own${first + n}`;
        if (how !== "submit" && how !== "added") ids.push(id);
        await tab.goto(`/departure.html?name=${name}&how=${encodeURIComponent(how)}&id=${id}`);
        await tab.waitForURL("**/left.html*");
        expect(tab.url()).not.toContain("failed");
      }
      ids.push(...started.slice(before));
      expect(ids).toHaveLength(count);
      await polls?.close();
      missing.push(...(await lost(context, name, ids)));
      if (DEPARTURES > ON_A_BOARD)
        console.log(`${how}, ${others} others: ${first + count} departures, ${missing.length} lost`);
    }
    console.log(`${how}${others ? ", another tab polls" : ""}: ${DEPARTURES} departures, ${missing.length} lost`);
    expect(missing).toEqual([]);
  });
}

test("`add` writes the job to the storage immediately, and commits it", async ({ context }) => {
  await listen(context);
  const tab = await context.newPage();
  await tab.goto("/departure.html?name=at-once&how=add&id=first");
  await tab.waitForFunction(() => window.board?.role === "leading");
  const asked = await tab.evaluate(async () => {
    await window.board.stored();
    const asked = [];
    const record = (type, name) => {
      const { [name]: original } = type.prototype;
      type.prototype[name] = function (...values) {
        asked.push([name, ...values]);
        return original.apply(this, values);
      };
    };
    for (const name of ["add", "put"]) record(IDBObjectStore, name);
    record(IDBTransaction, "commit");
    const { job } = window.board.jobs()[0];
    window.board.add({ ...job, id: "other", url: job.url.replace(job.id, "other") });
    // The page cannot be left between microtasks.
    for (let n = 0; n < 100; n += 1) await undefined;
    return asked.map((values) => JSON.stringify(values));
  });
  const written = asked.findIndex((call) => call.includes("/jobs/other"));
  expect(written, asked.join("\n")).toBeGreaterThanOrEqual(0);
  expect(asked.slice(written)).toContain('["commit"]');
});
