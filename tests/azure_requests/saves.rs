//! Saves of results in virtual time: what is requested again, from which byte, and when a save ends.

use std::rc::Rc;

use export_jobs::service::{AzureLanguage, Family, Operation, Pace, Service};
use export_jobs::{
    Error, ErrorCode, Headers, Request, Response, Result, Save, SaveRequest, SavedFile,
};
use proptest::prelude::*;

use crate::scenario::answers::answer;

const STATUS: &str = r#"{"jobId":"42","status":"succeeded"}"#;

/// Returns a project file of at least this size. `mark` makes versions differ.
fn project(size: usize, mark: char) -> Vec<u8> {
    let start = r#"{"projectFileVersion":"2022-05-01","stringIndexType":"Utf16CodeUnit","metadata":{"projectName":"Loans","projectKind":"CustomSingleLabelClassification","language":"en-us"},"assets":{"x":""#;
    let mut file = start.to_owned();
    while file.len() < size {
        file.extend([mark, char::from(b'a' + u8::try_from(file.len() % 23).unwrap())]);
    }
    (file + "\"}}").into_bytes()
}

/// A service that has one file, and breaks off.
struct Server {
    file: Vec<u8>,
    etag: Option<String>,
    has_ranges: bool,
    has_length: bool,
    /// After how many bytes each answer breaks off.
    breaks: Vec<usize>,
    /// The number of the answer with which the file becomes another one.
    changes_at: Option<usize>,
    answered: usize,
}

impl Server {
    fn new(file: Vec<u8>, breaks: &[usize]) -> Self {
        Self {
            file,
            etag: Some("\"one\"".to_owned()),
            has_ranges: true,
            has_length: true,
            breaks: breaks.to_vec(),
            changes_at: None,
            answered: 0,
        }
    }

    /// Returns the answer with its whole body, and how much of it arrives.
    fn answer(&mut self, request: &Request) -> (Response, usize) {
        if self.changes_at == Some(self.answered) {
            self.file = project(self.file.len() + 7, 'z');
            self.etag = self.etag.as_ref().map(|_| "\"two\"".to_owned());
        }
        let breaks = self.breaks.get(self.answered).copied().unwrap_or(usize::MAX);
        self.answered += 1;
        let start = request.headers.get("range").map(|range| {
            range.strip_prefix("bytes=").unwrap().strip_suffix('-').unwrap().parse().unwrap()
        });
        let is_same = request.headers.get("if-range") == self.etag.as_deref();
        let start: Option<usize> = start.filter(|_| self.has_ranges && is_same);
        let total = self.file.len();
        if let Some(start) = start.filter(|start| *start >= total) {
            assert_eq!(start, total, "nothing beyond the end is requested");
            let range = format!("bytes */{total}");
            return (answer(416, &[("Content-Range", &range)], "<Error/>"), usize::MAX);
        }
        let body = &self.file[start.unwrap_or(0)..];
        let mut headers: Headers = [("Content-Type", "application/json")].into_iter().collect();
        if let Some(etag) = &self.etag {
            headers.set("ETag", etag);
        }
        if self.has_length {
            headers.set("Content-Length", body.len().to_string());
        }
        if let Some(start) = start {
            headers.set("Content-Range", format!("bytes {start}-{}/{total}", total - 1));
        }
        let status = if start.is_some() { 206 } else { 200 };
        (Response { status, headers, body: body.to_vec(), received_at_ms: 0 }, breaks)
    }
}

/// A save with its driver and its target.
struct Saving {
    save: Save,
    target: Vec<u8>,
    can_rewind: bool,
    requests: Vec<Request>,
    waited_ms: u64,
}

/// More requests mean a hot loop.
const MAX_REQUESTS: usize = 200;

impl Saving {
    fn new(can_rewind: bool) -> Self {
        let client = client();
        let job = client.job(Operation::Export, "Loans", "42").unwrap();
        let status = client.read_status(&answer(200, &[], STATUS), None).unwrap();
        let save = Save::new(Rc::new(client), &job, &status, Pace::default()).unwrap();
        Self { save, target: Vec::new(), can_rewind, requests: Vec::new(), waited_ms: 0 }
    }

