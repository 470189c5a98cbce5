//! An intent, entity or class as the file declares it.

use crate::json::{JsonError, Kind, Reader, Text};
use crate::summary::OrchestrationTarget;

/// A declared category. Texts borrow from the file.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Category<'a> {
    pub(crate) start: usize,
    pub(crate) name: Option<Text<'a>>,
    /// Where the name's value stands; the category's start when it has none.
    pub(crate) name_at: usize,
    /// Whether it is recognised by more than examples: a list, prebuilts or an expression.
    pub(crate) has_other_components: bool,
    /// Where its `orchestration` object stands.
    pub(crate) orchestration: Option<usize>,
    orchestration_target: Target<'a>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Target<'a> {
    kind: Option<Text<'a>>,
    project: Option<Text<'a>>,
    deployment: Option<Text<'a>>,
}

impl<'a> Category<'a> {
    /// Reads the category that stands somewhere in a file which has been read before.
    pub(crate) fn at(bytes: &'a [u8], start: usize) -> Self {
        let mut category = Self { start, name_at: start, ..Self::default() };
        let mut reader = Reader::starting_at(bytes, start);
        // What is no object is reported by the check, and has no name here.
        let _ = category.read(&mut reader);
        category
    }

    fn read(&mut self, reader: &mut Reader<'a>) -> Result<(), JsonError> {
        let mut first = reader.enter_object()?;
        while let Some(name) = reader.next_member(&mut first)? {
            let kind = reader.kind()?;
            let at = reader.position();
            match (name.content().as_ref(), kind) {
                (b"category", Kind::String) => {
                    self.name = Some(reader.text()?);
                    self.name_at = at;
                    continue;
                }
                (b"list" | b"regex", Kind::Object) => self.has_other_components = true,
                (b"prebuilts", Kind::Array) => {
                    let mut first = reader.enter_array()?;
                    while reader.next_element(&mut first)? {
                        self.has_other_components = true;
                        reader.skip()?;
                    }
                    continue;
                }
                (b"orchestration", Kind::Object) => {
                    self.orchestration = Some(at);
                    self.target_in(reader)?;
                    continue;
                }
                _ => {}
            }
            reader.skip()?;
        }
        Ok(())
    }

    /// Reads the three forms of a target: the same members under different names, one level down.
    fn target_in(&mut self, reader: &mut Reader<'a>) -> Result<(), JsonError> {
        let mut first = reader.enter_object()?;
        while let Some(name) = reader.next_member(&mut first)? {
            let target = &mut self.orchestration_target;
            let field = match (name.content().as_ref(), reader.kind()?) {
                (b"targetProjectKind", Kind::String) => &mut target.kind,
                (b"projectName" | b"appId", Kind::String) => &mut target.project,
                (b"deploymentName" | b"slotName", Kind::String) => &mut target.deployment,
                (_, Kind::Object) => {
                    self.target_in(reader)?;
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

    /// Where an intent is sent, if it is sent anywhere.
    pub(crate) fn target(&self) -> Option<OrchestrationTarget> {
        self.orchestration?;
        let owned = |text: Option<Text<'_>>| text.map(|text| text.decode().into_owned());
        let Target { kind, project, deployment } = self.orchestration_target;
        Some(OrchestrationTarget {
            intent: owned(self.name).unwrap_or_default(),
            kind: owned(kind),
            project: owned(project),
            deployment: owned(deployment),
        })
    }
}
