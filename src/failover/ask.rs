//! The operation that asks one resource after another until one answers.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::service::{
    AzureLanguageRuntime, JobFamily, Pace, Prediction, Results, ResultsPage, Service,
};
use crate::workflow::{self, Expected, Host, Party, Workflow, within};
use crate::{
    Download, Error, ErrorCode, Job, JobStatus, Machine, Request, Response, Result, Sending,
    lost_submission,
};

use super::{
    AnsweredBy, Failover, FailoverAction, FailoverOptions, FailoverState, ResourceName, RunId,
};

/// A question about texts, for the models of any resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The question.
    pub kind: QuestionKind,
    /// The body of the request, in JSON.
    pub body: Vec<u8>,
}

/// The kind of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// An analysis, which runs as a job, and the part of its results to read.
    Analysis(JobFamily, ResultsPage),
    /// The prediction for an utterance.
    Utterance,
    /// The predictions for whole conversations.
    Conversations,
}

impl Question {
    /// Returns the request that sends the question to a resource.
    ///
    /// # Errors
    /// `invalidArgument` when the resource's api-version cannot answer it.
    pub fn request(&self, contract: &AzureLanguageRuntime) -> Result<Request> {
        match self.kind {
            QuestionKind::Analysis(family, _) => contract.job_request(family, self.body.clone()),
            QuestionKind::Utterance => Ok(contract.prediction_request(self.body.clone())),
            QuestionKind::Conversations => {
                contract.require_conversational()?;
                Ok(contract.prediction_request(self.body.clone()))
            }
        }
    }
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The answer to a [`QuestionKind::Analysis`]: all results, and the job that made them.
    Analysis(Box<Results>, Job),
    /// The answer to any other kind of question.
    Prediction(Prediction),
}

/// An answer, and the index of the resource that gave it.
pub type Answered = (usize, Answer);

/// Resources in the order of preference, with their health.
pub struct Resources {
    contracts: Vec<Rc<AzureLanguageRuntime>>,
    failover: RefCell<Failover>,
}

/// The readings of a question's job that its owner has not taken yet.
#[derive(Default)]
pub struct Readings(RefCell<Vec<JobStatus>>);

impl Readings {
    /// Takes the readings of the job since the last call.
    pub fn take(&self) -> Vec<JobStatus> {
        self.0.take()
    }
}

impl Resources {
    /// Creates the list of resources. All are assumed to be up.
    ///
    /// # Errors
    /// `invalidArgument` if there is none.
    pub fn new(
        contracts: Vec<Rc<AzureLanguageRuntime>>,
        options: FailoverOptions,
    ) -> Result<Rc<Self>> {
        let failover = RefCell::new(Failover::new(contracts.len(), options)?);
        Ok(Rc::new(Self { contracts, failover }))
    }

    /// Asks one resource after another until one answers. `pace` applies to each resource.
    /// `readings` receives the readings of an analysis's job.
    ///
    /// The workflow fails with the error of [`FailoverAction::Fail`]. If it is dropped before its end, the health of
    /// the resource that was being asked does not change.
    pub fn ask(
        self: &Rc<Self>,
        question: Question,
        pace: Pace,
        readings: Rc<Readings>,
    ) -> Workflow<Answered> {
        let resources = self.clone();
        Workflow::new(move |host| async move {
            let run = resources.failover.borrow_mut().start(host.moment());
            Asking { resources, host, question, pace, readings, run }.ask().await
        })
    }

    /// Returns the health of two resources, and the one that would be asked now. Returns `None`
    /// unless there are two resources.
    pub fn state(&self, now: u64) -> Option<FailoverState> {
        let [primary, secondary] = self.contracts.as_slice() else { return None };
        let failover = self.failover.borrow();
        let [first, second] = failover.resources() else { return None };
        Some(FailoverState {
            primary: first.state(primary.endpoint(), now),
            secondary: second.state(secondary.endpoint(), now),
            current: failover.current(now).map(name),
        })
    }

    /// Returns which of two resources gave an answer. Returns `None` unless there are two
    /// resources.
    pub fn answered_by(&self, resource: usize) -> Option<AnsweredBy> {
        let contract = self.contracts.get(resource).filter(|_| self.contracts.len() == 2)?;
        Some(AnsweredBy { answered_by: name(resource), endpoint: contract.endpoint() })
    }

    /// Returns the number of times that a resource went down or came back.
    pub fn changes(&self) -> u32 {
        self.failover.borrow().changes()
    }
}

/// Returns the name of one of two resources.
fn name(resource: usize) -> ResourceName {
    if resource == 0 { ResourceName::Primary } else { ResourceName::Secondary }
}

/// One question, which is sent to one resource after another.
struct Asking {
    resources: Rc<Resources>,
    host: Host,
    question: Question,
    pace: Pace,
    readings: Rc<Readings>,
    run: RunId,
}

impl Drop for Asking {
    fn drop(&mut self) {
        self.failover(|failover, run| failover.abandon(run));
    }
}

