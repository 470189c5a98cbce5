//! A file that arrives in pieces gives the same result as a file that arrives whole.

use export_jobs::ExportedProject;
use export_jobs::project::ProjectReader;
use proptest::prelude::*;

use super::bases::{conversation, every_kind};

fn files() -> Vec<Vec<u8>> {
    let projects = every_kind();
    let compact = projects.iter().map(|project| serde_json::to_vec(project).unwrap());
    let marked = ["\u{FEFF}", &conversation().to_string()].concat().into_bytes();
    compact
        .chain(projects.iter().map(|project| serde_json::to_vec_pretty(project).unwrap()))
        .chain([marked])
        .collect()
}

fn in_pieces(
    file: &[u8],
    cuts: &[usize],
) -> Result<ExportedProject, export_jobs::project::InvalidProject> {
    let mut reader = ProjectReader::default();
    let mut from = 0;
    for cut in cuts {
        reader.push(&file[from..*cut])?;
        from = *cut;
    }
    reader.push(&file[from..])?;
    reader.finish()
}

#[test]
fn reading_byte_by_byte_gives_the_same_project() {
    for file in files() {
        let cuts: Vec<_> = (0..file.len()).collect();
        let project = in_pieces(&file, &cuts).unwrap();
        let whole = ExportedProject::parse(file.clone()).unwrap();
        assert_eq!(project.summary(), whole.summary());
        assert_eq!(project.bytes(), file);
        assert_eq!(project.check(&Default::default()), whole.check(&Default::default()));
    }
}

#[test]
fn every_beginning_of_a_file_is_refused_at_its_end() {
    for file in files() {
        let mark = if file.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        for end in mark..file.len() {
            let error = ExportedProject::parse(file[..end].to_vec()).unwrap_err();
            assert_eq!(error.byte_offset, end as u64, "{error}");
        }
    }
}

#[test]
fn an_error_has_the_path_line_column_and_offset() {
    let file = "{\n  \"metadata\": {},\n  \"assets\": {\"utterances\": [\n    {\"text\": \"ä😀\"},\n    {\"text\": nil}]}}";
    let error = ExportedProject::parse(file.as_bytes().to_vec()).unwrap_err();
    assert_eq!(error.path, "$.assets.utterances[1].text");
    assert_eq!((error.line, error.column), (5, 14));
    assert_eq!(error.byte_offset, file.find("nil").unwrap() as u64);
    assert!(error.message.contains("line 5, column 14"), "{error}");
}

proptest! {
    #[test]
    fn reading_in_pieces_gives_the_same_as_reading_the_whole_file(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
    ) {
        let files = files();
        let mut file = which.get(&files).clone();
        *at.get_mut(&mut file) = byte;
        let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(file.len())).collect();
        cuts.sort_unstable();
        match (in_pieces(&file, &cuts), ExportedProject::parse(file.clone())) {
            (Ok(pieces), Ok(whole)) => prop_assert_eq!(pieces.summary(), whole.summary()),
            (Err(pieces), Err(whole)) => prop_assert_eq!(pieces.byte_offset, whole.byte_offset),
            (pieces, whole) => prop_assert!(false, "{pieces:?} and {whole:?}"),
        }
    }
}
