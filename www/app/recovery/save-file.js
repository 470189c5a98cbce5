import { element } from "../element.js";

/** Saves a file as a download. @param {{ name: string, blob: Blob }} file */
export function saveFile({ name, blob }) {
  const url = URL.createObjectURL(blob);
  element("a", { href: url, download: name }).click();
  // The browser may still be reading it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
