//! One tab on a scripted platform, step by step.

use export_jobs::board::{AddOptions, Board, BoardState, JobRecord, Stored};
use export_jobs::service::PaceOptions;
use export_jobs::tabs::{Action, Batch, ChannelMessage, PageEvent, Platform, Role, Tab};
use export_jobs::{Job, Machine, Moment};

use crate::service::{AVEPOINT_CLIENT, AZURE_CLIENT, avepoint_job, azure_job, clients};

const PLATFORM: Platform = Platform { has_locks: true, has_channel: true, has_store: true };

/// A tab on a platform that answers immediately, with everything that the tab wrote and posted.
struct Stage {
    tab: Tab,
    now: u64,
    /// False if saves get no answer.
    saves: bool,
    opens_channel: bool,
    /// `None` if queries of the lock get no answer.
    holds_lock: Option<bool>,
    unanswered: Vec<u32>,
    batches: Vec<Batch>,
    loads: usize,
    submitted: usize,
    polls: usize,
    /// The messages about its board that the tab sent to the others.
    published: Vec<BoardState>,
}

impl Stage {
    fn new() -> Self {
        let tab = Tab::new(Board::new(clients()), 30_000, false, Moment::at(0));
        Self {
            tab,
            now: 0,
            saves: true,
            opens_channel: true,
            holds_lock: Some(false),
            unanswered: Vec::new(),
            batches: Vec::new(),
            loads: 0,
            submitted: 0,
            polls: 0,
            published: Vec::new(),
        }
    }

    /// Returns a tab that shares its board, and has the lock if it `leads`.
    fn shared(leads: bool) -> Self {
        let mut stage = Self::new();
        stage.tab.share(1, PLATFORM, Moment::at(0));
        stage.settle();
        stage.holds_lock = Some(leads);
        if leads {
            stage.tab.handle_lock(true, Moment::at(0));
            stage.settle();
        }
        let expected = if leads { Role::Leading } else { Role::Following };
        assert_eq!(stage.tab.role(), expected);
        stage
    }

    fn at(&self) -> Moment {
        Moment::at(self.now)
    }

    /// Carries out the actions of the tab until there are no more.
    fn settle(&mut self) {
        while let Some(action) = self.tab.poll_action() {
            let at = self.at();
            match action {
                Action::Load(number) => {
                    self.loads += 1;
                    self.tab.handle_loaded(number, Some(Vec::<(String, Stored)>::new()), at);
                }
                Action::Save(number, batch) => {
                    self.batches.push(batch);
                    if self.saves {
                        self.tab.handle_saved(number, true, at);
                    } else {
                        self.unanswered.push(number);
                    }
                }
                Action::Join => self.tab.handle_joined(self.opens_channel, at),
                Action::ListTabs => self.tab.handle_tabs(Some(&[1]), at),
                Action::LookAtLock(number) => {
                    if let Some(is_own) = self.holds_lock {
                        self.tab.handle_lock_holder(number, is_own, at);
                    }
                }
                Action::Submit { .. } => self.submitted += 1,
                Action::Send { .. } => self.polls += 1,
                Action::Post(ChannelMessage::Changes { state, .. }) => self.published.push(state),
                _ => {}
            }
        }
        self.tab.timeout();
    }

    fn pass(&mut self, ms: u64) {
        let until = self.now + ms;
        while let Some(due) = self.tab.timeout().filter(|due| *due <= until) {
            self.now = due.max(self.now);
            self.tab.handle_timeout(self.at());
            self.settle();
        }
        self.now = until;
    }

    fn add(&mut self, job: Job) {
        self.tab.add(job, &AddOptions::default(), self.at()).unwrap();
        self.settle();
    }

    /// Takes the URLs of the jobs that were written since the last call.
    fn written(&mut self) -> Vec<String> {
        let batches = std::mem::take(&mut self.batches);
        let jobs = batches.into_iter().flat_map(|batch| [batch.put, batch.add].concat());
        jobs.flat_map(|(_, state)| state.jobs).map(|record| record.job.url).collect()
    }

