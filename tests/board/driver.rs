//! Carries out the actions of the tabs.

use export_jobs::Machine;
use export_jobs::board::{BoardMessage, ChangeKind};
use export_jobs::tabs::{Action, ChannelMessage, Telling};

use super::{Event, World};

impl World {
    /// Carries out the actions of a tab, and plans its next wake-up.
    pub fn pump(&mut self, number: usize) {
        let at = self.moment(number);
        while let Some(action) = self.pages[number].tab.poll_action() {
            self.carry_out(number, action);
        }
        let page = &mut self.pages[number];
        let Some(due) = page.tab.timeout() else { return };
        let mut wait = due.saturating_sub(at.now);
        if page.hidden {
            // Browsers let the timers of hidden pages fire once a minute.
            wait = wait.max(60_000 - at.now % 60_000);
        }
        self.plan(wait, Event::Wake(number));
    }

    fn carry_out(&mut self, page: usize, action: Action) {
        let at = self.moment(page);
        match action {
            Action::Load(number) => self.load(page, number),
            Action::LoadEnded(number) => self.load_ended(page, number),
            Action::Save(number, batch) => {
                // The worst moment for it.
                self.may_freeze(page, 1, 60_000);
                self.save(page, number, batch);
            }
            Action::Join => {
                self.pages[page].joined = true;
                self.pages[page].tab.handle_joined(true, at);
            }
            Action::Leave => self.leave_others(page),
            Action::RequestLock { steal } => self.request_lock(page, steal),
            Action::ReleaseLock => self.release_lock(page),
            Action::LookAtLock(number) => {
                let latency = self.random.between(1, 5);
                self.plan(latency, Event::Look { page, number });
            }
            Action::ListTabs => {
                let latency = self.random.between(1, 5);
                self.plan(latency, Event::List(page));
            }
            Action::Post(message) => {
                self.post(page, &message);
                if matches!(message, ChannelMessage::Board(BoardMessage::Take { .. })) {
                    self.may_freeze(page, 4, 12_000);
                }
            }
            Action::Send { flight, client, request } => {
                self.send_poll(page, flight, client, request);
            }
            Action::Depart { flight } => self.poll_leaves(page, flight),
            Action::Abort { flight } => self.abort_poll(page, flight),
            Action::Submit { id } => self.send_submission(page, id),
            Action::Cancel { key, client, request } => {
                self.send_cancel(page, key, client, &request);
            }
            Action::Submitted { id, outcome } => {
                if let Ok(key) = outcome {
                    self.expect_stored(page, key);
                }
                let waited = self.pages[page].submissions.remove(&id);
                assert!(waited.is_some(), "an outcome that nobody waits for");
            }
            Action::CancelAnswered { key, .. } => {
                assert!(self.pages[page].cancels.remove(&key), "an answer that nobody waits for");
            }
            Action::Changed(change) => {
                if change.kind == ChangeKind::Added && !change.is_remote {
                    self.expect_stored(page, change.key);
                }
                if change.kind == ChangeKind::Ended {
                    *self.pages[page].ended.entry(change.key).or_default() += 1;
                    if let Some(job) = self.pages[page].board().job(change.key, at.now)
                        && job.outcome.is_some_and(Result::is_err)
                    {
                        self.services.nobody_knows_of(Some(job.job));
                    }
                }
            }
            Action::History { waiter, outcome } => {
                let waited = self.pages[page].waits_for_history.remove(&waiter);
                assert!(waited, "a history that nobody waits for");
                self.pages[page].history = outcome.ok();
            }
            Action::News { telling, jobs } => self.tell_news(page, telling, &jobs),
            Action::Ready | Action::Stored { .. } => {}
        }
    }

    pub(super) fn may_freeze(&mut self, page: usize, percent: u64, longest: u64) {
        if self.acts > 0 && self.random.percent(percent) {
            let asleep = self.random.between(500, longest);
            self.freeze(page, asleep);
        }
    }

    /// Checks that news are only about jobs that have ended.
    fn tell_news(&mut self, page: usize, telling: Telling, jobs: &[u32]) {
        let shown = &mut self.pages[page];
        for key in jobs {
            assert!(
                shown.board().job(*key, 0).unwrap().outcome.is_some(),
                "news of a job that goes on"
            );
        }
        match telling {
            Telling::Count => {}
            Telling::Notification => {
                assert!(shown.hidden, "a notification while the page is visible");
                shown.notifications += 1;
            }
            Telling::Person => {
                assert!(
                    !shown.hidden && !jobs.is_empty(),
                    "news for a hidden page, or without a job"
                );
                shown.told.push(jobs.len());
            }
        }
        shown.count = if telling == Telling::Person { 0 } else { jobs.len() };
    }

    /// Checks that a reported job is in the store, unless the page says that nothing is stored: the user may
    /// leave the page immediately.
    fn expect_stored(&self, page: usize, key: u32) {
        let page = &self.pages[page];
        // Unless it was removed in the meantime.
        if let Some(job) = page.board().job(key, 0)
            && page.tab.alone_because().is_none()
        {
            assert!(self.jobs[&job.job.url].stored, "{} is told of, and not stored", job.job.url);
        }
    }
}
