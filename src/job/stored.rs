//! Limits for data from storage, other tabs and pages, which anybody may have written. Data that
//! this crate writes stays below them.

use crate::plain::Rule;

/// The longest name, id or code.
pub(crate) const LONGEST_NAME: usize = 512;
/// The longest URL.
pub(crate) const LONGEST_URL: usize = 8_192;
/// The longest sentence for people.
pub(crate) const LONGEST_SENTENCE: usize = 4_096;
/// The longest time, in milliseconds: 100 days, as long as a job may be followed.
pub(crate) const LONGEST_MS: u64 = 8_640_000_000;
/// The most errors of a service in one list.
pub(crate) const MOST_ERRORS: usize = 200;

/// A name for people, cut off where it is too long.
pub(crate) const NAME: Rule = Rule::longest(LONGEST_NAME);
/// A name, an id or a code that means nothing when it is cut off.
pub(crate) const ID: Rule = Rule::whole(LONGEST_NAME).required();
/// A URL. One that is too long is treated as absent.
pub(crate) const URL: Rule = Rule::whole(LONGEST_URL);
/// A sentence for people.
pub(crate) const SENTENCE: Rule = Rule::longest(LONGEST_SENTENCE);
/// A time in milliseconds.
pub(crate) const MS: Rule = Rule::most(LONGEST_MS);
/// Errors of a service.
pub(crate) const ERRORS: Rule = Rule::longest(MOST_ERRORS);
