//! Random values of declared types, for tests.

use std::borrow::Cow;

use super::{Kind, Member, Plain, Shape};

/// Texts like those of services, including an empty one and one that is not ASCII.
const TEXTS: [&str; 4] = ["x", "", "Größe 😀", "a \"quoted\" <text>\n"];

/// The greatest depth of lists and optional objects.
const DEPTH: u32 = 4;

/// Random numbers that are the same in every run (xorshift).
pub struct Random(u64);

impl Random {
    /// Creates the numbers of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed ^ 0x9e37_79b9_7f4a_7c15)
    }

    /// Returns a number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 32).unwrap_or_default() % end.max(1)
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        choices.get(self.below(choices.len())).copied()
    }
}

/// Returns an object with every required member and some of the optional ones.
pub fn sample(shape: &'static Shape, random: &mut Random) -> Plain<'static> {
    object(shape, random, DEPTH)
}

fn object(shape: &'static Shape, random: &mut Random, depth: u32) -> Plain<'static> {
    let values = shape.members.iter().map(|member| {
        let is_deep = depth == 0 && matches!(member.kind, Kind::Object(_) | Kind::List(_));
        if member.is_optional && (is_deep || random.below(2) == 0) {
            Plain::Absent
        } else {
            of_member(member, random, depth)
        }
    });
    Plain::Object(shape.names, values.collect())
}

fn of_member(member: &Member, random: &mut Random, depth: u32) -> Plain<'static> {
    let most = usize::try_from(member.rule.most.min(1_000_000)).unwrap_or_default();
    of_kind(member.kind, most, random, depth)
}

fn of_kind(kind: Kind, most: usize, random: &mut Random, depth: u32) -> Plain<'static> {
    match kind {
        Kind::Text => Plain::Text(Cow::Borrowed(random.of(&TEXTS).unwrap_or_default())),
        Kind::Number | Kind::Whole => Plain::count(random.below(most.saturating_add(1)) as u64),
        Kind::Bool => Plain::Bool(random.below(2) == 0),
        Kind::Words(words) => {
            Plain::Text(Cow::Borrowed(random.of(words.words).unwrap_or_default()))
        }
        Kind::List(kind) => {
            // At the greatest depth, lists are empty, so that nesting ends.
            let length = if depth == 0 { 0 } else { random.below(3) };
            let items = (0..length).map(|_| of_kind(*kind, most, random, depth.saturating_sub(1)));
            Plain::List(items.collect())
        }
        Kind::Object(shape) => object(shape(), random, depth.saturating_sub(1)),
        Kind::Variants(variants) => match random.of(variants().shapes) {
            Some((_, shape)) => object(shape, random, depth.saturating_sub(1)),
            None => Plain::Absent,
        },
        Kind::Map(_) | Kind::Json | Kind::Failure => Plain::Absent,
    }
}
