import { button, create, fill } from "../create.js";
import { saveFile } from "../save-file.js";

/** @typedef {import("../words.js").Words} Words */

/**
 * Shows the result, and a button that saves it. The page may add to it in the slot `result`.
 * @param {Words} words @param {import("../../../dist/jobs.js").JobResult} result
 */
export function resultView(words, result) {
  const { suggestedName, size, contentType } = result;
  const files = create("div");
  if (suggestedName.endsWith(".zip"))
    import("./archive-view.js").then(
      ({ archiveView }) => fill(files, archiveView(words, result)),
      () => {}, // The file can be saved all the same.
    );
  return fileView(
    suggestedName,
    `${words.size(size)} · ${contentType}`,
    create("slot", { name: "file-actions" }),
    button("save", words.texts.save, () => saveFile(result), "primary"),
    files,
  );
}

/**
 * Shows a file with its actions and its content.
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
