/**
 * @typedef {import("./exports.js").Argument} Argument
 * @typedef {import("./routes.js").InsightsOperation} InsightsOperation
 * @typedef {import("../query.js").Query} Query
 */

/**
 * Returns what is wrong with the arguments.
 * @param {InsightsOperation} operation @param {Query} query @returns {string | undefined}
 */
export function checkArguments({ export: wanted, subject }, query) {
  if (!wanted) return undefined;
  if (wanted.path.includes("{") && subject === "") {
    const isAllGroups = wanted.path.includes("{groupId}") && query.get("exportOptionType") === "3";
    if (!isAllGroups)
      return "The path names no object, user or group. All groups can only be exported with exportOptionType 3.";
  }
  for (const argument of wanted.query) {
    const wrong = checkArgument(argument, query.all(argument.name));
    if (wrong) return `${argument.name}: ${wrong}`;
  }
  const [start, finish] = [query.get("startTime"), query.get("finishTime")];
  return start && finish && start > finish ? "startTime is after finishTime." : undefined;
}

/** @param {Argument} argument @param {string[]} given */
function checkArgument({ type, isRequired, values = [], most = Infinity }, given) {
  if (given.length === 0) return isRequired ? "is required." : undefined;
  if (given.includes("")) return "is empty.";
  const isList = type === "list" || type === "words";
  if (!isList && given.length > 1) return "comes more than once.";
  if (given.length > most) return `has more than ${most} values.`;
  // yyyy-MM-ddTHH:mm:ss, without a zone.
  if (type === "time" && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(given[0]))
    return "is not a time like 2026-01-31T23:59:59.";
  if (type === "oneOf" && !values.map(String).includes(given[0])) return `is not one of ${values.join(", ")}.`;
  // A list is written as repeated keys, and a space as %20. Anything that looks like another encoding is a mistake.
  if (type === "words" && given.some((value) => /[,+%]/.test(value)))
    return "is wrongly encoded; repeat the key, and write a space as %20.";
  return undefined;
}
