//! Submitting exports and imports.

use Family::{AnalyzeConversations, AnalyzeText, QueryKnowledgebases};
use export_jobs::service::{
    AzureLanguage, AzureLanguageRuntime, ExportOptions, Family, ImportOptions, Service,
};
use export_jobs::{Credential, ErrorCode, Method, Request};

use super::{ENDPOINT, client, client_of};

fn export(client: &AzureLanguage, options: &ExportOptions) -> String {
    let request = client.export_request("Loans", options).unwrap();
    request.url.strip_prefix(ENDPOINT).unwrap().to_owned()
}

fn plain(client: &AzureLanguage) -> String {
    export(client, &ExportOptions::default())
}

#[test]
fn an_export_is_a_post_without_a_body() {
    for family in Family::ALL {
        let request = client(family).export_request("Loans", &ExportOptions::default()).unwrap();
        assert_eq!((request.method, &request.body), (Method::Post, &None), "{family:?}");
        assert_eq!(request.headers.get("Accept"), Some("application/json"));
        assert_eq!(request.headers.get("Content-Type"), None);
    }
}

#[test]
fn each_family_has_its_path_and_its_query() {
    assert_eq!(
        plain(&client(AnalyzeText)),
        "/language/authoring/analyze-text/projects/Loans/:export?stringIndexType=Utf16CodeUnit&api-version=2023-04-01"
    );
    assert_eq!(
        plain(&client(AnalyzeConversations)),
        "/language/authoring/analyze-conversations/projects/Loans/:export?stringIndexType=Utf16CodeUnit&api-version=2023-04-01"
    );
    assert_eq!(
        plain(&client(QueryKnowledgebases)),
        "/language/authoring/query-knowledgebases/projects/Loans/:export?api-version=2023-04-01"
    );
}

#[test]
fn the_paths_of_2021_have_no_authoring() {
    assert_eq!(
        plain(&client_of(AnalyzeText, "2021-11-01-preview")),
        "/language/analyze-text/projects/Loans/:export?stringIndexType=Utf16CodeUnit&api-version=2021-11-01-preview"
    );
    assert_eq!(
        plain(&client_of(QueryKnowledgebases, "2021-10-01")),
        "/language/query-knowledgebases/projects/Loans/:export?api-version=2021-10-01"
    );
}

#[test]
fn conversations_had_to_name_their_format_until_october_2022() {
    for version in ["2022-05-01", "2022-07-01-preview"] {
        let url = plain(&client_of(AnalyzeConversations, version));
        assert!(url.contains("?stringIndexType=Utf16CodeUnit&format=Conversation&"), "{url}");
    }
    for version in ["2022-10-01-preview", "2023-04-01", "2025-11-01"] {
        let url = plain(&client_of(AnalyzeConversations, version));
        assert!(!url.contains("format="), "{url}");
    }
    assert!(!plain(&client_of(AnalyzeText, "2022-05-01")).contains("format="));
}

#[test]
fn any_api_version_of_the_known_form_is_accepted() {
    for version in ["2023-11-15-preview", "2025-05-15-preview", "2025-11-01", "2031-01-01"] {
        assert!(
            plain(&client_of(AnalyzeText, version)).ends_with(&format!("api-version={version}"))
        );
    }
    for version in ["", "2023 04 01", "2023-04-01&x=y", "2023-04-01#", "ü", "../x"] {
        let error = AzureLanguage::new(ENDPOINT, AnalyzeText, Some(version)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{version}");
    }
}

#[test]
fn all_options_of_a_conversation_export_are_sent() {
    let options = ExportOptions {
        string_index_type: Some("Utf32CodeUnit".into()),
        asset_kind: Some("Conversation".into()),
        trained_model_label: Some("model 1/ä".into()),
        format: Some("Luis".into()),
    };
    assert_eq!(
        export(&client(AnalyzeConversations), &options),
        "/language/authoring/analyze-conversations/projects/Loans/:export?stringIndexType=Utf32CodeUnit&format=Luis&assetKind=Conversation&trainedModelLabel=model%201%2F%C3%A4&api-version=2023-04-01"
    );
}

#[test]
fn question_answering_has_its_own_export_options() {
    for format in ["json", "tsv", "excel"] {
        for asset_kind in ["qnas", "synonyms"] {
            let options = ExportOptions {
                format: Some(format.into()),
                asset_kind: Some(asset_kind.into()),
                ..ExportOptions::default()
            };
            let url = export(&client(QueryKnowledgebases), &options);
            let query = format!("?api-version=2023-04-01&format={format}&assetKind={asset_kind}");
            assert!(url.ends_with(&query), "{url}");
        }
    }
}

#[test]
fn options_that_a_family_does_not_have_are_refused_by_name() {
    type Change = fn(&mut ExportOptions);
    let cases: [(Family, Option<&str>, Change, &str); 6] = [
        (AnalyzeText, None, |o| o.format = Some("Luis".into()), "format"),
        (QueryKnowledgebases, None, |o| o.string_index_type = Some("x".into()), "stringIndexType"),
        (
            QueryKnowledgebases,
            None,
            |o| o.trained_model_label = Some("m".into()),
            "trainedModelLabel",
        ),
        (QueryKnowledgebases, None, |o| o.format = Some("Conversation".into()), "format"),
        (QueryKnowledgebases, None, |o| o.asset_kind = Some("x".into()), "assetKind"),
        (
            AnalyzeText,
            Some("2022-05-01"),
            |o| o.trained_model_label = Some("m".into()),
            "trainedModelLabel",
        ),
    ];
    for (family, version, change, name) in cases {
        let mut options = ExportOptions::default();
        change(&mut options);
        let client = AzureLanguage::new(ENDPOINT, family, version).unwrap();
        let error = client.export_request("Loans", &options).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument);
        assert!(error.message().contains(name), "{error}");
    }
}

