//! The requests of the AvePoint Graph API: twelve exports, their arguments, jobs and regions.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "avepoint_requests/jobs.rs"]
mod jobs;
mod scenario;

use std::collections::HashSet;

use export_jobs::service::{AvePoint, Export, ExportArguments, Region, Service};
use export_jobs::{Credential, ErrorCode, Method, Result};

const BASE: &str = "https://graph-us.avepointonlineservices.com";

fn client() -> AvePoint {
    AvePoint::new(BASE).unwrap()
}

fn url(export: Export, subject: Option<&str>, arguments: &ExportArguments) -> Result<String> {
    let request = client().export_request(export, subject, arguments)?;
    assert_eq!((request.method, &request.body), (Method::Get, &None));
    Ok(request.url.strip_prefix(BASE).unwrap().to_owned())
}

/// Returns arguments from a list of names and values.
fn arguments(pairs: &[(&str, &str)]) -> ExportArguments {
    pairs.iter().fold(ExportArguments::new(), |all, (name, value)| all.with(name, *value))
}

/// Returns arguments that include every required parameter of the export.
fn required(export: Export) -> Vec<(&'static str, &'static str)> {
    export
        .parameters()
        .iter()
        .filter(|parameter| parameter.required)
        .map(|parameter| {
            let value = match (parameter.name, export) {
                ("exportLinkType", Export::SharingLinks) => "32",
                ("exportLinkType", _) => "301",
                ("exportOptionType", _) => "2",
                ("startTime", _) => "2026-01-01T00:00:00",
                ("finishTime", _) => "2026-01-31T23:59:59",
                _ => "x",
            };
            (parameter.name, value)
        })
        .collect()
}

fn subject(export: Export) -> Option<&'static str> {
    export.has_subject().then_some("mia")
}

#[test]
fn all_twelve_exports_are_as_documented() {
    let times = [("startTime", "2026-01-01T00:00:00"), ("finishTime", "2026-01-31T23:59:59")];
    let events =
        [times[0], times[1], ("eventTypes", "ListViewed"), ("eventTypes", "ListItemViewed")];
    let events_query = "?startTime=2026-01-01T00%3A00%3A00&finishTime=2026-01-31T23%3A59%3A59&eventTypes=ListViewed&eventTypes=ListItemViewed";
    let sources = [
        ("siteUrls", "https://contoso.sharepoint.com/sites/a b"),
        ("dataSources", "microsoft teams"),
        ("dataSources", "sharepoint online"),
    ];
    let sources_query = "siteUrls=https%3A%2F%2Fcontoso.sharepoint.com%2Fsites%2Fa%20b&dataSources=microsoft%20teams&dataSources=sharepoint%20online";
    let drives = [("driveIds", "0A_1"), ("driveIds", "0A_2"), ("dataSources", "google drive")];
    let drives_query = "driveIds=0A_1&driveIds=0A_2&dataSources=google%20drive";
    let links = |link| [("exportLinkType", link), times[0], times[1]];
    let links_query = "&startTime=2026-01-01T00%3A00%3A00&finishTime=2026-01-31T23%3A59%3A59";
    let option = |number| ("exportOptionType", number);

    for (export, subject, given, expected) in [
        (
            Export::ObjectActivities,
            Some("sites/a b"),
            events.to_vec(),
            format!("/insights/activities/object/sites%2Fa%20b/export{events_query}"),
        ),
        (
            Export::UserActivities,
            Some("mia@contoso.com"),
            events.to_vec(),
            format!("/insights/users/mia%40contoso.com/activities/export{events_query}"),
        ),
        (
            Export::UserAccess,
            Some("mia@contoso.com"),
            sources.to_vec(),
            format!("/insights/users/mia%40contoso.com/access/export?{sources_query}"),
        ),
        (
            Export::GroupAccess,
            Some("7e1b"),
            [&[option("2")], &sources[..]].concat(),
            format!("/insights/groups/7e1b/access/export?exportOptionType=2&{sources_query}"),
        ),
        (
            Export::SitePermission,
            None,
            vec![("siteUrls", "u1"), ("siteUrls", "u2")],
            "/insights/sites/permission/export?siteUrls=u1&siteUrls=u2".into(),
        ),
        (
            Export::SharingLinks,
            None,
            links("64").to_vec(),
            format!("/insights/sharingLinks/export?exportLinkType=64{links_query}"),
        ),
        (
            Export::GoogleObjectActivities,
            Some("1aB-_"),
            events.to_vec(),
            format!("/insights/google/activities/object/1aB-_/export{events_query}"),
        ),
        (
            Export::GoogleUserActivities,
            Some("mia@contoso.com"),
            vec![],
            "/insights/google/users/mia%40contoso.com/activities/export".into(),
        ),
        (
            Export::GoogleUserAccess,
            Some("mia@contoso.com"),
            [&[option("2")], &drives[..]].concat(),
            format!(
                "/insights/google/users/mia%40contoso.com/access/export?exportOptionType=2&{drives_query}"
            ),
        ),
        (
            Export::GoogleGroupAccess,
            Some("g@contoso.com"),
            [&[option("3")], &drives[..]].concat(),
            format!(
                "/insights/google/groups/g%40contoso.com/access/export?exportOptionType=3&{drives_query}"
            ),
        ),
        (
            Export::GoogleDrivePermission,
            None,
            vec![("driveIds", "0A_1")],
            "/insights/google/drives/permission/export?driveIds=0A_1".into(),
        ),
        (
            Export::GoogleSharingLinks,
            None,
            links("303").to_vec(),
            format!("/insights/google/sharingLinks/export?exportLinkType=303{links_query}"),
        ),
    ] {
        assert_eq!(url(export, subject, &arguments(&given)).unwrap(), expected);
    }
}

