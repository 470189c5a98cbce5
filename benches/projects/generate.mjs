// Generates project files of any size for benchmarks. The same kind, size and seed give the same bytes, in Node and
// in a browser.
import * as conversation from "./generate/conversation.mjs";
import * as documents from "./generate/documents.mjs";
import { shuffled } from "./generate/random.mjs";

const writers = { conversation, CustomEntityRecognition: documents };
export const kinds = Object.keys(writers);

/** A megabyte is a million bytes here, as in MB/s. */
export const megabyte = 1_000_000;
const chunkLength = 1 << 16;

function* chunks(texts) {
  const encoder = new TextEncoder();
  let pending = "";
  for (const text of texts) {
    pending += text;
    if (pending.length < chunkLength) continue;
    yield encoder.encode(pending);
    pending = "";
  }
  yield encoder.encode(pending);
}

/** Generates the file in chunks of some ten kilobytes. Returns the number of examples. */
export function* generate({ kind, megabytes, seed }) {
  const { head, example, write, tail } = writers[kind];
  let written = 0;
  let count = 0;
  function* examples() {
    for (; written < megabytes * megabyte; count += 1) yield `${count ? "," : ""}${write(example(seed, count))}`;
  }
  function* texts() {
    yield head;
    yield* examples();
    yield tail;
  }
  for (const chunk of chunks(texts())) {
    written += chunk.length;
    yield chunk;
  }
  return count;
}

/**
 * Generates a copy of that file: its `count` examples are in another order, and one in a hundred of them is changed.
 */
export function* generateChanged({ kind, seed }, count) {
  const { head, example, change, write, tail } = writers[kind];
  function* texts() {
    yield head;
    for (const [place, index] of shuffled(count, seed).entries()) {
      const same = example(seed, index);
      yield `${place ? "," : ""}${write(index % 100 === 50 ? change(same, (index - 50) / 100) : same)}`;
    }
    yield tail;
  }
  yield* chunks(texts());
}