    /// Saves from a server, and does what `src/wasm/jobs/save.rs` does.
    fn run(
        &mut self,
        mut answers: impl FnMut(&Request) -> Option<(Response, usize)>,
    ) -> Result<SavedFile> {
        loop {
            let sent = match self.save.request()? {
                SaveRequest::Status(request) => {
                    self.requests.push(request.clone());
                    let answer = answers(&request).ok_or_else(lost);
                    answer.and_then(|(response, _)| self.save.renewed(&response)).map(|()| false)
                }
                SaveRequest::File(request) => {
                    self.requests.push(request.clone());
                    answers(&request)
                        .ok_or_else(lost)
                        .and_then(|(response, breaks)| self.write(response, breaks).map(|()| true))
                }
            };
            assert!(self.requests.len() < MAX_REQUESTS, "a hot loop");
            match sent {
                Ok(true) => return Ok(self.save.saved(None)),
                Ok(false) => {}
                Err(error) => self.waited_ms += self.save.retry_in(error, self.can_rewind, 0.5)?,
            }
        }
    }

    fn write(&mut self, mut response: Response, breaks: usize) -> Result<()> {
        let body = std::mem::take(&mut response.body);
        let arrived = &body[..breaks.min(body.len())];
        let head = if response.status == 200 { Save::HEAD_BYTES } else { 0 };
        if breaks < body.len() && arrived.len() < head {
            return Err(lost());
        }
        let is_whole =
            (breaks >= body.len() && body.len() < head) || !matches!(response.status, 200 | 206);
        response.body =
            if is_whole { body.clone() } else { arrived[..head.min(arrived.len())].to_vec() };
        let part = self.save.opened(response, is_whole, self.can_rewind)?;
        if part.is_anew {
            assert!(self.can_rewind || self.target.is_empty());
            self.target.clear();
        }
        let skip = usize::try_from(part.skip).unwrap_or(usize::MAX).min(arrived.len());
        for piece in arrived[skip..].chunks(7_919) {
            self.target.extend(piece);
            if let Some(arrival) = self.save.arrival() {
                arrival.take_piece(piece);
            }
        }
        self.save.written(self.target.len() as u64);
        if breaks < body.len() && !self.save.has_all() {
            return Err(lost());
        }
        let tail = self.target.len().saturating_sub(Save::TAIL_BYTES);
        self.save.closed(&self.target[tail..])
    }

    fn ranges(&self) -> Vec<Option<&str>> {
        self.requests.iter().map(|request| request.headers.get("range")).collect()
    }
}

fn client() -> AzureLanguage {
    AzureLanguage::new("https://contoso.example", Family::AnalyzeText, None).unwrap()
}

fn lost() -> Error {
    Error::new(ErrorCode::Network, "The answer broke off.")
}

#[test]
fn a_short_file_is_requested_once_and_checked_as_a_whole() {
    let file = project(500, 'a');
    let mut server = Server::new(file.clone(), &[]);
    let mut saving = Saving::new(false);
    let saved = saving.run(|request| Some(server.answer(request))).unwrap();
    assert_eq!(saving.target, file);
    assert_eq!((saved.size, saved.suggested_name.as_str()), (file.len() as u64, "Loans.json"));
    assert_eq!(saving.ranges(), [None]);
}

#[test]
fn the_rest_is_requested_soon_after_a_download_breaks_off() {
    let file = project(100_000, 'a');
    let mut server = Server::new(file.clone(), &[40_000, 20_000]);
    let mut saving = Saving::new(false);
    saving.run(|request| Some(server.answer(request))).unwrap();
    assert_eq!(saving.target, file);
    assert_eq!(saving.ranges(), [None, Some("bytes=40000-"), Some("bytes=60000-")]);
    assert_eq!(saving.requests[1].headers.get("if-range"), Some("\"one\""));
    assert!((2_000..20_000).contains(&saving.waited_ms), "{}", saving.waited_ms);
}

#[test]
fn a_connection_that_breaks_after_the_last_byte_does_no_harm() {
    let file = project(100_000, 'a');
    let length = file.len();
    for has_length in [true, false] {
        let mut server = Server::new(file.clone(), &[length]);
        server.has_length = has_length;
        let mut saving = Saving::new(false);
        saving.run(|request| Some(server.answer(request))).unwrap();
        assert_eq!((saving.target == file, saving.requests.len()), (true, 1));
    }
    // Without a length, only the request for the rest shows that there is none.
    let mut server = Server::new(file.clone(), &[]);
    server.has_length = false;
    let mut is_cut = true;
    let mut saving = Saving::new(false);
    let saved = saving.run(|request| {
        let (mut response, breaks) = server.answer(request);
        if std::mem::take(&mut is_cut) {
            response.body.pop();
        }
        Some((response, breaks))
    });
    assert_eq!((saved.is_ok(), saving.target == file), (true, true));
    assert_eq!(saving.ranges(), [None, Some(&*format!("bytes={}-", length - 1))]);
}

