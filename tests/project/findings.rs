//! Reads findings, and finds their values with another reader.

use std::collections::BTreeMap;

use export_jobs::ExportedProject;
use export_jobs::project::{CheckOptions, Finding};
use serde_json::Value;

/// Checks a project, with documents if there are any.
pub fn check(json: &[u8], documents: &BTreeMap<String, Vec<u8>>) -> Vec<Finding> {
    let project = ExportedProject::parse(json.to_vec()).expect("a project");
    let mut options = CheckOptions::default();
    if !documents.is_empty() {
        options = options.with_documents(documents);
    }
    project.check(&options)
}

/// Follows the JSON path of a finding.
pub fn at_path<'v>(value: &'v Value, path: &str) -> &'v Value {
    let mut rest = path.strip_prefix('$').expect(path);
    let mut value = value;
    while !rest.is_empty() {
        let (step, after) = if let Some(name) = rest.strip_prefix('.') {
            let end = name.find(['.', '[']).unwrap_or(name.len());
            (&value[&name[..end]], &name[end..])
        } else {
            let index = rest.strip_prefix('[').expect(path);
            let end = index.find(']').expect(path);
            let index_or_name = &index[..end];
            let step = match index_or_name.strip_prefix('"') {
                Some(name) => &value[name.trim_end_matches('"')],
                None => &value[index_or_name.parse::<usize>().expect(path)],
            };
            (step, &index[end + 1..])
        };
        (value, rest) = (step, after);
    }
    value
}

/// Asserts that a finding's offset is the beginning of the value at its path, as read by
/// serde_json.
pub fn assert_points_at_its_path(json: &[u8], finding: &Finding) {
    let offset = usize::try_from(finding.byte_offset).expect("an offset");
    let whole: Value = serde_json::from_slice(json).expect("JSON");
    let mut there = serde_json::Deserializer::from_slice(&json[offset..]).into_iter::<Value>();
    let value = there.next().expect("a value").expect("JSON");
    let named = at_path(&whole, &finding.path);
    if finding.rule.id() == "duplicate-member" {
        assert!(finding.path.ends_with(value.as_str().expect("a name")), "{finding:?}");
    } else {
        assert_eq!(named, &value, "{finding:?}");
    }
}

/// Checks a project, and returns the rules that it violates with the paths of their findings.
pub fn rules_at(
    project: &Value,
    documents: &BTreeMap<String, Vec<u8>>,
) -> Vec<(&'static str, String)> {
    let bytes = serde_json::to_vec(project).unwrap();
    let findings = check(&bytes, documents);
    findings.iter().for_each(|finding| assert_points_at_its_path(&bytes, finding));
    findings.into_iter().map(|it| (it.rule.id(), it.path)).collect()
}
