//! Checks one operation.

use super::super::reader::Mistakes;
use super::super::template::{Part, parts};
use super::super::words::same_word;
use super::super::{
    CancelDescription, CredentialDescription, DescribedMethod, DescribedState, ErrorPlace,
    JobPlaces, OperationDescription, Place, ResultDescription, StatusDescription,
};
use super::parts::{
    Use, check_answer_header, check_conditions, check_header_value, check_names, check_one_of,
    check_path, check_place, check_places, check_pointer, check_statuses,
};
use super::request::{check_body, check_headers, check_query, check_query_name, check_submission};
use crate::json::Value;
use crate::plain::{MemberType, ReadMember};
use crate::text::whole;

/// Checks an operation.
pub(super) fn check(
    mistakes: &mut Mistakes,
    credential: &CredentialDescription,
    operation: &OperationDescription,
    operations: &[&str],
) {
    let OperationDescription { submit, job, status, result, cancel } = operation;
    let parameters = mistakes.at("submit", |it| {
        check_errors(it, "errors", &submit.errors);
        check_submission(it, credential, submit)
    });
    let with_id: Vec<&str> = std::iter::once("id").chain(parameters.iter().copied()).collect();
    mistakes.at("job", |it| {
        check_job(it, job, &parameters, &with_id);
        check_other_operations(it, job, operations);
    });
    // Later requests know the names in the job's URL, and the parameters with a default.
    let mut later = vec!["id"];
    for path in job.url.iter().filter_map(|place| place.path.as_deref()) {
        let names = parts(path).unwrap_or_default().into_iter();
        later.extend(
            names.filter_map(
                |part| if let Part::Name { name, .. } = part { Some(name) } else { None },
            ),
        );
    }
    let in_url = later.clone();
    let defaults = submit.parameters.iter().filter(|(_, it)| it.default.is_some());
    later.extend(defaults.map(|(name, _)| name.as_str()));
    mistakes.at("status", |it| check_status(it, credential, status, &later));
    if let Some(result) = result {
        mistakes.at("result", |it| {
            check_result(it, credential, result, &later);
            if let Some(name) = &result.name {
                it.at("name", |it| check_name(it, name, job, &parameters, &in_url));
            }
        });
    }
    if let Some(cancel) = cancel {
        mistakes.at("cancel", |it| check_cancel(it, credential, cancel, &later));
    }
}

fn check_job(mistakes: &mut Mistakes, job: &JobPlaces, parameters: &[&str], with_id: &[&str]) {
    check_places(mistakes, "id", &job.id, Use::Value, &[]);
    check_places(mistakes, "url", &job.url, Use::JobUrl, with_id);
    if job.url.is_empty() {
        mistakes.at("url", |it| {
            it.add(
                "missing",
                "It is empty. Say where a job's URL is, such as [{ \"header\": \"location\" }].",
            )
        });
    }
    if let Some(project) = &job.project
        && !parameters.contains(&project.as_str())
    {
        mistakes.at("project", |it| {
            it.add("unknownName", super::parts::unknown_name(project, parameters))
        });
    }
}

/// Checks that the operations to which jobs are handed exist.
fn check_other_operations(mistakes: &mut Mistakes, job: &JobPlaces, operations: &[&str]) {
    mistakes.at("url", |it| {
        for (at, place) in job.url.iter().enumerate() {
            let Some(name) = place.operation.as_deref() else { continue };
            if !operations.contains(&name) {
                it.at_item(at, |it| {
                    it.at("operation", |it| {
                        it.add("unknownName", super::parts::unknown_name(name, operations));
                    });
                });
            }
        }
    });
}

