import init, { ExportedProject } from "../../dist/project.js";

await init();
const utterance = (/** @type {string} */ text, /** @type {string} */ intent) => ({
  ...{ text, intent, language: "en-us", dataset: "Train", entities: [] },
});
const project = ExportedProject.parse(
  JSON.stringify({
    projectFileVersion: "2023-04-01",
    stringIndexType: "Utf16CodeUnit",
    metadata: { projectKind: "Conversation", projectName: "Transit", language: "en-us" },
    assets: {
      projectKind: "Conversation",
      intents: [{ category: "NextDeparture" }, { category: "Fares" }],
      entities: [],
      utterances: [
        utterance("When does the next bus leave?", "NextDeparture"),
        utterance("What is a day ticket?", "Fares"),
        utterance("Is the bus late?", "NextDeparture"),
      ],
    },
  }),
);

const items = project.items("utterances", { text: "bus" });
console.log(items.list, items.length);
for (const { text } of items.slice(0, 20)) console.log(text);
for (const piece of items.csv()) console.log(new TextDecoder().decode(piece));
