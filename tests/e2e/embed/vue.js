// A portal in Vue 3, without a wrapper.
import { createApp, h, ref } from "vue";
import init, { AzureLanguage } from "export-jobs";
import "export-jobs/elements/define";
import { createSimulator } from "export-jobs/simulator";

await init();
const simulator = createSimulator({ pace: 0 });
const endpoint = "https://contoso.cognitiveservices.azure.com";
const client = new AzureLanguage({ endpoint, family: "analyze-text", credential: { key: "demo-key" } });

createApp({
  setup() {
    const job = ref();
    const phase = ref("");
    // What `<export-button :client="client" @job="…">` compiles to.
    return () => [
      h("export-button", {
        client,
        fetch: simulator.fetch,
        request: () => client.exportRequest("SupportInbox"),
        onJob: ({ detail }) => (job.value = detail.job),
      }),
      h("export-job", {
        client,
        job: job.value,
        fetch: simulator.fetch,
        label: "From Vue",
        onEnd: ({ detail }) => (phase.value = detail.phase),
      }),
      h("output", { id: "phase" }, phase.value),
    ];
  },
}).mount("#root");
document.documentElement.dataset.ready = "";
