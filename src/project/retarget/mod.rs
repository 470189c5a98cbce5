//! Changes a project's name, container and other values. All other bytes of the file stay the same.

mod changes;
mod object;

pub use changes::{InvalidChange, ProjectChanges};

use std::iter::once;
use std::rc::Rc;

use crate::json::quoted;
use crate::kind::ProjectKind;
use crate::outline::{Span, member, members_at};
use crate::sorted::sorted;
use crate::{ExportedProject, OutOfMemory};

use object::Object;

/// A range of the file and its new contents.
#[derive(Clone, Debug)]
struct Edit {
    span: Span,
    content: Rc<[u8]>,
}

/// Sorts edits in file order. Edits at the same offset keep their order.
fn in_order(edits: &[Edit]) -> Vec<Edit> {
    let keys =
        edits.iter().enumerate().map(|(index, Edit { span, .. })| (span.start, span.end, index));
    let keys = sorted(keys.collect());
    keys.into_iter().filter_map(|(_, _, index)| edits.get(index).cloned()).collect()
}

/// A changed file: ranges of the old file with new contents between them.
#[derive(Debug)]
pub struct Retargeted<'a> {
    bytes: &'a [u8],
    /// In file order, without overlaps.
    edits: Vec<Edit>,
}

impl Retargeted<'_> {
    /// Returns the pieces of the file, in order. Joined, they are the file.
    pub fn pieces(&self) -> impl Iterator<Item = &[u8]> {
        let starts = once(0).chain(self.edits.iter().map(|edit| edit.span.end));
        let ends = self.edits.iter().map(|edit| edit.span.start);
        let end = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX);
        let kept = starts.zip(ends.chain(once(end)));
        let kept = kept.map(|(start, end)| Span { start, end }.of(self.bytes));
        let new = self.edits.iter().map(|edit| &*edit.content).chain(once(&[][..]));
        kept.zip(new).flat_map(|(kept, new)| [kept, new])
    }

    /// Returns the size of the file in bytes.
    pub fn size(&self) -> usize {
        self.pieces().map(<[u8]>::len).sum()
    }

    /// Returns the file in one piece.
    pub fn to_vec(&self) -> Vec<u8> {
        let mut file = Vec::with_capacity(self.size());
        self.pieces().for_each(|piece| file.extend_from_slice(piece));
        file
    }
}

impl ExportedProject {
    /// Changes the values that tie the project to its resource, so that another resource can import
    /// it. All bytes outside the changed values stay the same.
    ///
    /// A value that would not change keeps its spelling. A missing member is added at the end of
    /// the metadata, in their style; a missing `projectFileVersion` is added at the beginning of
    /// the file. Removing a member that was added in this way restores the original file.
    /// ```
    /// use export_jobs_project::{ExportedProject, ProjectChanges};
    ///
    /// let file = br#"{ "metadata": { "projectName": "Mail", "language": "en" }, "assets": {} }"#;
    /// let project = ExportedProject::parse(file.to_vec())?;
    /// let changes = ProjectChanges::default().name("Post").container("mail-west");
    /// assert_eq!(
    ///     String::from_utf8_lossy(&project.retarget(&changes)?.to_vec()),
    ///     r#"{ "metadata": { "projectName": "Post", "language": "en", "storageInputContainerName": "mail-west" }, "assets": {} }"#,
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Fails if the service would refuse a value, if the file's metadata is not an object, or if
    /// memory runs out.
    pub fn retarget(&self, changes: &ProjectChanges) -> Result<Retargeted<'_>, InvalidChange> {
        changes.check()?;
        let (bytes, outline) = (self.bytes(), self.outline());
        let mut edits = Vec::new();
        let mut top = Object::new(bytes, &outline.top)?;
        if let Some(version) = &changes.file_version {
            top.set_first("projectFileVersion", version.as_deref().map(quoted));
        }
        let is_object = |name: &str| {
            member(&outline.top, name).map(|it| it.value.of(bytes).first() == Some(&b'{'))
        };
        let mut metadata = Object::new(bytes, &outline.metadata)?;
        let kind = self.summary().kind.as_deref().and_then(ProjectKind::of);
        self.set_metadata(changes, kind, &mut metadata, &mut edits)?;
        match is_object("metadata") {
            Some(true) => {
                let start = member(&outline.top, "metadata").map_or(0, |it| it.value.start);
                metadata.finish(start, &mut edits)?;
            }
            _ if metadata.is_unchanged() => {}
            None => top.set("metadata", Some(metadata.as_new())),
            Some(false) => {
                return Err(InvalidChange::new("metadata", "is not an object in this file".into()));
            }
        }
        let start = bytes.iter().position(|byte| *byte == b'{').unwrap_or_default();
        top.finish(Span::new(start, 0).start, &mut edits)?;
        Ok(Retargeted { bytes, edits: in_order(&edits) })
    }

    fn set_metadata(
        &self,
        changes: &ProjectChanges,
        kind: Option<ProjectKind>,
        metadata: &mut Object<'_>,
        edits: &mut Vec<Edit>,
    ) -> Result<(), OutOfMemory> {
        let texts = [
            ("projectName", &changes.name),
            ("storageInputContainerName", &changes.container),
            ("language", &changes.language),
            ("description", &changes.description),
        ];
        for (name, change) in texts {
            if let Some(text) = change {
                metadata.set(name, text.as_deref().map(quoted));
            }
        }
        if let Some(multilingual) = changes.multilingual {
            // Question answering has its own name for this member [SPEC].
            let name = match kind {
                Some(ProjectKind::QuestionAnswering) => "multilingualResource",
                _ => "multilingual",
            };
            let json = |value| if value { b"true".to_vec() } else { b"false".to_vec() };
            metadata.set(name, multilingual.map(json));
        }
        match &changes.settings {
            None => {}
            Some(None) => metadata.set("settings", None),
            Some(Some(settings)) => {
                let found = member(&self.outline().metadata, "settings");
                let found = found.filter(|it| it.value.of(self.bytes()).first() == Some(&b'{'));
                let members = found.map(|it| members_at(self.bytes(), it.value.start));
                let members = members.transpose()?.unwrap_or_default();
                let mut object = Object::new(self.bytes(), &members)?;
                for (name, value) in settings {
                    object.set(name, value.as_ref().map(|json| json.trim().as_bytes().to_vec()));
                }
                match found {
                    Some(found) => object.finish(found.value.start, edits)?,
                    None => metadata.set("settings", Some(object.as_new())),
                }
            }
        }
        Ok(())
    }
}
