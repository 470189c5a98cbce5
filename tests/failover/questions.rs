//! Calls to a pair of resources, from the request to the answer, in virtual time.

use std::rc::Rc;

use export_jobs::failover::{
    Answer, Answered, FailoverOptions, Question, QuestionKind, Readings, ResourceName, Resources,
};
use export_jobs::service::{AzureLanguageRuntime, JobFamily, Pace, ResultsPage};
use export_jobs::workflow::{Party, Workflow};
use export_jobs::{ErrorCode, JobState};

use crate::operation::{Reply, Sent, answer, drive, ok};

const JOBS: &str = "/language/analyze-text/jobs";

const PREDICTION: &str = r#"{"kind":"ConversationResult","result":{"query":"q","prediction":{"topIntent":"Read","projectKind":"Conversation","intents":[],"entities":[]}}}"#;

struct Asked {
    resources: Rc<Resources>,
    readings: Rc<Readings>,
}

fn asked() -> Asked {
    let contracts = ["https://east.example", "https://west.example"]
        .map(|endpoint| Rc::new(AzureLanguageRuntime::new(endpoint, None).unwrap()));
    let options = FailoverOptions::default();
    Asked { resources: Resources::new(contracts.into(), options).unwrap(), readings: Rc::default() }
}

impl Asked {
    fn ask(&self, kind: QuestionKind) -> Workflow<Answered> {
        let question = Question { kind, body: b"{}".to_vec() };
        self.resources.ask(question, Pace::default(), self.readings.clone())
    }

    fn predict(&self) -> Workflow<Answered> {
        self.ask(QuestionKind::Utterance)
    }

    fn analyze(&self) -> Workflow<Answered> {
        self.ask(QuestionKind::Analysis(JobFamily::AnalyzeText, ResultsPage::default()))
    }
}

/// The index of the resource that a request went to.
fn resource(sent: &Sent) -> usize {
    let Party::Resource(index) = sent.to else { panic!("{:?}", sent.to) };
    let origin = ["https://east.example/", "https://west.example/"][index];
    assert!(sent.request.url.starts_with(origin), "{}", sent.request.url);
    index
}

/// Accepts the submission of an analysis at its resource.
fn accepted(sent: &Sent) -> Reply {
    let origin = ["https://east.example", "https://west.example"][resource(sent)];
    let mut response = answer(202, "");
    response.headers.set("operation-location", format!("{origin}{JOBS}/7"));
    Reply::Answer(response)
}

fn status(state: &str, next: Option<&str>) -> String {
    let next = next.map(|next| format!(r#","nextLink":"{next}""#)).unwrap_or_default();
    format!(
        r#"{{"jobId":"7","status":"{state}"{next},"tasks":{{"completed":1,"failed":0,"inProgress":0,"total":1,"items":[{{"kind":"CustomEntityRecognitionLROResults","status":"{state}","results":{{"documents":[{{"id":"0","entities":[],"warnings":[]}}],"errors":[],"projectName":"p","deploymentName":"d"}}}}]}}}}"#
    )
}

#[test]
fn the_secondary_answers_only_while_the_primary_is_down() {
    let asked = asked();
    let mut away = drive(|_, sent| if resource(sent) == 0 { Reply::Lost } else { ok(PREDICTION) });
    let (index, answer) = away.finish(asked.predict()).unwrap();
    assert!(matches!(answer, Answer::Prediction(_)));
    assert_eq!((index, away.sent.len(), asked.resources.changes()), (1, 2, 1));
    assert!(!asked.resources.state(0).unwrap().primary.is_up);
    let mut back = drive(|_, _| ok(PREDICTION));
    back.now = 5_010;
    assert_eq!(back.finish(asked.predict()).unwrap().0, 0);
    assert!(asked.resources.state(0).unwrap().primary.is_up);
}

#[test]
fn a_request_that_is_wrong_everywhere_is_sent_to_one_resource() {
    let mut drive = drive(|_, _| Reply::Answer(answer(400, "")));
    let error = drive.finish(asked().predict()).unwrap_err();
    assert_eq!((error.status(), drive.sent.len()), (Some(400), 1));
}

#[test]
fn an_analysis_stays_at_one_resource_to_its_last_page() {
    let asked = asked();
    let next = format!("https://east.example{JOBS}/7?top=1&skip=1");
    let mut drive = drive(|number, sent| match number {
        0 => accepted(sent),
        1 => ok(&status("running", None)),
        2 => ok(&status("succeeded", None)),
        3 => ok(&status("succeeded", Some(&next))),
        _ => ok(&status("succeeded", None)),
    });
    let (index, answer) = drive.finish(asked.analyze()).unwrap();
    let Answer::Analysis(results, job) = answer else { panic!("a prediction") };
    assert_eq!((index, job.id.as_str(), drive.sent.len()), (0, "7", 5));
    assert_eq!(results.tasks[0].documents.len(), 2);
    assert!(drive.sent[4].request.url.contains("skip=1"));
    let states: Vec<_> = asked.readings.take().iter().map(|status| status.state).collect();
    assert_eq!(states, [JobState::Running, JobState::Succeeded]);
}

#[test]
fn a_resource_that_fails_during_a_job_is_replaced() {
    let asked = asked();
    let mut drive = drive(|_, sent| match (resource(sent), sent.request.method.as_str()) {
        (_, "POST") => accepted(sent),
        (0, _) => Reply::Lost,
        _ => ok(&status("succeeded", None)),
    });
    let (index, _) = drive.finish(asked.analyze()).unwrap();
    assert_eq!(index, 1);
    assert!(!asked.resources.state(0).unwrap().primary.is_up);
}

#[test]
fn paging_ends_at_a_page_that_leads_back() {
    let back = format!("https://east.example{JOBS}/7?top=1");
    let mut drive = drive(|number, sent| match number {
        0 => accepted(sent),
        1 => ok(&status("succeeded", None)),
        _ if resource(sent) == 0 => ok(&status("succeeded", Some(&back))),
        _ => Reply::Answer(answer(400, "")),
    });
    let error = drive.finish(asked().analyze()).unwrap_err();
    assert!(drive.sent.len() <= 110, "{}", drive.sent.len());
    assert!(
        [ErrorCode::UnreadableResponse, ErrorCode::HttpError].contains(&error.code()),
        "{error}"
    );
}

#[test]
fn a_dropped_call_leaves_its_resource_to_others() {
    let asked = asked();
    let mut lost = drive(|_, _| Reply::Lost);
    assert!(lost.finish(asked.predict()).is_err());
    // Both are down. After the pause, the first call to the primary is its trial.
    let mut silent = drive(|_, _| Reply::Silence);
    silent.now = 6_000;
    let mut dropped = asked.predict();
    silent.begin(&mut dropped);
    assert_eq!(resource(&silent.sent[0]), 0);
    assert_ne!(
        asked.resources.state(6_000).unwrap().current,
        Some(ResourceName::Primary),
        "another call tries the primary"
    );
    drop(dropped);
    assert_eq!(asked.resources.state(6_000).unwrap().current, Some(ResourceName::Primary));
}
