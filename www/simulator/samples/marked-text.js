/**
 * Text with its labels written in place, so that a sample stays readable and its offsets are always right:
 * `"Next [U4](Line) to [Hafenplatz](Stop)"` becomes the plain text and two labels.
 *
 * Offsets and lengths count UTF-16 code units, which is what `stringIndexType: "Utf16CodeUnit"` asks for and
 * what JavaScript strings count, so an emoji before a label moves it by two.
 *
 * @typedef {{ category: string, offset: number, length: number }} Label
 * @param {string} marked
 * @returns {{ text: string, labels: Label[] }}
 */
export function readMarkedText(marked) {
  /** @type {Label[]} */
  const labels = [];
  let text = "";
  let rest = 0;
  for (const match of marked.matchAll(/\[([^\]]+)\]\((\w+)\)/g)) {
    text += marked.slice(rest, match.index);
    labels.push({ category: match[2], offset: text.length, length: match[1].length });
    text += match[1];
    rest = match.index + match[0].length;
  }
  return { text: text + marked.slice(rest), labels };
}
