//! The tables that the declarations make.

use super::Values;

/// An object: the names and the kinds of its members.
///
/// The names are separate from the rest, because the module needs them for every type that it
/// writes, and the rest only for those that it reads. The module does not contain the parts that
/// only TypeScript needs.
#[derive(Debug)]
pub struct Shape {
    /// Its name in TypeScript.
    #[cfg(not(target_arch = "wasm32"))]
    pub name: &'static str,
    /// The documentation of its members, line by line.
    #[cfg(not(target_arch = "wasm32"))]
    pub docs: &'static [&'static [&'static str]],
    /// The names of its members in JavaScript.
    pub names: &'static [&'static str],
    /// Its members, in the order of the names.
    pub members: &'static [Member],
}

/// A member of an object, without its name.
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
    /// A whole number that is not negative.
    Whole,
    /// True or false.
    Bool,
    /// One of a closed set of strings.
    Words(&'static Words),
    /// A list.
    List(&'static Kind),
    /// A declared object.
    Object(fn() -> &'static Shape),
    /// One of several declared objects.
    Variants(fn() -> &'static Variants),
    /// An object whose member names are data.
    Map(&'static Kind),
    /// JSON from elsewhere, which is passed on unchanged.
    Json,
    /// An `ExportJobsError`.
    Failure,
}

/// A closed set of words.
#[derive(Debug)]
pub struct Words {
    /// Its name in TypeScript.
    #[cfg(not(target_arch = "wasm32"))]
    pub name: &'static str,
    /// The words.
    pub words: &'static [&'static str],
}

/// Several objects that one member tells apart.
#[derive(Debug)]
pub struct Variants {
    /// The name of that member.
    pub tag: &'static str,
    /// The word in that member, and the other members of the object.
    pub shapes: &'static [(&'static str, &'static Shape)],
}

impl Variants {
    /// Creates the object with this word. No member has a value yet.
    #[doc(hidden)]
    pub fn values<'a>(&self, word: &str) -> Values<'a> {
        let shape = self.shapes.iter().find(|(other, _)| *other == word);
        Values::of(shape.map_or(&[], |(_, shape)| shape.names))
    }
}

/// The rules for a member, in addition to its kind.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The longest text that is read, in bytes or UTF-16 units, or the longest list, in items.
    pub longest: usize,
    /// True if a longer text is cut off. Otherwise it counts as absent.
    pub is_cut: bool,
    /// The highest number of objects that are read in the member. 0 means the number that the whole
    /// value still allows.
    pub objects: u32,
    /// The largest number that is read. A larger one is read as this one.
    pub most: u64,
    /// True if the number may be negative.
    pub is_signed: bool,
    /// True if an object without it cannot be read.
    pub is_required: bool,
    /// True if the member is left out when it is empty or zero.
    pub is_left_out_empty: bool,
    /// The type of the member in TypeScript.
    #[cfg(not(target_arch = "wasm32"))]
    pub typescript: TypeScript,
}

/// The type of a member in TypeScript.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug)]
pub enum TypeScript {
    /// The name of its type.
    Named,
    /// The full type, which has no name.
    InFull,
    /// This type, which is narrower than the member's kind.
    As(&'static str),
    /// None: TypeScript does not have the member, because it may change with every version.
    Hidden,
}

impl Rule {
    /// No rule. The limit is so high that no value of this library reaches it.
    pub const NONE: Self = Self {
        longest: 1 << 16,
        is_cut: true,
        objects: 0,
        most: 1 << 53,
        is_signed: false,
        is_required: false,
        is_left_out_empty: false,
        #[cfg(not(target_arch = "wasm32"))]
        typescript: TypeScript::Named,
    };

    /// Limits the length of a text or a list. A longer one is cut off.
    pub const fn longest(longest: usize) -> Self {
        Self { longest, ..Self::NONE }
    }

    /// Limits the length of a text that has no meaning when it is cut off. A longer one counts as
    /// absent.
    pub const fn whole(longest: usize) -> Self {
        Self { longest, is_cut: false, ..Self::NONE }
    }

    /// Limits a whole number to the range from zero to `most`.
    pub const fn most(most: u64) -> Self {
        Self { most, ..Self::NONE }
    }

    /// Limits the number of objects that are read in an object, including itself.
    pub const fn objects(objects: u32) -> Self {
        Self { objects, ..Self::NONE }
    }

    /// Allows a negative number.
    pub const SIGNED: Self = Self { is_signed: true, ..Self::NONE };

    /// Leaves the member out of its object when it is empty or zero.
    pub const EMPTY_IS_ABSENT: Self = Self { is_left_out_empty: true, ..Self::NONE };

    /// Adds to the rule that an object without the member cannot be read.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// Adds to the rule that the member is left out when it is empty or zero.
    #[must_use]
    pub const fn left_out_empty(self) -> Self {
        Self { is_left_out_empty: true, ..self }
    }

    /// Adds to the rule a TypeScript type that is narrower than the kind.
    #[must_use]
    #[cfg_attr(target_arch = "wasm32", expect(unused_variables, reason = "natively"))]
    pub const fn typescript(self, typescript: &'static str) -> Self {
        Self {
            #[cfg(not(target_arch = "wasm32"))]
            typescript: TypeScript::As(typescript),
            ..self
        }
    }

    /// Adds to the rule that TypeScript has the full type in place of its name.
    #[must_use]
    pub const fn in_full(self) -> Self {
        Self {
            #[cfg(not(target_arch = "wasm32"))]
            typescript: TypeScript::InFull,
            ..self
        }
    }

    /// Adds to the rule that TypeScript does not have the member, which may change with every
    /// version.
    #[must_use]
    pub const fn hidden(self) -> Self {
        Self {
            #[cfg(not(target_arch = "wasm32"))]
            typescript: TypeScript::Hidden,
            ..self
        }
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