fn check_status(
    mistakes: &mut Mistakes,
    credential: &CredentialDescription,
    status: &StatusDescription,
    known: &[&str],
) {
    let is_post = status.method == Some(DescribedMethod::Post);
    if !matches!(status.method, None | Some(DescribedMethod::Get | DescribedMethod::Post)) {
        mistakes.at("method", |it| it.add("unknownWord", "A status is read with GET or POST."));
    }
    if status.body.is_some() && !is_post {
        mistakes.at("body", |it| {
            it.add("invalid", "Only a POST has a body: set method to POST, or remove it.")
        });
    }
    check_headers(mistakes, credential, &status.headers, known);
    check_query(mistakes, &status.query, known);
    check_body(mistakes, status.body.as_ref(), known);
    check_states(mistakes, status);
    for (name, conditions) in [
        ("transientWhen", &status.transient_when),
        ("cancelledWhen", &status.cancelled_when),
        ("failedWhen", &status.failed_when),
        ("retryableWhen", &status.retryable_when),
        ("partialWhen", &status.partial_when),
    ] {
        check_conditions(mistakes, name, conditions);
    }
    for (name, places) in [
        ("id", &status.id),
        ("percent", &status.percent),
        ("remaining", &status.remaining),
        ("message", &status.message),
        ("createdAt", &status.created_at),
        ("updatedAt", &status.updated_at),
        ("expiresAt", &status.expires_at),
        ("retryAfter", &status.retry_after),
    ] {
        check_places(mistakes, name, places, Use::Value, known);
    }
    check_errors(mistakes, "errors", &status.errors);
    check_errors(mistakes, "warnings", &status.warnings);
}

/// Checks the places of the state, and that a state is an end.
fn check_states(mistakes: &mut Mistakes, status: &StatusDescription) {
    let mut ends = status.states.iter().any(|(_, state)| state.is_success());
    let mut has_words = false;
    mistakes.at("state", |it| {
        if status.state.is_empty() {
            it.add(
                "missing",
                "It is empty. Say where the state is, such as [{ \"body\": \"/status\" }].",
            );
        }
        for (at, place) in status.state.iter().enumerate() {
            it.at_item(at, |it| {
                let given = [place.body.is_some(), place.header.is_some(), !place.http.is_empty()];
                check_one_of(it, &given, "body, header and http");
                has_words |= given[0] || given[1];
                if let Some(pointer) = &place.body {
                    it.at("body", |it| check_pointer(it, pointer, false));
                }
                if let Some(header) = &place.header {
                    it.at("header", |it| check_answer_header(it, header));
                }
                ends |= place.http.iter().any(|(_, state)| state.is_success());
                it.at("http", |it| {
                    for (code, state) in &place.http {
                        it.at(code, |it| check_http_state(it, code, *state));
                    }
                });
            });
        }
    });
    mistakes.at("states", |it| {
        if has_words && status.states.is_empty() {
            it.add("invalid", "It is empty. Give the state for each of the service's words.");
        } else if !ends && !status.state.is_empty() {
            it.add(
                "invalid",
                "No word and no HTTP status means succeeded, so no job could ever succeed.",
            );
        }
        for (at, (word, state)) in status.states.iter().enumerate() {
            let earlier = status.states.iter().take(at);
            if earlier.clone().any(|(other, of_it)| same_word(other, word) && of_it != state) {
                it.at(word, |it| {
                    it.add(
                        "invalid",
                        "The same word has two states: case is ignored, and cancelled is the same as canceled.",
                    )
                });
            }
        }
    });
    if status.absent.is_some_and(DescribedState::is_success) {
        mistakes.at("absent", |it| {
            it.add("invalid", "An answer without a state is no proof of success.")
        });
    }
}

fn check_http_state(mistakes: &mut Mistakes, code: &str, state: DescribedState) {
    match whole(code) {
        Some(number @ 100..=599) => {
            // Some services answer 404 when a deletion is done.
            if number >= 400 && !matches!(number, 404 | 410) && state.is_success() {
                mistakes.add("invalid", "An HTTP error is no proof of success.");
            }
        }
        _ => mistakes.add("outOfRange", "An HTTP status is a number from 100 to 599."),
    }
}

