//! Any project, checked: every finding points to a value in the file.
#![no_main]

use std::collections::BTreeMap;

use export_jobs::ExportedProject;
use export_jobs::project::CheckOptions;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    // The first byte is the length of the document at the end.
    let Some((length, rest)) = data.split_first() else { return };
    let split = rest.len().saturating_sub(usize::from(*length));
    let (file, document) = rest.split_at(split);
    let Ok(project) = ExportedProject::parse(file.to_vec()) else { return };
    let documents = BTreeMap::from([("01.txt".to_owned(), document)]);
    for options in [CheckOptions::default(), CheckOptions::default().with_documents(&documents)] {
        let findings = project.check(&options.with_limit_per_rule(8));
        assert!(findings.is_sorted_by_key(|finding| finding.byte_offset));
        for finding in findings {
            let at = usize::try_from(finding.byte_offset).expect("an offset");
            assert!(file.get(at).is_some_and(|byte| !byte.is_ascii_whitespace()), "{finding:?}");
            assert!(finding.path.starts_with('$') && !finding.message.is_empty(), "{finding:?}");
        }
    }
});
