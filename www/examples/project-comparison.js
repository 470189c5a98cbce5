import init, { ExportedProject } from "../../dist/project.js";

await init();
/** @param {string[]} intents */
const projectWith = (...intents) =>
  ExportedProject.parse(
    JSON.stringify({
      projectFileVersion: "2023-04-01",
      stringIndexType: "Utf16CodeUnit",
      metadata: { projectKind: "Conversation", projectName: "Transit", language: "en-us" },
      assets: {
        projectKind: "Conversation",
        intents: intents.map((category) => ({ category })),
        entities: [],
        utterances: [],
      },
    }),
  );

const comparison = projectWith("Fares", "NextDeparture").compare(projectWith("Fares", "Delays"));
console.log(comparison.equal, comparison.length);
console.log(comparison.counts());
for (const { part, change, name } of comparison.changes()) console.log(part, change, name);
