//! The operations on a file.

use std::collections::BTreeMap;
use std::hint::black_box;

use export_jobs::project::{
    CheckOptions, ExportedProject, Finding, ItemFilter, ProjectChanges, ProjectReader,
};

/// A file to work on.
pub struct Subject {
    pub bytes: Vec<u8>,
    pub project: ExportedProject,
    pub documents: BTreeMap<String, Vec<u8>>,
}

impl Subject {
    pub fn new(bytes: Vec<u8>, documents: BTreeMap<String, Vec<u8>>) -> Self {
        let project = ExportedProject::parse(bytes.clone()).expect("a project");
        Self { bytes, project, documents }
    }

    fn lists(&self) -> Vec<String> {
        let lists = self.project.summary().counts.iter();
        let largest = lists.filter(|(_, count)| *count > 1).map(|(name, _)| name.clone());
        largest.take(3).collect()
    }
}

/// An operation, and the size of its output in bytes.
pub struct Operation {
    pub name: &'static str,
    pub run: fn(&mut Subject) -> usize,
}

fn told(findings: &[Finding]) -> usize {
    findings.iter().map(|it| it.path.len() + it.message.len()).sum()
}

/// Runs `run` on each of a file's larger lists.
fn on_lists(subject: &Subject, run: impl Fn(&str) -> usize) -> usize {
    subject.lists().iter().map(|list| run(list)).sum()
}

pub const OPERATIONS: &[Operation] = &[
    Operation {
        name: "parse",
        run: |subject| {
            let project =
                ExportedProject::parse(std::mem::take(&mut subject.bytes)).expect("a project");
            let summary = project.summary();
            summary.counts.iter().map(|(name, _)| name.len()).sum::<usize>() + summary.intents.len()
        },
    },
    Operation {
        name: "parse pieces",
        run: |subject| {
            let mut reader = ProjectReader::default();
            for piece in subject.bytes.chunks(1_000) {
                reader.push(piece).expect("a project");
            }
            black_box(reader.finish().expect("a project"));
            0
        },
    },
    Operation {
        name: "check",
        run: |subject| {
            let options = CheckOptions::default().with_documents(&subject.documents);
            told(&subject.project.check(&options))
        },
    },
    Operation {
        name: "check, all findings",
        run: |subject| {
            let options = CheckOptions::default().with_documents(&subject.documents);
            told(&subject.project.check(&options.with_limit_per_rule(usize::MAX)))
        },
    },
    Operation {
        name: "compare with itself",
        run: |subject| {
            let other = ExportedProject::parse(subject.bytes.clone()).expect("a project");
            let comparison = subject.project.compare(&other);
            assert!(comparison.is_equal());
            comparison.counts().len()
        },
    },
    Operation {
        name: "compare with nothing",
        run: |subject| {
            let nothing = ExportedProject::parse(b"{\"assets\":{}}".to_vec()).expect("a project");
            let comparison = subject.project.compare(&nothing);
            comparison
                .iter()
                .map(|change| change.name.len() + change.before.map_or(0, str::len))
                .sum()
        },
    },
    Operation {
        name: "statistics",
        run: |subject| {
            let statistics = subject.project.statistics();
            statistics.lengths.len() + statistics.cooccurrence.len()
        },
    },
    Operation {
        name: "retarget",
        run: |subject| {
            let changes = ProjectChanges::default()
                .name("Other")
                .container("other")
                .language("de")
                .description("another description")
                .multilingual(true)
                .file_version("2022-05-01")
                .setting("confidenceThreshold", "0.5")
                .setting("m000001", None);
            subject.project.retarget(&changes).expect("a file").size()
        },
    },
    Operation {
        name: "retarget every setting",
        run: |subject| {
            let mut changes = ProjectChanges::default();
            for at in 0..subject.bytes.len() / 20 {
                changes = changes.setting(&format!("m{at:06}"), Some("true"));
            }
            subject.project.retarget(&changes).expect("a file").size()
        },
    },
    Operation {
        name: "filter items",
        run: |subject| {
            let needle = "a".repeat(200) + "b";
            on_lists(subject, |list| {
                let items = subject.project.items(list, &ItemFilter::default().text(&needle));
                items.expect("a list").len()
            })
        },
    },
    Operation {
        name: "page through items",
        run: |subject| {
            on_lists(subject, |list| {
                let items = subject.project.items(list, &ItemFilter::default()).expect("a list");
                items.iter().map(|item| item.json.len()).sum()
            })
        },
    },
    Operation {
        name: "csv",
        run: |subject| {
            let all = subject.project.summary().counts.iter().take(3);
            all.map(|(list, _)| {
                let items = subject.project.items(list, &ItemFilter::default()).expect("a list");
                items.csv().map(|piece| piece.len()).sum::<usize>()
            })
            .sum()
        },
    },
    Operation {
        name: "json lines",
        run: |subject| {
            on_lists(subject, |list| {
                let items = subject.project.items(list, &ItemFilter::default()).expect("a list");
                items.json_lines().map(|piece| piece.len()).sum()
            })
        },
    },
];
