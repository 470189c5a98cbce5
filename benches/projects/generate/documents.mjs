// Generates the documents of a project of custom entity recognition, in the service's own format. Their texts are not
// in the file.
import { declared, entities, undeclared, unused } from "./categories.mjs";
import { randomOf, seedOf } from "./random.mjs";

// With about ten labels in each document, this is one label in 5,000.
const faultEvery = 500;
/** @type {((document: any, index: number) => void)[]} */
const faults = [
  ({ labels }) => labels.push({ ...labels.at(-1), category: entities.find((name) => name !== labels.at(-1).category) }),
  ({ labels }) => (labels[0].category = undeclared),
  (document) => document.labels.push({ category: entities[0], offset: document.regionLength + 10, length: 5 }),
  ({ labels }) => (labels[0].length = 0),
  (document, index) => (document.location = `contract ${index}.docx`),
];

const names = [
  "Loan agreement",
  "Kreditvertrag für Müller",
  "Contrat de prêt",
  "Umowa kredytowa Łódź",
  "Δανειακή σύμβαση",
  "Кредитный договор",
  "اتفاقية قرض",
  "ローン契約書",
  "贷款合同",
  "Lender's copy",
  "C.H.U.D 👍",
];
const languages = ["en-us", "de", "fr", "pl", "el", "ru", "ar", "ja", "zh-hans", "en-us", "en-us"];

/** Returns the document with this number. One in 500 has a mistake; the first one has none. */
export function example(seed, index) {
  const random = randomOf(seedOf(seed, index));
  const which = random.below(names.length);
  const labels = [];
  let end = 0;
  for (let count = 2 + random.below(18); count > 0; count -= 1) {
    const offset = end + 1 + random.below(120);
    const length = 2 + random.below(30);
    labels.push({ category: random.pick(entities), offset, length });
    end = offset + length;
  }
  const dataset = random.unit();
  const document = {
    location: `${names[which]} ${index}.txt`,
    language: languages[which],
    dataset: dataset < 0.8 ? "Train" : dataset < 0.95 ? "Test" : undefined,
    regionLength: end + 1 + random.below(500),
    labels,
    escaped: random.chance(0.02),
  };
  if (index % faultEvery === 17) faults[Math.floor(index / faultEvery) % faults.length](document, index);
  return document;
}

/** Adds a label, or changes the dataset or the document. */
export function change(document, turn) {
  const { dataset, labels, location, regionLength } = document;
  if (turn % 3 === 0)
    return { ...document, labels: [...labels, { category: entities[0], offset: regionLength - 1, length: 1 }] };
  if (turn % 3 === 1) return { ...document, dataset: dataset === "Test" ? "Train" : "Test" };
  return { ...document, location: `Copy of ${location}` };
}

const quoted = JSON.stringify;
const ascii = (text) =>
  quoted(text).replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

const label = ({ category, offset, length }) => `
              {
                "category": "${category}",
                "offset": ${offset},
                "length": ${length}
              }`;

/** Returns one document as written in the file. */
export const write = ({ location, language, dataset, regionLength, labels, escaped }) => `
      {
        "location": ${escaped ? ascii(location) : quoted(location)},
        "language": "${language}",${dataset ? `\n        "dataset": "${dataset}",` : ""}
        "entities": [
          {
            "regionOffset": 0,
            "regionLength": ${regionLength},
            "labels": [${labels.map(label).join(",")}
            ]
          }
        ]
      }`;

const category = (name) => `
      {
        "category": "${name}"
      }`;

export const head = `{
  "projectFileVersion": "2023-04-01",
  "stringIndexType": "Utf16CodeUnit",
  "metadata": {
    "projectName": "LoanAgreements",
    "storageInputContainerName": "example-data",
    "projectKind": "CustomEntityRecognition",
    "description": "Generated for benchmarks",
    "language": "en",
    "multilingual": true,
    "settings": {}
  },
  "assets": {
    "projectKind": "CustomEntityRecognition",
    "entities": [${declared(entities, unused.entity).map(category).join(",")}
    ],
    "documents": [`;

export const tail = `
    ]
  }
}
`;
