//! The contracts of the services in JavaScript: the files in `src/gateway/contracts/`.

use std::fmt::Write as _;

use crate::json::{JsonWriter, object};
use crate::service::contract::{Base, Contract, ContractRequest, Item, JobMembers, Masks};
use crate::service::{Rate, contracts};

const HEAD: &str = "\
// Made of the tables in Rust. Change those, and run `UPDATE=1 cargo test --test gateway_contract`.

/** @type {import(\"../contract-form.js\").Contract} */
export const contract = {
";

/// Returns the name and the text of a file for each service. Each request is one line.
pub fn files() -> Vec<(String, String)> {
    let file = |contract: &Contract| (format!("{}.js", contract.service), javascript(contract));
    contracts().iter().map(file).collect()
}

fn javascript(contract: &Contract) -> String {
    let bases = contract.bases.iter().map(|base| object(|out| write_base(base, out)));
    let requests =
        contract.requests.iter().map(|request| object(|out| write_request(request, out)));
    let mut text = HEAD.to_owned();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "  \"limits\": {},", limits(contract));
    let job = object(|out| write_job(&contract.job, out));
    let _ = writeln!(text, "  \"job\": {job},");
    for (name, lines) in
        [("bases", bases.collect::<Vec<_>>()), ("requests", requests.collect::<Vec<_>>())]
    {
        let _ = writeln!(text, "  \"{name}\": [\n    {},\n  ],", lines.join(",\n    "));
    }
    text + "};\n"
}

fn limits(contract: &Contract) -> String {
    let of = &contract.limits;
    let rate = |rate: Option<Rate>| {
        rate.map(|it| format!("{{\"count\":{},\"windowMs\":{}}}", it.count, it.window_ms))
    };
    object(|out| {
        for (name, json) in [
            ("reads", rate(of.reads)),
            ("submissions", rate(of.submissions)),
            ("running", of.running.map(|count| count.to_string())),
            ("floorMs", Some(of.floor_ms.to_string())),
        ] {
            if let Some(json) = json {
                out.raw(name, &json);
            }
        }
    })
}

fn write_job(job: &JobMembers, out: &mut JsonWriter) {
    out.text("id", job.id);
    out.text("state", job.state);
    out.texts("done", &job.done);
}

fn write_base(base: &Base, out: &mut JsonWriter) {
    out.text("path", &base.path);
    if base.column > 0 {
        out.raw("column", &base.column.to_string());
    }
    if !base.versions.is_empty() {
        out.object("versions", |out| {
            for (name, generation) in &base.versions {
                out.raw(name, &generation.to_string());
            }
        });
    }
}

/// Writes a request. Leaves out the usual values: GET, every version, no query.
fn write_request(request: &ContractRequest, out: &mut JsonWriter) {
    out.text("operation", request.operation);
    out.text("stage", request.stage.as_str());
    if !request.report.is_empty() {
        out.text("report", &request.report);
    }
    if request.method != crate::Method::Get {
        out.text("method", request.method.as_str());
    }
    out.text("path", &request.path);
    if request.has != crate::service::contract::ALWAYS {
        out.raw("has", &masks(request.has));
    }
    for (name, items) in [
        ("query", &request.query),
        ("headers", &request.headers),
        ("bodies", &request.bodies),
        ("members", &request.members),
    ] {
        if !items.is_empty() {
            out.raw(name, &list(items, request.has));
        }
    }
}

/// Writes the names of items. Adds masks if the item is missing in a version that has the request.
/// A name with several masks is one item.
fn list(items: &[Item], request: Masks) -> String {
    let mut merged: Vec<Item> = Vec::new();
    for item in items {
        let has = within(item.has, request);
        match merged.iter_mut().find(|it| it.name == item.name) {
            Some(known) => known.has = either(known.has, has),
            None => merged.push(Item { has, ..item.clone() }),
        }
    }
    let written: Vec<String> = merged
        .iter()
        .filter(|item| item.has != [0, 0, 0])
        .map(|item| {
            let name = &item.name;
            if item.has == request { format!("\"{name}\"") } else { named(name, item.has) }
        })
        .collect();
    format!("[{}]", written.join(","))
}

fn named(name: &str, [a, b, c]: Masks) -> String {
    format!("[\"{name}\",{a},{b},{c}]")
}

fn masks([a, b, c]: Masks) -> String {
    format!("[{a},{b},{c}]")
}

fn within([a, b, c]: Masks, [x, y, z]: Masks) -> Masks {
    [a & x, b & y, c & z]
}

fn either([a, b, c]: Masks, [x, y, z]: Masks) -> Masks {
    [a | x, b | y, c | z]
}
