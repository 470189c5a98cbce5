//! The jobs and limits as a board shows them.

use crate::plain::{MemberType, Plain, Rule};
use crate::service::{Limits, Rate};
use crate::{Error, Job, JobStatus, Result, plain};

use super::{ChangeKind, LikelyEnd};

plain! {
    /// The current state of a job on a board.
    #[derive(Clone, Copy, Debug)]
    pub struct BoardJob<'a> {
        /// The job.
        pub job: &'a Job,
        /// The last status; absent before the first answer.
        pub status: Option<&'a JobStatus>,
        /// The reason why the last poll failed, while it is about to be repeated.
        pub last_failure: Option<&'a Error>,
        /// The time since the job was submitted or added, in milliseconds.
        pub age_ms: u64,
        /// The time until the next poll, in milliseconds, while one is planned.
        pub next_poll_in_ms: Option<u64>,
        /// The time until the end, in milliseconds, estimated from the job's progress.
        pub remaining_ms: Option<u64>,
        /// The likely end of the job. It is an estimate and not a promise. Absent while too little is known.
        pub likely_end: Option<LikelyEnd>,
        /// True while a request is under way.
        pub is_polling: bool,
        /// True if the job has priority.
        pub is_focused: bool,
        /// The number of readings.
        pub readings: u32,
        /// The size of the result in bytes, once it was downloaded through the board.
        pub result_bytes: Option<u64>,
    } besides {
        /// The outcome of the job, once it has ended.
        pub outcome: Option<&'a Result<()>>,
        /// The time since its end was seen, in milliseconds.
        pub ended_ago_ms: Option<u64>,
        /// The time of day, in milliseconds since 1970, if the driver gave it.
        pub date: Option<u64>,
    } also {
        /// When the job was submitted or added, in milliseconds since 1970.
        started_at: Option<u64> => |it| Some(it.date?.saturating_sub(it.age_ms)),
        /// When the board saw that it had ended, in milliseconds since 1970.
        ended_at: Option<u64> => |it| Some(it.date?.saturating_sub(it.ended_ago_ms?)),
        /// True when the end is known, or when the board no longer waits for it (`error`).
        is_done: bool => |it| it.outcome.is_some(),
        /// The reason why the job did not succeed, or why the board no longer follows it.
        error: Option<Error> => |it| it.outcome.and_then(|it| it.as_ref().err()).map(Error::to_plain),
    }
}

impl BoardJob<'_> {
    /// Returns the same with the dates of the job. `date` is the time of day, in milliseconds since
    /// 1970.
    #[must_use]
    pub fn on(self, date: u64) -> Self {
        Self { date: Some(date), ..self }
    }
}

plain! {
    /// One change of a board.
    #[derive(Clone, Debug)]
    pub struct BoardChange<'a> {
        /// The kind of the change. `ended` comes once for each job.
        pub kind: ChangeKind as "type" = Rule::NONE.in_full(),
        /// The job's URL, which identifies it on a board.
        pub url: &'a str,
        /// The job; absent when it was removed.
        pub job: Option<BoardJob<'a>>,
    }
}

impl BoardChange<'_> {
    /// Returns the same with the dates of the job. `date` is the time of day, in milliseconds since
    /// 1970.
    #[must_use]
    pub fn on(self, date: u64) -> Self {
        Self { job: self.job.map(|job| job.on(date)), ..self }
    }
}

plain! {
    /// The use of a rate limit.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct RateUse {
        /// The number of requests that were sent within the last `windowMs`.
        pub used: usize,
        /// The number of requests that are allowed within any `windowMs`.
        pub count: u32,
        /// The length of the window, in milliseconds.
        pub window_ms: u64,
        /// The time until another request is allowed, in milliseconds: 0 while some are left. Absent if none is ever
        /// allowed.
        pub free_in_ms: Option<u64>,
    }
}

plain! {
    /// The use of the limits of an API at one origin.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct BudgetUse {
        /// The origin, such as `https://contoso.cognitiveservices.azure.com`.
        pub origin: String,
        /// The API, such as `azure-language`: authoring and runtime at one resource have limits of their own.
        pub api: String,
        /// The number of running jobs, as far as the board knows.
        pub running: u32,
        /// The number of submissions that wait for their turn.
        pub queued: usize,
        /// The remaining wait that the service asked for, in milliseconds. 0 if it asked for none.
        pub held_for_ms: u64,
    } besides {
        /// The limits.
        pub limits: Limits,
        /// The number of status requests in the last window.
        pub reads: usize,
        /// The number of submissions in the last window.
        pub submissions: usize,
        /// The time until another status request is allowed, in milliseconds. `None` if none is
        /// ever allowed.
        pub reads_free_in_ms: Option<u64>,
        /// The time until another submission is allowed, in milliseconds. `None` if none is ever
        /// allowed.
        pub submissions_free_in_ms: Option<u64>,
    } also {
        /// The use of the limit on status requests. Absent if they are not limited.
        reads: Option<RateUse> => |it| {
            rate_use(it.limits.reads, it.reads, it.reads_free_in_ms)
        },
        /// The use of the limit on submissions and other requests that change something. Absent if
        /// they are not limited.
        submissions: Option<RateUse> => |it| {
            rate_use(it.limits.submissions, it.submissions, it.submissions_free_in_ms)
        },
        /// The number of jobs that may run at the same time. Absent without a limit.
        max_running: Option<u32> => |it| it.limits.running.map(u64::from),
    }
}

fn rate_use(rate: Option<Rate>, used: usize, free_in_ms: Option<u64>) -> Plain<'static> {
    let rate = rate.map(|Rate { count, window_ms }| RateUse { used, count, window_ms, free_in_ms });
    rate.to_plain().into_owned()
}
