// Checks labels in plain JavaScript, with the rules of the module.
const isHigh = (unit) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit) => unit >= 0xdc00 && unit < 0xe000;
const isSpace = (unit) =>
  (unit >= 9 && unit <= 13) || unit === 0x20 || (unit > 0x7f && /\s/.test(String.fromCharCode(unit)));

/** Returns whether this is a letter of a script that puts spaces between words. */
function isLetter(unit) {
  if (unit < 0x80) return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
  return unit >= 0xc0 && unit < 0x530 && unit !== 0xd7 && unit !== 0xf7 && !(unit >= 0x300 && unit < 0x370);
}

const splits = (text, at) => isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
const cuts = (text, at) => isLetter(text.charCodeAt(at - 1)) && isLetter(text.charCodeAt(at));

function checkSpan(text, offset, end, at, report) {
  if (end > text.length)
    return report.add("label-outside-text", at, `${offset} to ${end}, but the text ends at ${text.length}`);
  if (offset === end) return;
  if (splits(text, offset) || splits(text, end))
    report.add("label-splits-character", at, `${offset} to ${end} cuts a character in two`);
  if (isSpace(text.charCodeAt(offset)) || isSpace(text.charCodeAt(end - 1)))
    report.add("label-ragged", at, `${offset} to ${end} has white space at an edge`);
  if (cuts(text, offset) || cuts(text, end)) report.add("label-cuts-word", at, `${offset} to ${end} cuts a word`);
}

function checkOverlaps(labels, at, report) {
  const sorted = labels.filter(({ length }) => length > 0).sort((a, b) => a.offset - b.offset || a.length - b.length);
  let furthest = sorted[0];
  for (let index = 1; index < sorted.length; index += 1) {
    const label = sorted[index];
    const isInside = label.offset < furthest.offset + furthest.length;
    if (
      isInside &&
      label.offset === furthest.offset &&
      label.length === furthest.length &&
      label.category === furthest.category
    )
      report.add("duplicate-label", at, `${label.offset} already has this label`);
    else if (isInside)
      report.add(
        "labels-overlap",
        at,
        `${label.category} at ${label.offset} overlaps ${furthest.category} at ${furthest.offset}`,
      );
    if (label.offset + label.length > furthest.offset + furthest.length) furthest = label;
  }
}

/** Checks the labels of one example. The text of a document is not in the file. */
export function checkLabels(labels, { text, region, longest }, at, report) {
  for (const { category, offset, length } of labels) {
    const end = offset + length;
    if (length === 0) report.add("label-empty", at, `${category} labels nothing`);
    if (length > longest) report.add("long-label", at, `${category} labels ${length} characters`);
    if (text !== undefined) checkSpan(text, offset, end, at, report);
    if (region && (offset < region.regionOffset || end > region.regionOffset + region.regionLength))
      report.add("label-outside-region", at, `${offset} to ${end} is outside of its region`);
  }
  if (labels.length > 1) checkOverlaps(labels, at, report);
}
