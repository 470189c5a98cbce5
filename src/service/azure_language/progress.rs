//! The progress of a job, in percent.
//!
//! A job that succeeded is at 100, whatever its parts say: in a recording, a training succeeded
//! while its evaluation was `notStarted` at 0
//! (docs/contracts/azure-language-2025.md#training-progress). Before that a training is at the mean
//! of its parts, and a part that is not there yet counts as zero. So a single answer never takes
//! one part for the whole, and is never ahead of the job. The generation of data, which most
//! trainings go without, counts from when it has begun; the mean falls when it begins after
//! training has. One answer cannot know that: [`crate::poller::Poller`] and
//! [`crate::board::Board`], which know the earlier answers, keep progress from falling.

use crate::JobState;
use crate::json::Value;

use super::state;

/// The parts of every training, in the order in which they run.
const PARTS: [&str; 2] = ["trainingStatus", "evaluationStatus"];

/// Reads the progress from a job's status. It is a number or a string; evaluations have it in
/// `result`.
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
