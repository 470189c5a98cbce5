// A board in a page of the tests, with a service in the page. The tests drive it through `globalThis.desk`.
import init, { AzureLanguage, JobBoard } from "/dist/all.js";

const SECRET = "sig=0123456789abcdef0123456789";
await init();
const language = new AzureLanguage({
  endpoint: "https://contoso.cognitiveservices.azure.com",
  family: "analyze-text",
  credential: { key: "0123456789abcdef" },
});

const headers = { "content-type": "application/json" };
const statusOf = (jobId, status) =>
  JSON.stringify({ jobId, status, resultUrl: `https://files.example/${jobId}?${SECRET}` });

/** Jobs with an id that begins with "slow" never end, and all others end at the third poll. */
const polls = new Map();
const fetch = async ({ url }) => {
  const id = new URL(url).pathname.split("/").at(-1) ?? "";
  polls.set(id, (polls.get(id) ?? 0) + 1);
  const status = polls.get(id) >= 3 && !id.startsWith("slow") ? "succeeded" : "running";
  return new Response(statusOf(id, status), { headers });
};

const board = new JobBoard({ clients: language, fetch, name: "history", limits: { floorMs: 20 } });
await board.ready();
const job = (id) => language.job("export", "Inbox", id);
const news = [];
let stop;
const notify = (options) => {
  stop = board.notify({ onNews: ({ ready, failed, text }) => news.push([ready, failed, text]), ...options });
};

globalThis.desk = {
  news: () => news,
  notify,
  stop: () => stop(),
  stored: () => board.stored(),
  role: () => board.role,
  add: (ids) => ids.forEach((id) => board.add(job(id), { intervalMs: 20, maxIntervalMs: 50 })),
  /** The news of a gateway for every tab. */
  push: (id, status) => board.handlePush(job(id), { status: 200, headers, body: statusOf(id, status) }),
  readings: () => board.jobs().map(({ readings }) => Math.min(readings, 1)),
  remove: (id) => board.remove(job(id)),
  forget: (id) => board.forget(job(id)),
  ended: () => board.jobs().filter(({ isDone }) => isDone).length,
  board: () => board.jobs().map((it) => it.job.id),
  historyLength: async () => (await board.history()).length,
  history: async (filter) => (await board.history(filter)).map((it) => it.job.id),
  /** Hides the page, or shows it again, as its scripts see it. */
  look(isSeen) {
    Object.defineProperty(document, "visibilityState", {
      value: isSeen ? "visible" : "hidden",
      configurable: true,
    });
    document.dispatchEvent(new Event("visibilitychange"));
  },
};
document.body.insertAdjacentHTML("beforeend", "<button>Tell me</button>");
document.querySelector("button")?.addEventListener("click", () => notify({ notifications: true }));
