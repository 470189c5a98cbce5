//! Submissions that change something and must not arrive twice.

use crate::service::{Failures, Pace};
use crate::workflow::{is_refusal, wait_out};
use crate::{ErrorCode, Job, Request, Result, Sending, lost_submission};

use super::super::{ProjectRun, Submission};
use super::project_replication::ProjectReplication;
use super::resource::{Resource, has_failed, is_gone};

/// The time to look for a submission whose answer was lost, in milliseconds. After it, the submission is considered not
/// to have arrived. Recorded imports become visible within 1 to 3 seconds.
const LOOKED_FOR_MS: u64 = 120_000;

/// The time limit for a service that throttles, in milliseconds.
const PATIENCE_MS: u64 = 3_600_000;

/// The highest number of attempts of a submission that gets no answer.
const MAX_LOST: u32 = 3;

/// The highest number of checks of the target before a submission, each of which finds another
/// change.
pub(super) const MAX_LOOKS: u32 = 5;

/// The trace of a submission whose answer was lost.
pub(super) enum Found {
    /// Its job, which may still run.
    Job(Job),
    /// Its effect. The job is no longer needed.
    Done,
}

/// A submission of a project.
#[derive(Clone, Copy)]
pub(super) enum Slot {
    Import,
    Training(usize),
    Deployment(usize),
}

impl Slot {
    fn of(self, run: &mut ProjectRun) -> Option<&mut Submission> {
        match self {
            Self::Import => Some(&mut run.import),
            Self::Training(at) => run.models.get_mut(at).map(|it| &mut it.train),
            Self::Deployment(at) => run.deployments.get_mut(at).map(|it| &mut it.deploy),
        }
    }
}

impl ProjectReplication<'_> {
    /// Sends a submission and follows its job to the end. Continues where an earlier session stopped.
    ///
    /// Two things happen before each attempt, including attempts after a 401, a 429, a lost answer or a resumption:
    /// - The state is saved, and says that the request may have been sent. So the state knows of every request that was
    ///   sent.
    /// - Then the target is read and compared with what was seen before. This is the last request
    ///   before the submission, without a wait in between, because the service has no conditional
    ///   requests.
    ///
    /// `request` builds the request for each attempt.
    pub(super) async fn once(
        &self,
        resource: &Resource,
        request: &dyn Fn() -> Result<Request>,
        pace: Pace,
        slot: Slot,
    ) -> Result<()> {
        let host = self.host();
        let mut failures = Failures::default();
        let give_up_at = host.now().saturating_add(PATIENCE_MS);
        let mut lost = 0;
        let mut sending = Sending::Once;
        loop {
            let next = match self.project(|run| slot.of(run).cloned().unwrap_or_default()) {
                Submission::Done(_) => return Ok(()),
                Submission::Running(job) => match self.follow(resource, job.clone(), pace).await {
                    Ok(_) => Submission::Done(Some(job)),
                    // The job no longer exists, but its effect may: look for it.
                    Err(error) if is_gone(&error) => Submission::Sending,
                    Err(error) => {
                        // A resumption repeats a job that failed, and looks for one that did not
                        // end in time.
                        if has_failed(&error) {
                            self.set(slot, Submission::Unsent).await?;
                        } else if error.code() == ErrorCode::Timeout {
                            self.set(slot, Submission::Sending).await?;
                        }
                        return Err(error);
                    }
                },
                Submission::Sending => {
                    self.say("looking for the job of an earlier attempt");
                    match self.look_for(slot).await? {
                        Some(Found::Job(job)) => Submission::Running(job),
                        Some(Found::Done) => Submission::Done(None),
                        None => Submission::Unsent,
                    }
                }
                Submission::Unsent => {
                    self.set(slot, Submission::Sending).await?;
                    let request = match self.look_before(slot).await.and_then(|()| request()) {
                        Ok(request) => request,
                        Err(error) => {
                            self.set(slot, Submission::Unsent).await?;
                            return Err(error);
                        }
                    };
                    // Reading the answer needs the request, but not its body, which is a whole
                    // project.
                    let sent = request.without_body();
                    let answer = resource.send(request, sending).await;
                    match answer.and_then(|it| resource.submitted(&sent, &it)) {
                        Ok(job) => Submission::Running(job),
                        Err(error) if is_refusal(&error) => {
                            self.set(slot, Submission::Unsent).await?;
                            match error.code() {
                                ErrorCode::Throttled => {
                                    self.say("waiting, because the service asks for it");
                                    wait_out(host, pace, &mut failures, give_up_at, error).await?;
                                }
                                // The token may have expired.
                                ErrorCode::Unauthorized if sending == Sending::Once => {
                                    sending = Sending::OnceWithFreshToken;
                                }
                                _ => return Err(error),
                            }
                            continue;
                        }
                        Err(error) => {
                            lost += 1;
                            if lost >= MAX_LOST {
                                return Err(lost_submission(error));
                            }
                            continue;
                        }
                    }
                }
            };
            self.set(slot, next).await?;
        }
    }

    /// Checks that the target has not changed, right before something is sent to it.
    ///
    /// # Errors
    /// `conflict` when the submission would replace somebody else's work.
    async fn look_before(&self, slot: Slot) -> Result<()> {
        match slot {
            Slot::Import => self.look_before_import().await,
            Slot::Training(at) => self.look_before_training(at).await,
            Slot::Deployment(at) => self.look_before_deployment(at).await,
        }
    }

    async fn set(&self, slot: Slot, submission: Submission) -> Result<()> {
        self.project(|run| {
            if let Some(it) = slot.of(run) {
                *it = submission;
            }
        });
        self.save().await
    }

    /// Looks for a submission whose answer was lost, for up to [`LOOKED_FOR_MS`].
    async fn look_for(&self, slot: Slot) -> Result<Option<Found>> {
        let host = self.host();
        let until = host.now().saturating_add(LOOKED_FOR_MS);
        let (mut pause, mut is_first) = (1_000, true);
        loop {
            let is_last = host.now() >= until;
            let found = match slot {
                Slot::Import => {
                    // An earlier check may have exported an incomplete import.
                    if !std::mem::take(&mut is_first) {
                        self.project(|run| run.verify = Submission::Unsent);
                    }
                    self.find_arrival(is_last).await?
                }
                Slot::Training(at) => self.find_training(at).await?,
                Slot::Deployment(at) => self.find_deployment(at).await?,
            };
            if found.is_some() || is_last {
                return Ok(found);
            }
            host.sleep(pause).await;
            pause = (pause * 2).min(15_000);
        }
    }
}
