//! The progress of a submission, so that a later session can continue.

use crate::plain::{Kind, MemberType, Plain, ReadMember, Rule};
use crate::{Job, plain, words};

/// A submission that must not be sent twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Submission {
    /// Nothing was sent.
    #[default]
    Unsent,
    /// A request may have been sent. The script looks for its effect at the service before it sends
    /// another.
    Sending,
    /// The service accepted it as this job.
    Running(Job),
    /// It has succeeded. The value is the job, if one was followed.
    Done(Option<Job>),
}

impl Submission {
    /// Returns whether it has succeeded.
    pub fn is_done(&self) -> bool {
        matches!(self, Self::Done(_))
    }

    /// The job, once the service has named it.
    pub fn job(&self) -> Option<&Job> {
        match self {
            Self::Running(job) | Self::Done(Some(job)) => Some(job),
            _ => None,
        }
    }
}

words! {
    /// The word for a submission in a state.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum SubmissionWord {
        /// It may have been sent.
        Sending = "sending",
        /// It runs.
        Running = "running",
        /// It has succeeded.
        Done = "done",
    }
}

plain! {
    readable
    /// A submission in a state. One that was not sent is absent.
    #[derive(Clone, Debug)]
    struct SubmissionRecord {
        /// Its progress. Other versions may have other words.
        state: String = Rule::NONE.required(),
        /// The job, once the service has named it.
        job: Option<Job>,
    }
}

impl MemberType for Submission {
    const KIND: Kind = SubmissionRecord::KIND;
    const IS_OPTIONAL: bool = true;

    fn to_plain(&self) -> Plain<'_> {
        let word = match self {
            Self::Unsent => return Plain::Absent,
            Self::Sending => SubmissionWord::Sending,
            Self::Running(_) => SubmissionWord::Running,
            Self::Done(_) => SubmissionWord::Done,
        };
        let record = SubmissionRecord { state: word.as_str().to_owned(), job: self.job().cloned() };
        record.to_plain().into_owned()
    }
}

/// Reads an unknown progress as sent. The script then looks for the submission at the service.
impl ReadMember for Submission {
    fn from_plain(plain: Plain<'static>) -> Self {
        if plain == Plain::Absent {
            return Self::Unsent;
        }
        let SubmissionRecord { state, job } = ReadMember::from_plain(plain);
        match (SubmissionWord::find(&state), job) {
            (Some(SubmissionWord::Done), job) => Self::Done(job),
            (Some(SubmissionWord::Running), Some(job)) => Self::Running(job),
            _ => Self::Sending,
        }
    }
}
