//! Reads foreign data by means of the tables.

use std::borrow::Cow;
use std::cell::Cell;

use super::{Foreign, Kind, Member, Plain, ReadMember, Rule, Shape, Variants, Words};

/// The limit on the depth of nested objects. Reading also limits their number, because a small value can refer to
/// itself often enough to fill the memory.
const DEPTH: u32 = 12;

/// The limit on the length of a caller's text, which is never cut off.
const WHOLE: usize = 1 << 30;

/// The highest number of items in a list that a caller passes.
const LONGEST_LIST: usize = 1 << 20;

/// The treatment of a member that does not match its declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// An argument of a caller: the first wrong member is an error.
    Argument,
    /// A value of this library that a caller passes back: the first wrong member is an error. An absent member is
    /// empty, unless its rule requires it.
    Returned,
    /// A stored value, which another version or other code may have written: a wrong member counts as absent, texts are
    /// cut off and numbers are clamped.
    Stored,
}

/// The reason why a value cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The path of the member, such as `status.state`. It begins with the name of the whole value.
    pub path: String,
    /// The kind of value that is expected there, such as `a string`.
    pub expected: Cow<'static, str>,
    /// The value that was found there, such as `a number` or `"x"`.
    pub seen: String,
    /// True if the whole value cannot be read, because a required word is unknown and must not be
    /// read as another one.
    is_final: bool,
}

impl Wrong {
    /// Returns a sentence that says what is expected and what was found.
    pub fn message(&self) -> String {
        let Self { path, expected, seen, .. } = self;
        joined(&[path, " must be ", expected, "; got ", seen, "."])
    }

    fn within(mut self, name: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = joined(&[name, dot, &self.path]);
        self
    }
}

/// Reads a declared value. `name` is its name in messages. `objects` is the number of objects that
/// may still be read in it.
///
/// # Errors
/// Returns the first member that cannot be read.
pub fn read<T: ReadMember, F: Foreign>(
    name: &str,
    value: &F,
    mode: Mode,
    objects: &Cell<u32>,
) -> Result<T, Wrong> {
    read_plain(T::KIND, name, value, mode, objects).map(T::from_plain)
}

/// Reads a plain value. This part is the same for all types.
fn read_plain<F: Foreign>(
    kind: Kind,
    name: &str,
    value: &F,
    mode: Mode,
    objects: &Cell<u32>,
) -> Read {
    let read = Reader { mode, objects, depth: DEPTH }.value(kind, Rule::NONE, value);
    read.map_err(|wrong| wrong.within(name))
}

#[derive(Clone, Copy)]
struct Reader<'c> {
    mode: Mode,
    objects: &'c Cell<u32>,
    depth: u32,
}

type Read = Result<Plain<'static>, Wrong>;

fn wrong(expected: impl Into<Cow<'static, str>>, seen: impl Into<String>) -> Wrong {
    Wrong { path: String::new(), expected: expected.into(), seen: seen.into(), is_final: false }
}

