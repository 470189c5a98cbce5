use proptest::prelude::*;

use super::*;

const HOSTS: Hosts = &[".azure.com"];
const CONTOSO: &str = "https://contoso.cognitiveservices.azure.com";

fn endpoint(text: &str) -> Endpoint {
    Endpoint::parse("The endpoint", text, HOSTS).unwrap()
}

#[test]
fn slashes_ports_and_prefixes_are_kept_in_order() {
    for (text, url) in [
        ("https://a.azure.com", "https://a.azure.com/language"),
        ("https://a.azure.com/", "https://a.azure.com/language"),
        ("https://a.azure.com:443//", "https://a.azure.com/language"),
        ("https://gateway.example:8443/ai/v1/", "https://gateway.example:8443/ai/v1/language"),
        ("http://localhost:8080", "http://localhost:8080/language"),
    ] {
        assert_eq!(endpoint(text).url("/language"), url, "{text}");
    }
}

#[test]
fn plain_http_is_for_loopback_only() {
    let error = Endpoint::parse("The endpoint", "http://a.azure.com", HOSTS).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArgument);
    assert!(error.message().contains("only sent over https"), "{error}");
}

#[test]
fn only_own_and_trusted_origins_are_own() {
    let mut endpoint = endpoint("https://a.azure.com");
    assert!(endpoint.resolve("The resultUrl", "https://a.azure.com:443/x").is_ok());
    assert!(endpoint.resolve("The resultUrl", "/x").is_ok());
    for foreign in [
        "https://b.azure.com/x",
        "http://a.azure.com/x",
        "//b.azure.com/x",
        "https://a.azure.com:444/x",
        "x",
    ] {
        let error = endpoint.resolve("The resultUrl", foreign).unwrap_err();
        assert_eq!(error.code(), ErrorCode::ForeignOrigin, "{foreign}");
    }
    endpoint.trust(&["https://b.azure.com".to_owned()]).unwrap();
    assert!(endpoint.resolve("The resultUrl", "https://b.azure.com/x").is_ok());
}

#[test]
fn a_path_that_a_gateway_passed_through_is_put_under_its_prefix() {
    let endpoint = endpoint("https://gateway.example/ai");
    let own = |text| endpoint.resolve("The operation-location", text).unwrap().href();
    assert_eq!(own("https://gateway.example/language/x"), "https://gateway.example/ai/language/x");
    assert_eq!(
        own("https://gateway.example/ai/language/x"),
        "https://gateway.example/ai/language/x"
    );
}

#[test]
fn what_is_own_stays_as_it_is_when_it_is_read_again() {
    let endpoint = endpoint("https://gateway.example/ai");
    for text in ["https://gateway.example", "https://gateway.example/", "/aix", "/ai", "/ai/x"] {
        let once = endpoint.resolve("The job's URL", text).unwrap().href();
        assert_eq!(endpoint.resolve("The job's URL", &once).unwrap().href(), once, "{text}");
    }
}

#[test]
fn a_job_is_known_to_be_own_without_being_parsed() {
    let endpoint = endpoint("https://gateway.example:8443/ai");
    assert!(endpoint.is_normal("https://gateway.example:8443/ai/x/a%20b:c/1_2?api-version=1.0"));
    for other in [
        "https://gateway.example:8443/ai",
        "https://gateway.example:8443/aix/y",
        "https://gateway.example:8443/ai/../x",
        "https://gateway.example:8443/ai/%2e%2E/x",
        "https://gateway.example:8443/ai/x#y",
        "https://gateway.example:8443/ai/x\\y",
        "https://gateway.example:8443/ai/x?",
        "https://gateway.example:8443/ai/x??y",
        "https://gateway.example:84430/ai/x",
        "https://gateway.example:8443@evil.com/ai/x",
        "https://gateway.example:8443/ai/x?subscription-key=s3cret",
        "/ai/x",
    ] {
        assert!(!endpoint.is_normal(other), "{other}");
    }
    let base = "https://gateway.example:8443/ai/x/";
    for (length, expected) in [(2_048, true), (2_049, false), (3_000, false)] {
        let text = [base, &"a".repeat(length - base.len())].concat();
        assert_eq!(endpoint.is_normal(&text), expected, "{length} bytes");
    }
}

proptest! {
    #[test]
    fn what_is_normal_is_own_as_it_is(
        gateway in any::<bool>(), rest in "[a-z./\\\\?#%2eE:@ =&\u{e9}]{0,24}",
    ) {
        let base = if gateway { "https://a.azure.com/ai" } else { "https://a.azure.com" };
        let (endpoint, text) = (endpoint(base), format!("{base}{rest}"));
        if endpoint.is_normal(&text) {
            prop_assert_eq!(endpoint.resolve("The job's URL", &text).unwrap().href(), text);
        }
    }
}

