/** @type {Record<string, string[]>} */
const spoken = {
  Transit: [
    "when is the next tram",
    "how do I get to the airport",
    "I lost my umbrella on the bus",
    "one day ticket please",
    "is the ferry running today",
    "my train is late",
    "where does the night bus stop",
    "buy two singles to the zoo",
    "which line goes to the museum island",
    "report a broken door in a tram",
  ],
  Library: [
    "how many books may I borrow",
    "is the library open on Sunday",
    "renew my loans",
    "I forgot the PIN of my card",
    "do you lend out board games 🎲",
    "where can I print",
    "what does an overdue book cost",
    "can I bring my dog into the reading room",
    "reserve a study room",
    "how do I join",
  ],
  None: ["hi", "good morning", "who are you", "tell me a joke", "asdf", "talk to a person"],
};

/** An orchestration project: it sends a visitor's question to the transit assistant or to the library's answers. */
export const frontDesk = {
  metadata: {
    projectKind: "Orchestration",
    settings: { confidenceThreshold: 0.5 },
    projectName: "FrontDesk",
    multilingual: false,
    description: "First contact of the city's help line",
    language: "en-gb",
  },
  assets: {
    projectKind: "Orchestration",
    intents: [
      { category: "None" },
      {
        category: "Transit",
        orchestration: {
          targetProjectKind: "Conversation",
          conversationOrchestration: { projectName: "CityTransit", deploymentName: "production" },
        },
      },
      {
        category: "Library",
        orchestration: {
          targetProjectKind: "QuestionAnswering",
          questionAnsweringOrchestration: { projectName: "LibraryHelp" },
        },
      },
    ],
    // The schema has neither list, but real exports of orchestration projects have both, empty.
    entities: [],
    utterances: Object.entries(spoken).flatMap(([intent, texts]) =>
      texts.map((text, index) => ({
        text,
        language: "en-gb",
        intent,
        entities: [],
        dataset: index % 5 === 4 ? "Test" : "Train",
      })),
    ),
  },
};
