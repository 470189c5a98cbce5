// The worst project files that we know, in any size.

/** @typedef {{ name: string, file: (size: number) => string, documents?: (size: number) => Record<string, string> }} WorstFile */

/** @param {number} size @param {(at: number) => string} item */
const many = (size, item) => Array.from({ length: size }, (_, at) => item(at)).join(",");
/** @param {string} text */
const escaped = (text) =>
  [...text].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");

/** @param {string} kind @param {string} metadata @param {string} assets */
const project = (kind, metadata, assets) =>
  `{"projectFileVersion":"2023-04-01","stringIndexType":"Utf16CodeUnit","metadata":{"projectKind":"${kind}","projectName":"Worst","language":"en"${metadata && ","}${metadata}},"assets":{"projectKind":"${kind}"${assets && ","}${assets}}}`;
/** @param {string} assets */
const conversation = (assets) => project("Conversation", "", assets);
/** @param {string} items */
const utterances = (items) =>
  conversation(`"intents":[{"category":"A"}],"entities":[{"category":"E"}],"utterances":[${items}]`);
/** @param {string} text @param {string} labels */
const labelled = (text, labels) => utterances(`{"text":"${text}","intent":"A","entities":[${labels}]}`);
/** @param {number} at */
const member = (at) => `"m${String(at).padStart(6, "0")}":${at}`;
const deep = `${"[".repeat(55)}${"]".repeat(55)}`;
const label = `{"category":"E","offset":0,"length":1}`;

/** @param {number} size */
function longDocuments(size) {
  const text = "word\r\n".repeat(size);
  return { "a.txt": text, "b.txt": text };
}