/// Returns a gateway in front of these upstreams. The page sends no credential.
fn gateway(text: &str, upstream: &[&str]) -> Endpoint {
    let options = ClientOptions {
        upstream: upstream.iter().copied().map(ToOwned::to_owned).collect(),
        sends_credential: false,
        ..ClientOptions::at(text)
    };
    Endpoint::open("The endpoint", &options, HOSTS).unwrap()
}

fn mapped(endpoint: &Endpoint, text: &str) -> String {
    endpoint.resolve("The operation-location", text).map_or_else(
        |error| format!("{:?}", error.code()),
        |url| {
            let url = url.href();
            assert!(endpoint.check(&url).is_ok(), "{url} can be asked for");
            url
        },
    )
}

#[test]
fn a_url_of_an_upstream_is_mapped_by_its_path() {
    let endpoint = gateway("https://portal.example/language-proxy", &[CONTOSO]);
    let here = "https://portal.example/language-proxy/language/x?api-version=1";
    for text in [
        "https://contoso.cognitiveservices.azure.com/language/x?api-version=1",
        "https://contoso.cognitiveservices.azure.com:443/language/x?api-version=1",
        "HTTPS://Contoso.CognitiveServices.Azure.COM/language/x?api-version=1#top",
        "/language/x?api-version=1",
        "/language-proxy/language/x?api-version=1",
        "https://portal.example/language/x?api-version=1",
        here,
    ] {
        assert_eq!(mapped(&endpoint, text), here, "{text}");
    }
}

#[test]
fn whoever_looks_like_an_upstream_is_none() {
    let endpoint = gateway("https://portal.example/language-proxy", &[CONTOSO]);
    for text in [
        "https://contoso.cognitiveservices.azure.com.evil.com/language/x",
        "https://contoso.cognitiveservices.azure.com@evil.com/language/x",
        "https://evil.com/https://contoso.cognitiveservices.azure.com/language/x",
        "https://evilcontoso.cognitiveservices.azure.com/language/x",
        "https://x.contoso.cognitiveservices.azure.com/language/x",
        "https://contoso.cognitiveservices.azure.com./language/x",
        "https://contoso.cognitiveservices.azure.com:444/language/x",
        "https://contoso.cognitiveservices.azure.com\\.evil.com/language/x",
        "https://contoso.cognitiveservices.azure.com%2eevil.com/language/x",
        "https://contoso.cognitiveservices.azure.com/../x",
        "http://contoso.cognitiveservices.azure.com/language/x",
        "//contoso.cognitiveservices.azure.com/language/x",
        "//evil.com/language/x",
    ] {
        assert_eq!(mapped(&endpoint, text), "ForeignOrigin", "{text}");
    }
}

#[test]
fn an_upstream_has_a_path_prefix_of_its_own() {
    let upstream = ["https://apim.example/contoso/", "https://apim.example/contoso/v2"];
    let endpoint = gateway("https://portal.example/ai", &upstream);
    for (text, expected) in [
        ("https://apim.example/contoso/language/x", "https://portal.example/ai/language/x"),
        ("https://apim.example/contoso/v2/language/x", "https://portal.example/ai/language/x"),
        ("/contoso/language/x", "https://portal.example/ai/language/x"),
        ("https://portal.example/contoso/language/x", "https://portal.example/ai/language/x"),
        ("/language/x", "https://portal.example/ai/language/x"),
        ("https://apim.example/contoso", "https://portal.example/ai"),
        ("https://apim.example/contosox/language/x", "ForeignOrigin"),
        ("https://apim.example/Contoso/language/x", "ForeignOrigin"),
        ("https://apim.example/fabrikam/language/x", "ForeignOrigin"),
        ("https://apim.example/language/x", "ForeignOrigin"),
    ] {
        assert_eq!(mapped(&endpoint, text), expected, "{text}");
    }
}

