// Follows a job on a board to its end, in a worker of any kind, and reports the result.
import init, { AzureLanguage, JobBoard } from "/dist/all.js";

async function followed() {
  await init();
  const language = new AzureLanguage({
    endpoint: "https://contoso.cognitiveservices.azure.com",
    family: "analyze-text",
    credential: { key: "0123456789abcdef" },
  });
  let polls = 0;
  const fetch = async () => {
    polls += 1;
    const body = {
      jobId: "1",
      status: polls < 3 ? "running" : "succeeded",
      createdDateTime: "2026-03-14T09:26:53Z",
      lastUpdatedDateTime: "2026-03-14T09:26:53Z",
    };
    return new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });
  };
  const board = new JobBoard({ clients: language, fetch, limits: { floorMs: 20 } });
  const { job } = board.add(language.job("export", "Inbox", "1"), { intervalMs: 20, maxIntervalMs: 20 });
  const { state } = await board.outcome(job);
  const { role } = board;
  board.close();
  return { state, polls, role, scope: globalThis.constructor.name };
}

const tell = (port) =>
  followed().then(
    (told) => port.postMessage(told),
    (error) => port.postMessage({ failure: String(error?.stack ?? error) }),
  );

if ("onconnect" in globalThis) globalThis.onconnect = ({ ports: [port] }) => tell(port);
else if ("skipWaiting" in globalThis)
  globalThis.onmessage = (/** @type {any} */ event) => event.waitUntil(tell(event.ports[0]));
else tell(globalThis);
