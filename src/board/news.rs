//! The jobs that ended while nobody looked.

use crate::text::digits;
use crate::{Moment, plain};

use super::{Board, BoardJob, JobKey};

/// The jobs on the board that ended while nobody looked, and whose end was not reported to anybody
/// since.
#[derive(Default)]
pub(super) struct Unseen(Vec<JobKey>);

impl Unseen {
    /// Adds or removes a job.
    pub(super) fn set(&mut self, key: JobKey, is_unseen: bool) {
        self.0.retain(|one| *one != key);
        if is_unseen {
            self.0.push(key);
        }
    }
}

plain! {
    /// Jobs that ended while nobody looked.
    #[derive(Clone, Debug)]
    pub struct BoardNews<'a> {
        /// The number of jobs that succeeded.
        pub ready: usize,
        /// The number of jobs that did not succeed, or are no longer followed.
        pub failed: usize,
        /// A sentence with these numbers in English, such as `3 exports are ready, 1 failed.`
        pub text: String,
        /// The jobs, in the order in which they ended.
        pub jobs: Vec<BoardJob<'a>>,
    }
}

impl Board {
    /// Returns the jobs that ended while nobody looked.
    pub fn unseen(&self) -> &[JobKey] {
        &self.unseen.0
    }

    /// Records that all jobs that ended while nobody looked were reported to somebody.
    pub fn mark_seen(&mut self) {
        for key in std::mem::take(&mut self.unseen.0) {
            if let Some(mut job) = self.jobs.get_mut(key) {
                job.mark_seen();
                self.outbox.store(key);
            }
        }
    }

    /// Records that somebody begins to look at the page.
    pub fn look(&mut self, now: u64) {
        self.gate.look(now);
    }

    /// Returns the news of these jobs.
    pub fn news(&self, keys: &[JobKey], at: Moment) -> BoardNews<'_> {
        let jobs = keys.iter().filter_map(|key| self.job(*key, at.now));
        let jobs: Vec<_> = jobs.map(|job| job.on(at.date)).collect();
        let is_ready = |job: &&BoardJob<'_>| job.outcome.is_some_and(Result::is_ok);
        let ready = jobs.iter().filter(is_ready).count();
        let failed = jobs.len().saturating_sub(ready);
        let are_exports = jobs.iter().all(|job| job.job.operation == "export");
        BoardNews { ready, failed, text: text_of(ready, failed, are_exports), jobs }
    }
}

/// Puts numbers of jobs into a sentence.
fn text_of(ready: usize, failed: usize, are_exports: bool) -> String {
    let noun = if are_exports { "export" } else { "job" };
    let count = |count: usize| text!("{} {}{}", digits(count as u64), noun, plural(count));
    match (ready, failed) {
        (_, 0) => text!("{} {} ready.", count(ready), if ready == 1 { "is" } else { "are" }),
        (0, _) => text!("{} failed.", count(failed)),
        _ => {
            let verb = if ready == 1 { "is" } else { "are" };
            text!("{} {} ready, {} failed.", count(ready), verb, digits(failed as u64))
        }
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_jobs_make_a_sentence() {
        for (ready, failed, text) in [
            (3, 1, "3 exports are ready, 1 failed."),
            (1, 2, "1 export is ready, 2 failed."),
            (1, 0, "1 export is ready."),
            (2, 0, "2 exports are ready."),
            (0, 1, "1 export failed."),
            (0, 2, "2 exports failed."),
        ] {
            assert_eq!(text_of(ready, failed, true), text);
        }
        assert_eq!(text_of(2, 1, false), "2 jobs are ready, 1 failed.");
    }
}
