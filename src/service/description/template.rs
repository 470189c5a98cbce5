//! Templates (RFC 6570, level 1): texts with names in braces.

use std::borrow::Cow;

use crate::url::decode;

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part<'t> {
    /// Literal text.
    Text(&'t str),
    /// A name in braces.
    Name {
        /// The name.
        name: &'t str,
        /// True if its value keeps its slashes: `{+id}`.
        keeps_slashes: bool,
    },
}

/// Returns the parts of a template. `None` if its braces do not match.
pub(crate) fn parts(template: &str) -> Option<Vec<Part<'_>>> {
    let mut all = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        let bare = name.strip_prefix('+').unwrap_or(name);
        if before.contains('}') || !is_name(bare) {
            return None;
        }
        if !before.is_empty() {
            all.push(Part::Text(before));
        }
        all.push(Part::Name { name: bare, keeps_slashes: bare.len() < name.len() });
        rest = after;
    }
    if rest.contains('}') {
        return None;
    }
    if !rest.is_empty() {
        all.push(Part::Text(rest));
    }
    Some(all)
}

/// Returns the name of a text that is only a name in braces.
pub(crate) fn sole_name(text: &str) -> Option<&str> {
    text.strip_prefix('{')?.strip_suffix('}').filter(|name| is_name(name))
}

/// Returns whether a text can be a name in braces.
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Reads the names back from a URL's path and query. Returns `None` if they do not match the template.
pub(crate) fn match_template<'t>(
    template: &'t str,
    path: &str,
    query: &str,
) -> Option<Vec<(&'t str, String)>> {
    let (path_template, query_template) = template.split_once('?').unwrap_or((template, ""));
    let mut found = match_text(path_template, path)?;
    for pair in query_template.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let given = query.split('&').find_map(|pair| {
            let (other, value) = pair.split_once('=').unwrap_or((pair, ""));
            (other == name).then_some(value)
        })?;
        found.extend(match_text(value, given)?);
    }
    Some(found)
}

/// Matches a text. Each value is as short as the literal text after it allows.
fn match_text<'t>(template: &'t str, text: &str) -> Option<Vec<(&'t str, String)>> {
    let parts = parts(template)?;
    let (mut found, mut rest) = (Vec::new(), text);
    for (at, part) in parts.iter().enumerate() {
        let (name, keeps_slashes) = match *part {
            Part::Text(text) => {
                rest = rest.strip_prefix(text)?;
                continue;
            }
            Part::Name { name, keeps_slashes } => (name, keeps_slashes),
        };
        let end = match parts.get(at + 1) {
            // The last literal text must be at the end.
            Some(Part::Text(next)) if at + 2 == parts.len() => rest.strip_suffix(next)?.len(),
            Some(Part::Text(next)) => {
                (1..rest.len()).find(|at| rest.get(*at..).is_some_and(|it| it.starts_with(next)))?
            }
            _ => rest.len(),
        };
        let (value, after) = rest.split_at_checked(end)?;
        if value.is_empty() || (!keeps_slashes && value.contains('/')) {
            return None;
        }
        found.push((name, decode(value)));
        rest = after;
    }
    rest.is_empty().then_some(found)
}

/// Fills in a template, or returns the name that has no value. `encode` writes a value.
pub(crate) fn fill<'v, E>(
    template: &str,
    value_of: &dyn Fn(&str) -> Option<Cow<'v, str>>,
    encode: &dyn Fn(&str, bool) -> Result<String, E>,
    missing: &dyn Fn(&str) -> E,
) -> Result<String, E> {
    let mut text = String::new();
    // The check of the description has refused invalid templates.
    for part in parts(template).unwrap_or_default() {
        match part {
            Part::Text(part) => text.push_str(part),
            Part::Name { name, keeps_slashes } => {
                let value = value_of(name).ok_or_else(|| missing(name))?;
                text.push_str(&encode(&value, keeps_slashes)?);
            }
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(template: &str, path: &str, query: &str) -> Option<Vec<(String, String)>> {
        let found = match_template(template, path, query)?;
        Some(found.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    #[test]
    fn names_are_read_back_from_paths_and_queries() {
        let one = |name: &str, value: &str| Some(vec![(name.to_owned(), value.to_owned())]);
        assert_eq!(matched("/jobs/{id}", "/jobs/a%20b", ""), one("id", "a b"));
        assert_eq!(matched("/jobs('{id}')", "/jobs('4')", ""), one("id", "4"));
        assert_eq!(matched("/{+id}", "/operations/a/b", ""), one("id", "operations/a/b"));
        assert_eq!(matched("/jobs?token={id}", "/jobs", "a=1&token=t%2F1"), one("id", "t/1"));
        let two = matched("/{region}/jobs/{id}/file", "/eu/jobs/7/file", "");
        assert_eq!(two.map(|it| it.len()), Some(2));
    }

    #[test]
    fn other_paths_do_not_match() {
        for (template, path) in [
            ("/jobs/{id}", "/jobs/"),
            ("/jobs/{id}", "/jobs/1/2"),
            ("/jobs/{id}", "/job/1"),
            ("/jobs('{id}')", "/jobs('1'"),
            ("/jobs/{id}/file", "/jobs/file"),
        ] {
            assert_eq!(matched(template, path, ""), None, "{template} {path}");
        }
    }

    #[test]
    fn braces_that_do_not_match_are_no_template() {
        for text in ["{", "}", "{a", "a}", "{}", "{a b}", "{{a}}", "{+}"] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
