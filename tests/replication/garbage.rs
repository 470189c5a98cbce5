//! For any answers of the services and any state: no panic, no wait without end, and no secret in a
//! state.

use export_jobs::replication::{Replication, ReplicationOptions, ReplicationState};
use export_jobs::workflow::{Operation, Party, Task};
use export_jobs::{Error, ErrorCode, Headers, Machine, Moment, Response};
use proptest::prelude::*;

use super::drive::Drive;
use super::world::{Kind, WEST, World, mail};

/// A year. No step waits longer, and neither do several in a row.
const PATIENCE_MS: u64 = 366 * 86_400_000;

const BODIES: &[&str] = &[
    "",
    "{}",
    "null",
    "[1,2]",
    "<html>",
    r#"{"value":[],"nextLink":null}"#,
    r#"{"value":[{}],"nextLink":"/language/authoring/analyze-conversations/projects?api-version=2023-04-01"}"#,
    r#"{"value":[{"label":"v1","modelId":"m","lastTrainedDateTime":"2026-01-01T00:00:00Z"},{"deploymentName":"d","modelId":"m"},{"jobId":"j","status":"running","result":{"modelLabel":"v1"}}]}"#,
    r#"{"projectName":"Mail","projectKind":"Conversation","lastModifiedDateTime":"2026-01-01T00:00:00Z","language":"en"}"#,
    r#"{"status":"succeeded","resultUrl":"/language/authoring/analyze-conversations/projects/Mail/export/jobs/1/result"}"#,
    r#"{"status":"running"}"#,
    r#"{"status":"failed","errors":[{"code":"x","message":"y"}]}"#,
    r#"{"status":"partiallyCompleted"}"#,
    r#"{"projectFileVersion":"2023-04-01","metadata":{"projectName":"Mail","projectKind":"Conversation"},"assets":{"projectKind":"Conversation","utterances":[{"text":"a","intent":"b"}]}}"#,
    r#"{"error":{"code":"429","message":"Please retry after 55 seconds."}}"#,
    r#"{"projectKind":"Conversation","evaluationOptions":{"kind":"manual"},"intentsEvaluation":{"microF1":1e400}}"#,
];

fn response() -> impl Strategy<Value = Response> {
    let status = prop_oneof![
        6 => Just(200_u16), 4 => Just(202), 1 => Just(404), 1 => Just(429), 1 => Just(500), 1 => any::<u16>(),
    ];
    let location = proptest::option::weighted(
        0.5,
        prop_oneof![
            Just(format!(
                "{WEST}/language/authoring/analyze-conversations/projects/Mail/import/jobs/7?api-version=2023-04-01"
            )),
            Just(
                "/language/authoring/analyze-conversations/projects/Mail/export/jobs/7".to_owned()
            ),
            Just("https://evil.example/jobs/1".to_owned()),
            Just(String::new()),
        ],
    );
    (status, 0..BODIES.len(), location).prop_map(|(status, body, location)| {
        let mut headers = Headers::new();
        if let Some(location) = location {
            headers.set("operation-location", location);
        }
        Response { status, headers, body: BODIES[body].into(), received_at_ms: 0 }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_replication_ends_on_any_answers_and_sends_only_to_its_resources(
        answers in proptest::collection::vec(proptest::option::weighted(0.9, response()), 1..40),
    ) {
        let world = World::new(Kind::Conversation);
        let (source, target) = (world.client(Party::Source), world.client(Party::Target));
        let options = ReplicationOptions { replace: vec!["Mail".to_owned()], ..mail() };
        let mut replication = Replication::new(source, target, options, &Default::default()).unwrap();
        let (mut now, mut sent) = (0, 0);
        replication.handle_timeout(Moment::at(now));
        loop {
            while let Some(task) = replication.poll_action() {
                match task {
                    Task::Save { id, .. } => replication.handle_saved(id, Ok(()), Moment::at(now)),
                    Task::Send { id, to, request, .. } => {
                        let origin = if to == Party::Source { "https://east." } else { "https://west." };
                        prop_assert!(request.url.starts_with(origin), "{}", request.url);
                        let answer = &answers[sent % answers.len()];
                        sent += 1;
                        prop_assert!(sent < 100_000, "it goes on and on");
                        let lost = || Error::new(ErrorCode::Network, "No answer.");
                        now += 50;
                        let outcome = answer.clone().ok_or_else(lost);
                        replication.handle_response(id, outcome, Moment::at(now));
                    }
                }
            }
            let Some(at) = replication.timeout() else { break };
            now = now.max(at);
            prop_assert!(now < PATIENCE_MS, "it waits and waits");
            replication.handle_timeout(Moment::at(now));
        }
        prop_assert!(replication.outcome().is_some());
        let json = replication.state().to_json();
        prop_assert!(!json.contains("key-of-"));
        prop_assert_eq!(ReplicationState::from_json(json.as_bytes()).unwrap().to_json(), json);
    }

    #[test]
    fn a_state_that_was_tampered_with_is_refused_or_read(
        at in any::<prop::sample::Index>(), with in any::<u8>(), cut in any::<prop::sample::Index>(),
    ) {
        let json = a_state();
        let mut bytes = json.clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = with;
        let _ = ReplicationState::from_json(&bytes);
        let _ = ReplicationState::from_json(&json.as_bytes()[..cut.index(json.len())]);
    }
}

/// Returns the state of a replication that has ended. It is created once.
fn a_state() -> String {
    static STATE: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    STATE
        .get_or_init(|| {
            let mut world = World::new(Kind::Entities);
            let (_, state) = Drive::new(&mut world).replicate(mail(), &Default::default());
            state.to_json()
        })
        .clone()
}
