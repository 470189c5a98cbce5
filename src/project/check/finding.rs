//! What a check has found.

use std::collections::BinaryHeap;

use super::{Rule, Severity};
use crate::outline::Outline;
use crate::place::path_at;

/// Something that is wrong, or worth knowing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Which rule found it.
    pub rule: Rule,
    /// How bad it is.
    pub severity: Severity,
    /// The JSON path of what it is about, such as `$.assets.utterances[12].entities[0]`.
    pub path: String,
    /// Where that stands, in bytes from the start of the file.
    pub byte_offset: u64,
    /// What is wrong, in a sentence.
    pub message: String,
    /// How many more of the rule there are that are not listed. Only on the rule's last.
    pub more: u64,
}

impl Finding {
    /// What to do about it, in a sentence.
    pub fn advice(&self) -> &'static str {
        self.rule.advice()
    }
}

/// Collects findings, so many of each rule.
pub(super) struct Report<'a> {
    bytes: &'a [u8],
    outline: &'a Outline,
    limit: usize,
    found: Vec<u64>,
    findings: Vec<Finding>,
}

impl<'a> Report<'a> {
    pub(super) fn new(bytes: &'a [u8], outline: &'a Outline, limit: usize) -> Self {
        let found = vec![0; Rule::ALL.len()];
        Self { bytes, outline, limit, found, findings: Vec::new() }
    }

    /// Notes what stands at a byte. The message is made only if it will be read.
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
        self.findings.push(Finding {
            rule,
            severity: rule.severity(),
            path: path_at(self.bytes, self.outline, at),
            byte_offset: at as u64,
            message,
            more: 0,
        });
    }

    /// The findings in the file's order.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        for finding in self.findings.iter_mut().rev() {
            if let Some(found) = self.found.get_mut(finding.rule as usize) {
                finding.more = found.saturating_sub(self.limit as u64);
                *found = 0;
            }
        }
        let offsets = self.findings.iter().map(|finding| finding.byte_offset);
        let order = sorted(offsets.zip(0..).collect());
        let mut findings: Vec<_> = self.findings.into_iter().map(Some).collect();
        let in_order = order.into_iter().filter_map(|(_, at)| findings.get_mut(at)?.take());
        in_order.collect()
    }
}

/// Sorts by way of a heap, which is a tenth of the code of the standard library's sorting.
pub(super) fn sorted<T: Ord>(items: Vec<T>) -> Vec<T> {
    BinaryHeap::from(items).into_sorted_vec()
}
