//! Finds the JSON paths of offsets in a file.

use crate::json::{JsonError, Kind, Reader};
use crate::outline::{List, Outline};

/// Returns the JSON path of the innermost value at an offset. The file may be unreadable after it.
pub(crate) fn path_at(bytes: &[u8], outline: &Outline, offset: usize) -> String {
    let targets = [offset as u64];
    let mut walk = Walk::new(outline, &targets);
    match outline.list_around(offset) {
        Some(list) => walk.list(bytes, list),
        None => walk.file(bytes),
    }
    walk.found.pop().unwrap_or(walk.path)
}

/// Returns the JSON paths of the innermost values at these offsets, which must be in ascending
/// order. The file has been read before. All paths are found in one walk.
pub(crate) fn paths_at(bytes: &[u8], outline: &Outline, offsets: &[u64]) -> Vec<String> {
    let is_outside = |offset: u64| outline.list_around(offset as usize).is_none();
    let outside: Vec<u64> = offsets.iter().copied().filter(|offset| is_outside(*offset)).collect();
    let mut around = Walk::new(outline, &outside);
    around.file(bytes);
    let mut outside = around.found.into_iter();
    let mut paths = Vec::with_capacity(offsets.len());
    while let Some(offset) = offsets.get(paths.len()).copied() {
        let Some(list) = outline.list_around(offset as usize) else {
            paths.push(outside.next().unwrap_or_default());
            continue;
        };
        let targets = offsets.get(paths.len()..).unwrap_or_default();
        let in_list = targets.partition_point(|offset| *offset < u64::from(list.span.end));
        let mut walk = Walk::new(outline, targets.get(..in_list.max(1)).unwrap_or_default());
        walk.list(bytes, list);
        walk.finish();
        paths.append(&mut walk.found);
    }
    paths
}

/// Finds the paths of several offsets in one walk.
struct Walk<'a> {
    outline: &'a Outline,
    /// The offsets, in ascending order.
    targets: &'a [u64],
    /// The paths of the first targets.
    found: Vec<String>,
    path: String,
}

impl<'a> Walk<'a> {
    fn new(outline: &'a Outline, targets: &'a [u64]) -> Self {
        Self { outline, targets, found: Vec::new(), path: String::from("$") }
    }

    fn target(&self) -> Option<usize> {
        self.targets.get(self.found.len()).map(|target| *target as usize)
    }

    /// Assigns the current path to all targets before `end` that have no path yet.
    fn take_before(&mut self, end: usize) {
        while self.target().is_some_and(|target| target < end) {
            self.found.push(self.path.clone());
        }
    }

    /// Assigns the current path to all remaining targets.
    fn finish(&mut self) {
        self.take_before(usize::MAX);
    }

    /// Walks over the file, except for the lists.
    fn file(&mut self, bytes: &[u8]) {
        let _ = self.value(&mut Reader::new(bytes));
        self.finish();
    }

    /// Walks over the items of a list that contain a target.
    fn list(&mut self, bytes: &[u8], list: &List) {
        self.path.push_str(".assets");
        push_name(&mut self.path, &list.name);
        let length = self.path.len();
        while let Some(target) = self.target() {
            self.path.truncate(length);
            let found = self.found.len();
            let after = list.starts.partition_point(|start| *start as usize <= target);
            if let Some(index) = after.checked_sub(1)
                && let Some(start) = list.starts.get(index)
            {
                push_index(&mut self.path, index);
                if self.value(&mut Reader::starting_at(bytes, *start as usize)).is_err() {
                    return self.finish();
                }
            }
            if self.found.len() == found {
                self.path.truncate(length);
                return self.after_items(bytes, list, after);
            }
        }
    }

    /// Continues after the last indexed item: at the point where reading stopped, or between two
    /// items.
    fn after_items(&mut self, bytes: &[u8], list: &List, index: usize) {
        let last = index.checked_sub(1).and_then(|last| list.starts.get(last));
        let mut reader =
            Reader::starting_at(bytes, last.unwrap_or(&list.span.start).to_owned() as usize);
        // Neither can fail, because the indexer has read both.
        let mut is_first = last.is_none();
        let _ = if is_first { reader.enter_array().map(drop) } else { reader.skip() };
        if reader.next_element(&mut is_first).is_ok_and(|is_there| is_there)
            && self.target().is_some_and(|target| reader.skip_space() <= target)
        {
            push_index(&mut self.path, index);
            let _ = self.value(&mut reader);
        }
        self.finish();
    }

    /// Walks over a value while there are targets. After an error, the path is that of the place
    /// where reading stopped.
    fn value(&mut self, reader: &mut Reader<'_>) -> Result<(), JsonError> {
        let start = reader.skip_space();
        self.take_before(start + 1);
        if self.target().is_none() {
            return Ok(());
        }
        let length = self.path.len();
        let mut first = true;
        match reader.kind()? {
            Kind::Object => {
                reader.enter_object()?;
                while let Some(name) = reader.next_member(&mut first)? {
                    push_name(&mut self.path, &name.decode());
                    self.inner(reader)?;
                    self.path.truncate(length);
                    if self.target().is_none() {
                        return Ok(());
                    }
                }
            }
            Kind::Array if self.pass_list(reader, start) => {}
            Kind::Array => {
                reader.enter_array()?;
                let mut index = 0;
                while reader.next_element(&mut first)? {
                    push_index(&mut self.path, index);
                    self.inner(reader)?;
                    self.path.truncate(length);
                    if self.target().is_none() {
                        return Ok(());
                    }
                    index += 1;
                }
            }
            _ => reader.skip()?,
        }
        self.take_before(reader.position());
        Ok(())
    }

    fn inner(&mut self, reader: &mut Reader<'_>) -> Result<(), JsonError> {
        self.value(reader)?;
        if self.target().is_some() {
            self.take_before(reader.position());
        }
        Ok(())
    }

    /// Skips a list of the outline without reading it. Its items are walked separately.
    fn pass_list(&self, reader: &mut Reader<'_>, start: usize) -> bool {
        let lists = &self.outline.lists;
        let found = lists.binary_search_by(|list| (list.span.start as usize).cmp(&start)).ok();
        let list =
            found.and_then(|at| lists.get(at)).filter(|list| list.span.end > list.span.start);
        list.is_some_and(|list| {
            reader.move_to(list.span.end as usize);
            true
        })
    }
}

fn push_name(path: &mut String, name: &str) {
    let plain = |character: char| character.is_ascii_alphanumeric() || character == '_';
    if !name.is_empty() && name.chars().all(plain) {
        path.push('.');
        path.push_str(name);
        return;
    }
    path.push_str("[\"");
    for character in name.chars() {
        if matches!(character, '"' | '\\') {
            path.push('\\');
        }
        path.push(if character < ' ' { char::REPLACEMENT_CHARACTER } else { character });
    }
    path.push_str("\"]");
}

fn push_index(path: &mut String, index: usize) {
    path.push_str(&format!("[{index}]"));
}
