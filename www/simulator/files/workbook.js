import { writeZip } from "./zip.js";

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export const WORKBOOK_TYPE = `${CONTENT}.sheet`;

/** @typedef {string | number | boolean} Cell */

/**
 * Returns an Excel workbook with one sheet: the smallest package that ECMA-376 allows and Excel opens.
 *
 * @param {string} sheet The sheet's name.
 * @param {Cell[][]} rows
 * @param {number} at Milliseconds since the epoch.
 */
export function writeWorkbook(sheet, rows, at) {
  return writeZip(
    [
      {
        name: "[Content_Types].xml",
        content: `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${CONTENT}.worksheet+xml"/></Types>`,
      },
      { name: "_rels/.rels", content: relationship("officeDocument", "xl/workbook.xml") },
      {
        name: "xl/workbook.xml",
        content: `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIP}"><sheets><sheet name="${escape(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      },
      { name: "xl/_rels/workbook.xml.rels", content: relationship("worksheet", "worksheets/sheet1.xml") },
      {
        name: "xl/worksheets/sheet1.xml",
        content: `${XML}<worksheet xmlns="${MAIN}"><sheetData>${rows.map(row).join("")}</sheetData></worksheet>`,
      },
    ],
    at,
  );
}

/** @param {string} type @param {string} target */
const relationship = (type, target) =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONSHIP}/${type}" Target="${target}"/></Relationships>`;

/** @param {Cell[]} cells @param {number} index */
const row = (cells, index) => `<row r="${index + 1}">${cells.map(cell).join("")}</row>`;

/**
 * Returns a cell. Strings are stored in their cells, which saves the table of shared strings.
 * @param {Cell} value
 */
const cell = (value) =>
  typeof value === "number"
    ? `<c><v>${value}</v></c>`
    : typeof value === "boolean"
      ? `<c t="b"><v>${value ? 1 : 0}</v></c>`
      : `<c t="inlineStr"><is><t xml:space="preserve">${escape(value)}</t></is></c>`;

/** @param {string} text */
const escape = (text) =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