impl Reader<'_> {
    fn object<F: Foreign>(self, shape: &'static Shape, value: &F) -> Read {
        let given = value.members(shape.names);
        if self.mode != Mode::Stored && given.is_none() {
            return Err(wrong("an object", value.kind_in_words()));
        }
        let left = self.objects.get().checked_sub(1).zip(self.depth.checked_sub(1));
        let Some((objects, depth)) = left else {
            return Err(wrong("smaller", "too many objects"));
        };
        self.objects.set(objects);
        let inner = Self { depth, ..self };
        let given = given.into_iter().flatten().chain(std::iter::repeat_with(|| None));
        let members = shape.names.iter().zip(shape.members).zip(given);
        let values = members.map(|((name, member), given)| inner.member(name, member, given));
        Ok(Plain::Object(shape.names, values.collect::<Result<_, _>>()?))
    }

    fn member<F: Foreign>(self, name: &str, member: &'static Member, given: Option<F>) -> Read {
        let Member { kind, rule, is_optional } = member;
        let own = Cell::new(rule.objects);
        let reader = if rule.objects > 0 { Reader { objects: &own, ..self } } else { self };
        let (read, must_be) = match given {
            Some(value) => (reader.value(*kind, *rule, &value), self.mode != Mode::Stored),
            None => {
                let must_be = self.mode == Mode::Argument && !is_optional;
                (Err(wrong(expected(*kind), "nothing")), must_be)
            }
        };
        read.or_else(|wrong| {
            let is_error = must_be || rule.is_required || wrong.is_final;
            if is_error { Err(wrong.within(name)) } else { Ok(Plain::Absent) }
        })
    }

    fn value<F: Foreign>(self, kind: Kind, rule: Rule, value: &F) -> Read {
        let read = match kind {
            Kind::Text if self.mode == Mode::Stored => text(rule, value),
            Kind::Text => text(Rule { longest: WHOLE, ..rule }, value),
            // A caller's number is not clamped, because its owner checks it.
            Kind::Number if self.mode == Mode::Argument => value.number().map(Plain::Number),
            Kind::Whole if self.mode == Mode::Argument => value.number().and_then(whole),
            Kind::Number | Kind::Whole => value.number().and_then(|number| limited(rule, number)),
            Kind::Bool => value.flag().map(Plain::Bool),
            Kind::Words(words) => return word(words, rule, value),
            Kind::Object(shape) => return self.object(shape(), value),
            Kind::List(kind) => return self.list(*kind, rule, value),
            Kind::Variants(variants) => return self.variant(variants(), value),
            Kind::Map(_) | Kind::Json | Kind::Failure => None,
        };
        read.ok_or_else(|| wrong(expected(kind), value.kind_in_words()))
    }

    fn variant<F: Foreign>(self, variants: &'static Variants, value: &F) -> Read {
        let word = value.member(variants.tag).and_then(|word| word.text(LONGEST_WORD));
        match variants.shapes.iter().find(|(known, _)| word.as_deref() == Some(*known)) {
            Some((_, shape)) => self.object(shape, value),
            None => {
                let known = variants.shapes.iter().map(|(known, _)| *known).collect::<Vec<_>>();
                let seen = word.map_or_else(|| "nothing".to_owned(), |word| quoted(&word));
                Err(wrong(one_of(&known), seen).within(variants.tag))
            }
        }
    }

    fn list<F: Foreign>(self, kind: Kind, rule: Rule, value: &F) -> Read {
        let longest = if self.mode == Mode::Stored { rule.longest } else { LONGEST_LIST };
        let Some(items) = value.items(longest) else {
            return Err(wrong("a list", value.kind_in_words()));
        };
        let mut list = Vec::new();
        for (place, item) in items.iter().enumerate() {
            match self.value(kind, rule, item) {
                Ok(item) => list.push(item),
                Err(wrong) if self.mode != Mode::Stored || wrong.is_final => {
                    return Err(wrong.within(&joined(&["[", &place.to_string(), "]"])));
                }
                Err(_) => {}
            }
        }
        Ok(Plain::List(list))
    }
}

fn text<F: Foreign>(rule: Rule, value: &F) -> Option<Plain<'static>> {
    let text = if rule.is_cut {
        value.text(rule.longest)
    } else {
        // One more character shows whether the text is longer.
        value.text(rule.longest.saturating_add(1)).filter(|text| text.len() <= rule.longest)
    };
    text.map(|text| Plain::Text(Cow::Owned(text)))
}

/// Returns a whole number that is not negative.
fn whole(number: f64) -> Option<Plain<'static>> {
    let is_whole = (0.0..9e15).contains(&number) && number.fract() == 0.0;
    is_whole.then_some(Plain::Number(number))
}

/// Returns a number between zero and its limit. NaN becomes zero.
fn limited(rule: Rule, number: f64) -> Option<Plain<'static>> {
    #[expect(clippy::cast_precision_loss, reason = "at most 2^53")]
    let most = rule.most as f64;
    let least = if rule.is_signed { -most } else { 0.0 };
    let is_within = (least..=most).contains(&number);
    (is_within || rule.is_cut).then(|| Plain::Number(number.max(least).min(most)))
}

fn word<F: Foreign>(words: &'static Words, rule: Rule, value: &F) -> Read {
    let Some(given) = value.text(rule.longest.min(LONGEST_WORD)) else {
        return Err(wrong(one_of(words.words), value.kind_in_words()));
    };
    match words.words.iter().find(|word| **word == given) {
        Some(word) => Ok(Plain::Text(Cow::Borrowed(word))),
        None => {
            let wrong = wrong(one_of(words.words), quoted(&given));
            Err(Wrong { is_final: rule.is_required, ..wrong })
        }
    }
}

/// The length up to which an unknown word is shown, in bytes or UTF-16 units.
const LONGEST_WORD: usize = 100;

fn quoted(word: &str) -> String {
    joined(&["\"", word, "\""])
}

/// Joins texts. `concat` does the same, but adds a kilobyte to the module.
fn joined(parts: &[&str]) -> String {
    parts.iter().copied().collect()
}

fn one_of(words: &[&str]) -> String {
    let mut list = String::from("one of ");
    for (place, word) in words.iter().enumerate() {
        list.push_str(if place == 0 { "" } else { ", " });
        list.push_str(word);
    }
    list
}

fn expected(kind: Kind) -> Cow<'static, str> {
    Cow::Borrowed(match kind {
        Kind::Text => "a string",
        Kind::Number => "a number",
        Kind::Whole => "a whole number",
        Kind::Bool => "true or false",
        Kind::List(_) => "a list",
        Kind::Words(words) => return one_of(words.words).into(),
        Kind::Object(_) | Kind::Variants(_) | Kind::Map(_) | Kind::Json | Kind::Failure => {
            "an object"
        }
    })
}
