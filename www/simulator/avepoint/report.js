import { writeWorkbook } from "../files/workbook.js";
import { writeZip } from "../files/zip.js";

/**
 * @typedef {import("./exports.js").InsightsExport} InsightsExport
 * @typedef {import("../job.js").Job} Job
 */

const people = [
  "ada@contoso.example",
  "grace@contoso.example",
  "linus@fabrikam.example",
  "渡辺@contoso.example",
  "zoë@contoso.example",
];
const objects = [
  "plan.xlsx",
  "minutes of 12 March.docx",
  "Räume & Flächen.pdf",
  "<draft> offer.pptx",
  "team photo 📷.jpg",
];

/**
 * A plausible cell for each column.
 * @type {Record<string, (row: number, at: number) => string>}
 */
const cells = {
  "Time (UTC)": (row, at) => isoDate(at - row * 5_000_000),
  User: (row) => people[row % people.length],
  Event: (row) => ["Viewed", "Edited", "Downloaded", "Shared"][row % 4],
  Object: (row) => objects[row % objects.length],
  "IP address": (row) => `192.0.2.${10 + row}`,
  Type: (row) => ["File", "Folder", "Member", "Guest"][row % 4],
  Permission: (row) => ["Read", "Contribute", "Full control"][row % 3],
  "Granted through": (row) => ["Direct", "Group", "Sharing link"][row % 3],
  Sensitivity: (row) => ["Low", "Medium", "High"][row % 3],
  Site: (row) => `https://contoso.sharepoint.com/sites/${["budget", "räume", "press"][row % 3]}`,
  Principal: (row) => people[row % people.length],
  Inherited: (row) => ["Yes", "No"][row % 2],
  Link: (row) => `https://contoso.sharepoint.com/:x:/s/${1000 + row * 37}`,
  Kind: (row) => ["Specific people", "Organization", "Anyone"][row % 3],
  "Created by": (row) => people[(row + 2) % people.length],
  "Created (UTC)": (row, at) => isoDate(at - row * 90_000_000),
  "Expires (UTC)": (row, at) => (row % 3 === 0 ? "" : isoDate(at + row * 90_000_000)),
};

/**
 * Returns the file of `exportfile`: a ZIP with the report as a workbook.
 *
 * @param {Job} job
 * @param {InsightsExport} wanted
 * @param {number} at When the job finished.
 */
export function writeReport(job, { title, name, columns }, at) {
  const rows = Array.from({ length: 24 }, (_, row) => columns.map((column) => cells[column](row, at)));
  const file = `${name[0].toUpperCase()}${name.slice(1)}_${job.id}.xlsx`;
  // A sheet's name has at most 31 characters and no colon.
  const sheet = title.replace(/:/g, "").slice(0, 31);
  return writeZip([{ name: file, content: writeWorkbook(sheet, [columns, ...rows], at) }], at);
}

/** @param {number} at */
const isoDate = (at) => new Date(at).toISOString().slice(0, 19);