#[test]
fn an_upstream_may_be_an_address_a_plain_http_one_or_a_path() {
    let endpoint = gateway("https://portal.example", &["http://[2001:DB8::1]:5000", CONTOSO]);
    let here = "https://portal.example/language/x";
    for text in [
        "http://[2001:db8::1]:5000/language/x",
        "https://contoso.cognitiveservices.azure.com/language/x",
    ] {
        assert_eq!(mapped(&endpoint, text), here, "{text}");
    }
    for text in ["http://[2001:db8::2]:5000/language/x", "http://[2001:db8::1]/language/x"] {
        assert_eq!(mapped(&endpoint, text), "ForeignOrigin", "{text}");
    }
    let options = ClientOptions {
        page_origin: Some("https://portal.example".into()),
        upstream: vec!["/language-proxy".into()],
        ..ClientOptions::at(CONTOSO)
    };
    let direct = Endpoint::open("The endpoint", &options, HOSTS).unwrap();
    assert_eq!(
        mapped(&direct, "https://portal.example/language-proxy/language/x"),
        format!("{CONTOSO}/language/x")
    );
    assert!(direct.is_known_as("https://portal.example/language-proxy/"));
    assert!(!direct.is_known_as("https://portal.example/other"));
    for wrong in ["contoso", "ftp://contoso.example", "https://contoso.example?x=1", ""] {
        let options = ClientOptions { upstream: vec![wrong.into()], ..ClientOptions::at(CONTOSO) };
        let error = Endpoint::open("The endpoint", &options, HOSTS).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{wrong}");
        assert!(error.message().starts_with("The upstream"), "{error}");
    }
}

#[test]
fn nothing_is_sent_to_an_upstream_even_if_it_is_trusted() {
    let options = ClientOptions {
        upstream: vec![CONTOSO.into()],
        trusted_origins: vec![CONTOSO.into(), "https://b.azure.com".into()],
        ..ClientOptions::at("https://portal.example/ai")
    };
    let endpoint = Endpoint::open("The endpoint", &options, HOSTS).unwrap();
    let url = format!("{CONTOSO}/language/x");
    assert_eq!(mapped(&endpoint, &url), "https://portal.example/ai/language/x");
    assert_eq!(endpoint.check(&url).unwrap_err().code(), ErrorCode::ForeignOrigin);
    assert!(endpoint.check("https://b.azure.com/x").is_ok());
    for text in ["/ai/x", "//portal.example/ai/x", "ai"] {
        assert!(endpoint.check(text).is_err(), "{text} is sent to the page's own origin");
    }
}

#[test]
fn the_error_advises_what_is_likely() {
    let foreign = |endpoint: &Endpoint, url: &str| {
        endpoint.resolve("The operation-location", url).unwrap_err().message().to_owned()
    };
    let url = format!("{CONTOSO}/language/x");
    let with_key = |text: &str| Endpoint::parse("The endpoint", text, HOSTS).unwrap();
    for endpoint in [
        gateway("https://portal.example", &[]),
        with_key("https://portal.example/language-proxy"),
        with_key("https://portal.example"),
    ] {
        let message = foreign(&endpoint, &url);
        assert!(message.contains(&format!("`upstream: \"{CONTOSO}\"`")), "{message}");
        assert!(!message.contains("trustedOrigins"), "{message}");
    }
    let message = foreign(&with_key(CONTOSO), "https://storage.example/x");
    assert!(message.contains("trustedOrigins") && !message.contains("upstream"), "{message}");
}

#[test]
fn a_path_is_resolved_against_base_url_or_page() {
    let open = |base_url: Option<&str>, page: Option<&str>| {
        let options = ClientOptions {
            base_url: base_url.map(ToOwned::to_owned),
            page_origin: page.map(ToOwned::to_owned),
            ..ClientOptions::at("/language-proxy/")
        };
        Endpoint::open("The endpoint", &options, HOSTS).map(|endpoint| endpoint.url(""))
    };
    let page = Some("https://portal.example");
    assert_eq!(open(None, page).unwrap(), "https://portal.example/language-proxy");
    assert_eq!(
        open(Some("https://other.example:8443/app/?x#y"), page).unwrap(),
        "https://other.example:8443/language-proxy"
    );
    for error in [open(None, None), open(Some("other"), page)] {
        let error = error.unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument);
        assert!(error.message().contains("baseUrl"), "{error}");
    }
}

#[test]
fn plain_http_may_carry_what_is_no_credential() {
    let open = |text: &str, sends_credential| {
        let options = ClientOptions { sends_credential, ..ClientOptions::at(text) };
        Endpoint::open("The endpoint", &options, HOSTS)
    };
    for text in ["http://portal.corp/ai", "http://10.0.0.1:8080", "http://[2001:db8::1]/ai"] {
        assert!(open(text, false).is_ok(), "{text}");
        assert!(open(text, true).unwrap_err().message().contains("only sent over https"), "{text}");
    }
    assert!(open("http://contoso.cognitiveservices.azure.com", false).is_err());
    let access = open("http://portal.corp/ai", false).unwrap().access().clone();
    assert!(access.check_header("X-CSRF-Token", "abc").is_ok());
    assert!(access.check_header("authorization", "Bearer abc").is_err());
    let mut endpoint = open("http://portal.corp/ai", false).unwrap();
    endpoint.set_sends_credential();
    assert!(!endpoint.access().may_carry_credential());
}