fn check_errors(mistakes: &mut Mistakes, name: &str, places: &[ErrorPlace]) {
    mistakes.at(name, |it| {
        for (at, place) in places.iter().enumerate() {
            it.at_item(at, |it| {
                it.at("body", |it| check_pointer(it, &place.body, true));
                for (name, pointer) in
                    [("code", &place.code), ("message", &place.message), ("target", &place.target)]
                {
                    if let Some(pointer) = pointer {
                        it.at(name, |it| check_pointer(it, pointer, false));
                    }
                }
            });
        }
    });
}

fn check_result(
    mistakes: &mut Mistakes,
    credential: &CredentialDescription,
    result: &ResultDescription,
    later: &[&str],
) {
    check_places(mistakes, "files", &result.files, Use::Files, later);
    check_places(mistakes, "names", &result.names, Use::Values, later);
    check_places(mistakes, "inline", &result.inline, Use::Value, later);
    check_places(mistakes, "via", &result.via, Use::Via, later);
    if result.files.is_empty() == result.inline.is_empty() {
        mistakes.add("invalid", "Give exactly one of files and inline.");
    }
    if let Some(given) = &result.credential {
        mistakes.at("credential", |it| {
            match (given.0.as_str(), Value::parse(given.0.as_bytes())) {
                ("\"same\"" | "\"none\"", _) => {}
                (_, Ok(value @ Value::Object(_))) => {
                    let place = Place::from_plain(it.read(Place::KIND, 0, &value));
                    check_place(it, &place, Use::Value, later);
                }
                _ => it.add("wrongType", "It must be \"same\", \"none\", or a place of a boolean."),
            }
        });
    }
    check_headers(mistakes, credential, &result.headers, later);
    if let Some(pages) = &result.pages {
        mistakes.at("pages", |it| {
            check_places(it, "next", &pages.next, Use::Value, later);
            if pages.next.is_empty() {
                it.at("next", |it| {
                    it.add("missing", "It is empty. Say where a page names the next one.")
                });
            }
            if let Some(name) = &pages.query {
                it.at("query", |it| check_query_name(it, name));
            }
        });
    }
    if let Some(kind) = &result.content_type {
        mistakes.at("contentType", |it| check_header_value(it, kind));
    }
}

/// Checks the template of a file's name. Only one parameter of the submission is still known when
/// the file is named.
fn check_name(
    mistakes: &mut Mistakes,
    template: &str,
    job: &JobPlaces,
    parameters: &[&str],
    in_url: &[&str],
) {
    let usual = ["operation", "project", "name"];
    let known = in_url.iter().chain(&usual).chain(parameters).copied();
    check_names(mistakes, template, &known.collect::<Vec<_>>());
    let kept = job.project.as_deref();
    let mut most = usize::from(kept.is_none());
    for part in parts(template).unwrap_or_default() {
        let Part::Name { name, .. } = part else { continue };
        if in_url.contains(&name) || usual.contains(&name) || kept == Some(name) {
            continue;
        }
        if most == 0 {
            mistakes.add(
                "invalid",
                "Only one parameter is still known when the file is named: the job's `project`.",
            );
        }
        most = most.saturating_sub(1);
    }
}

fn check_cancel(
    mistakes: &mut Mistakes,
    credential: &CredentialDescription,
    cancel: &CancelDescription,
    later: &[&str],
) {
    if cancel.method == DescribedMethod::Get {
        mistakes.at("method", |it| {
            it.add(
                "unknownWord",
                "GET only reads: a job is cancelled with POST, PUT, PATCH or DELETE.",
            )
        });
    }
    if let Some(url) = cancel.url.as_deref().filter(|url| *url != "job") {
        mistakes.at("url", |it| check_path(it, url, later, true));
    }
    check_headers(mistakes, credential, &cancel.headers, later);
    check_body(mistakes, cancel.body.as_ref(), later);
    check_statuses(mistakes, "success", &cancel.success);
}
