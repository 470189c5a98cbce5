//! The downloaded file.

use std::rc::Rc;

use export_jobs::service::{AzureLanguage, Family, Operation, Pace, Service};
use export_jobs::{Download, Error, ErrorCode, Job, Response, Result, ResultFile};

use crate::scenario::answers::{answer, http, ok, state, throttled, with_header};

use super::{client, read};

const PROJECT: &str = r#"{"projectFileVersion":"2023-04-01","stringIndexType":"Utf16CodeUnit","metadata":{},"assets":{}}"#;

fn job() -> Job {
    client().job(Operation::Export, "Émail App", "1").unwrap()
}

fn file(response: &Response) -> Result<ResultFile> {
    client().read_result(&job(), response)
}

fn download() -> Download {
    Download::new(Rc::new(client()), &job(), &read(&state("succeeded")), Pace::default()).unwrap()
}

#[test]
fn a_project_file_is_named_after_its_project() {
    let file = file(&ok(PROJECT)).unwrap();
    assert_eq!(file.suggested_name, "Émail App.json");
    assert_eq!(file.content_type, "application/json; charset=utf-8");
}

/// Returns the message of the error for an answer that is not a file.
fn refused(client: &AzureLanguage, response: &Response) -> String {
    let job = client.job(Operation::Export, "Émail App", "1").unwrap();
    let error = client.read_result(&job, response).unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnreadableResponse, "{error}");
    error.message().to_owned()
}

fn of(family: Family) -> AzureLanguage {
    AzureLanguage::new("https://contoso.cognitiveservices.azure.com", family, None).unwrap()
}