/** @type {WorstFile[]} */
export const worstFiles = [
  { name: "values nested 55 deep", file: (size) => utterances(many(size, () => `{"own":${deep}}`)) },
  {
    name: "one member of the file again and again",
    file: (size) => `{"metadata":{},"assets":{},${many(size, () => `"projectFileVersion":"x"`)}}`,
  },
  {
    name: "one member of the metadata again and again",
    file: (size) =>
      project(
        "Conversation",
        many(size, () => `"description":""`),
        "",
      ),
  },
  { name: "one list of the assets again and again", file: (size) => conversation(many(size, () => `"documents":[1]`)) },
  { name: "members of the file", file: (size) => `{"metadata":{},"assets":{},${many(size, member)}}` },
  { name: "members of the metadata", file: (size) => project("Conversation", many(size, member), "") },
  { name: "settings", file: (size) => project("Conversation", `"settings":{${many(size, member)}}`, "") },
  { name: "members of the assets", file: (size) => conversation(many(size, member)) },
  { name: "lists of the assets", file: (size) => conversation(many(size, (at) => `"m${at}":[${at}],"intents":${at}`)) },
  {
    name: "utterances before lists",
    file: (size) =>
      conversation(
        `"utterances":[${many(size, (at) => `{"text":"${at}","intent":"A"}`)}],${many(size, (at) => `"m${at}":[]`)}`,
      ),
  },
  { name: "one long text", file: (size) => labelled("word ".repeat(size * 10), "") },
  { name: "one long text of escapes", file: (size) => labelled(escaped("word ".repeat(size)), label) },
  {
    name: "one long language",
    file: (size) =>
      `{"metadata":{"language":"${"a".repeat(size * 10)}"},"assets":{"utterances":[${many(size, (at) => `{"text":"${at}","intent":"A","language":"de-${at}"}`)}]}}`,
  },
  {
    name: "labels that cover the whole text",
    file: (size) =>
      labelled(
        "a".repeat(size * 10),
        many(size, () => `{"category":"E","offset":0,"length":${size * 10}}`),
      ),
  },
  {
    name: "labels at one place, the first of a long category",
    file: (size) =>
      labelled(
        "ab",
        `{"category":"${escaped("E".repeat(size * 4))}","offset":0,"length":1},${many(size, () => label)}`,
      ),
  },
  {
    name: "labels in a label of a long category",
    file: (size) =>
      labelled(
        "ab",
        `{"category":"${escaped("E".repeat(size * 4))}","offset":0,"length":2},${many(size, () => label)}`,
      ),
  },
  {
    name: "labels inside each other",
    file: (size) =>
      labelled(
        "a".repeat(size * 2),
        many(size, (at) => `{"category":"E","offset":${at},"length":${2 * (size - at)}}`),
      ),
  },
  {
    name: "labels of wrong types",
    file: (size) =>
      labelled(
        "ab",
        many(size, () => `{"category":1,"offset":"0"}`),
      ),
  },
  {
    name: "labels that are none",
    file: (size) =>
      labelled(
        "ab",
        many(size * 10, () => "1"),
      ),
  },
  {
    name: "labels that are empty",
    file: (size) =>
      labelled(
        "ab",
        many(size * 10, () => "{}"),
      ),
  },
  {
    name: "copies of an utterance of many labels",
    file: (size) =>
      utterances(
        `{"text":"a","intent":"${"A".repeat(size * 10)}","entities":[${many(size, () => label)}]},${many(size, (at) => `{"text":"a","intent":"B${at}"}`)}`,
      ),
  },
  {
    name: "utterances",
    file: (size) =>
      utterances(many(size, (at) => `{"text":"aaa${at}","intent":"A${at}","language":"x${at}","dataset":"y${at}"}`)),
  },
  {
    name: "utterances of escapes",
    file: (size) =>
      conversation(
        `"${escaped("utterances")}":[${many(size, (at) => `{"${escaped("text")}":"${escaped(`${at}`)}","${escaped("intent")}":"${escaped(`${at}`)}"}`)}]`,
      ),
  },
  { name: "utterances that are none", file: (size) => utterances(many(size * 10, () => "1")) },
  {
    name: "intents and entities",
    file: (size) =>
      ((items) => conversation(`"intents":[${items}],"entities":[${items}]`))(
        many(size, (at) => `{"category":"${String(at).padStart(50, "0")}"}`),
      ),
  },
  {
    name: "intents that are none",
    file: (size) => ((items) => conversation(`"intents":[${items}],"entities":[${items}]`))(many(size * 10, () => "1")),
  },
  {
    name: "synonyms of a long language",
    file: (size) =>
      conversation(
        `"entities":[{"category":"E","list":{"sublists":[{"listKey":"k","synonyms":[{"language":"${"a".repeat(size * 10)}","values":[${many(size, (at) => `"${at}"`)}]}]}]}}]`,
      ),
  },
  {
    name: "sublists of one synonym",
    file: (size) =>
      conversation(
        `"entities":[{"category":"E","list":{"sublists":[${many(size, () => `{"listKey":"k","synonyms":[{"language":"en","values":["s"]}]}`)}]}}]`,
      ),
  },
  {
    name: "documents that are two documents",
    file: (size) =>
      project(
        "CustomEntityRecognition",
        "",
        `"documents":[${many(size, (at) => `{"location":"${"ab"[at % 2]}.txt","summaryLocation":"${"ba"[at % 2]}.txt"}`)}]`,
      ),
    documents: longDocuments,
  },
  {
    name: "regions of one document",
    file: (size) =>
      project(
        "CustomEntityRecognition",
        "",
        `"documents":[{"location":"a.txt","entities":[${many(size, () => `{"regionOffset":0,"regionLength":9000000,"labels":[]}`)}]}]`,
      ),
    documents: longDocuments,
  },
  {
    name: "documents and classes",
    file: (size) =>
      project(
        "CustomMultiLabelClassification",
        "",
        `"documents":[${many(size, (at) => `{"location":"${at}.txt","classes":[${many(4, (more) => `{"category":"${at}-${more}"}`)}]}`)}]`,
      ),
  },
  {
    name: "question-answer pairs",
    file: (size) =>
      `{"metadata":{"language":"en"},"assets":{"qnas":[${many(size, (at) => `{"id":${at || "9".repeat(size * 4)},"answer":"a","questions":["q"],"dialog":{"prompts":[{"qnaId":1}]}}`)}],"synonyms":[${many(size, () => `{"alterations":["a"]}`)}]}}`,
  },
  {
    name: "questions of one pair",
    file: (size) =>
      `{"metadata":{"language":"en"},"assets":{"qnas":[{"id":1,"answer":"a","questions":[${many(size * 4, () => `"q"`)}]}]}}`,
  },
  {
    name: "a list that the format does not have",
    file: (size) => conversation(`"own":[${many(size * 10, () => "[]")}]`),
  },
];
