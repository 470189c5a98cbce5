// The Markdown documents of the repository, in the order of the guide.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { inRoot } from "../project.mjs";

/** The parts of the guide: the folder of each, its title, and the documents that come first. */
const parts = [
  {
    folder: "docs",
    title: "Guide",
    first: [
      ..."loading polling errors downloads gateways board elements project-files authoring deployed-models".split(" "),
      ..."recovery services described-services testing content-security-policy cdn".split(" "),
    ],
  },
  {
    folder: "docs/contracts",
    title: "Service contracts",
    first: "README azure-language azure-language-2025 azure-language-runtime avepoint-graph polling".split(" "),
  },
  {
    folder: "docs/architecture",
    title: "Architecture",
    first: "README layers board schedules replication project-files services described-services".split(" "),
  },
];

/** @param {string} document From the repository's root. */
const titleOf = (document) =>
  document === "README.md"
    ? "Overview"
    : (/^# (.+)$/m.exec(readFileSync(inRoot(document), "utf8"))?.[1].replaceAll("`", "") ?? document);

/**
 * Returns the parts of the guide with their documents.
 * @returns {{ title: string, pages: { document: string, title: string }[] }[]}
 */
export function guideParts() {
  const inDocs = readdirSync(inRoot("docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name.replaceAll("\\", "/")}`)
    .sort();
  const folders = new Set([...parts.map(({ folder }) => folder), ...inDocs.map((name) => path.posix.dirname(name))]);
  const ofDocs = [...folders].map((folder) => {
    const part = parts.find((one) => one.folder === folder);
    const own = inDocs.filter((name) => path.posix.dirname(name) === folder);
    const first = (part?.first ?? ["README"])
      .map((name) => `${folder}/${name}.md`)
      .filter((name) => own.includes(name));
    const documents = [...first, ...own.filter((name) => !first.includes(name))];
    return { title: part?.title ?? path.posix.basename(folder), documents };
  });
  return [
    { title: "Start", documents: ["README.md"] },
    ...ofDocs.filter(({ documents }) => documents.length > 0),
    { title: "The project", documents: ["CHANGELOG.md", "CONTRIBUTING.md"] },
  ].map(({ title, documents }) => ({
    title,
    pages: documents.map((document) => ({ document, title: titleOf(document) })),
  }));
}

/** Returns the path of a document in the site. @param {string} document */
export const placeOf = (document) =>
  `guide/${document
    .replace(/^docs\//, "")
    .replace(/(^|\/)README\.md$/, "$1index.md")
    .replace(/\.md$/, ".html")
    .replace(/^[A-Z]+(?=\.html$)/, (name) => name.toLowerCase())}`;
