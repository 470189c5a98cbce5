//! An intent, entity or class as the file declares it.

use crate::json::{JsonError, Kind, Reader, Text};
use crate::orchestration_target::OrchestrationTarget;

/// A declared category. Texts borrow from the file.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Category<'a> {
    pub(crate) name: Option<Text<'a>>,
    /// The target of an orchestration intent.
    target: Option<Target<'a>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Target<'a> {
    kind: Option<Text<'a>>,
    project: Option<Text<'a>>,
    deployment: Option<Text<'a>>,
}

impl<'a> Category<'a> {
    /// Reads the category at `start`. The file has been read before.
    pub(crate) fn at(bytes: &'a [u8], start: usize) -> Self {
        let mut category = Self::default();
        let mut reader = Reader::rereading(bytes, start);
        // A value that is not an object has no name here. The check reports it.
        let _ = category.read(&mut reader);
        category
    }

    fn read(&mut self, reader: &mut Reader<'a>) -> Result<(), JsonError> {
        let mut first = reader.enter_object()?;
        while let Some(name) = reader.next_member(&mut first)? {
            match (name.content().as_ref(), reader.kind()?) {
                (b"category", Kind::String) => self.name = Some(reader.text()?),
                (b"orchestration", Kind::Object) => {
                    self.target.get_or_insert_default().read(reader)?;
                }
                _ => reader.skip()?,
            }
        }
        Ok(())
    }

    /// Returns the target of an orchestration intent, or `None` if it has none.
    pub(crate) fn target(&self) -> Option<OrchestrationTarget> {
        let Target { kind, project, deployment } = self.target?;
        let owned = |text: Option<Text<'_>>| text.map(|text| text.decode().into_owned());
        Some(OrchestrationTarget {
            intent: owned(self.name).unwrap_or_default(),
            kind: owned(kind),
            project: owned(project),
            deployment: owned(deployment),
        })
    }
}

impl<'a> Target<'a> {
    /// Reads a target. It has three forms: the same members under different names, one level down.
    fn read(&mut self, reader: &mut Reader<'a>) -> Result<(), JsonError> {
        let mut first = reader.enter_object()?;
        while let Some(name) = reader.next_member(&mut first)? {
            let field = match (name.content().as_ref(), reader.kind()?) {
                (b"targetProjectKind", Kind::String) => &mut self.kind,
                (b"projectName" | b"appId", Kind::String) => &mut self.project,
                (b"deploymentName" | b"slotName", Kind::String) => &mut self.deployment,
                (_, Kind::Object) => {
                    self.read(reader)?;
                    continue;
                }
                _ => {
                    reader.skip()?;
                    continue;
                }
            };
            *field = Some(reader.text()?);
        }
        Ok(())
    }
}
