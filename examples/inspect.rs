//! The content of an exported project, and its faults:
//! `cargo run --example inspect -- project.json [documents/]`

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

use export_jobs::ExportedProject;
use export_jobs::project::CheckOptions;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let file = arguments.next().ok_or("which file? give its path")?;
    let documents = match arguments.next() {
        Some(folder) => texts_in(Path::new(&folder))?,
        None => BTreeMap::new(),
    };
    let project = ExportedProject::parse(fs::read(file)?)?;

    let summary = project.summary();
    println!(
        "{} {}",
        summary.kind.as_deref().unwrap_or("?"),
        summary.name.as_deref().unwrap_or("?")
    );
    for (list, count) in &summary.counts {
        println!("  {count} {list}");
    }
    let mut options = CheckOptions::default();
    if !documents.is_empty() {
        options = options.with_documents(&documents);
    }
    for finding in project.check(&options) {
        let severity = finding.severity.as_str();
        println!("{severity} {}: {} {}", finding.path, finding.message, finding.advice());
    }
    Ok(())
}

/// The `.txt` files of a folder, by name.
fn texts_in(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Box<dyn Error>> {
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "txt")
            && let Some(name) = path.file_name().and_then(|name| name.to_str())
        {
            texts.insert(name.to_owned(), fs::read(&path)?);
        }
    }
    Ok(texts)
}
