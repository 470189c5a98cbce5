use super::*;
use crate::ClientOptions;
use crate::service::connection::Endpoint;

/// Returns the access to a gateway.
fn access(sends_credential: bool) -> Access {
    let options =
        ClientOptions { sends_credential, ..ClientOptions::at("https://portal.example/ai") };
    Endpoint::open("The endpoint", &options, &[]).unwrap().access().clone()
}

#[test]
fn a_refusal_is_the_session_s_where_no_credential_was_sent() {
    let answer = |status, headers: &[(&str, &str)], body: &str| Response {
        status,
        headers: headers.iter().copied().collect(),
        body: body.into(),
        received_at_ms: 0,
    };
    let session = access(false);
    let key = access(true);
    let explained = |access: &Access, response: &Response| {
        let error = match response.status {
            200 => response.unreadable("the body is not JSON"),
            status => response.http_error(status, Vec::new()),
        };
        access.explain(error, response)
    };
    for (location, expected) in [
        ("/sign-in?state=secret", "https://portal.example/sign-in"),
        ("//login.example/a?b", "https://login.example/a"),
        ("https://login.example/a?code=secret#x", "https://login.example/a"),
    ] {
        let redirect = answer(302, &[("location", location)], "");
        let error = explained(&session, &redirect);
        assert_eq!(error.code(), ErrorCode::Unauthorized);
        assert_eq!((error.status(), error.location()), (Some(302), Some(expected)));
        assert!(error.message().contains("sign in"), "{error}");
        assert!(error.message().contains(expected) && !error.message().contains("secret"));
        assert_eq!(explained(&key, &redirect).code(), ErrorCode::ForeignOrigin);
        assert_eq!(session.explain(error.clone(), &redirect), error, "once is enough");
    }
    assert_eq!(explained(&session, &answer(302, &[("location", "::")], "")).location(), None);
    for (status, word, word_with_key) in
        [(401, "sign in to the portal again", "Check the key"), (403, "CSRF", "lacks the role or")]
    {
        let refusal = answer(status, &[], "");
        assert!(explained(&session, &refusal).message().contains(word), "{status}");
        assert!(!explained(&session, &refusal).message().contains(word_with_key), "{status}");
        assert!(explained(&key, &refusal).message().contains(word_with_key), "{status}");
    }
    let page = answer(200, &[], "\u{feff} <!doctype html>");
    assert!(explained(&session, &page).message().contains("sign in"));
    assert!(!explained(&key, &page).message().contains("sign in"));
}

#[test]
fn hidden_and_followed_redirects_are_recognised() {
    let session = access(false);
    let key = access(true);
    let from = "https://portal.example/ai/x";
    let answer = |status, kind: &str| Response {
        status,
        headers: [("content-type", kind)].into_iter().collect(),
        body: Vec::new(),
        received_at_ms: 0,
    };
    let redirected = |access: &Access, to, answer: Option<&Response>| {
        access.redirected(from, to, answer).map_err(|error| error.code())
    };
    let login = Some("https://login.example/a?b");
    let html = answer(200, "text/html; charset=utf-8");
    assert_eq!(redirected(&session, None, None), Err(ErrorCode::Unauthorized));
    assert_eq!(redirected(&key, None, None), Err(ErrorCode::ForeignOrigin));
    assert_eq!(redirected(&session, login, Some(&html)), Err(ErrorCode::Unauthorized));
    assert_eq!(redirected(&session, login, Some(&answer(403, ""))), Err(ErrorCode::Unauthorized));
    assert_eq!(redirected(&session, login, Some(&answer(200, "application/json"))), Ok(()));
    assert_eq!(redirected(&key, login, Some(&html)), Ok(()));
}

#[test]
fn a_header_of_the_caller_s_is_one_that_can_be_sent() {
    for (name, value) in [
        ("", "a"),
        ("X A", "a"),
        ("X-A", "a\nb"),
        ("X-A", "\u{fc}"),
        ("accept", "a"),
        ("Content-Type", "a"),
    ] {
        let error = access(false).check_header(name, value).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{name}");
    }
    for name in ["Authorization", "ocp-apim-subscription-key"] {
        assert!(access(false).check_header(name, "of the portal").is_ok());
        let error = access(true).check_header(name, "s3cr3t").unwrap_err();
        assert!(error.message().contains("`credential`"), "{error}");
        assert!(!error.message().contains("s3cr3t"), "{error}");
    }
}
