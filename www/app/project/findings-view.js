import { element } from "../element.js";

const severities = ["error", "warning", "info"];

/**
 * Shows the findings, grouped by rule, the most severe first.
 * @param {any[]} findings
 */
export function findingsView(findings) {
  const byRule = Map.groupBy ? Map.groupBy(findings, ({ rule }) => rule) : grouped(findings);
  const rules = [...byRule.values()].sort(
    ([a], [b]) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
  return element("ul", { class: "findings" }, ...rules.map(ruleView));
}

/** @param {any[]} findings */
function grouped(findings) {
  /** @type {Map<string, any[]>} */
  const groups = new Map();
  for (const finding of findings) groups.set(finding.rule, [...(groups.get(finding.rule) ?? []), finding]);
  return groups;
}

/**
 * Shows the findings of one rule.
 * @param {any[]} findings
 */
function ruleView(findings) {
  const [{ rule, severity, advice }] = findings;
  const more = findings.reduce((sum, finding) => sum + (finding.more ?? 0), 0);
  return element(
    "li",
    { class: "finding-rule", "data-severity": severity, "data-rule": rule },
    element("h3", {}, `${rule} `, element("span", { class: "faint" }, `${severity}, ${findings.length + more}`)),
    element("p", {}, advice),
    element(
      "ol",
      { tabindex: 0, "aria-label": rule },
      ...findings.map(({ message, path, byteOffset }) =>
        element("li", {}, message, " ", element("code", {}, `${path} (byte ${byteOffset})`)),
      ),
      more > 0 && element("li", { class: "faint" }, `and ${more} more`),
    ),
  );
}

/**
 * Counts the findings of each severity, in words.
 * @param {any[]} findings
 */
export function findingsInWords(findings) {
  if (findings.length === 0) return "Nothing is wrong with it.";
  const counts = severities.map((severity) => {
    const count = findings.reduce(
      (sum, finding) => sum + (finding.severity === severity ? 1 + (finding.more ?? 0) : 0),
      0,
    );
    return count > 0 && `${count} ${severity === "info" ? "for information" : `${severity}${count === 1 ? "" : "s"}`}`;
  });
  return `${counts.filter(Boolean).join(", ")}.`;
}
