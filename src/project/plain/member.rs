//! The types that members may have.

use std::borrow::Cow;

use super::{Kind, Plain};

/// A type of members: its kind, and the way out and back.
pub trait MemberType {
    /// Its kind.
    const KIND: Kind;
    /// True if a member of this type may be absent.
    const IS_OPTIONAL: bool = false;

    /// The value in the form that crosses.
    fn to_plain(&self) -> Plain<'_>;
}

/// A type of members that can be read back.
pub trait ReadMember: MemberType {
    /// Makes a value of what `read` returned. A value of another kind gives the type's empty
    /// value.
    fn from_plain(plain: Plain<'static>) -> Self;
}

/// The form in which a member crosses, where it is not that of its type: `via` names it.
pub trait Form<T> {
    /// The kind of the form.
    const KIND: Kind;
    /// True if the member may be absent.
    const IS_OPTIONAL: bool = false;

    /// The value in the form that crosses.
    fn to_plain(value: &T) -> Plain<'_>;

    /// Makes a value of what `read` returned.
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

/// Stands for a member that is JSON of somebody else's, handed on as it came.
pub struct Json;

impl MemberType for Json {
    const KIND: Kind = Kind::Json;

    fn to_plain(&self) -> Plain<'_> {
        Plain::Absent
    }
}

/// Stands for a member that JavaScript sees as an `ExportJobsError`.
pub struct Failure;

impl MemberType for Failure {
    const KIND: Kind = Kind::Failure;

    fn to_plain(&self) -> Plain<'_> {
        Plain::Absent
    }
}

/// The values of a computed member.
pub trait IntoPlain<'a> {
    /// The value in the form that crosses.
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

/// The members of an object, in the order of their names. The functions are not inlined: hundreds of
/// members call them, and a call is a fraction of what it does.
#[doc(hidden)]
pub struct Values<'a> {
    names: &'static [&'static str],
    values: Vec<Plain<'a>>,
}

#[doc(hidden)]
impl<'a> Values<'a> {
    /// An object with these members, none of which is there yet.
    #[inline(never)]
    pub fn of(names: &'static [&'static str]) -> Self {
        Self { names, values: Vec::with_capacity(names.len()) }
    }

    /// Adds the next member.
    #[inline(never)]
    pub fn push(&mut self, value: Plain<'a>) {
        self.values.push(value);
    }

    /// Adds the next member, written as its type says.
    #[inline(never)]
    pub fn put<T: MemberType + ?Sized>(&mut self, value: &'a T) {
        self.push(value.to_plain());
    }

    /// The same of one that is left out when it is empty or zero.
    #[inline(never)]
    pub fn put_unless_empty<T: MemberType + ?Sized>(&mut self, value: &'a T) {
        let value = value.to_plain();
        self.push(if value.is_empty() { Plain::Absent } else { value });
    }

    /// The object.
    pub fn into_plain(self) -> Plain<'a> {
        Plain::Object(self.names, self.values)
    }
}

/// Makes the next member of what `read` returned.
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
