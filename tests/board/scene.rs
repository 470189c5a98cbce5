//! One board in virtual time, against a service that a scenario scripts.

use export_jobs::board::{AddOptions, Board, BoardAction, ChangeKind, JobKey};
use export_jobs::service::Service;
use export_jobs::{Error, ErrorCode, Job, Machine, Moment, Response};

use crate::scenario::answers::of_job;
use crate::service::{AVEPOINT_CLIENT, avepoint_job, azure, azure_job, clients, job_of};

/// The latency of every answer.
const LATENCY: u64 = 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Poll,
    Submission,
    Cancel,
}

/// A request as the service receives it. Times count from the beginning of the scene.
#[derive(Clone, Debug)]
pub struct Sent {
    pub at: u64,
    pub what: What,
    /// Empty for a submission.
    pub url: String,
}

enum Landing {
    Poll { key: JobKey, flight: u32, response: Response },
    Submission { id: u32, outcome: Result<Job, Error> },
    Cancel { key: JobKey, response: Response },
}

pub struct Scene {
    pub board: Board,
    pub now: u64,
    pub sent: Vec<Sent>,
    /// The messages of the board, with their times.
    pub told: Vec<(u64, JobKey, ChangeKind)>,
    /// Jobs that were started here, in order.
    pub started: Vec<Job>,
    /// The answers to cancellations.
    pub cancels: Vec<(JobKey, Result<(), Error>)>,
    landings: Vec<(u64, Landing)>,
    answer: Box<dyn FnMut(&Sent) -> Response>,
}

impl Scene {
    /// Creates a board for both services. The function returns their answers.
    pub fn new(answer: impl FnMut(&Sent) -> Response + 'static) -> Self {
        Self {
            board: Board::new(clients()),
            now: 0,
            sent: Vec::new(),
            told: Vec::new(),
            started: Vec::new(),
            cancels: Vec::new(),
            landings: Vec::new(),
            answer: Box::new(answer),
        }
    }

    pub fn add(&mut self, job: Job) -> JobKey {
        let key = self.board.add(job, &AddOptions::default(), self.now).unwrap();
        self.pump();
        key
    }

    /// Queues a submission.
    pub fn submit(&mut self, client: usize) -> u32 {
        let url = if client == AVEPOINT_CLIENT { avepoint_job(1).url } else { azure_job(1).url };
        let id = self.board.submit(client, &url, self.now + 24 * 3_600_000, self.now);
        self.pump();
        id
    }

    pub fn cancel(&mut self, key: JobKey) -> Result<(), Error> {
        let taken = self.board.cancel(key, self.now);
        self.pump();
        taken
    }

    /// Lets time pass until the end.
    pub fn run(&mut self, end: u64) {
        self.pump();
        loop {
            let landing = self.landings.iter().map(|(at, _)| *at).min();
            let wake = self.board.timeout().map(|at| at.max(self.now));
            let Some(next) = landing.into_iter().chain(wake).min().filter(|at| *at <= end) else {
                self.now = end;
                return;
            };
            self.now = next;
            while let Some(at) = self.landings.iter().position(|(at, _)| *at <= next) {
                let (_, landing) = self.landings.remove(at);
                self.land(landing);
            }
            self.board.handle_timeout(Moment::at(self.now));
            self.pump();
        }
    }

    /// Returns when the requests of one kind were sent.
    pub fn times(&self, what: What) -> Vec<u64> {
        self.sent.iter().filter(|sent| sent.what == what).map(|sent| sent.at).collect()
    }

    pub fn polls_of(&self, job: &Job) -> Vec<u64> {
        let polls = self.sent.iter().filter(|sent| sent.what == What::Poll && sent.url == job.url);
        polls.map(|sent| sent.at).collect()
    }

    /// Returns how often the board reported this change.
    pub fn count(&self, key: JobKey, kind: ChangeKind) -> usize {
        self.told.iter().filter(|(_, one, told)| (*one, *told) == (key, kind)).count()
    }

    fn pump(&mut self) {
        while let Some(action) = self.board.poll_action() {
            match action {
                BoardAction::Send { key, flight, request, .. } => {
                    let response = self.ask(What::Poll, request.url);
                    self.plan(Landing::Poll { key, flight, response });
                }
                BoardAction::Submit { id, client } => {
                    assert!(self.board.handle_submission_departed(id, Moment::at(self.now)));
                    let response = self.ask(What::Submission, String::new());
                    let outcome = self.start(client, &response);
                    self.plan(Landing::Submission { id, outcome });
                }
                BoardAction::Cancel { key, request, .. } => {
                    let response = self.ask(What::Cancel, request.url);
                    self.plan(Landing::Cancel { key, response });
                }
                BoardAction::Report(change) => self.told.push((self.now, change.key, change.kind)),
                BoardAction::CancelAnswered { key, outcome } => self.cancels.push((key, outcome)),
                BoardAction::Abort { flight } => self.landings.retain(
                    |(_, it)| !matches!(it, Landing::Poll { flight: one, .. } if *one == flight),
                ),
                BoardAction::Grant { .. } => panic!("there are no other tabs"),
                BoardAction::Store(_)
                | BoardAction::TakeLead
                | BoardAction::Submitted { .. }
                | BoardAction::Publish
                | BoardAction::Post(_) => {}
            }
        }
    }

    fn ask(&mut self, what: What, url: String) -> Response {
        let sent = Sent { at: self.now, what, url };
        let response = (self.answer)(&sent);
        let response = if what == What::Poll { of_job(&sent.url, response) } else { response };
        self.sent.push(sent);
        response
    }

    fn start(&mut self, client: usize, response: &Response) -> Result<Job, Error> {
        if response.status == 429 {
            // Reads the header as for every answer.
            return Err(azure().read_status(response, None).unwrap_err());
        }
        if response.status >= 300 {
            return Err(Error::new(ErrorCode::HttpError, "Refused."));
        }
        let n = 1_000 + self.started.len() as u64;
        let job = if client == AVEPOINT_CLIENT { avepoint_job(n) } else { job_of(client, n) };
        self.started.push(job.clone());
        Ok(job)
    }

    fn plan(&mut self, landing: Landing) {
        self.landings.push((self.now + LATENCY, landing));
    }

    fn land(&mut self, landing: Landing) {
        match landing {
            Landing::Poll { key, flight, response } => {
                self.board.handle_response(key, flight, Ok(response.clone()), Moment::at(self.now));
            }
            Landing::Submission { id, outcome } => {
                self.board.handle_submitted(
                    id,
                    outcome,
                    &AddOptions::default(),
                    Moment::at(self.now),
                );
            }
            Landing::Cancel { key, response } => {
                let outcome = azure().read_cancel(&response);
                self.board.handle_cancelled(key, outcome, Moment::at(self.now));
            }
        }
        self.pump();
    }
}
