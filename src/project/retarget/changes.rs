//! The changes that retargeting makes.

use std::fmt;

use crate::OutOfMemory;
use crate::json::Reader;
use crate::name::{is_api_version, is_container_name, is_language_tag, is_project_name};

/// A setting's name, and its value as JSON, or `None` to remove it.
type Setting = (String, Option<String>);

/// Changes to a project file. All other values stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectChanges {
    pub(super) name: Option<Option<String>>,
    pub(super) container: Option<Option<String>>,
    pub(super) language: Option<Option<String>>,
    pub(super) description: Option<Option<String>>,
    pub(super) multilingual: Option<Option<bool>>,
    pub(super) settings: Option<Option<Vec<Setting>>>,
    pub(super) file_version: Option<Option<String>>,
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        impl ProjectChanges {
            $($(#[$doc])*
            ///
            /// `None` removes the member.
            #[must_use]
            pub fn $name<'t>(mut self, value: impl Into<Option<&'t str>>) -> Self {
                self.$name = Some(value.into().map(str::to_owned));
                self
            })*
        }
    };
}

texts! {
    /// Sets the name: `metadata.projectName`. An import compares it with the name in its URL.
    name;
    /// Sets the container of the documents: `metadata.storageInputContainerName`.
    container;
    /// Sets the main language, a BCP 47 tag: `metadata.language`.
    language;
    /// Sets the description: `metadata.description`.
    description;
    /// Sets the api-version of the file: `projectFileVersion`.
    file_version;
}

impl ProjectChanges {
    /// Sets whether the project holds other languages too: `metadata.multilingual`. `None` removes
    /// the member.
    #[must_use]
    pub fn multilingual(mut self, value: impl Into<Option<bool>>) -> Self {
        self.multilingual = Some(value.into());
        self
    }

    /// Sets one of the settings, as JSON. The others stay. `None` removes it.
    #[must_use]
    pub fn setting<'t>(mut self, name: &str, json: impl Into<Option<&'t str>>) -> Self {
        let settings = self.settings.get_or_insert_default().get_or_insert_default();
        settings.push((name.to_owned(), json.into().map(str::to_owned)));
        self
    }

    /// Removes all settings.
    #[must_use]
    pub fn without_settings(mut self) -> Self {
        self.settings = Some(None);
        self
    }

    /// Checks that the service would accept the values.
    pub(super) fn check(&self) -> Result<(), InvalidChange> {
        type Rule = (&'static str, fn(&str) -> bool, &'static str);
        const RULES: [Rule; 4] = [
            (
                "name",
                is_project_name,
                "must be 1 to 50 letters, digits, hyphens, underscores and dots",
            ),
            (
                "container",
                is_container_name,
                "must be 3 to 63 lower-case letters, digits and single hyphens",
            ),
            ("language", is_language_tag, "must be a BCP 47 tag such as en-us"),
            ("fileVersion", is_api_version, "must be an api-version such as 2023-04-01"),
        ];
        let values = [&self.name, &self.container, &self.language, &self.file_version];
        for ((field, fits, expected), value) in RULES.iter().zip(values) {
            if let Some(Some(text)) = value
                && !fits(text)
            {
                return Err(InvalidChange::new(field, format!("{expected}; got “{text}”")));
            }
        }
        for (name, json) in self.settings.iter().flatten().flatten() {
            let Some(json) = json else { continue };
            let mut reader = Reader::starting_at(json.as_bytes(), 0);
            if let Err(error) = reader.skip().and_then(|()| reader.end()) {
                return Err(InvalidChange::new("settings", format!("{name}: {error}")));
            }
        }
        Ok(())
    }
}

/// A change that is not possible.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidChange {
    /// The name of the change. Empty if memory ran out.
    pub field: &'static str,
    /// The fault, in a sentence.
    pub message: String,
}

impl InvalidChange {
    pub(super) fn new(field: &'static str, what: String) -> Self {
        Self { field, message: format!("changes.{field} {what}.") }
    }
}

impl From<OutOfMemory> for InvalidChange {
    fn from(error: OutOfMemory) -> Self {
        Self { field: "", message: error.to_string() }
    }
}

impl fmt::Display for InvalidChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for InvalidChange {}
