//! The types that members may have.

use std::borrow::Cow;

use super::{Kind, Plain};

/// A type that a member can have: its kind, and its conversion to a plain value.
pub trait MemberType {
    /// Its kind.
    const KIND: Kind;
    /// True if a member of this type may be absent.
    const IS_OPTIONAL: bool = false;

    /// Returns the plain value that is passed to JavaScript.
    fn to_plain(&self) -> Plain<'_>;
}

/// A member type that can also be read.
pub trait ReadMember: MemberType {
    /// Makes a value from the result of `read`. A value of another kind gives the type's empty
    /// value.
    fn from_plain(plain: Plain<'static>) -> Self;
}

/// Another form in which a member is passed to JavaScript. `via` names it.
pub trait Form<T> {
    /// The kind of the form.
    const KIND: Kind;
    /// True if the member may be absent.
    const IS_OPTIONAL: bool = false;

    /// Returns the plain value that is passed to JavaScript.
    fn to_plain(value: &T) -> Plain<'_>;

    /// Makes a value from the result of `read`.
    fn from_plain(plain: Plain<'static>) -> T;
}

impl MemberType for String {
    const KIND: Kind = Kind::Text;

    fn to_plain(&self) -> Plain<'_> {
        Plain::text(self)
    }
}

impl ReadMember for String {
    fn from_plain(plain: Plain<'static>) -> Self {
        match plain {
            Plain::Text(text) => text.into_owned(),
            _ => Self::new(),
        }
    }
}

impl MemberType for str {
    const KIND: Kind = Kind::Text;

    fn to_plain(&self) -> Plain<'_> {
        Plain::text(self)
    }
}

impl<T: MemberType + ?Sized> MemberType for &T {
    const KIND: Kind = T::KIND;
    const IS_OPTIONAL: bool = T::IS_OPTIONAL;

    fn to_plain(&self) -> Plain<'_> {
        T::to_plain(self)
    }
}

impl MemberType for bool {
    const KIND: Kind = Kind::Bool;

    fn to_plain(&self) -> Plain<'_> {
        Plain::Bool(*self)
    }
}

impl ReadMember for bool {
    fn from_plain(plain: Plain<'static>) -> Self {
        matches!(plain, Plain::Bool(true))
    }
}

impl MemberType for f64 {
    const KIND: Kind = Kind::Number;

    fn to_plain(&self) -> Plain<'_> {
        Plain::Number(*self)
    }
}

impl ReadMember for f64 {
    fn from_plain(plain: Plain<'static>) -> Self {
        match plain {
            Plain::Number(number) => number,
            _ => 0.0,
        }
    }
}

macro_rules! whole_numbers {
    ($($type:ty)*) => {$(
        impl MemberType for $type {
            const KIND: Kind = Kind::Whole;

            fn to_plain(&self) -> Plain<'_> {
                #[allow(clippy::cast_precision_loss, clippy::cast_lossless, reason = "below 2^53")]
                Plain::Number(*self as f64)
            }
        }

        impl ReadMember for $type {
            fn from_plain(plain: Plain<'static>) -> Self {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "saturates"
                )]
                match plain {
                    Plain::Number(number) => number as $type,
                    _ => 0,
                }
            }
        }
    )*};
}

whole_numbers!(u16 u32 u64 usize);

impl<T: MemberType> MemberType for Option<T> {
    const KIND: Kind = T::KIND;
    const IS_OPTIONAL: bool = true;

    fn to_plain(&self) -> Plain<'_> {
        self.as_ref().map_or(Plain::Absent, T::to_plain)
    }
}

impl<T: ReadMember> ReadMember for Option<T> {
    fn from_plain(plain: Plain<'static>) -> Self {
        match plain {
            Plain::Absent => None,
            plain => Some(T::from_plain(plain)),
        }
    }
}

impl<T: MemberType> MemberType for Box<T> {
    const KIND: Kind = T::KIND;

    fn to_plain(&self) -> Plain<'_> {
        T::to_plain(self)
    }
}

impl<T: ReadMember> ReadMember for Box<T> {
    fn from_plain(plain: Plain<'static>) -> Self {
        Self::new(T::from_plain(plain))
    }
}

impl<T: MemberType> MemberType for [T] {
    const KIND: Kind = Kind::List(&T::KIND);

    fn to_plain(&self) -> Plain<'_> {
        Plain::List(self.iter().map(T::to_plain).collect())
    }
}

impl<T: MemberType> MemberType for Vec<T> {
    const KIND: Kind = Kind::List(&T::KIND);

