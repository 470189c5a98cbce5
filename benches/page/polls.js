// Measures polls: building the request, reading an answer without latency, and deciding what to do next.
import init, { AzureLanguage } from "/dist/jobs.js";
import { JobService } from "/dist/services.js";
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createHttpPoller,
  createPipelineFromOptions,
  createPipelineRequest,
} from "./peer.js";
import { accepted, answered, endpoint, instantFetch, key, running } from "./service.js";

const submission = `${endpoint}/language/authoring/analyze-text/projects/Bench/:export?stringIndexType=Utf16CodeUnit&api-version=2023-04-01`;

/** Creates one poll of Azure's poller. `send` is its pipeline, or a replacement. */
async function peerPoll(send) {
  const call = async (url, method) => {
    const request = createPipelineRequest({
      url,
      method,
      headers: createHttpHeaders({ accept: "application/json", "ocp-apim-subscription-key": key }),
    });
    const response = await send(request);
    const body = response.bodyAsText ? JSON.parse(response.bodyAsText) : undefined;
    return {
      flatResponse: body,
      rawResponse: { headers: response.headers.toJSON(), statusCode: response.status, body, request },
    };
  };
  const poller = createHttpPoller(
    { sendInitialRequest: () => call(submission, "POST"), sendPollRequest: (url) => call(url, "GET") },
    { intervalInMs: 1000, skipFinalGet: true },
  );
  await poller.submitted();
  return () => poller.poll(); // the poller itself is thenable: returned from here, it would poll until done
}

/** The export jobs of a project as data, with the members that AzureLanguage reads. @type {any} */
const description = {
  name: "authoring",
  credential: { kind: "header", name: "Ocp-Apim-Subscription-Key" },
  operations: {
    export: {
      submit: {
        method: "POST",
        path: "/language/authoring/analyze-text/projects/{project}/:export?api-version=2023-04-01",
        parameters: { project: { in: "path" } },
      },
      job: { url: [{ header: "operation-location" }] },
      status: {
        state: [{ body: "/status" }],
        states: { notStarted: "notStarted", running: "running", succeeded: "succeeded", failed: "failed" },
        id: [{ body: "/jobId" }],
        createdAt: [{ body: "/createdDateTime" }],
        updatedAt: [{ body: "/lastUpdatedDateTime" }],
        expiresAt: [{ body: "/expirationDateTime" }],
        errors: [{ body: "/errors" }],
        warnings: [{ body: "/warnings" }],
      },
      result: { files: [{ body: "/resultUrl" }] },
    },
  },
};

async function contestants() {
  await init();
  const language = new AzureLanguage({ endpoint, family: "analyze-text", credential: { key } });
  const ours = await language.start(language.exportRequest("Bench"), { fetch: instantFetch });
  const job = ours.job;
  const service = new JobService(description, { endpoint, credential: { key } });
  const described = await service.start(service.submitRequest("export", { project: "Bench" }), { fetch: instantFetch });

  const answer = (request) => ({
    request,
    ...(request.method === "POST" ? accepted : answered),
    headers: createHttpHeaders((request.method === "POST" ? accepted : answered).headers),
    bodyAsText: request.method === "POST" ? undefined : running,
  });
  const instantClient = { sendRequest: async (request) => answer(request) };
  const pipeline = createPipelineFromOptions({});

  globalThis.fetch = instantFetch; // for Azure's own HTTP client, which takes no other
  const browserClient = createDefaultHttpClient();
  const overFetch = await peerPoll((request) => pipeline.sendRequest(browserClient, request));
  const overPipeline = await peerPoll((request) => pipeline.sendRequest(instantClient, request));
  const alone = await peerPoll(async (request) => answer(request));
  const url = language.statusRequest(job).url;

  return {
    "with fetch: fetch, headers and body alone": async () =>
      void (await (await instantFetch(new Request(url))).arrayBuffer()),
    "with fetch: export-jobs, poller.poll()": () => ours.poll(),
    "with fetch: export-jobs/services, poller.poll() by a description": () => described.poll(),
    "with fetch: core-lro over core-rest-pipeline and its fetch client": overFetch,
    "without: export-jobs, statusRequest() and readStatus()": () => {
      language.statusRequest(job);
      return language.readStatus({ ...answered, body: running });
    },
    "without: export-jobs/services, statusRequest() and readStatus() by a description": () => {
      service.statusRequest(described.job);
      return service.readStatus({ ...answered, body: running }, described.job);
    },
    "without: core-lro over core-rest-pipeline, client that answers at once": overPipeline,
    "without: core-lro alone, pipeline that answers at once": alone,
  };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * Runs rounds in which each contestant has a turn, in a new order each time. Returns microseconds for each poll of
 * each round.
 */
export async function race({ rounds, polls }) {
  const runners = Object.entries(await contestants());
  const times = Object.fromEntries(runners.map(([name]) => [name, []]));
  for (let round = -2; round < rounds; round += 1) {
    for (let turn = 0; turn < runners.length; turn += 1) {
      const [name, poll] = runners[(turn + round + runners.length) % runners.length];
      const started = performance.now();
      for (let count = 0; count < polls; count += 1) await poll();
      const elapsed = performance.now() - started;
      if (round >= 0) times[name].push((elapsed * 1000) / polls); // the first two rounds warm up
    }
  }
  return Object.entries(times).map(([name, values]) => ({
    name,
    median: median(values),
    fastest: Math.min(...values),
    slowest: Math.max(...values),
  }));
}
