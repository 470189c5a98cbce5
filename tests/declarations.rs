//! Checks that the TypeScript files match the declarations in Rust, from which they are generated.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use export_jobs::codegen::typescript::{files, samples};

/// Reads the files, or writes them if `UPDATE` is set.
#[test]
fn the_types_match_the_declarations() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/types/declared");
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in files() {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    for (name, text) in files() {
        let file = fs::read_to_string(folder.join(name)).unwrap_or_default();
        let advice = "run `UPDATE=1 cargo test --test declarations`";
        assert!(file == text, "src/types/declared/{name} differs from the declarations: {advice}");
    }
    let mut there: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name()).collect();
    let mut declared: Vec<_> = files().iter().map(|(name, _)| OsString::from(name)).collect();
    there.sort();
    declared.sort();
    assert_eq!(there, declared, "a file that no declaration makes");
}

/// `tests/package/values.test.mjs` takes them through the module.
#[test]
fn the_samples_match_the_declarations() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/package/samples.json");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, samples()).unwrap();
    }
    let advice = "run `UPDATE=1 cargo test --test declarations`";
    assert!(fs::read_to_string(&file).unwrap() == samples(), "samples.json is old: {advice}");
}
