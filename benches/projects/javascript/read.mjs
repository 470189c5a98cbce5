// Reads a project file in plain JavaScript: decodes and parses it.
export const read = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

/** Returns the examples of a project, of any kind that is used here. */
export const examplesOf = ({ assets }) => assets.utterances ?? assets.documents;

/** Returns the labels of an utterance, or of all regions of a document. */
export function labelsOf({ entities }) {
  if (entities.length === 0 || entities[0].labels === undefined) return entities;
  return entities.length === 1 ? entities[0].labels : entities.flatMap(({ labels }) => labels);
}

/** Reads a file in pieces: decodes them as they arrive, and parses the file when it is complete. */
export async function readStream(stream) {
  const decoder = new TextDecoder();
  let text = "";
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return JSON.parse(text + decoder.decode());
    text += decoder.decode(value, { stream: true });
  }
}