#[test]
fn each_of_the_twelve_exports_has_its_own_path() {
    let paths: HashSet<String> = Export::ALL
        .into_iter()
        .map(|export| {
            let url = url(export, subject(export), &arguments(&required(export))).unwrap();
            url.split('?').next().unwrap().to_owned()
        })
        .collect();
    assert_eq!(paths.len(), 12);
}

#[test]
fn a_required_argument_that_is_missing_is_named() {
    for export in Export::ALL {
        let all = required(export);
        for missing in &all {
            let rest: Vec<_> = all.iter().copied().filter(|pair| pair != missing).collect();
            let error = url(export, subject(export), &arguments(&rest)).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidArgument);
            assert!(error.message().contains(missing.0), "{error}");
        }
    }
}

#[test]
fn an_unknown_argument_is_refused_with_the_known_ones() {
    for export in Export::ALL {
        let mut given = required(export);
        given.push(("colour", "red"));
        let error = url(export, subject(export), &arguments(&given)).unwrap_err();
        assert!(error.message().contains("\"colour\""), "{error}");
        assert!(error.message().contains(export.parameters()[0].name), "{error}");
    }
}

#[test]
fn the_twins_do_not_take_each_others_arguments() {
    for (export, name) in [
        (Export::UserAccess, "driveIds"),
        (Export::GoogleUserAccess, "siteUrls"),
        (Export::SitePermission, "driveIds"),
        (Export::GoogleDrivePermission, "siteUrls"),
        (Export::UserActivities, "dataSources"),
    ] {
        let mut given = required(export);
        given.push((name, "x"));
        assert!(url(export, subject(export), &arguments(&given)).is_err(), "{export:?} {name}");
    }
}

#[test]
fn only_the_numbers_that_an_export_documents_are_accepted() {
    for (export, name, good, bad) in [
        (
            Export::SharingLinks,
            "exportLinkType",
            ["32", "64", "128"].as_slice(),
            ["301", "0", "", "x", "032"].as_slice(),
        ),
        (Export::GoogleSharingLinks, "exportLinkType", &["301", "303"], &["32", "302"]),
        (Export::GroupAccess, "exportOptionType", &["1", "2", "3"], &["0", "4", "-1", " 1"]),
    ] {
        let others: Vec<_> = required(export).into_iter().filter(|pair| pair.0 != name).collect();
        for (values, accepted) in [(good, true), (bad, false)] {
            for value in values {
                let given = arguments(&[&others[..], &[(name, value)]].concat());
                assert_eq!(
                    url(export, subject(export), &given).is_ok(),
                    accepted,
                    "{name}={value}"
                );
            }
        }
    }
}

#[test]
fn times_have_no_zone() {
    for (time, accepted) in [
        ("2026-01-31T23:59:59", true),
        ("2026-01-31T23:59:59Z", false),
        ("2026-01-31T23:59:59+02:00", false),
        ("2026-01-31", false),
        ("2026-01-31 23:59:59", false),
        ("2026-01-31T23:59:59.000", false),
        ("２026-01-31T23:59", false),
        ("yesterday", false),
        ("", false),
    ] {
        let given = arguments(&[("startTime", time)]);
        assert_eq!(url(Export::UserActivities, Some("mia"), &given).is_ok(), accepted, "{time}");
    }
}

#[test]
fn a_time_or_a_number_is_given_once() {
    let export = Export::SharingLinks;
    for name in ["startTime", "exportLinkType"] {
        let mut given = required(export);
        assert!(url(export, None, &arguments(&given)).is_ok());
        let again = given.iter().find(|pair| pair.0 == name).copied();
        given.extend(again);
        let error = url(export, None, &arguments(&given)).unwrap_err();
        assert!(error.message().contains(name), "{error}");
        assert!(error.message().contains("2 values"), "{error}");
    }
}

