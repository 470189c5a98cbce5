//! The tables that a declaration makes.

/// An object: its name in TypeScript and its members.
///
/// The names stand apart from the rest, since the module needs them for every type that it writes,
/// and the rest only for those that it reads.
#[derive(Debug)]
pub struct Shape {
    /// Its name in TypeScript.
    pub name: &'static str,
    /// The names of its members in JavaScript.
    pub names: &'static [&'static str],
    /// Its members, in the order of the names.
    pub members: &'static [Member],
}

/// What a member holds.
#[derive(Debug)]
pub struct Member {
    /// Its kind.
    pub kind: Kind,
    /// True if it may be absent.
    pub is_optional: bool,
    /// Its limits.
    pub rule: Rule,
}

/// The kind of a value.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A string.
    Text,
    /// A number.
    Number,
    /// True or false.
    Bool,
    /// One of a closed set of strings.
    Words(&'static Words),
    /// A list.
    List(&'static Kind),
    /// A declared object.
    Object(fn() -> &'static Shape),
    /// An object whose names are data.
    Map(&'static Kind),
    /// JSON of somebody else's, handed on as it came.
    Json,
    /// An `ExportJobsError`.
    Failure,
}

/// A closed set of words.
#[derive(Debug)]
pub struct Words {
    /// Its name in TypeScript.
    pub name: &'static str,
    /// The words.
    pub words: &'static [&'static str],
}

/// What holds for a member beside its kind.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The longest text that is read, in bytes or UTF-16 units, or the longest list in items.
    pub longest: usize,
    /// True if a longer text is cut off. Otherwise it counts as absent.
    pub is_cut: bool,
    /// The largest number that is read. A larger one is read as this one.
    pub most: u64,
    /// True if an object without it cannot be read.
    pub is_required: bool,
    /// True if it is left out when it is empty or zero.
    pub is_left_out_empty: bool,
    /// Its TypeScript, where it is narrower than its kind.
    pub typescript: Option<&'static str>,
}

impl Rule {
    /// No rule: what is read has a limit that nothing of ours reaches.
    pub const NONE: Self = Self {
        longest: 1 << 16,
        is_cut: true,
        most: 1 << 53,
        is_required: false,
        is_left_out_empty: false,
        typescript: None,
    };

    /// A text or a list of at most this length. A longer one is cut off.
    pub const fn longest(longest: usize) -> Self {
        Self { longest, ..Self::NONE }
    }

    /// A text that means nothing when it is cut off.
    pub const fn whole(longest: usize) -> Self {
        Self { longest, is_cut: false, ..Self::NONE }
    }

    /// A whole number from zero to this one.
    pub const fn most(most: u64) -> Self {
        Self { most, ..Self::NONE }
    }

    /// Left out of its object when it is empty or zero.
    pub const EMPTY_IS_ABSENT: Self = Self { is_left_out_empty: true, ..Self::NONE };

    /// The same, and an object without it cannot be read.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// The same, and left out when it is empty or zero.
    #[must_use]
    pub const fn left_out_empty(self) -> Self {
        Self { is_left_out_empty: true, ..self }
    }

    /// No limit, and TypeScript that is narrower than the kind.
    pub const fn typescript(typescript: &'static str) -> Self {
        Self { typescript: Some(typescript), ..Self::NONE }
    }
}

/// A type that [`plain!`](crate::plain!) declared.
pub trait Plainly: Sized {
    /// Its members.
    const MEMBERS: &'static [Member];
    /// The documentation of the type, line by line.
    const ABOUT: &'static [&'static str];
    /// The documentation of its members, line by line.
    const DOCS: &'static [&'static [&'static str]];

    /// Its table.
    fn shape() -> &'static Shape;
}

/// A type that [`words!`](crate::words!) declared.
pub trait WordsType {
    /// Its table.
    const WORDS: &'static Words;
    /// The documentation of the type, line by line.
    const ABOUT: &'static [&'static str];
    /// The documentation of its words, line by line.
    const DOCS: &'static [&'static [&'static str]];
}
