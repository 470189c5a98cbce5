//! Allows one runner for each state, and refuses a second one.

use std::cell::Cell;

use crate::json::{Value, object};
use crate::plain::{Foreign, Mode, Rule, read};
use crate::{Error, ErrorCode, Result, plain};

use super::ReplicationState;

plain! {
    readable
    /// A run of a replication, which is one session that carries it out.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Run {
        /// The number of the run, from 1. Each resumption adds one.
        pub number: u64,
        /// The id of the run, which no other run has.
        pub id: String = Rule::NONE.required(),
    }
}

plain! {
    readable
    /// The run of a stored state.
    #[derive(Clone, Debug)]
    struct StateRun {
        /// The id of the first run.
        id: Option<String>,
        /// The run.
        run: Option<Run>,
    }
}

impl ReplicationState {
    /// Begins another run of this state. `id` must be random, so that no other run has it.
    pub fn begin_run(&mut self, id: &str) {
        let number = self.run.as_ref().map_or(0, |run| run.number).saturating_add(1);
        if self.id.is_empty() {
            id.clone_into(&mut self.id);
        }
        self.run = Some(Run { number, id: id.to_owned() });
    }

    /// Returns the name of the lock that only one runner holds at a time. Replications of the same
    /// projects between the same resources have the same name, so none can be started twice.
    pub fn lock_name(&self) -> String {
        let wanted = object(|out| {
            for (name, resource) in [("source", &self.source), ("target", &self.target)] {
                out.object(name, |out| {
                    out.text("endpoint", &resource.endpoint);
                    out.text("family", &resource.family);
                });
            }
            self.options.write_subject(out);
        });
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        format!("export-jobs/replication/{:016x}", wanted.bytes().fold(0xcbf2_9ce4_8422_2325, mix))
    }

    /// Returns a note about this run for other runners. `since` is when it began, in words.
    pub fn run_note(&self, since: &str) -> String {
        match &self.run {
            Some(run) => format!("run {} ({}), since {since}", run.number, run.id),
            None => format!("since {since}"),
        }
    }

    /// Does the same as [`check_stored`](Self::check_stored) for the JSON of a stored state.
    ///
    /// # Errors
    /// As for [`check_stored`](Self::check_stored). Text that is not JSON is no error.
    pub fn check_stored_json(&self, json: &[u8]) -> Result<()> {
        Value::parse(json).map_or(Ok(()), |stored| self.check_stored(&&stored))
    }

    /// Compares this run with the run of a stored state. If a later run has taken over, this one must
    /// send nothing more.
    ///
    /// # Errors
    /// `conflict` when the stored state belongs to another run of this replication that is not earlier.
    pub fn check_stored(&self, stored: &impl Foreign) -> Result<()> {
        // A value that is not such a state does not belong to another run.
        let Ok(stored) = read::<StateRun, _>("state", stored, Mode::Returned, &Cell::new(2)) else {
            return Ok(());
        };
        let (Some(own), Some(run)) = (&self.run, stored.run) else { return Ok(()) };
        if stored.id.as_ref() != Some(&self.id) || run == *own || run.number < own.number {
            return Ok(());
        }
        Err(Error::new(
            ErrorCode::Conflict,
            format!(
                "Run {} ({}) of this replication has stored its state, so run {} ({}) sends nothing \
                 more. Let the other one end. If it was closed or has crashed, resume from the \
                 state that it has stored.",
                run.number, run.id, own.number, own.id
            ),
        ))
    }
}

/// Returns the error of a run that begins while another one carries out the same replication.
/// `holder` is the note of the other run ([`ReplicationState::run_note`]), if it is known.
#[must_use]
pub fn already_running(holder: Option<&str>, is_here: bool) -> Error {
    let place = if is_here { "in this page or process" } else { "in another tab or worker" };
    let holder = holder.map(|it| format!(" ({it})")).unwrap_or_default();
    Error::new(
        ErrorCode::Conflict,
        format!(
            "This replication is already running {place}{holder}, so nothing was sent. Wait \
             until that run has ended, or stop it (signal) or close it. Then resume from the last state \
             that it has stored."
        ),
    )
}
