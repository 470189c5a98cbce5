// The options of a run.
import { Trouble } from "../../scripts/command.mjs";
import { kinds } from "./generate.mjs";
import { operations } from "./operations.mjs";

export const usage = `--mb 1,50,200        sizes in megabytes
--kind conversation  ${kinds.join(" or ")}
--only parse,check   ${Object.keys(operations).join(", ")} or limits
--node, --chromium   one of the two alone
--seed 1             other files of the same kind`;

const wrong = (message) => new Trouble(message, `choose from\n${usage}`);

function chosen(flag, words, all) {
  const unknown = words.filter((word) => !all.includes(word));
  if (unknown.length) throw wrong(`${flag} does not accept ${unknown.join(", ")}.`);
  return words;
}

/** Reads the arguments of the command. */
export function readOptions(given) {
  const options = {
    megabytes: [1, 50, 200],
    kinds,
    only: [...Object.keys(operations), "limits"],
    hosts: [],
    seed: 1,
    sizesAreChosen: false,
  };
  const words = [...given];
  const positive = (flag, word) => {
    if (!(Number(word) > 0)) throw wrong(`${flag} needs a number; got ${word}.`);
    return Number(word);
  };
  while (words.length) {
    const flag = words.shift();
    const list = () => (words.shift() ?? "").split(",");
    if (flag === "--mb")
      [options.megabytes, options.sizesAreChosen] = [list().map((word) => positive(flag, word)), true];
    else if (flag === "--kind") options.kinds = chosen(flag, list(), kinds);
    else if (flag === "--only") options.only = chosen(flag, list(), options.only);
    else if (flag === "--seed") options.seed = positive(flag, words.shift());
    else if (flag === "--node" || flag === "--chromium") options.hosts.push(flag.slice(2));
    else throw wrong(`There is no flag ${flag}.`);
  }
  if (options.hosts.length === 0) options.hosts = ["chromium", "node"];
  return options;
}
