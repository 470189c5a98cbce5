//! Checks that the gateway has the contracts of the services, from whose tables its file is made.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::Path;

use export_jobs::codegen::gateway_contract::files;

/// Reads the files, or writes them if `UPDATE` is set.
#[test]
fn the_gateway_has_the_contracts_of_the_services() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/gateway/contracts");
    for (name, text) in files() {
        let file = folder.join(&name);
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&file, &text).unwrap();
        }
        let advice = "run `UPDATE=1 cargo test --test gateway_contract`";
        let there = fs::read_to_string(&file).unwrap_or_default();
        assert!(there == text, "src/gateway/contracts/{name} differs from the tables: {advice}");
    }
    let there = fs::read_dir(&folder).unwrap().count();
    assert_eq!(there, files().len(), "a file that no contract makes");
}
