//! Submissions that must not arrive twice.

use crate::poller::{Failures, Pace};
use crate::service::Service;
use crate::workflow::{is_refusal, wait_out};
use crate::{Error, ErrorCode, Job, Request, Result, lost_submission};

use super::super::{ProjectRun, Submission};
use super::carrier::Carrier;
use super::side::{Side, is_gone};

/// For so long a submission whose answer was lost is looked for, before it is taken as never
/// arrived. Recorded imports show within 1 to 3 seconds.
const LOOKED_FOR_MS: u64 = 120_000;

/// A service that throttles is waited for so long.
const PATIENCE_MS: u64 = 3_600_000;

/// So often a submission may be lost on its way.
const MAX_LOST: u32 = 3;

/// What was found of a submission whose answer was lost.
pub(super) enum Found {
    /// Its job, which may still go on.
    Job(Job),
    /// What it was to do is done.
    Done,
}

/// Which of a project's submissions.
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

/// A submission, and how to tell whether it has arrived.
pub(super) struct Once<'a, L> {
    pub(super) side: &'a Side,
    pub(super) request: Request,
    pub(super) pace: Pace,
    /// Where it stands in what is known of the project.
    pub(super) slot: Slot,
    /// Looks for it at the service. `true`: for the last time.
    pub(super) look: L,
}

impl Carrier<'_> {
    /// Sends a submission and follows it to its end, wherever an earlier session left it. Before
    /// a request leaves, the state that says so is kept; so there is never one that nobody knows of.
    pub(super) async fn once<L>(&self, what: Once<'_, L>) -> Result<()>
    where
        L: AsyncFn(bool) -> Result<Option<Found>>,
    {
        let Once { side, request, pace, slot, look } = what;
        let get = || self.project(|run| slot.of(run).cloned().unwrap_or_default());
        let set = async |submission| {
            self.project(|run| {
                if let Some(it) = slot.of(run) {
                    *it = submission;
                }
            });
            self.save().await
        };
        let mut failures = Failures::default();
        let give_up_at = self.desk().now().saturating_add(PATIENCE_MS);
        let mut lost = 0;
        loop {
            match get() {
                Submission::Done(_) => return Ok(()),
                Submission::Running(job) => {
                    match self.follow(side, job.clone(), pace).await {
                        Ok(_) => set(Submission::Done(Some(job))).await?,
                        // What it did is there all the same, or it is not.
                        Err(error) if is_gone(&error) => set(Submission::Sending).await?,
                        Err(error) => {
                            let has_ended = [ErrorCode::JobFailed, ErrorCode::JobCancelled];
                            if has_ended.contains(&error.code()) {
                                set(Submission::Unsent).await?;
                            }
                            return Err(error);
                        }
                    }
                }
                Submission::Sending => {
                    self.say("looking for what an earlier attempt may have begun");
                    match self.look_for(&look).await? {
                        Some(Found::Job(job)) => set(Submission::Running(job)).await?,
                        Some(Found::Done) => set(Submission::Done(None)).await?,
                        None => set(Submission::Unsent).await?,
                    }
                }
                Submission::Unsent => {
                    set(Submission::Sending).await?;
                    let answer = side.send(&request).await;
                    match answer.and_then(|it| side.client.read_submission(&request, &it)) {
                        Ok(job) => set(Submission::Running(job)).await?,
                        Err(error) if is_refusal(&error) => {
                            set(Submission::Unsent).await?;
                            let desk = self.desk();
                            if error.code() != ErrorCode::Throttled {
                                return Err(error);
                            }
                            self.say("waiting, since the service asks to");
                            wait_out(desk, pace, &mut failures, give_up_at, error).await?;
                        }
                        Err(error) => {
                            lost += 1;
                            if lost >= MAX_LOST {
                                return Err(never_arrived(error));
                            }
                        }
                    }
                }
            }
        }
    }

    async fn look_for(
        &self,
        look: &impl AsyncFn(bool) -> Result<Option<Found>>,
    ) -> Result<Option<Found>> {
        let desk = self.desk();
        let until = desk.now().saturating_add(LOOKED_FOR_MS);
        let mut pause = 1_000;
        loop {
            let is_last = desk.now() >= until;
            if let Some(found) = look(is_last).await? {
                return Ok(Some(found));
            }
            if is_last {
                return Ok(None);
            }
            desk.sleep(pause).await;
            pause = (pause * 2).min(15_000);
        }
    }
}

fn never_arrived(error: Error) -> Error {
    lost_submission(error)
}
