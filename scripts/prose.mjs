// Checks the form of comments: how rustdoc begins, and how long a line may be. Part of `npm test -- format`.
import { readFileSync } from "node:fs";
import path from "node:path";
import { filesIn } from "./build/stamp.mjs";
import { inRoot, isMain, root } from "./project.mjs";

/** The longest line of a comment, in characters. */
const LONGEST = 120;

/** Comments that cannot be wrapped: types in JSDoc, and code in rustdoc. */
const isUnbreakable = (line) => /@\w+ \{|@type|@typedef|^\s*\/\/[/!]\s{5}/.test(line);

/**
 * Returns what is wrong with the comments of a file, as "file:line: problem".
 *
 * @param {string} file Its path, which tells the language.
 * @param {string} text
 */
export function problemsIn(file, text) {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    const found = [];
    const isFirst = !/^\s*\/\/[/!]/.test(lines[index - 1] ?? "");
    const fragment = isFirst && /^\s*\/\/[/!] (Whether|If)\b/.exec(line);
    if (file.endsWith(".rs") && fragment) {
      found.push(`rustdoc begins with "${fragment[1]}". Write a sentence, such as "Returns whether …" or "True if …".`);
    }
    if (/^\s*(\/\/|\/?\*)/.test(line) && line.length > LONGEST && !isUnbreakable(line)) {
      found.push(`the comment has ${line.length} characters. Wrap it at ${LONGEST}.`);
    }
    return found.map((problem) => `${file}:${index + 1}: ${problem}`);
  });
}

/** Returns what is wrong in the repository. */
export function problems() {
  return ["src", "scripts", "benches", "examples", "tests", "www"]
    .flatMap((folder) => [...filesIn(inRoot(folder))])
    .map((file) => path.relative(root, file))
    .filter((file) => /\.(rs|m?js|ts)$/.test(file) && !/(^|[\\/])(target|node_modules)[\\/]/.test(file))
    .flatMap((file) => problemsIn(file, readFileSync(inRoot(file), "utf8")));
}

if (isMain(import.meta.url)) {
  const found = problems();
  for (const problem of found) console.error(problem);
  process.exitCode = found.length > 0 ? 1 : 0;
}