    /// Delivers another tab's record of the tab's first job.
    fn hear(&mut self, version: u32, leads: bool) {
        let mut state = self.tab.state(self.at());
        state.jobs = vec![JobRecord { version, ..state.jobs.remove(0) }];
        state.budgets = Vec::new();
        self.tab
            .handle_message(ChannelMessage::Changes { state, leads, is_whole: false }, self.at());
        self.settle();
    }
}

#[test]
fn a_tab_without_a_channel_works_alone_and_says_what_is_missing() {
    let mut stage = Stage::new();
    stage.opens_channel = false;
    stage.tab.share(1, PLATFORM, Moment::at(0));
    stage.settle();
    assert_eq!(stage.tab.role(), Role::Alone);
    assert!(stage.tab.is_ready());
    let why = stage.tab.alone_because().unwrap();
    assert!(why.contains("has no BroadcastChannel:"), "{why}");
}

#[test]
fn a_leader_writes_a_record_again_that_another_leader_may_have_overwritten() {
    for (leads, hears_leader, is_written) in
        [(true, true, true), (true, false, false), (false, true, false), (false, false, false)]
    {
        let mut stage = Stage::shared(leads);
        stage.add(azure_job(1));
        // A newer record, from a tab that does not poll.
        stage.hear(9, false);
        stage.pass(1_000);
        stage.written();
        // An older one.
        stage.hear(2, hears_leader);
        let written = stage.written().contains(&azure_job(1).url);
        assert_eq!(written, is_written, "leads: {leads}, hears a leader: {hears_leader}");
    }
}

#[test]
fn the_tab_that_polls_hears_of_jobs_and_removals_that_it_does_not_know() {
    for (leads, is_whole, is_told) in
        [(true, true, true), (true, false, false), (false, true, false)]
    {
        let mut stage = Stage::shared(false);
        stage.add(azure_job(1));
        stage.add(azure_job(2));
        let mut state = stage.tab.state(stage.at());
        state.jobs.remove(0);
        let removed = stage.tab.board().key(&azure_job(2).url).unwrap();
        stage.tab.remove(removed, stage.at());
        stage.settle();
        stage.published.clear();
        stage.tab.handle_message(ChannelMessage::Changes { state, leads, is_whole }, stage.at());
        stage.settle();
        let jobs = |state: &BoardState| state.jobs.iter().map(|it| it.job.url.clone()).collect();
        let removed = |state: &BoardState| state.removed.iter().map(|it| it.url.clone()).collect();
        let told: Vec<(Vec<String>, Vec<String>)> =
            stage.published.iter().map(|state| (jobs(state), removed(state))).collect();
        let lacks = (vec![azure_job(1).url], vec![azure_job(2).url]);
        let expected = if is_told { vec![lacks] } else { vec![] };
        assert_eq!(told, expected, "leads: {leads}, whole: {is_whole}");
    }
}

#[test]
fn each_submission_has_its_own_options() {
    let mut stage = Stage::shared(true);
    let options = |timeout_ms: f64| AddOptions {
        pace: PaceOptions { timeout_ms: Some(timeout_ms), ..PaceOptions::default() },
    };
    let at = stage.at();
    let (azure, avepoint) = (azure_job(1), avepoint_job(1));
    let first = stage.tab.submit(AZURE_CLIENT, &azure.url, options(400_000.0), at).unwrap();
    let second = stage.tab.submit(AVEPOINT_CLIENT, &avepoint.url, options(500_000.0), at).unwrap();
    stage.settle();
    assert_eq!(stage.submitted, 2);
    stage.tab.handle_submitted(second, Ok(avepoint.clone()), at);
    stage.tab.handle_submitted(first, Ok(azure.clone()), at);
    stage.settle();
    let state = stage.tab.state(at);
    let deadline =
        |job: &Job| state.jobs.iter().find(|it| it.job.url == job.url).unwrap().deadline_in_ms;
    assert_eq!((deadline(&azure), deadline(&avepoint)), (400_000, 500_000));
}

