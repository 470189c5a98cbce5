//! The documents of custom-text projects.

use export_jobs::ErrorCode;
use export_jobs::replication::{DocumentLocations, Ending, ReplicationOptions, Step};

use super::drive::Drive;
use super::storage::{EAST as DOCS, SAS, WEST as PAPERS};
use super::world::{Kind, World, mail};

fn scene() -> (World, ReplicationOptions, DocumentLocations) {
    let mut world = World::new(Kind::Entities);
    world.storage.blobs.insert(format!("{DOCS}/01.txt"), b"2026 a loan\r\n".to_vec());
    world.storage.blobs.insert(format!("{DOCS}/The_Queen%27s.txt"), b"the queen's".to_vec());
    let options = ReplicationOptions { container: Some("papers".to_owned()), ..mail() };
    let documents = DocumentLocations {
        source: Some(format!("{DOCS}?{SAS}")),
        target: Some(format!("{PAPERS}?{SAS}")),
    };
    (world, options, documents)
}

#[test]
fn without_storage_the_report_lists_the_required_documents() {
    let mut world = World::new(Kind::Entities);
    let (outcome, state) = Drive::new(&mut world).replicate(mail(), &Default::default());
    outcome.unwrap();
    let documents = state.projects[0].documents.as_ref().unwrap();
    assert_eq!(documents.required, ["01.txt", "The_Queen's.txt"]);
    assert_eq!(documents.container.as_deref(), Some("docs"));
    assert!(!documents.is_checked && !documents.is_complete());
}

#[test]
fn with_storage_documents_are_copied_on_the_server_and_verified() {
    let (mut world, options, documents) = scene();
    world.storage.blobs.insert(format!("{PAPERS}/01.txt"), b"2026 a loan\r\n".to_vec());
    let (outcome, state) = Drive::new(&mut world).replicate(options, &documents);
    outcome.unwrap();
    let report = state.projects[0].documents.as_ref().unwrap();
    assert_eq!((report.copied, report.verified), (1, 2));
    assert!(report.is_complete());
    assert_eq!(world.storage.copies, [format!("{PAPERS}/The_Queen%27s.txt")]);
    assert_eq!(world.storage.blobs[&format!("{PAPERS}/The_Queen%27s.txt")], b"the queen's");
    assert!(!state.to_json().contains("secretSignature"));
}

#[test]
fn a_document_that_differs_is_kept_and_nothing_is_trained() {
    let (mut world, options, documents) = scene();
    world.storage.blobs.insert(format!("{PAPERS}/01.txt"), b"something of theirs".to_vec());
    let mut drive = Drive::new(&mut world);
    let (outcome, state) = drive.replicate(options.clone(), &documents);
    assert!(outcome.unwrap_err().message().contains("1 of the project's documents"));
    let run = &state.projects[0];
    assert_eq!(run.documents.as_ref().unwrap().different, ["01.txt"]);
    assert!(matches!(run.ending, Some(Ending::Failed { step: Step::Train, .. })));
    assert_eq!(drive.world.storage.blobs[&format!("{PAPERS}/01.txt")], b"something of theirs");
    assert_eq!(drive.world.target.tally.trainings, 0);

    // After the documents were corrected by hand, it continues where it was.
    drive.world.storage.blobs.insert(format!("{PAPERS}/01.txt"), b"2026 a loan\r\n".to_vec());
    let kept = drive.kept.clone().unwrap();
    drive.resume(&kept, &documents).0.unwrap();
    assert_eq!((world.target.tally.imports, world.target.tally.trainings), (1, 2));

    let (mut world, options, documents) = scene();
    world.storage.blobs.insert(format!("{PAPERS}/01.txt"), b"something of theirs".to_vec());
    let options = ReplicationOptions { replace_documents: true, ..options };
    Drive::new(&mut world).replicate(options, &documents).0.unwrap();
    assert_eq!(world.storage.blobs[&format!("{PAPERS}/01.txt")], b"2026 a loan\r\n");
}

#[test]
fn an_error_of_storage_is_reported_without_the_signature() {
    let (mut world, options, documents) = scene();
    world.storage.refuses = Some(403);
    let (outcome, state) = Drive::new(&mut world).replicate(options, &documents);
    assert!(outcome.is_err());
    let failed = &state.projects[0].documents.as_ref().unwrap().failed;
    assert_eq!(failed.len(), 2);
    assert!(failed[0].message.contains("AuthorizationFailure"), "{}", failed[0].message);
    assert!(!state.to_json().contains("secretSignature"));
}

#[test]
fn a_container_that_is_not_the_project_s_is_refused() {
    let (mut world, _, documents) = scene();
    let (outcome, _) = Drive::new(&mut world).replicate(mail(), &documents);
    let error = outcome.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArgument);
    assert!(error.message().contains("\"docs\"") && error.message().contains("\"papers\""));
}
