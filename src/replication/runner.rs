//! One runner for one state: which run it is, and what a second one is told.

use std::cell::Cell;

use crate::json::{Value, object};
use crate::plain::{Foreign, Mode, Rule, read};
use crate::{Error, ErrorCode, Result, plain};

use super::ReplicationState;

plain! {
    readable
    /// A run of a replication: one session that carries it out.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Run {
        /// Which run it is, from 1. Each resumption counts one more.
        pub number: u64,
        /// The id of the run, which no other run has.
        pub id: String = Rule::NONE.required(),
    }
}

plain! {
    readable
    /// What a stored state says of its run.
    #[derive(Clone, Debug)]
    struct StateRun {
        /// The id of the first run.
        id: Option<String>,
        /// The run.
        run: Option<Run>,
    }
}

impl ReplicationState {
    /// Begins another run of this state. `id` is random: no other run may have it.
    pub fn begin_run(&mut self, id: &str) {
        let number = self.run.as_ref().map_or(0, |run| run.number).saturating_add(1);
        if self.id.is_empty() {
            id.clone_into(&mut self.id);
        }
        self.run = Some(Run { number, id: id.to_owned() });
    }

    /// What only one runner at a time may hold. It is the same for replications of the same
    /// projects from and to the same resources, so that nobody can start one twice either.
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

    /// What the run says of itself to others. `since` is when it began, in words.
    pub fn run_note(&self, since: &str) -> String {
        match &self.run {
            Some(run) => format!("run {} ({}), since {since}", run.number, run.id),
            None => format!("since {since}"),
        }
    }

    /// The same as [`check_stored`](Self::check_stored), of a stored state's JSON.
    ///
    /// # Errors
    /// The same. Something that is not JSON is no other run.
    pub fn check_stored_json(&self, json: &[u8]) -> Result<()> {
        Value::parse(json).map_or(Ok(()), |stored| self.check_stored(&&stored))
    }

    /// Compares the run with the one that a stored state is of. A run that another one has
    /// overtaken must send nothing more.
    ///
    /// # Errors
    /// `conflict` when the stored state is of another run of this replication, no earlier one.
    pub fn check_stored(&self, stored: &impl Foreign) -> Result<()> {
        // Something else in that place is no other run.
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

/// The failure of a run that begins while another one carries out the same replication. `holder` is
/// what that one says of itself ([`ReplicationState::run_note`]), if it is known.
#[must_use]
pub fn already_running(holder: Option<&str>, is_here: bool) -> Error {
    let place = if is_here { "in this page or process" } else { "in another tab or worker" };
    let holder = holder.map(|it| format!(" ({it})")).unwrap_or_default();
    Error::new(
        ErrorCode::Conflict,
        format!(
            "This replication is already carried out {place}{holder}, and nothing was sent. Wait \
             until that run has ended, or stop it (signal) or close it; then resume from the state \
             that it has stored last."
        ),
    )
}
