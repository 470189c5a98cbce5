import type { Texts } from "../elements.js";

/** The texts of this language. Pass them to `addLanguages`. */
declare const texts: Texts;
export default texts;
