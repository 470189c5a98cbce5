//! The cases of the rules.

use serde_json::Value;

use crate::bases::{answers, conversation, ner, with};

/// A violation of a rule, its path, and a similar value that is correct.
pub struct Case {
    pub rule: &'static str,
    pub bad: Value,
    pub path: &'static str,
    pub good: Value,
}

pub fn case(rule: &'static str, bad: Value, path: &'static str, good: Value) -> Case {
    Case { rule, bad, path, good }
}

pub fn long(length: usize) -> Value {
    Value::String("ä".repeat(length))
}

pub fn many(count: usize, item: impl Fn(usize) -> Value) -> Value {
    Value::Array((0..count).map(item).collect())
}

pub fn in_conversation(
    rule: &'static str,
    pointer: &str,
    bad: Value,
    path: &'static str,
    good: Value,
) -> Case {
    case(rule, with(conversation(), pointer, bad), path, with(conversation(), pointer, good))
}

pub fn in_ner(
    rule: &'static str,
    pointer: &str,
    bad: Value,
    path: &'static str,
    good: Value,
) -> Case {
    case(rule, with(ner(), pointer, bad), path, with(ner(), pointer, good))
}

pub fn in_answers(
    rule: &'static str,
    pointer: &str,
    bad: Value,
    path: &'static str,
    good: Value,
) -> Case {
    case(rule, with(answers(), pointer, bad), path, with(answers(), pointer, good))
}
