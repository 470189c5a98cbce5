// Measures the time to the first request. A new page calls one of the functions once, which returns when it began to
// import and when the request was sent, in milliseconds.
import { endpoint, key } from "./service.js";

const when = async (start) => {
  const began = performance.now();
  const sent = await new Promise((resolve, reject) => {
    // Never answers: only the time to the first request is measured.
    const fetch = () => {
      resolve(performance.now());
      return new Promise(() => {});
    };
    start(fetch).catch(reject);
  });
  return { began, sent };
};

/** Returns the contestant for this file of `dist/`. */
const entry = (script) => () =>
  when(async (fetch) => {
    const { default: init, AzureLanguage } = await import(`/dist/${script}`);
    await init();
    const language = new AzureLanguage({ endpoint, family: "analyze-text", credential: { key } });
    await language.start(language.exportRequest("Bench"), { fetch });
  });

const peer = () =>
  when(async (fetch) => {
    globalThis.fetch = fetch;
    const {
      createDefaultHttpClient,
      createHttpHeaders,
      createHttpPoller,
      createPipelineFromOptions,
      createPipelineRequest,
    } = await import("./peer.js");
    const pipeline = createPipelineFromOptions({});
    const client = createDefaultHttpClient();
    const url = `${endpoint}/language/authoring/analyze-text/projects/Bench/:export?stringIndexType=Utf16CodeUnit&api-version=2023-04-01`;
    /** @returns {Promise<any>} */
    const send = () =>
      pipeline.sendRequest(
        client,
        createPipelineRequest({
          url,
          method: "POST",
          headers: createHttpHeaders({ "ocp-apim-subscription-key": key }),
        }),
      );
    await createHttpPoller({ sendInitialRequest: send, sendPollRequest: send }).submitted();
  });

export const contestants = {
  "export-jobs": entry("jobs.js"),
  "export-jobs/all": entry("all.js"),
  "core-lro with core-rest-pipeline": peer,
};
