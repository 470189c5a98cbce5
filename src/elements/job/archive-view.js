import { create } from "../create.js";

/** Limit on the listed files of an archive. */
const MOST_FILES = 200;

/** @typedef {import("../words.js").Words} Words */

/**
 * Lists the files of an archive.
 * @param {Words} words @param {import("../../../dist/jobs.js").JobResult} result
 */
export function archiveView(words, result) {
  const { texts } = words;
  /** @type {import("../../../dist/jobs.js").ArchiveEntry[]} */
  let files;
  try {
    files = result.files();
  } catch {
    // A file that is not an archive can still be saved.
    return undefined;
  }
  const more = files.length > MOST_FILES ? `; ${words.say(texts.archiveFirst, { n: MOST_FILES })}` : "";
  return create(
    "table",
    { class: "files" },
    create("caption", {}, words.count(texts.archive, files.length) + more),
    create(
      "thead",
      {},
      create(
        "tr",
        {},
        ...[texts.file, texts.size, texts.compressed].map((title, column) =>
          create("th", { scope: "col", class: column > 0 && "number" }, title),
        ),
      ),
    ),
    create(
      "tbody",
      {},
      ...files
        .slice(0, MOST_FILES)
        .map(({ name, size, compressedSize }) =>
          create(
            "tr",
            {},
            create("th", { scope: "row" }, create("bdi", {}, name)),
            ...[size, compressedSize].map((bytes) => create("td", { class: "number" }, words.size(bytes))),
          ),
        ),
    ),
  );
}