#[test]
fn every_family_refuses_a_body_that_is_not_a_project_file() {
    let status = r#"{"jobId":"1","status":"succeeded"}"#;
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let marked = [&b"\xff\xfe"[..], &wide(PROJECT)].concat();
    for family in Family::ALL {
        for body in [
            &b""[..],
            b"  \n",
            b"<!DOCTYPE html>",
            b" <html>",
            "\u{feff}<!DOCTYPE html>\t".as_bytes(),
            b"null",
            b"true",
            b"[]",
            b"{}",
            b"\xEF\xBB\xBF{}",
            b"The export is being prepared.",
            status.as_bytes(),
            br#"{"value":[]}"#,
            br#"{"metadata":null}"#,
            br#"{"error":{"code":"InternalServerError","message":"No."}}"#,
            br#"{"error":"none"}"#,
            &wide(PROJECT),
            &marked,
            b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\t",
            b"PK\x03\x04",
            &[PROJECT.as_bytes(), b"x"].concat(),
            &[PROJECT.as_bytes(), PROJECT.as_bytes()].concat(),
        ] {
            refused(&of(family), &ok(body));
        }
    }
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused() {
    let file = r#"{"projectFileVersion":"2023-04-01","metadata":{"settings":{"a":{}}},"assets":{"documents":[{"class":{"category":"}"}}]}}"#;
    for family in Family::ALL {
        for length in 1..file.len() {
            refused(&of(family), &ok(&file.as_bytes()[..length]));
        }
    }
    assert!(self::file(&ok(file)).is_ok());
    assert!(self::file(&ok(format!(" {file}\r\n"))).is_ok());
}

#[test]
fn a_file_needs_http_200_and_all_its_bytes() {
    let message = refused(&client(), &answer(202, &[], PROJECT));
    assert!(message.contains("HTTP 200"), "{message}");
    let length = PROJECT.len();
    let announced = |bytes: usize| with_header(ok(PROJECT), "Content-Length", &bytes.to_string());
    assert!(refused(&client(), &announced(length + 1)).contains("cut off"));
    assert!(file(&announced(length)).is_ok());
    // The encoded file had another size. Across origins, a browser hides that.
    assert!(file(&with_header(announced(length + 1), "Content-Encoding", "gzip")).is_ok());
    assert!(file(&announced(length - 1)).is_ok());
}

#[test]
fn a_file_needs_a_media_type_of_a_file() {
    let typed = |media_type| answer(200, &[("Content-Type", media_type)], PROJECT);
    for media_type in ["text/html", "TEXT/HTML; charset=utf-8", "application/xml", "image/png"] {
        refused(&client(), &typed(media_type));
    }
    // The media type that a page gives to a text, and the one that gateways send for types that they do not know.
    for media_type in ["application/json", "text/plain;charset=UTF-8", "application/octet-stream"] {
        assert!(file(&typed(media_type)).is_ok(), "{media_type}");
    }
    assert!(file(&answer(200, &[], PROJECT)).is_ok());
}

#[test]
fn the_file_of_another_project_or_family_is_refused() {
    let of_kind = |name: &str, kind: &str| {
        ok(format!(r#"{{"metadata":{{"projectName":"{name}","projectKind":"{kind}"}}}}"#))
    };
    let message = refused(&client(), &of_kind("Loans", "CustomEntityRecognition"));
    assert!(message.contains("\"Loans\", and not \"Émail App\""), "{message}");
    for kind in ["Conversation", "Orchestration", "CustomConversationSummarization"] {
        refused(&client(), &of_kind("Émail App", kind));
        let conversations = of(Family::AnalyzeConversations);
        let job = conversations.job(Operation::Export, "émail app", "1").unwrap();
        assert!(conversations.read_result(&job, &of_kind("éMAIL App", kind)).is_ok());
    }
    for kind in ["CustomEntityRecognition", "customMultiLabelClassification", "SomethingNew"] {
        assert!(file(&of_kind("Émail App", kind)).is_ok(), "{kind}");
    }
    refused(&of(Family::AnalyzeConversations), &of_kind("Émail App", "CustomEntityRecognition"));
}

#[test]
fn each_family_has_its_own_formats() {
    let workbook: &[u8] = b"PK\x03\x04PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    let luis = br#"{"luis_schema_version":"7.0.0","intents":[]}"#;
    for (body, takers) in [
        (
            &b"Question\tAnswer\tSource\r\nHow?\tSo.\tx"[..],
            [Family::QueryKnowledgebases].as_slice(),
        ),
        ("\u{feff}Question\tAnswer\n".as_bytes(), &[Family::QueryKnowledgebases]),
        (b"Synonyms\r\na,b\r\n", &[Family::QueryKnowledgebases]),
        (workbook, &[Family::QueryKnowledgebases]),
        (br#"{"assets":{"synonyms":[]}}"#, &[Family::QueryKnowledgebases]),
        (luis, &[Family::AnalyzeConversations]),
        (PROJECT.as_bytes(), &Family::ALL),
    ] {
        for family in Family::ALL {
            let response = answer(200, &[], body);
            if takers.contains(&family) {
                let job = of(family).job(Operation::Export, "Émail App", "1").unwrap();
                assert!(of(family).read_result(&job, &response).is_ok(), "{family:?} {body:?}");
            } else {
                refused(&of(family), &response);
            }
        }
    }
}

#[test]
fn a_file_that_arrives_in_pieces_is_checked_as_it_arrives() {
    let download = download();
    let arrival = download.arrival();
    let long =
        format!(r#"{{"metadata":{{}},"assets":{{"documents":[{}1]}}}}"#, "{},".repeat(50_000));
    for _ in 0..2 {
        arrival.begin();
        for length in (0..long.len()).step_by(10_000) {
            arrival.advance(&long.as_bytes()[..length]);
        }
        assert!(download.received(&ok(&long)).is_ok());
        // Nothing of the next attempt has arrived.
        assert!(download.received(&ok(PROJECT)).is_ok());
        assert!(download.received(&ok(&long.as_bytes()[..long.len() - 1])).is_err());
    }
}

#[test]
fn an_error_in_place_of_the_file_is_that_error() {
    let denied = r#"{"error":{"code":"401","message":"Access denied."}}"#;
    assert_eq!(file(&ok(denied)).unwrap_err().code(), ErrorCode::Unauthorized);
    assert_eq!(file(&answer(403, &[], denied)).unwrap_err().code(), ErrorCode::Forbidden);
}

#[test]
fn a_file_has_the_name_that_the_service_suggests_without_folders() {
    let named = |value| with_header(ok(PROJECT), "Content-Disposition", value);
    for (header, name) in [
        ("attachment; filename=loans.json", "loans.json"),
        ("attachment; FileName = \"my loans.json\"", "my loans.json"),
        ("attachment; filename=\"C:\\x\\loans.json\"", "C__x_loans.json"),
        ("attachment; filename=\"../../.ssh/config.txt\"", "_.._.ssh_config.txt"),
        ("attachment", "Émail App.json"),
        ("attachment; filename=\"\"", "Émail App.json"),
        ("attachment; filename=noending", "Émail App.json"),
        ("attachment; filename=\"\u{202e}nosj.exe\"", "_nosj.exe"),
    ] {
        assert_eq!(file(&named(header)).unwrap().suggested_name, name, "{header}");
    }
}

#[test]
fn only_a_job_that_ended_well_is_downloaded() {
    for (word, code) in [
        ("failed", ErrorCode::JobFailed),
        ("cancelled", ErrorCode::JobCancelled),
        ("running", ErrorCode::InvalidArgument),
        ("unknown", ErrorCode::InvalidArgument),
    ] {
        let download =
            Download::new(Rc::new(client()), &job(), &read(&state(word)), Pace::default());
        let error = download.err().unwrap();
        assert_eq!((error.code(), error.job()), (code, Some(&job())), "{word}");
    }
}

#[test]
fn a_file_that_is_gone_has_expired() {
    let error = download().received(&http(404)).unwrap_err();
    assert_eq!((error.code(), error.status()), (ErrorCode::Expired, Some(404)));
}

#[test]
fn a_download_that_breaks_off_is_tried_again_a_few_times() {
    let mut download = download();
    let mut waits = Vec::new();
    let error = loop {
        match download.retry_in(Error::new(ErrorCode::Network, "Failed to fetch."), 1.0) {
            Ok(wait) => waits.push(wait),
            Err(error) => break error,
        }
    };
    assert_eq!(waits, [2_000, 4_000, 8_000, 16_000]);
    assert_eq!((error.code(), error.job()), (ErrorCode::Network, Some(&job())));
}

#[test]
fn a_download_honours_retry_after_and_stops_when_refused() {
    let mut download = download();
    let error = download.received(&throttled("Please retry after 20 seconds.")).unwrap_err();
    assert_eq!(download.retry_in(error, 0.0).unwrap(), 20_000);
    let error = download.received(&http(403)).unwrap_err();
    assert_eq!(download.retry_in(error, 0.0).unwrap_err().code(), ErrorCode::Forbidden);
}