fn import(family: Family, version: &str, format: Option<&str>) -> export_jobs::Result<Request> {
    let options = ImportOptions { format: format.map(Into::into), ..ImportOptions::default() };
    client_of(family, version).import_request("Loans", b"{}".to_vec(), &options)
}

#[test]
fn an_import_posts_the_file_as_it_is() {
    let request = import(AnalyzeText, "2023-04-01", None).unwrap();
    assert_eq!(
        request.url,
        format!(
            "{ENDPOINT}/language/authoring/analyze-text/projects/Loans/:import?api-version=2023-04-01"
        )
    );
    assert_eq!((request.method, request.body.as_deref()), (Method::Post, Some(&b"{}"[..])));
    assert_eq!(request.headers.get("content-type"), Some("application/json"));
}

#[test]
fn each_family_has_its_own_parameter_for_the_format_of_an_import() {
    let text = import(AnalyzeText, "2023-11-15-preview", Some("aml")).unwrap();
    assert_eq!(text.headers.get("format"), Some("aml"));
    assert!(!text.url.contains("format="));
    let conversation = import(AnalyzeConversations, "2023-04-01", Some("Luis")).unwrap();
    assert!(conversation.url.ends_with("/:import?format=Luis&api-version=2023-04-01"));
    assert_eq!(conversation.headers.get("format"), None);
    let required = import(AnalyzeConversations, "2022-05-01", None).unwrap();
    assert!(required.url.ends_with("/:import?format=Conversation&api-version=2022-05-01"));
    let answers = import(QueryKnowledgebases, "2021-10-01", Some("tsv")).unwrap();
    assert!(answers.url.ends_with("/Loans/:import?api-version=2021-10-01&format=tsv"));
    let error = import(AnalyzeText, "2023-04-01", Some("json")).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArgument);
}

#[test]
fn project_names_are_encoded_once_and_stay_in_their_segment() {
    for (name, segment) in [
        ("Émail App", "%C3%89mail%20App"),
        ("50%", "50%25"),
        ("a%2Fb", "a%252Fb"),
        ("?x=1#y&z", "%3Fx%3D1%23y%26z"),
        ("...", "..."),
        ("..a", "..a"),
        (":export", "%3Aexport"),
        ("貸付🌍", "%E8%B2%B8%E4%BB%98%F0%9F%8C%8D"),
        ("a+b", "a%2Bb"),
        (" ", "%20"),
    ] {
        let request = client(AnalyzeText).export_request(name, &ExportOptions::default()).unwrap();
        assert!(request.url.contains(&format!("/projects/{segment}/:export?")), "{}", request.url);
    }
}

#[test]
fn names_that_no_project_can_have_are_refused_with_the_reason() {
    let long = "a".repeat(101);
    for (name, reason) in [
        ("", "empty"),
        (".", "cannot be"),
        ("..", "cannot be"),
        ("a/b", "slash"),
        ("a\\b", "slash"),
        ("a\nb", "U+000A"),
        ("a\u{0}b", "U+0000"),
        ("a\u{7f}b", "U+007F"),
        ("a\u{85}b", "U+0085"),
        (&long, "100"),
    ] {
        let error =
            client(AnalyzeText).export_request(name, &ExportOptions::default()).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{name:?}");
        assert!(error.message().contains(reason), "{error}");
    }
}

