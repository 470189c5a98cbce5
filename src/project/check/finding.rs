//! The findings of a check.

use super::{Rule, Severity};
use crate::OutOfMemory;
use crate::memory::Grow;
use crate::outline::Outline;
use crate::path::paths_at;
use crate::plain;
use crate::sorted::sorted;

plain! {
    /// Something that is wrong with a project, or worth knowing.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Finding {
        /// The rule's stable id, such as `label-outside-text`.
        pub rule: Rule,
        /// The severity of the finding.
        pub severity: Severity,
        /// The JSON path of the value, such as `$.assets.utterances[12].entities[0]`.
        pub path: String,
        /// The offset of the value, in bytes from the start of the file.
        pub byte_offset: u64,
        /// The fault, in a sentence.
        pub message: String,
        /// The number of findings of the same rule that are not listed. Only on the last listed finding of a rule.
        pub more: u64 = plain::Rule::EMPTY_IS_ABSENT,
    } also {
        /// The remedy, in a sentence.
        advice: &'static str => |it| it.rule.advice(),
    }
}

impl Finding {
    /// Returns how to correct the mistake, in a sentence.
    pub fn advice(&self) -> &'static str {
        self.rule.advice()
    }
}

/// Collects findings, up to a limit for each rule.
pub(super) struct Report<'a> {
    bytes: &'a [u8],
    outline: &'a Outline,
    limit: usize,
    found: Vec<u64>,
    findings: Vec<Finding>,
    /// True if memory ran out for the findings.
    is_full: bool,
}

impl<'a> Report<'a> {
    pub(super) fn new(bytes: &'a [u8], outline: &'a Outline, limit: usize) -> Self {
        let found = vec![0; Rule::ALL.len()];
        Self { bytes, outline, limit, found, findings: Vec::new(), is_full: false }
    }

    /// Adds a finding at an offset. The message is only built if the finding is listed.
    #[inline]
    pub(super) fn add(&mut self, rule: Rule, at: usize, message: impl FnOnce() -> String) {
        if self.count(rule) {
            let message = message();
            self.push(rule, at, message);
        }
    }

    fn count(&mut self, rule: Rule) -> bool {
        let Some(found) = self.found.get_mut(rule as usize) else { return false };
        *found += 1;
        *found <= self.limit as u64
    }

    fn push(&mut self, rule: Rule, at: usize, message: String) {
        let finding = Finding {
            rule,
            severity: rule.severity(),
            path: String::new(),
            byte_offset: at as u64,
            message,
            more: 0,
        };
        self.is_full |= self.findings.grow(finding).is_err();
    }

    /// Returns the findings in file order. One walk finds all their paths.
    pub(super) fn finish(mut self) -> Result<Vec<Finding>, OutOfMemory> {
        if self.is_full {
            return Err(OutOfMemory);
        }
        for finding in self.findings.iter_mut().rev() {
            if let Some(found) = self.found.get_mut(finding.rule as usize) {
                finding.more = found.saturating_sub(self.limit as u64);
                *found = 0;
            }
        }
        let offsets = self.findings.iter().map(|finding| finding.byte_offset);
        let order = sorted(offsets.zip(0..).collect());
        let offsets: Vec<_> = order.iter().map(|(offset, _)| *offset).collect();
        let mut paths = paths_at(self.bytes, self.outline, &offsets).into_iter();
        let mut findings: Vec<_> = self.findings.into_iter().map(Some).collect();
        let in_order = order.into_iter().filter_map(|(_, at)| {
            let path = paths.next().unwrap_or_default();
            Some(Finding { path, ..findings.get_mut(at)?.take()? })
        });
        Ok(in_order.collect())
    }
}
