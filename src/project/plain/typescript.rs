//! Writes declarations as TypeScript, with their documentation.

use super::{Kind, Plainly, Shape, TypeScript, WordsType};

/// Returns the interface of an object.
pub fn interface<T: Plainly>() -> String {
    let (name, body) = (T::shape().name, body(T::shape(), ""));
    documentation("", T::ABOUT) + &format!("export interface {name} {body}\n")
}

/// Returns the union of a set of words.
pub fn union<T: WordsType>() -> String {
    let mut out = documentation("", T::ABOUT);
    out += &format!("export type {} =\n", T::WORDS.name);
    let words = T::WORDS.words.iter().zip(T::DOCS);
    let lines = words.map(|(word, docs)| documentation("  ", docs) + &format!("  | \"{word}\""));
    out + &lines.collect::<Vec<_>>().join("\n") + ";\n"
}

/// Returns the members of an object, in braces.
fn body(shape: &Shape, indent: &str) -> String {
    let mut out = "{\n".to_owned();
    let inner = format!("{indent}  ");
    for ((name, member), docs) in shape.names.iter().zip(shape.members).zip(shape.docs) {
        let is_in_full = matches!(member.rule.typescript, TypeScript::InFull);
        let typescript = match member.rule.typescript {
            TypeScript::Hidden => continue,
            TypeScript::As(typescript) => typescript.to_owned(),
            TypeScript::Named | TypeScript::InFull => of_kind(member.kind, is_in_full, &inner),
        };
        let mark = if member.is_optional { "?" } else { "" };
        let space = if typescript.starts_with('\n') { "" } else { " " };
        out += &documentation(&inner, docs);
        out += &format!("{inner}{name}{mark}:{space}{typescript};\n");
    }
    out + indent + "}"
}

fn of_kind(kind: Kind, is_in_full: bool, indent: &str) -> String {
    match kind {
        Kind::Text => "string".to_owned(),
        Kind::Number | Kind::Whole => "number".to_owned(),
        Kind::Bool => "boolean".to_owned(),
        Kind::Words(words) if is_in_full => {
            words.words.iter().map(|it| format!("\"{it}\"")).collect::<Vec<_>>().join(" | ")
        }
        Kind::Words(words) => words.name.to_owned(),
        Kind::List(kind) => format!("{}[]", of_kind(*kind, is_in_full, indent)),
        Kind::Object(shape) if is_in_full => body(shape(), indent),
        Kind::Object(shape) => shape().name.to_owned(),
        Kind::Variants(variants) => {
            let inner = format!("{indent}    ");
            let all = variants().shapes.iter();
            all.map(|(_, shape)| format!("\n{indent}  | {}", body(shape, &inner))).collect()
        }
        Kind::Map(kind) => format!("Record<string, {}>", of_kind(*kind, is_in_full, indent)),
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