/// Returns a tab whose last save got no answer in time, and the number of the save.
fn with_a_silent_store(stage: &mut Stage) -> u32 {
    stage.saves = false;
    stage.add(azure_job(1));
    let number = stage.unanswered.remove(0);
    stage.pass(60_000);
    assert!(stage.tab.alone_because().unwrap().contains("IndexedDB"));
    stage.saves = true;
    stage.loads = 0;
    number
}

#[test]
fn a_tab_that_joined_does_not_join_again_when_its_store_answers_late() {
    let mut stage = Stage::shared(true);
    let number = with_a_silent_store(&mut stage);
    stage.tab.handle_saved(number, true, stage.at());
    stage.settle();
    assert_eq!((stage.loads, stage.tab.alone_because()), (0, None));
}

#[test]
fn a_closed_tab_does_not_join_when_its_store_answers_late() {
    let mut stage = Stage::shared(true);
    let number = with_a_silent_store(&mut stage);
    stage.tab.handle_page_event(PageEvent::Left, stage.at());
    stage.settle();
    stage.tab.handle_saved(number, true, stage.at());
    stage.settle();
    assert_eq!(stage.loads, 0);
    stage.tab.handle_page_event(PageEvent::Back, stage.at());
    stage.settle();
    assert_eq!(stage.loads, 1);
}

#[test]
fn a_paused_tab_polls_again_when_it_is_resumed() {
    let mut stage = Stage::shared(true);
    stage.tab.pause(stage.at());
    stage.add(azure_job(1));
    stage.pass(120_000);
    assert_eq!(stage.polls, 0);
    stage.tab.resume(stage.at());
    stage.settle();
    stage.pass(1_000);
    assert_eq!(stage.polls, 1);
}

#[test]
fn a_closed_tab_waits_for_the_store_only_for_a_page_that_waits() {
    for waits in [false, true] {
        let mut stage = Stage::shared(true);
        stage.saves = false;
        stage.add(azure_job(1));
        if waits {
            stage.tab.wait_until_stored(stage.at());
        }
        stage.tab.close(stage.at());
        stage.settle();
        assert_eq!(stage.tab.timeout().is_some(), waits);
    }
}

#[test]
fn a_leader_that_was_frozen_replaces_no_record_if_another_tab_has_the_lock() {
    for holds_lock in [true, false] {
        let mut stage = Stage::shared(true);
        let pace = PaceOptions { timeout_ms: Some(10_000.0), ..PaceOptions::default() };
        stage.tab.add(azure_job(1), &AddOptions { pace }, stage.at()).unwrap();
        stage.settle();
        stage.batches.clear();
        stage.holds_lock = Some(holds_lock);
        // The tab was frozen until after the deadline of its job, which ends the job.
        stage.now = 60_000;
        stage.tab.handle_timeout(stage.at());
        stage.settle();
        let replaces = |batch: &Batch| batch.put.iter().any(|(key, _)| *key == azure_job(1).url);
        assert_eq!(stage.batches.iter().any(replaces), holds_lock);
    }
}

#[test]
fn a_new_job_is_stored_before_the_lock_is_confirmed() {
    let mut stage = Stage::shared(true);
    stage.add(azure_job(2));
    stage.holds_lock = None;
    // The timer is late, as on a busy machine, and the query of the lock is not answered yet.
    stage.now = 1_000_000;
    stage.batches.clear();
    stage.add(azure_job(1));
    stage.settle();
    let [batch] = &stage.batches[..] else { panic!("{:?}", stage.batches) };
    let added: Vec<&String> = batch.add.iter().map(|(key, _)| key).collect();
    assert_eq!(added, [&azure_job(1).url]);
    assert_eq!((batch.put.len(), batch.delete.len()), (0, 0), "it replaces nothing");
}