#[test]
fn a_complete_file_with_a_wrong_end_is_not_continued() {
    let mut file = project(100_000, 'a');
    file.truncate(90_000);
    let mut server = Server::new(file, &[]);
    let mut saving = Saving::new(true);
    let error = saving.run(|request| Some(server.answer(request))).unwrap_err();
    assert_eq!((error.code(), saving.requests.len()), (ErrorCode::UnreadableResponse, 3));
    assert!(saving.ranges().iter().all(Option::is_none));
}

#[test]
fn a_save_without_progress_ends_after_five_failures() {
    let mut server = Server::new(project(100_000, 'a'), &[30_000, 9, 9, 9, 9, 9, 9, 9]);
    let mut saving = Saving::new(false);
    let error = saving.run(|request| Some(server.answer(request))).unwrap_err();
    assert_eq!((error.code(), saving.requests.len()), (ErrorCode::Network, 5));
    assert_eq!(error.job().map(|job| job.id.as_str()), Some("42"));
}

#[test]
fn a_file_that_always_breaks_off_at_the_same_place_is_given_up() {
    let mut server = Server::new(project(1_000_000, 'a'), &[500_000; 99]);
    server.has_ranges = false;
    let mut saving = Saving::new(true);
    let error = saving.run(|request| Some(server.answer(request))).unwrap_err();
    assert_eq!((error.code(), saving.requests.len()), (ErrorCode::Network, 5));
}

#[test]
fn a_refused_url_is_renewed_once_until_more_has_arrived() {
    let file = project(400_000, 'a');
    let mut server = Server::new(file.clone(), &[100_000, 100_000, 100_000]);
    let mut saving = Saving::new(false);
    let mut number = 0;
    let saved = saving.run(|request| {
        number += 1;
        if request.url.contains("/result") && number % 3 == 2 {
            return Some((answer(403, &[], "{}"), usize::MAX));
        }
        if request.url.contains("/result") {
            return Some(server.answer(request));
        }
        let url = format!("https://contoso.example/language/authoring/analyze-text/projects/Loans/export/jobs/42/result?api-version=2023-04-01&n={number}");
        Some((answer(200, &[], format!(r#"{{"jobId":"42","status":"succeeded","resultUrl":"{url}"}}"#)), usize::MAX))
    });
    assert!(saved.is_ok(), "{saved:?}");
    assert_eq!(saving.target, file);
    let refused = saving.run(|_| Some((answer(403, &[], "{}"), usize::MAX)));
    assert_eq!(refused.unwrap_err().code(), ErrorCode::Forbidden);
}

#[test]
fn a_save_rejects_with_the_failure_of_a_job_that_has_failed_since() {
    let mut saving = Saving::new(false);
    let error = saving.run(|request| {
        let failed = answer(200, &[], r#"{"jobId":"42","status":"failed"}"#);
        let is_file = request.url.contains("/result");
        Some((if is_file { answer(404, &[], "{}") } else { failed }, usize::MAX))
    });
    assert_eq!(error.unwrap_err().code(), ErrorCode::JobFailed);
}

proptest! {
    /// Whatever a service does, the target has one version of the file, or there is an error.
    #[test]
    fn a_saved_file_is_one_version_of_the_file(
        size in 200_usize..200_000,
        breaks in proptest::collection::vec(0_usize..150_000, 0..12),
        (has_ranges, has_length, has_etag) in any::<(bool, bool, bool)>(),
        changes_at in proptest::option::of(0_usize..8),
        can_rewind in any::<bool>(),
    ) {
        let mut server = Server::new(project(size, 'a'), &breaks);
        (server.has_ranges, server.has_length, server.changes_at) = (has_ranges, has_length, changes_at);
        server.etag = server.etag.filter(|_| has_etag);
        let mut saving = Saving::new(can_rewind);
        let saved = saving.run(|request| Some(server.answer(request)));
        match saved {
            Ok(saved) => {
                prop_assert!(saving.target == server.file || saving.target == project(size, 'a'));
                prop_assert_eq!(saved.size, saving.target.len() as u64);
            }
            Err(error) => prop_assert!(error.job().is_some(), "{}", error),
        }
    }
}