    fn to_plain(&self) -> Plain<'_> {
        self.as_slice().to_plain()
    }
}

impl<T: ReadMember> ReadMember for Vec<T> {
    fn from_plain(plain: Plain<'static>) -> Self {
        match plain {
            Plain::List(items) => items.into_iter().map(T::from_plain).collect(),
            _ => Self::new(),
        }
    }
}

/// An object whose names are data, such as counts by name.
impl<T: MemberType> MemberType for Vec<(String, T)> {
    const KIND: Kind = Kind::Map(&T::KIND);

    fn to_plain(&self) -> Plain<'_> {
        let members =
            self.iter().map(|(name, value)| (Cow::Borrowed(name.as_str()), value.to_plain()));
        Plain::Map(members.collect())
    }
}

impl<T: ReadMember> ReadMember for Vec<(String, T)> {
    fn from_plain(plain: Plain<'static>) -> Self {
        let Plain::Map(members) = plain else { return Self::new() };
        let members = members.into_iter();
        members.map(|(name, value)| (name.into_owned(), T::from_plain(value))).collect()
    }
}

/// Marks a member that is JSON from elsewhere, which is passed on unchanged.
pub struct Json;

impl MemberType for Json {
    const KIND: Kind = Kind::Json;

    fn to_plain(&self) -> Plain<'_> {
        Plain::Absent
    }
}

/// Marks a member that is an `ExportJobsError` in JavaScript.
pub struct Failure;

impl MemberType for Failure {
    const KIND: Kind = Kind::Failure;

    fn to_plain(&self) -> Plain<'_> {
        Plain::Absent
    }
}

/// The values of a computed member.
pub trait IntoPlain<'a> {
    /// Returns the plain value that is passed to JavaScript.
    fn into_plain(self) -> Plain<'a>;
}

impl<'a> IntoPlain<'a> for Plain<'a> {
    fn into_plain(self) -> Self {
        self
    }
}

impl<'a> IntoPlain<'a> for &'a str {
    fn into_plain(self) -> Plain<'a> {
        Plain::text(self)
    }
}

impl<'a> IntoPlain<'a> for f64 {
    fn into_plain(self) -> Plain<'a> {
        Plain::Number(self)
    }
}

impl<'a> IntoPlain<'a> for u64 {
    fn into_plain(self) -> Plain<'a> {
        Plain::count(self)
    }
}

impl<'a> IntoPlain<'a> for bool {
    fn into_plain(self) -> Plain<'a> {
        Plain::Bool(self)
    }
}

impl<'a, T: IntoPlain<'a>> IntoPlain<'a> for Option<T> {
    fn into_plain(self) -> Plain<'a> {
        self.map_or(Plain::Absent, T::into_plain)
    }
}

/// The members of an object, in the order of their names. The functions are not inlined, because hundreds of members
/// call them, and a call takes less code than the function.
#[doc(hidden)]
pub struct Values<'a> {
    names: &'static [&'static str],
    values: Vec<Plain<'a>>,
}

#[doc(hidden)]
impl<'a> Values<'a> {
    /// Creates an object with these member names. No member has a value yet.
    #[inline(never)]
    pub fn of(names: &'static [&'static str]) -> Self {
        Self { names, values: Vec::with_capacity(names.len()) }
    }

    /// Adds the next member.
    #[inline(never)]
    pub fn push(&mut self, value: Plain<'a>) {
        self.values.push(value);
    }

    /// Adds the next member, converted by its type.
    #[inline(never)]
    pub fn put<T: MemberType + ?Sized>(&mut self, value: &'a T) {
        self.push(value.to_plain());
    }

    /// Adds the next member, or leaves it out if it is empty or zero.
    #[inline(never)]
    pub fn put_unless_empty<T: MemberType + ?Sized>(&mut self, value: &'a T) {
        let value = value.to_plain();
        self.push(if value.is_empty() { Plain::Absent } else { value });
    }

    /// Returns the object.
    pub fn into_plain(self) -> Plain<'a> {
        Plain::Object(self.names, self.values)
    }
}

/// Makes the next member from the result of `read`.
#[doc(hidden)]
#[inline(never)]
pub fn take<T: ReadMember>(values: &mut std::vec::IntoIter<Plain<'static>>) -> T {
    T::from_plain(values.next().unwrap_or_default())
}

/// Computes a member of an object.
#[doc(hidden)]
pub fn computed<'a, T, M>(object: &'a T, get: impl FnOnce(&'a T) -> M) -> M {
    get(object)
}
