// A project file in plain JavaScript: decoded, parsed, and there as objects.
export const read = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

/** What a model learns from, in a project of any of the kinds here. */
export const examplesOf = ({ assets }) => assets.utterances ?? assets.documents;

/** The labels of an utterance, or of all regions of a document. */
export function labelsOf({ entities }) {
  if (entities.length === 0 || entities[0].labels === undefined) return entities;
  return entities.length === 1 ? entities[0].labels : entities.flatMap(({ labels }) => labels);
}

/** A file that arrives in pieces: decoded as they come, parsed when the last one is there. */
export async function readStream(stream) {
  const decoder = new TextDecoder();
  let text = "";
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return JSON.parse(text + decoder.decode());
    text += decoder.decode(value, { stream: true });
  }
}
