//! Any project, retargeted: it is still a project, has the new values, and its assets are
//! unchanged, byte for byte.
#![no_main]

use export_jobs::ExportedProject;
use export_jobs::project::ProjectChanges;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((which, file)) = data.split_first() else { return };
    let Ok(project) = ExportedProject::parse(file.to_vec()) else { return };
    let asked = |bit: u8| which & (1 << bit) != 0;
    let mut changes = ProjectChanges::default();
    if asked(0) {
        changes = changes.name("Fuzzed");
    }
    if asked(1) {
        changes = changes.container(asked(7).then_some("fuzzed"));
    }
    if asked(2) {
        changes = changes.description(asked(6).then_some("\"\\\n\u{1}😀"));
    }
    if asked(3) {
        changes = changes.setting("confidenceThreshold", asked(5).then_some("0.5"));
    }
    if asked(4) {
        changes = changes.file_version("2023-04-01").multilingual(asked(5));
    }
    let Ok(retargeted) = project.retarget(&changes) else { return };
    let bytes = retargeted.to_vec();
    let again = ExportedProject::parse(bytes.clone()).expect("a project still");
    let (before, after) = (project.summary(), again.summary());
    assert_eq!(before.counts, after.counts);
    assert_eq!(before.kind, after.kind);
    if asked(0) {
        assert_eq!(after.name.as_deref(), Some("Fuzzed"));
    }
    // The same changes again change nothing.
    assert_eq!(again.retarget(&changes).expect("changes in order").to_vec(), bytes);
});
