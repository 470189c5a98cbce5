// Generates the utterances of a conversation project, in the service's own format.
import { declared, entities, intents, undeclared, unused } from "./categories.mjs";
import { randomOf, seedOf } from "./random.mjs";
import { sentence, spanOf, textOf } from "./sentence.mjs";

const faultEvery = 5_000;
const faults = [
  (utterance) => (utterance.entities = [{ category: entities[0], offset: utterance.text.length, length: 4 }]),
  (utterance) => (utterance.entities = [{ category: undeclared, offset: 0, length: utterance.text.length }]),
  (utterance) => {
    utterance.text = `🙂🙂 ${utterance.text}`;
    utterance.entities = [{ category: entities[1], offset: 1, length: 3 }];
  },
  (utterance) => {
    utterance.text = `${"again and ".repeat(60)}${utterance.text}`;
    utterance.entities = [];
  },
  (utterance) =>
    (utterance.entities = [2, 3].map((entity) => ({
      category: entities[entity],
      offset: 0,
      length: utterance.text.length,
    }))),
];

function regular(seed, index) {
  const random = randomOf(seedOf(seed, index));
  const words = sentence(random, 5, 16);
  const labels = random.below(4);
  const step = Math.floor(words.words.length / Math.max(labels, 1));
  const label = (number) => ({
    category: random.pick(entities),
    ...spanOf(words, number * step, 1 + random.below(Math.min(step, 2))),
  });
  const dataset = random.unit();
  return {
    text: textOf(words),
    language: words.language,
    // Some intents are far more common than others.
    intent: intents[Math.floor(random.unit() ** 2 * intents.length)],
    entities: Array.from({ length: labels }, (_, number) => label(number)),
    dataset: dataset < 0.8 ? "Train" : dataset < 0.95 ? "Test" : undefined,
    escaped: random.chance(0.02),
  };
}

/** Returns the utterance with this number. One in 5,000 has a mistake; the first one has none. */
export function example(seed, index) {
  const utterance = regular(seed, index);
  if (index % faultEvery !== 17) return utterance;
  const turn = Math.floor(index / faultEvery) % (faults.length + 1);
  if (turn === faults.length) {
    // The text of the previous utterance, with another intent.
    const { text, language } = regular(seed, index - 1);
    const intent = intents.find((name) => name !== regular(seed, index - 1).intent);
    return { ...utterance, text, language, intent, entities: [] };
  }
  faults[turn](utterance);
  return utterance;
}

/** Changes the intent, the dataset or the words. */
export function change(utterance, turn) {
  const { intent, dataset, text } = utterance;
  if (turn % 3 === 0) return { ...utterance, intent: intents[(intents.indexOf(intent) + 1) % intents.length] };
  if (turn % 3 === 1) return { ...utterance, dataset: dataset === "Test" ? "Train" : "Test" };
  return { ...utterance, text: `${text} ${turn}` };
}

const quoted = JSON.stringify;
const hex = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
/** Some writers escape everything that is not ASCII. An emoji has two escapes then. */
const ascii = (text) => quoted(text).replace(/[^\x00-\x7f]/g, hex);

const label = ({ category, offset, length }) => `
                    {
                        "category": ${quoted(category)},
                        "offset": ${offset},
                        "length": ${length}
                    }`;

/** Returns one utterance as written in the file. */
export const write = ({ text, language, intent, entities: labels, dataset, escaped }) => `
            {
                "text": ${escaped ? ascii(text) : quoted(text)},
                "language": "${language}",
                "intent": "${intent}",
                "entities": [${labels.map(label).join(",")}${labels.length ? "\n                " : ""}]${dataset ? `,\n                "dataset": "${dataset}"` : ""}
            }`;

const category = (name) => `
            {
                "category": "${name}"
            }`;

export const head = `{
    "projectFileVersion": "2023-04-01",
    "stringIndexType": "Utf16CodeUnit",
    "metadata": {
        "projectKind": "Conversation",
        "settings": {
            "confidenceThreshold": 0.7
        },
        "projectName": "Travel-Assistant",
        "multilingual": true,
        "description": "Generated for benchmarks",
        "language": "en-us"
    },
    "assets": {
        "projectKind": "Conversation",
        "intents": [${declared(intents, unused.intent).map(category).join(",")}
        ],
        "entities": [${declared(entities, unused.entity).map(category).join(",")}
        ],
        "utterances": [`;

export const tail = `
        ]
    }
}
`;
