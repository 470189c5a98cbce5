//! What an operation is about.

use crate::url::PathSegment;
use crate::{Error, Result};

/// The specification's `maxLength` of a project name. The documentation says 50, but names are the
/// service's to refuse.
const MAX_PROJECT_NAME: usize = 100;

/// The names, parameters and body of an [`Operation`](super::Operation). What it has no use for
/// is refused.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct OperationArguments {
    /// The project's name.
    pub project: Option<String>,
    /// The deployment's name.
    pub deployment: Option<String>,
    /// The label of the trained model.
    pub model: Option<String>,
    /// The id of a job.
    pub job: Option<String>,
    /// Query parameters, by the names of the contract.
    pub query: Vec<(String, String)>,
    /// The body, as it is sent.
    pub body: Option<Vec<u8>>,
}

impl OperationArguments {
    /// About one project.
    pub fn about(project: impl Into<String>) -> Self {
        Self { project: Some(project.into()), ..Self::default() }
    }

    /// The place of a name in paths.
    fn slot(&self, letter: &str) -> Option<(&'static str, &Option<String>)> {
        match letter {
            "P" => Some(("the project name", &self.project)),
            "D" => Some(("the deployment name", &self.deployment)),
            "M" => Some(("the model label", &self.model)),
            "J" => Some(("the job id", &self.job)),
            _ => None,
        }
    }

    fn slot_mut(&mut self, letter: &str) -> Option<&mut Option<String>> {
        match letter {
            "P" => Some(&mut self.project),
            "D" => Some(&mut self.deployment),
            "M" => Some(&mut self.model),
            "J" => Some(&mut self.job),
            _ => None,
        }
    }

    /// The segments of a path of the contract, with these names in their places.
    pub(super) fn encode(&self, path: &str) -> Result<String> {
        let mut encoded = String::new();
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            encoded.push('/');
            match self.slot(segment) {
                None => encoded.push_str(segment),
                Some((what, name)) => {
                    let Some(text) = name.as_deref() else {
                        return Err(Error::invalid_argument(format!("Give {what}.")));
                    };
                    if segment == "P" {
                        check_project(text)?;
                    }
                    encoded.push_str(&PathSegment { what, text }.encode()?);
                }
            }
        }
        Ok(encoded)
    }

    /// Refuses a name that a path has no place for.
    pub(super) fn refuse_surplus(&self, path: &str) -> Result<()> {
        for letter in ["P", "D", "M", "J"] {
            let Some((what, Some(_))) = self.slot(letter) else { continue };
            if !path.split('/').any(|segment| segment == letter) {
                return Err(Error::invalid_argument(format!(
                    "The operation has no use for {what}: leave it out."
                )));
            }
        }
        Ok(())
    }

    /// Reads the names out of decoded segments. None: they are not of this form.
    pub(super) fn decode<T: AsRef<str>>(path: &str, segments: &[T]) -> Option<Self> {
        let mut arguments = Self::default();
        let mut given = segments.iter().map(AsRef::as_ref);
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            let text = given.next()?;
            match arguments.slot_mut(segment) {
                Some(name) => *name = Some(text.to_owned()),
                None if text != segment => return None,
                None => {}
            }
        }
        given.next().is_none().then_some(arguments)
    }
}

fn check_project(name: &str) -> Result<()> {
    if name.contains(['/', '\\']) {
        return Err(Error::invalid_argument(format!(
            "The project name \"{name}\" holds a slash, which no project name can."
        )));
    }
    if name.chars().nth(MAX_PROJECT_NAME).is_some() {
        return Err(Error::invalid_argument(format!(
            "The project name is longer than {MAX_PROJECT_NAME} characters."
        )));
    }
    Ok(())
}
