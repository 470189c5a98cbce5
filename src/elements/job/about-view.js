import { button, create, facts } from "../create.js";

/** @typedef {import("../words.js").Words} Words */

/**
 * Shows what is known about a job.
 * @param {Words} words @param {import("../../../dist/jobs.js").Job} job
 * @param {import("../../../dist/jobs.js").JobStatus | undefined} status
 */
export function aboutView(words, job, status) {
  const { texts } = words;
  return create(
    "details",
    { part: "about" },
    create("summary", {}, texts.about),
    facts([
      [texts.jobId, create("code", {}, job.id)],
      [texts.project, job.project && create("bdi", {}, job.project)],
      [texts.service, create("bdi", {}, job.service)],
      [texts.jobUrl, create("code", {}, job.url)],
      [texts.created, status?.createdAt && words.date(status.createdAt)],
      [texts.keptUntil, status?.expiresAt && words.date(status.expiresAt)],
    ]),
    create("p", { class: "faint" }, texts.findAgain),
    create(
      "p",
      { class: "actions" },
      copyButton(words, texts.copyJson, JSON.stringify(job)),
      copyButton(words, texts.copyUrl, job.url),
    ),
  );
}

/**
 * Creates a button that copies a text and confirms it.
 * @param {Words} words @param {string} label @param {string} text
 */
function copyButton({ texts }, label, text) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      node.textContent = texts.copied;
    } catch {
      node.textContent = texts.notCopied;
    }
    setTimeout(() => (node.textContent = label), 2000);
  };
  const node = button("copy", label, copy, "quiet");
  return node;
}
