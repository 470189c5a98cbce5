//! The submissions and cancellations that wait in a lane.

use std::collections::VecDeque;

use super::cancellation::Cancellation;
use super::submission::Submission;
use crate::board::JobKey;

/// A request that waits for its turn.
pub(crate) enum Work {
    Submission(Submission),
    Cancellation(Cancellation),
}

/// Submissions and cancellations that wait to be sent, in order.
///
/// - Cancellations come first, because they free places for other jobs. A throttled request also
///   returns to the front.
/// - Each job has at most one cancellation.
#[derive(Default)]
pub(crate) struct Queue(VecDeque<Work>);

impl Queue {
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn front(&self) -> Option<&Work> {
        self.0.front()
    }

    pub(crate) fn pop(&mut self) -> Option<Work> {
        self.0.pop_front()
    }

    pub(crate) fn push(&mut self, submission: Submission) {
        self.0.push_back(Work::Submission(submission));
    }

    pub(crate) fn push_front(&mut self, submission: Submission) {
        self.0.push_front(Work::Submission(submission));
    }

    /// Adds the submission of another open tab, behind earlier submissions of open tabs.
    pub(crate) fn push_taken(&mut self, submission: Submission) {
        let is_taken = |work: &&Work| matches!(work, Work::Submission(it) if it.is_of_other_tab() && it.taken_at.is_some());
        let at = self.0.iter().take_while(is_taken).count();
        self.0.insert(at, Work::Submission(submission));
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Work> {
        self.0.iter()
    }

    pub(crate) fn submissions(&self) -> impl Iterator<Item = &Submission> {
        self.0.iter().filter_map(|work| match work {
            Work::Submission(submission) => Some(submission),
            Work::Cancellation(_) => None,
        })
    }

    /// Returns the waiting submission of this name.
    pub(crate) fn find(&mut self, name: &str) -> Option<&mut Submission> {
        self.0.iter_mut().find_map(|work| match work {
            Work::Submission(submission) if submission.name == name => Some(submission),
            _ => None,
        })
    }

    /// Removes and returns the first submission that matches.
    pub(crate) fn take(&mut self, fits: &dyn Fn(&Submission) -> bool) -> Option<Submission> {
        let fits = |work: &Work| matches!(work, Work::Submission(it) if fits(it));
        let at = self.0.iter().position(fits)?;
        match self.0.remove(at) {
            Some(Work::Submission(submission)) => Some(submission),
            _ => None,
        }
    }

    /// Adds a cancellation at the front, unless its job has one.
    pub(crate) fn push_cancellation(&mut self, cancellation: Cancellation) {
        if !self.has_cancellation(cancellation.key) {
            self.0.push_front(Work::Cancellation(cancellation));
        }
    }

    pub(crate) fn has_cancellation(&self, key: JobKey) -> bool {
        self.0.iter().any(|work| is_cancellation(work, key))
    }

    pub(crate) fn drop_cancellation(&mut self, key: JobKey) {
        self.0.retain(|work| !is_cancellation(work, key));
    }
}

fn is_cancellation(work: &Work, key: JobKey) -> bool {
    matches!(work, Work::Cancellation(it) if it.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::lanes::submission::Sender;

    fn submission(name: &str, taken_at: Option<u64>) -> Submission {
        let (name, sender) = (name.to_owned(), Sender::OtherTab);
        Submission { id: 1, name, deadline: 9_000, taken_at, sender }
    }

    fn cancellation(key: JobKey) -> Cancellation {
        let url = format!("https://contoso.example/{key}");
        let request = crate::board::fixtures::request(&url);
        Cancellation { key, url, client: 0, request }
    }

    fn order(queue: &Queue) -> Vec<String> {
        let name = |work: &Work| match work {
            Work::Submission(submission) => submission.name.clone(),
            Work::Cancellation(cancellation) => cancellation.key.to_string(),
        };
        queue.iter().map(name).collect()
    }

    #[test]
    fn cancellations_then_returned_then_taken_work_goes_first() {
        let mut queue = Queue::default();
        queue.push(submission("a/1", None));
        queue.push(submission("b/1", None));
        queue.push_taken(submission("c/1", Some(1)));
        queue.push_taken(submission("d/1", Some(2)));
        assert_eq!(order(&queue), ["c/1", "d/1", "a/1", "b/1"]);
        queue.push_front(submission("e/1", None));
        queue.push_cancellation(cancellation(7));
        queue.push_cancellation(cancellation(8));
        queue.push_cancellation(cancellation(7));
        assert_eq!(order(&queue), ["8", "7", "e/1", "c/1", "d/1", "a/1", "b/1"]);
        assert_eq!(queue.len(), 7);
        assert!(matches!(queue.front(), Some(Work::Cancellation(it)) if it.key == 8));
    }

    #[test]
    fn what_is_taken_out_or_dropped_is_gone() {
        let mut queue = Queue::default();
        queue.push_cancellation(cancellation(7));
        queue.push(submission("a/1", None));
        queue.push(submission("b/1", None));
        assert!(queue.has_cancellation(7) && !queue.has_cancellation(8));
        queue.drop_cancellation(8);
        queue.drop_cancellation(7);
        assert_eq!(queue.find("b/1").map(|it| it.deadline), Some(9_000));
        assert_eq!(queue.take(&|it| it.name == "b/1").map(|it| it.name), Some("b/1".to_owned()));
        assert!(queue.take(&|it| it.name == "b/1").is_none() && queue.find("b/1").is_none());
        assert_eq!(order(&queue), ["a/1"]);
        assert!(matches!(queue.pop(), Some(Work::Submission(it)) if it.name == "a/1"));
        assert!(queue.pop().is_none() && queue.front().is_none());
    }
}