impl Asking {
    fn failover<T>(&self, act: impl FnOnce(&mut Failover, RunId) -> T) -> T {
        act(&mut self.resources.failover.borrow_mut(), self.run)
    }

    /// Returns the resource to ask now. This is called after each call of the machine, so the
    /// action belongs to this run.
    fn next_resource(&self) -> Result<usize> {
        match self.failover(|failover, _| failover.poll_action()) {
            Some(FailoverAction::Ask { resource, .. }) => Ok(resource),
            Some(FailoverAction::Fail { error, .. }) => Err(error),
            None => Err(Error::invalid_argument("There is no such resource.")),
        }
    }

    async fn ask(self) -> Result<Answered> {
        loop {
            let resource = self.next_resource()?;
            let Some(contract) = self.resources.contracts.get(resource) else {
                return Err(Error::invalid_argument("There is no such resource."));
            };
            let is_submitting = Cell::new(false);
            let outcome = match self.question.kind {
                QuestionKind::Analysis(_, page) => {
                    self.analyze(contract, resource, &page, &is_submitting).await
                }
                QuestionKind::Utterance | QuestionKind::Conversations => {
                    self.predict(contract, resource).await
                }
            };
            let (answer, outcome) = match outcome {
                Ok(answer) => (Some(answer), Ok(())),
                Err(error) => (None, Err(error)),
            };
            let (at, was_submitting) = (self.host.moment(), is_submitting.get());
            self.failover(|failover, run| {
                failover.handle_response(run, outcome, was_submitting, at);
            });
            if let Some(answer) = answer {
                return Ok((resource, answer));
            }
        }
    }

    async fn predict(&self, contract: &AzureLanguageRuntime, resource: usize) -> Result<Answer> {
        let request = self.question.request(contract)?;
        let response = self.send(contract, resource, request).await?;
        Ok(Answer::Prediction(contract.read_prediction(&response)?))
    }

    /// Submits the analysis, follows its job, and reads all pages of its results.
    async fn analyze(
        &self,
        contract: &Rc<AzureLanguageRuntime>,
        resource: usize,
        page: &ResultsPage,
        is_submitting: &Cell<bool>,
    ) -> Result<Answer> {
        let request = self.question.request(contract)?;
        let sent = request.without_body();
        is_submitting.set(true);
        let response = self.send(contract, resource, request).await.map_err(lost_submission)?;
        let job = contract.read_submission(&sent, &response)?;
        is_submitting.set(false);
        // The resource accepted the job, so it is up. Other questions need not wait for the job's
        // end.
        let at = self.host.moment();
        self.failover(|failover, run| failover.handle_accepted(run, at));
        let deadline = at.now.saturating_add(self.pace.timeout_ms);
        let (to, service) = (Party::Resource(resource), contract.clone());
        let seen = |status: &JobStatus| self.readings.0.borrow_mut().push(status.clone());
        let status =
            workflow::follow(&self.host, to, service, job.clone(), self.pace, seen).await?;
        let results = self.read_results(contract, resource, &job, &status, page);
        let results = within(&self.host, deadline, results).await.unwrap_or_else(|| {
            let message = "The results did not arrive completely by the deadline (timeoutMs).";
            Err(Error::new(ErrorCode::Timeout, message).with_job(&job))
        })?;
        Ok(Answer::Analysis(Box::new(results), job))
    }

    async fn read_results(
        &self,
        contract: &Rc<AzureLanguageRuntime>,
        resource: usize,
        job: &Job,
        status: &JobStatus,
        page: &ResultsPage,
    ) -> Result<Results> {
        /// The highest number of pages. The documents of a request fill no more, because each page
        /// has at least one.
        const MAX_PAGES: usize = 100;
        let (to, expected) =
            (Party::Resource(resource), Expected::Answer(contract.max_answer_bytes()));
        let mut url = contract.results_request(job, page)?.url;
        let mut all: Option<Results> = None;
        for _ in 0..MAX_PAGES {
            let part = Job { url, ..job.clone() };
            let mut download = Download::new(contract.clone(), &part, status, self.pace)?;
            let mut take = |response, _| Ok(response);
            let page = workflow::download_with(&self.host, to, expected, &mut download, &mut take);
            let page = contract.read_results(&page.await?)?;
            let next = contract.next_request(&page)?;
            let results = match all.take() {
                Some(mut all) => {
                    all.append(page);
                    all
                }
                None => page,
            };
            match next {
                Some(next) if next.url != part.url => url = next.url,
                Some(_) => break,
                None => return Ok(results),
            }
            all = Some(results);
        }
        let message = "The pages of the results have no end: a nextLink leads back, or there are \
                       too many.";
        Err(Error::new(ErrorCode::UnreadableResponse, message).with_job(job))
    }

    async fn send(
        &self,
        contract: &AzureLanguageRuntime,
        resource: usize,
        request: Request,
    ) -> Result<Response> {
        let (to, expected) =
            (Party::Resource(resource), Expected::Answer(contract.max_answer_bytes()));
        self.host.send_as(to, request, Sending::Renewed, expected).await
    }
}
