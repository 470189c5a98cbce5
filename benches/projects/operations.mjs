// The measured operations on a project file.

/** `files: 2` takes the file and its changed copy. `method` is the module's method. */
export const operations = {
  parse: { title: "read and summary", method: "summary" },
  check: { title: "check", method: "check" },
  retarget: { title: "retarget", method: "retarget" },
  compare: { title: "compare", method: "compare", files: 2 },
  items: { title: "items: a filter, and the first 100", method: "items" },
  csv: { title: "items: csv", method: "items" },
  jsonLines: { title: "items: jsonLines", method: "items" },
  stream: { title: "from the last byte to the summary" },
};

export const newTarget = { name: "Travel-Assistant-2", container: "second-region" };

/** The list of examples of each kind, and a filter that some of them match. Documents have no text in the file. */
export const examples = {
  conversation: { list: "utterances", filter: { text: "flight" } },
  CustomEntityRecognition: { list: "documents", filter: { category: "BorrowerAddress" } },
};