#[test]
fn cookies_go_to_the_page_s_own_origin_where_no_credential_is_sent() {
    use RequestCredentials::{Include, Omit, SameOrigin};
    let mode = |endpoint: &str, sends_credential, credentials, page: Option<&str>| {
        let options = ClientOptions {
            sends_credential,
            credentials,
            page_origin: page.map(ToOwned::to_owned),
            ..ClientOptions::at(endpoint)
        };
        let endpoint = Endpoint::open("The endpoint", &options, HOSTS).unwrap();
        endpoint.access().request_credentials()
    };
    let page = Some("https://portal.example:443");
    assert_eq!(mode("/ai", false, None, page), SameOrigin);
    assert_eq!(mode("https://portal.example/ai", false, None, page), SameOrigin);
    assert_eq!(mode("/ai", true, None, page), Omit);
    assert_eq!(mode("https://portal.example:8443/ai", false, None, page), Omit);
    assert_eq!(mode("https://portal.example/ai", false, None, None), Omit);
    assert_eq!(mode("https://portal.example/ai", false, None, Some("null")), Omit);
    for given in [Include, Omit, SameOrigin] {
        assert_eq!(mode("/ai", true, Some(given), page), given);
    }
}

prop_compose! {
    /// A base URL of a service, of a gateway, or of something that looks like one.
    fn base()(
        scheme in prop_oneof![4 => Just("https://"), 1 => Just("http://")],
        host in prop_oneof![
            Just("contoso.azure.com"), Just("CONTOSO.azure.com"), Just("contoso.azure.com.evil.com"),
            Just("portal.example"), Just("[::1]"), Just("localhost"),
        ],
        port in prop_oneof![4 => Just(""), 1 => Just(":443"), 1 => Just(":80"), 1 => Just(":8443")],
        prefix in prop_oneof![Just(""), Just("/"), Just("/a"), Just("/ab"), Just("/a/b/"), Just("/%61")],
    ) -> String {
        format!("{scheme}{host}{port}{prefix}")
    }
}

proptest! {
    /// For any URL, requests go only to the endpoint or to a trusted origin. A mapped URL stays
    /// where it is.
    #[test]
    fn only_the_endpoint_and_trusted_origins_are_ever_asked(
        at in base(), upstream in proptest::collection::vec(base(), 0..3), trusted in base(),
        url in base(), path in "[/a-b%61.]{0,8}(\\?[a-z=]{0,4})?",
    ) {
        let mut options = ClientOptions {
            upstream, sends_credential: false, trusted_origins: vec![trusted],
            ..ClientOptions::at(at)
        };
        if Endpoint::open("The endpoint", &options, HOSTS).is_err() {
            options.trusted_origins.clear();
        }
        let Ok(endpoint) = Endpoint::open("The endpoint", &options, HOSTS) else { return Ok(()) };
        if let Ok(own) = endpoint.resolve("The job's URL", &format!("{url}{path}")) {
            let text = own.href();
            prop_assert!(
                own.origin == endpoint.base().origin || endpoint.trusted.contains(&own.origin),
                "{} leaves", text
            );
            prop_assert!(endpoint.check(&text).is_ok(), "{} cannot be sent", text);
            let again = endpoint.resolve("The job's URL", &text).unwrap().href();
            prop_assert_eq!(again, text);
        }
    }

    /// The path of a service's URL appears below the endpoint, byte for byte.
    #[test]
    fn a_path_of_an_upstream_is_the_endpoint_s(
        prefix in prop_oneof![Just(""), Just("/ai"), Just("/ai/v1")],
        behind in prop_oneof![Just(""), Just("/contoso"), Just("/a/b")],
        path in "/language/[a-zA-Z0-9%:~_-]{1,12}", query in "(\\?[a-z0-9=&-]{1,12})?",
    ) {
        prop_assume!(!path.contains("%2e") && !path.contains("%2E"));
        let endpoint = gateway(
            &format!("https://portal.example{prefix}"),
            &[&format!("https://service.example{behind}")],
        );
        let own = endpoint.resolve("The resultUrl", &format!("https://service.example{behind}{path}{query}"));
        if let Ok(own) = own {
            prop_assert_eq!(own.href(), endpoint.url(&format!("{path}{query}")));
        }
    }
}
