//! The state and the progress of a replication, shared by its script and its owner.

use std::cell::{Cell, RefCell};

use super::{Progress, ProjectRun, ReplicationOptions, ReplicationState, Step};

/// The state and the progress. The script writes them, and the owner reads them between two calls
/// of the script.
pub(super) struct Journal {
    pub(super) state: RefCell<ReplicationState>,
    pub(super) progress: RefCell<Option<Progress>>,
    /// True if the progress has changed since it was last read.
    pub(super) has_news: Cell<bool>,
    /// When this session began.
    started_at: Cell<Option<u64>>,
    earlier_ms: u64,
}

impl Journal {
    pub(super) fn new(state: ReplicationState) -> Self {
        Self {
            earlier_ms: state.elapsed_ms,
            state: RefCell::new(state),
            progress: RefCell::default(),
            has_news: Cell::default(),
            started_at: Cell::default(),
        }
    }

    pub(super) fn options(&self) -> ReplicationOptions {
        self.state.borrow().options.clone()
    }

    /// Reads or changes the state of a project.
    pub(super) fn project<T>(
        &self,
        at: usize,
        act: impl FnOnce(&mut ProjectRun) -> T,
    ) -> Option<T> {
        self.state.borrow_mut().projects.get_mut(at).map(act)
    }

    /// Writes the elapsed time into the state, and returns it.
    pub(super) fn clock(&self, now: u64) -> u64 {
        let started = self.started_at.get().unwrap_or(now);
        self.started_at.set(Some(started));
        let elapsed = self.earlier_ms.saturating_add(now.saturating_sub(started));
        self.state.borrow_mut().elapsed_ms = elapsed;
        elapsed
    }

    /// Begins a step of a project.
    pub(super) fn begin(&self, at: usize, step: Step, now: u64) {
        let elapsed_ms = self.clock(now);
        let state = self.state.borrow();
        let Some(project) = state.projects.get(at) else { return };
        let wanted: Vec<Step> =
            Step::ALL.into_iter().filter(|step| state.options.wants(*step)).collect();
        let number = wanted.iter().position(|wanted| *wanted == step).unwrap_or_default() + 1;
        self.progress.replace(Some(Progress {
            project: project.source.clone(),
            target: project.target.clone(),
            place: at + 1,
            projects: state.projects.len(),
            step,
            number,
            of: wanted.len(),
            doing: String::new(),
            state: None,
            percent: None,
            elapsed_ms,
        }));
        self.has_news.set(true);
    }

    /// Reports the current action of the step.
    pub(super) fn say(&self, now: u64, doing: String, state: Option<&str>, percent: Option<f64>) {
        let elapsed_ms = self.clock(now);
        if let Some(progress) = self.progress.borrow_mut().as_mut() {
            progress.doing = doing;
            progress.state = state.map(str::to_owned);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
            let whole = percent.map(|percent| percent.clamp(0.0, 100.0) as u64);
            progress.percent = whole;
            progress.elapsed_ms = elapsed_ms;
        }
        self.has_news.set(true);
    }
}