#[test]
fn an_endpoint_may_have_a_slash_a_port_and_a_gateways_prefix() {
    for (endpoint, start) in [
        (
            "https://contoso.cognitiveservices.azure.com/",
            "https://contoso.cognitiveservices.azure.com/language/",
        ),
        (
            " https://Contoso.CognitiveServices.Azure.com:443// ",
            "https://contoso.cognitiveservices.azure.com/language/",
        ),
        ("https://gateway.example:8443/ai/v1/", "https://gateway.example:8443/ai/v1/language/"),
        (
            "https://westeurope.api.cognitive.microsoft.com",
            "https://westeurope.api.cognitive.microsoft.com/language/",
        ),
        ("http://localhost:8080", "http://localhost:8080/language/"),
        ("http://127.0.0.1:3000/proxy", "http://127.0.0.1:3000/proxy/language/"),
        ("http://[::1]:3000", "http://[::1]:3000/language/"),
    ] {
        let client = AzureLanguage::new(endpoint, AnalyzeText, None).unwrap();
        let request = client.export_request("Loans", &ExportOptions::default()).unwrap();
        assert!(request.url.starts_with(start), "{}", request.url);
    }
}

#[test]
fn an_endpoint_that_could_show_the_key_to_others_is_refused() {
    for endpoint in [
        "",
        "contoso",
        "contoso.cognitiveservices.azure.com",
        "http://contoso.cognitiveservices.azure.com",
        "http://localhost.example.com",
        "http://10.0.0.1",
        "ftp://contoso.example",
        "javascript:alert(1)",
        "https://user:password@contoso.example",
        "https://contoso.example?api-version=1",
        "https://contoso.example/../x",
        "https://contoso.example/%2e%2e/x",
        "https://contoso.example\\x",
        "https://con toso.example",
        "https://contoso.example:99999",
        "/language",
        "//contoso.example",
    ] {
        let error = AzureLanguage::new(endpoint, AnalyzeText, None).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{endpoint}");
    }
}

#[test]
fn an_error_names_the_user_name_in_an_endpoint() {
    let endpoint = "https://contoso.cognitiveservices.azure.com@evil.example";
    let error = AzureLanguage::new(endpoint, AnalyzeText, None).unwrap_err();
    assert!(error.message().contains("user name"), "{error}");
}

#[test]
fn a_key_and_a_token_have_each_their_header() {
    for (credential, name, value) in [
        (Credential::Key("k3y".into()), "ocp-apim-subscription-key", "k3y"),
        (Credential::Token("t0ken".into()), "authorization", "Bearer t0ken"),
    ] {
        let client = client(AnalyzeText).with_credential(credential);
        let job = client.job(export_jobs::service::Operation::Export, "Loans", "42").unwrap();
        for request in [
            client.export_request("Loans", &ExportOptions::default()).unwrap(),
            client.import_request("Loans", vec![], &ImportOptions::default()).unwrap(),
            client.status_request(&job).unwrap(),
        ] {
            assert_eq!(request.headers.get(name), Some(value));
        }
    }
    let bare = client(AnalyzeText).export_request("Loans", &ExportOptions::default()).unwrap();
    assert_eq!(bare.headers.iter().count(), 1);
}

#[test]
fn tokens_are_requested_from_the_cloud_of_the_endpoint() {
    for (host, scope) in [
        ("contoso.cognitiveservices.azure.com", "https://cognitiveservices.azure.com/.default"),
        ("contoso.cognitiveservices.azure.us", "https://cognitiveservices.azure.us/.default"),
        ("usgovvirginia.api.cognitive.microsoft.us", "https://cognitiveservices.azure.us/.default"),
        ("contoso.cognitiveservices.azure.cn", "https://cognitiveservices.azure.cn/.default"),
        ("chinaeast2.api.cognitive.azure.cn", "https://cognitiveservices.azure.cn/.default"),
        ("gateway.example", "https://cognitiveservices.azure.com/.default"),
    ] {
        let client = AzureLanguage::new(&format!("https://{host}"), AnalyzeText, None).unwrap();
        assert_eq!(client.scope(), scope, "{host}");
        let runtime = AzureLanguageRuntime::new(&format!("https://{host}"), None).unwrap();
        assert_eq!(runtime.scope(), scope, "{host}");
    }
}
