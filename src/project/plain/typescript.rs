//! The TypeScript of declarations, with their documentation.

use super::{Kind, Member, Plainly, WordsType};

/// The interface of an object.
pub fn interface<T: Plainly>() -> String {
    let shape = T::shape();
    let mut out = documentation("", T::ABOUT);
    out += &format!("export interface {} {{\n", shape.name);
    for ((name, member), docs) in shape.names.iter().zip(shape.members).zip(T::DOCS) {
        let mark = if member.is_optional { "?" } else { "" };
        out += &documentation("  ", docs);
        out += &format!("  {name}{mark}: {};\n", of_member(member));
    }
    out + "}\n"
}

/// The union of a set of words.
pub fn union<T: WordsType>() -> String {
    let mut out = documentation("", T::ABOUT);
    out += &format!("export type {} =\n", T::WORDS.name);
    let words = T::WORDS.words.iter().zip(T::DOCS);
    let lines = words.map(|(word, docs)| documentation("  ", docs) + &format!("  | \"{word}\""));
    out + &lines.collect::<Vec<_>>().join("\n") + ";\n"
}

fn of_member(member: &Member) -> String {
    member.rule.typescript.map_or_else(|| of_kind(member.kind), str::to_owned)
}

fn of_kind(kind: Kind) -> String {
    match kind {
        Kind::Text => "string".to_owned(),
        Kind::Number => "number".to_owned(),
        Kind::Bool => "boolean".to_owned(),
        Kind::Words(words) => words.name.to_owned(),
        Kind::List(kind) => format!("{}[]", of_kind(*kind)),
        Kind::Object(shape) => shape().name.to_owned(),
        Kind::Map(kind) => format!("Record<string, {}>", of_kind(*kind)),
        Kind::Json => "unknown".to_owned(),
        Kind::Failure => "ExportJobsError".to_owned(),
    }
}

fn documentation(indent: &str, lines: &[&str]) -> String {
    match lines {
        [] => String::new(),
        [line] => format!("{indent}/** {} */\n", line.trim()),
        lines => {
            let body = lines.iter().map(|line| {
                let line = line.strip_prefix(' ').unwrap_or(line);
                let space = if line.is_empty() { "" } else { " " };
                format!("{indent} *{space}{line}\n")
            });
            format!("{indent}/**\n{}{indent} */\n", body.collect::<String>())
        }
    }
}
