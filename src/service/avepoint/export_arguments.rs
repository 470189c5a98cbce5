//! The arguments of an export.

/// The arguments of an export, by their names in the query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportArguments {
    pub(super) values: Vec<(String, String)>,
    pub(super) double_encode: bool,
}

impl ExportArguments {
    /// Makes an empty list of arguments.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value. A list consists of several values with the same name.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.push(name, value);
        self
    }

    /// Adds a value. A list consists of several values with the same name.
    pub fn push(&mut self, name: &str, value: impl Into<String>) {
        self.values.push((name.to_owned(), value.into()));
    }

    /// Sets whether the subject is encoded twice. The default is once. The vendor's samples encode
    /// guests of Microsoft 365 twice (`%2523ext%2523` for `#ext#`), because a gateway decodes them
    /// once.
    #[must_use]
    pub fn with_double_encoding(mut self, double_encode: bool) -> Self {
        self.double_encode = double_encode;
        self
    }

    pub(super) fn get<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}
