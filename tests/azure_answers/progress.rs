//! The progress of a job in one answer.

use crate::scenario::answers::ok;

use super::read;

fn percent(status: &str, result: &str) -> Option<f64> {
    read(&ok(format!(r#"{{"status":"{status}","result":{result}}}"#))).percent_complete
}

fn part(name: &str, status: &str, percent: u32) -> String {
    format!(r#""{name}":{{"status":"{status}","percentComplete":{percent}}}"#)
}

fn training(parts: &[String]) -> Option<f64> {
    percent("running", &format!(r#"{{"modelLabel":"m",{}}}"#, parts.join(",")))
}

#[test]
fn a_job_that_succeeded_is_at_100_whatever_its_parts_say() {
    // As recorded with 2025-11-15-preview.
    let result = r#"{"trainingStatus":{"percentComplete":100,"status":"succeeded"},"evaluationStatus":{"percentComplete":0,"status":"notStarted"},"dataGenerationStatus":{"percentComplete":0,"status":"notStarted"}}"#;
    assert_eq!(percent("succeeded", result), Some(100.0));
    assert_eq!(percent("succeeded", "null"), Some(100.0));
    assert_eq!(read(&ok(r#"{"status":"Succeeded"}"#)).percent_complete, Some(100.0));
    let sent = r#"{"status":"succeeded","percentComplete":37}"#;
    assert_eq!(read(&ok(sent)).percent_complete, Some(100.0));
    // A job that ended in part, failed or was cancelled keeps the progress that the service
    // reports.
    assert_eq!(percent("failed", result), Some(50.0));
    assert_eq!(percent("partiallyCompleted", "{}"), None);
}

#[test]
fn the_progress_of_one_part_is_not_the_progress_of_the_training() {
    let trained = || part("trainingStatus", "running", 80);
    assert_eq!(training(&[trained()]), Some(40.0));
    assert_eq!(training(&[trained(), part("evaluationStatus", "notStarted", 0)]), Some(40.0));
    assert_eq!(training(&[trained(), part("evaluationStatus", "running", 10)]), Some(45.0));
    assert_eq!(training(&[part("evaluationStatus", "running", 50)]), Some(25.0));
    assert_eq!(training(&[part("dataGenerationStatus", "running", 60)]), Some(20.0));
    // A training without generated data has only two parts.
    let unused = part("dataGenerationStatus", "notStarted", 0);
    assert_eq!(training(&[trained(), unused]), Some(40.0));
    let generated = part("dataGenerationStatus", "succeeded", 0);
    assert_eq!(training(&[generated, trained()]), Some(60.0));
    assert_eq!(training(&[r#""trainingStatus":null"#.to_owned()]), None);
}

#[test]
fn an_evaluation_has_its_progress_within_its_result() {
    assert_eq!(percent("running", r#"{"modelLabel":"m","percentComplete":30}"#), Some(30.0));
}
