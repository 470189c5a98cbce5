//! Any file, read as a project, whole and in pieces. Another reader must agree that an accepted
//! file is JSON.
#![no_main]

use export_jobs::ExportedProject;
use export_jobs::project::ProjectReader;
use libfuzzer_sys::fuzz_target;
use serde_json::value::RawValue;

fuzz_target!(|data: &[u8]| {
    // The first byte is the size of the pieces.
    let Some((size, file)) = data.split_first() else { return };
    let mut reader = ProjectReader::default();
    let pushed = file.chunks(usize::from(*size).max(1)).try_for_each(|piece| reader.push(piece));
    let in_pieces = pushed.and_then(|()| reader.finish());
    match (ExportedProject::parse(file.to_vec()), in_pieces) {
        (Ok(project), Ok(in_pieces)) => {
            assert_eq!(project.bytes(), file);
            assert_eq!(project.summary(), in_pieces.summary());
            assert_eq!(project.summary().size, file.len() as u64);
            assert_eq!(project.statistics(), in_pieces.statistics());
            let text = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
            serde_json::from_slice::<&RawValue>(text).expect("JSON");
        }
        (Err(error), Err(in_pieces)) => {
            assert!(error.byte_offset <= file.len() as u64);
            assert_eq!(error.byte_offset, in_pieces.byte_offset);
        }
        (whole, in_pieces) => panic!("{whole:?} and {in_pieces:?}"),
    }
});
