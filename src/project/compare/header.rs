//! Compares what is outside the lists: the file's own members, the metadata and the settings.

use super::meaning::{ABSENT, meaning_at, of_content};
use crate::json::{Kind, Reader};
use crate::memory::{Grow, owned};
use crate::outline::{Member, Span, member, members_at};
use crate::tally::Tally;
use crate::{ExportedProject, OutOfMemory};

/// A member that differs, and its offset in each file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HeaderChange {
    pub(super) name: String,
    pub(super) before: Option<Span>,
    pub(super) after: Option<Span>,
}

/// The parts outside the lists. A list of the assets with one of these names is compared as a
/// member.
pub(super) const PARTS: [&str; 3] = ["file", "metadata", "assets"];

/// Returns the differences in each of [`PARTS`].
pub(super) fn differences(
    before: &ExportedProject,
    after: &ExportedProject,
) -> Result<[Vec<HeaderChange>; 3], OutOfMemory> {
    let bytes = [before.bytes(), after.bytes()];
    let between = |members: fn(&ExportedProject) -> Result<Vec<Member>, OutOfMemory>| {
        between(bytes, [&members(before)?, &members(after)?])
    };
    Ok([between(file)?, between(with_settings)?, between(plain)?])
}

/// Returns the file's own members.
fn file(project: &ExportedProject) -> Result<Vec<Member>, OutOfMemory> {
    some(&project.outline().top, |member| !matches!(member.name.as_str(), "metadata" | "assets"))
}

/// Returns the members of the assets that are not lists.
fn plain(project: &ExportedProject) -> Result<Vec<Member>, OutOfMemory> {
    let outline = project.outline();
    let is_part = |member: &Member| PARTS.contains(&member.name.as_str());
    some(&outline.assets, |member| is_part(member) || outline.list(&member.name).is_none())
}

fn some(
    members: &[Member],
    is_wanted: impl Fn(&Member) -> bool,
) -> Result<Vec<Member>, OutOfMemory> {
    let mut some = Vec::new();
    for member in members.iter().filter(|member| is_wanted(member)) {
        some.grow(Member { name: owned(&member.name)?, ..*member })?;
    }
    Ok(some)
}

/// Returns the metadata. Each setting is a member of its own.
fn with_settings(project: &ExportedProject) -> Result<Vec<Member>, OutOfMemory> {
    let metadata = &project.outline().metadata;
    // If several members have the name, the last one is used.
    let settings = member(metadata, "settings");
    let settings = settings.filter(|it| it.value.of(project.bytes()).first() == Some(&b'{'));
    let mut members = some(metadata, |it| settings.is_none() || it.name != "settings")?;
    if let Some(settings) = settings {
        for setting in members_at(project.bytes(), settings.value.start)? {
            let mut name = owned("settings.")?;
            name.try_reserve_exact(setting.name.len()).map_err(|_| OutOfMemory)?;
            name.push_str(&setting.name);
            members.grow(Member { name, ..setting })?;
        }
    }
    Ok(members)
}

fn between(bytes: [&[u8]; 2], sides: [&[Member]; 2]) -> Result<Vec<HeaderChange>, OutOfMemory> {
    // The last member of each name on each side.
    let mut lasts: Tally<[Option<usize>; 2]> = Tally::default();
    for (side, members) in sides.iter().enumerate() {
        for (index, member) in members.iter().enumerate() {
            if let Some(last) = lasts.of(member.name.as_bytes())?.get_mut(side) {
                *last = Some(index);
            }
        }
    }
    let mut changes = Vec::new();
    for (name, [before, after]) in lasts.iter() {
        let [old, new] = sides;
        let (before, after) = (before.and_then(|it| old.get(it)), after.and_then(|it| new.get(it)));
        let meaning = |bytes, member: Option<&Member>| {
            member.map_or(ABSENT, |member| of_member(bytes, member))
        };
        let [old, new] = bytes;
        let (was, is) = (meaning(old, before), meaning(new, after));
        if was != is {
            let span = |member: Option<&Member>, meaning| {
                member.filter(|_| meaning != ABSENT).map(|member| member.value)
            };
            let (before, after) = (span(before, was), span(after, is));
            changes.grow(HeaderChange { name: owned(name)?, before, after })?;
        }
    }
    Ok(changes)
}

fn of_member(bytes: &[u8], member: &Member) -> u64 {
    let start = member.value.start as usize;
    let mut reader = Reader::rereading(bytes, start);
    // The service and its samples spell kinds with a capital or a small first letter [REC].
    if member.name == "projectKind"
        && reader.kind() == Ok(Kind::String)
        && let Ok(kind) = reader.text()
    {
        return of_content(&kind.content().to_ascii_lowercase());
    }
    meaning_at(bytes, start)
}
