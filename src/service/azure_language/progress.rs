//! The progress of a job, in percent.
//!
//! A job that succeeded is at 100, whatever its parts report: in a recording, a training succeeded
//! while its evaluation was `notStarted` at 0
//! (docs/contracts/azure-language-2025.md#training-progress). Until then, the progress of a
//! training is the mean of its parts, and a missing part counts as 0. So the end of one part is
//! never reported as the end of the job. Most trainings have no generation of data; it is included
//! once it has begun. If it begins after the training itself, the mean falls. One answer cannot
//! show this: [`crate::poller::Poller`] and [`crate::board::Board`] know the earlier answers, and
//! keep progress from falling.

use crate::JobState;
use crate::json::Value;

use super::state;

/// The parts of every training, in the order in which they run.
const PARTS: [&str; 2] = ["trainingStatus", "evaluationStatus"];

/// Reads the progress from a job's status. The member is a number or a string. Evaluations have it
/// in `result`.
pub(super) fn percent_complete(job: JobState, body: &Value<'_>) -> Option<f64> {
    if job == JobState::Succeeded {
        return Some(100.0);
    }
    let result = body.get("result");
    percent(body).or_else(|| percent(result?)).or_else(|| mean(result?))
}

/// Reads the progress of one part. A part that succeeded is at 100.
pub(super) fn part_percent(part: &Value<'_>) -> Option<f64> {
    match part.get("status") {
        Some(Value::String(word)) if state::read(word) == JobState::Succeeded => Some(100.0),
        _ => percent(part),
    }
}

fn percent(of: &Value<'_>) -> Option<f64> {
    of.get("percentComplete")?.as_decimal().map(|it| it.min(100.0))
}

fn mean(result: &Value<'_>) -> Option<f64> {
    let part = |name| result.get(name).and_then(part_percent);
    let known = PARTS.map(part);
    let generation = part("dataGenerationStatus").filter(|percent| *percent > 0.0);
    if known.iter().all(Option::is_none) && generation.is_none() {
        return None;
    }
    let sum: f64 = known.into_iter().flatten().sum();
    Some(match generation {
        Some(generation) => (sum + generation) / 3.0,
        None => sum / 2.0,
    })
}
