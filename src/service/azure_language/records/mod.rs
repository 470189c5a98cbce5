//! What the operations answer, as far as it is worked with. Members that a later version adds are
//! passed over; those that are optional in any version may be absent or null.

mod copy_authorization;
mod deployment;
mod evaluation_summary;
mod page;
mod project;
mod trained_model;
mod training_job;

pub use copy_authorization::CopyAuthorization;
pub use deployment::Deployment;
pub use evaluation_summary::EvaluationSummary;
pub use page::Page;
pub use project::Project;
pub use trained_model::TrainedModel;
pub use training_job::TrainingJob;

use crate::json::Value;
use crate::{Response, Result};

/// A text that must be there.
fn required(response: &Response, object: &Value<'_>, name: &str) -> Result<String> {
    match response.text(object, name)? {
        Some(text) => Ok(text),
        None => Err(response.unreadable(format_args!("it has no `{name}`"))),
    }
}
