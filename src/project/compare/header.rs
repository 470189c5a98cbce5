//! What differs outside the lists: the file's own members, the metadata, the settings.

use super::meaning::{ABSENT, meaning_at, of_content};
use crate::ExportedProject;
use crate::json::{Kind, Reader};
use crate::outline::{Member, Span, member, members_at};

/// A member that differs, and where it stands in each file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HeaderChange {
    pub(super) name: String,
    pub(super) before: Option<Span>,
    pub(super) after: Option<Span>,
}

/// The differences of the file's own members; of the metadata; of the assets that are no lists.
pub(super) fn differences(
    before: &ExportedProject,
    after: &ExportedProject,
) -> [(&'static str, Vec<HeaderChange>); 3] {
    let (old, new) = (before.outline(), after.outline());
    let bytes = (before.bytes(), after.bytes());
    let is_own = |member: &&Member| !matches!(member.name.as_str(), "metadata" | "assets");
    let own = |members: &[Member]| members.iter().filter(is_own).cloned().collect::<Vec<_>>();
    let flat = |project: &ExportedProject| with_settings(project);
    let plain = |project: &ExportedProject| {
        let outline = project.outline();
        let is_list = |member: &&Member| !outline.lists.iter().any(|it| it.name == member.name);
        outline.assets.iter().filter(is_list).cloned().collect::<Vec<_>>()
    };
    [
        ("file", between(bytes, &own(&old.top), &own(&new.top))),
        ("metadata", between(bytes, &flat(before), &flat(after))),
        ("assets", between(bytes, &plain(before), &plain(after))),
    ]
}

/// The metadata, with each setting as a member of its own.
fn with_settings(project: &ExportedProject) -> Vec<Member> {
    let mut members = Vec::new();
    for member in &project.outline().metadata {
        if member.name == "settings" && member.value.of(project.bytes()).first() == Some(&b'{') {
            let settings = members_at(project.bytes(), member.value.start);
            members.extend(
                settings
                    .into_iter()
                    .map(|it| Member { name: ["settings.", &it.name].concat(), ..it }),
            );
        } else {
            members.push(member.clone());
        }
    }
    members
}

fn between(bytes: (&[u8], &[u8]), old: &[Member], new: &[Member]) -> Vec<HeaderChange> {
    let mut changes: Vec<HeaderChange> = Vec::new();
    // A name once, though it stand twice.
    for Member { name, .. } in old.iter().chain(new) {
        let (before, after) = (member(old, name), member(new, name));
        let meaning = |bytes, member: Option<&Member>| {
            member.map_or(ABSENT, |member| of_member(bytes, member))
        };
        let (was, is) = (meaning(bytes.0, before), meaning(bytes.1, after));
        if was != is && !changes.iter().any(|change| change.name == *name) {
            let span = |member: Option<&Member>, meaning| {
                member.filter(|_| meaning != ABSENT).map(|member| member.value)
            };
            let (before, after) = (span(before, was), span(after, is));
            changes.push(HeaderChange { name: name.clone(), before, after });
        }
    }
    changes
}

fn of_member(bytes: &[u8], member: &Member) -> u64 {
    let start = member.value.start as usize;
    let mut reader = Reader::rereading(bytes, start);
    // The service and its samples spell kinds with a capital and without [REC].
    if member.name == "projectKind"
        && reader.kind() == Ok(Kind::String)
        && let Ok(kind) = reader.text()
    {
        return of_content(&kind.content().to_ascii_lowercase());
    }
    meaning_at(bytes, start)
}
