import { button, create } from "../create.js";
import { saveFile } from "../save-file.js";

/** Limit on the listed files of an archive. */
const MOST_FILES = 200;

/** @typedef {import("../words.js").Words} Words */

/**
 * Shows the result, and a button that saves it. The page may add to it in the slot `result`.
 * @param {Words} words @param {import("../../../dist/jobs.js").JobResult} result
 */
export function resultView(words, result) {
  const { suggestedName, size, contentType } = result;
  return fileView(
    suggestedName,
    `${words.size(size)} · ${contentType}`,
    create("slot", { name: "file-actions" }),
    button("save", words.texts.save, () => saveFile(result), "primary"),
    suggestedName.endsWith(".zip") && archiveView(words, result),
  );
}

/**
 * Shows a file with its actions, and what is in it.
 * @param {string} name @param {string} about @param {HTMLSlotElement | false} slot @param {Node | false} action
 * @param {...(Node | false | undefined)} content
 */
export const fileView = (name, about, slot, action, ...content) =>
  create(
    "section",
    { class: "result stack", part: "result", "aria-label": name },
    create(
      "div",
      { class: "file" },
      create(
        "div",
        {},
        create("h3", { part: "file-name" }, create("bdi", {}, name)),
        create("p", { class: "faint" }, about),
      ),
      create("p", { class: "actions" }, slot, action),
    ),
    ...content,
    create("slot", { name: "result" }),
  );

/** @param {Words} words @param {import("../../../dist/jobs.js").JobResult} result */
function archiveView(words, result) {
  const { texts } = words;
  /** @type {import("../../../dist/jobs.js").ArchiveEntry[]} */
  let files;
  try {
    files = result.files();
  } catch {
    // What is no archive can still be saved.
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