#[test]
fn at_most_a_hundred_sites_or_drives_are_asked_about() {
    for (export, name) in
        [(Export::SitePermission, "siteUrls"), (Export::GoogleDrivePermission, "driveIds")]
    {
        let many = |count| arguments(&vec![(name, "x"); count]);
        assert_eq!(url(export, None, &many(100)).unwrap().matches(name).count(), 100);
        let error = url(export, None, &many(101)).unwrap_err();
        assert!(error.message().contains("101") && error.message().contains("100"), "{error}");
    }
}

#[test]
fn an_empty_text_or_a_control_character_in_a_list_is_refused() {
    for value in ["", "a\nb", "\u{0}"] {
        assert!(url(Export::SitePermission, None, &arguments(&[("siteUrls", value)])).is_err());
    }
}

#[test]
fn a_subject_is_encoded_once() {
    for (subject, segment) in [
        (
            "mia_contoso.com#ext#@fabrikam.onmicrosoft.com",
            "mia_contoso.com%23ext%23%40fabrikam.onmicrosoft.com",
        ),
        ("o'hara+x@contoso.com", "o%27hara%2Bx%40contoso.com"),
        ("zoë@contoso.com", "zo%C3%AB%40contoso.com"),
        ("a/../b", "a%2F..%2Fb"),
        ("a%2Fb", "a%252Fb"),
        ("a?b&c", "a%3Fb%26c"),
    ] {
        let url = url(Export::UserActivities, Some(subject), &ExportArguments::new()).unwrap();
        assert_eq!(url, format!("/insights/users/{segment}/activities/export"));
    }
}

#[test]
fn a_guest_is_encoded_twice_on_request() {
    let guest = "mia#ext#@m.onmicrosoft.com";
    let given = ExportArguments::new().with_double_encoding(true).with("eventTypes", "a b");
    assert_eq!(
        url(Export::UserActivities, Some(guest), &given).unwrap(),
        "/insights/users/mia%2523ext%2523%2540m.onmicrosoft.com/activities/export?eventTypes=a%20b"
    );
}

#[test]
fn a_subject_that_could_change_the_path_is_refused() {
    for subject in ["", ".", "..", "a\nb"] {
        for double in [false, true] {
            let given = ExportArguments::new().with_double_encoding(double);
            assert!(url(Export::UserActivities, Some(subject), &given).is_err(), "{subject:?}");
        }
    }
}

#[test]
fn a_subject_is_given_only_to_exports_that_have_one() {
    for export in Export::ALL {
        let given = arguments(&required(export));
        let wrong = if export.has_subject() { None } else { Some("x") };
        assert_eq!(url(export, wrong, &given).unwrap_err().code(), ErrorCode::InvalidArgument);
    }
}

#[test]
fn all_groups_are_a_summary_without_a_group_id() {
    let given = |number| arguments(&[("exportOptionType", number), ("dataSources", "x")]);
    assert_eq!(
        url(Export::GroupAccess, None, &given("3")).unwrap(),
        "/insights/groups/access/export?exportOptionType=3&dataSources=x"
    );
    assert_eq!(
        url(Export::GoogleGroupAccess, None, &given("3")).unwrap(),
        "/insights/google/groups/access/export?exportOptionType=3&dataSources=x"
    );
    let error = url(Export::GroupAccess, None, &given("1")).unwrap_err();
    assert!(error.message().contains("exportOptionType 3"), "{error}");
}

#[test]
fn the_token_goes_into_a_header_and_a_key_is_refused() {
    let client = client().with_credential(Credential::Token("t0ken".into())).unwrap();
    let given = arguments(&required(Export::SitePermission));
    let request = client.export_request(Export::SitePermission, None, &given).unwrap();
    assert_eq!(request.headers.get("authorization"), Some("Bearer t0ken"));
    assert_eq!(client.scope(), "insights.graph.readwrite.all");
    let error = self::client().with_credential(Credential::Key("k3y".into())).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArgument);
}

#[test]
fn the_23_regions_are_unique_and_can_be_used() {
    assert_eq!(Region::ALL.len(), 23);
    let ids: HashSet<&str> = Region::ALL.iter().map(|region| region.id).collect();
    let urls: HashSet<&str> = Region::ALL.iter().map(|region| region.base_url).collect();
    assert_eq!((ids.len(), urls.len()), (23, 23));
    for region in Region::ALL {
        let job = AvePoint::new(region.base_url).unwrap().job("1").unwrap();
        assert_eq!(job.url, format!("{}/insights/job/1/exportstatus", region.base_url));
        assert!(!region.name.is_empty());
    }
    assert!(urls.contains("https://graphusgovapi.online15.net"));
    assert!(urls.contains("https://graph-gcp-kr.avepointonlineservices.com"));
}
