//! Stored states and messages with any content: the board continues to work.

use export_jobs::board::{AddOptions, BoardMessage, BoardState, Foreign, Stored};
use export_jobs::tabs::ChannelMessage;
use export_jobs::{ErrorCode, Job};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::scenario::answers::state;
use crate::scene::{Scene, What};
use crate::service::{AZURE, azure_job};

/// JSON values, and numbers that JSON cannot hold.
#[derive(Clone, Debug)]
pub enum Thing {
    Nothing,
    Flag(bool),
    Number(f64),
    Text(String),
    List(Vec<Thing>),
    Object(Vec<(String, Thing)>),
}

impl Foreign for Thing {
    fn member(&self, name: &str) -> Option<Self> {
        let Self::Object(members) = self else { return None };
        let found = members.iter().find(|(one, _)| one == name)?;
        Some(found.1.clone()).filter(|value| !matches!(value, Self::Nothing))
    }

    fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    fn flag(&self) -> Option<bool> {
        if let Self::Flag(flag) = self { Some(*flag) } else { None }
    }

    fn text(&self, longest: usize) -> Option<String> {
        if let Self::Text(text) = self { Some(text.chars().take(longest).collect()) } else { None }
    }

    fn items(&self, most: usize) -> Option<Vec<Self>> {
        if let Self::List(items) = self {
            Some(items.iter().take(most).cloned().collect())
        } else {
            None
        }
    }
}

impl From<&Value> for Thing {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Nothing,
            Value::Bool(flag) => Self::Flag(*flag),
            Value::Number(number) => Self::Number(number.as_f64().unwrap()),
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Value::Object(members) => Self::Object(
                members.iter().map(|(name, value)| (name.clone(), value.into())).collect(),
            ),
        }
    }
}

const MINUTE: u64 = 60_000;

/// Returns a job as a board writes it, with some members replaced.
fn record(job: &Job, changes: &Value) -> Value {
    let mut record = json!({
        "job": { "service": job.service, "operation": job.operation, "project": job.project, "id": job.id, "url": job.url },
        "ageMs": 1_000, "nextInMs": 500, "deadlineInMs": 3_600_000, "readings": 1, "version": 3,
        "status": { "state": "running", "serviceState": "running", "isDone": false, "errors": [], "warnings": [] },
    });
    for (name, value) in changes.as_object().unwrap() {
        record[name] = value.clone();
    }
    record
}

fn state_with(members: &Value) -> Value {
    let mut state = json!({ "version": 1, "savedAt": 1_700_000_000_000_u64 });
    for (name, value) in members.as_object().unwrap() {
        state[name] = value.clone();
    }
    state
}

fn read(value: &Value) -> BoardState {
    BoardState::read(&Thing::from(value)).unwrap().0
}

/// Returns a scene whose board has loaded a state, and then a job that keeps running.
fn scene_after(state_read: BoardState, job: &Job) -> Scene {
    let mut scene = Scene::new(|_| state("running"));
    scene.now = 1_700_000_000_000;
    scene.board.merge(state_read, scene.now, 1_700_000_000_000);
    scene.board.add(job.clone(), &AddOptions::default(), scene.now).unwrap();
    scene
}

#[test]
fn no_state_stops_polling_for_more_than_minutes() {
    let job = azure_job(1);
    let budget = |members: Value| {
        let mut budget = json!({ "origin": AZURE, "api": "azure-language" });
        for (name, value) in members.as_object().unwrap() {
            budget[name] = value.clone();
        }
        state_with(&json!({ "budgets": [budget] }))
    };
    let far = 1e15;
    let attacks = [
        budget(json!({ "heldForMs": far })),
        budget(json!({ "readsAgoMs": vec![-1e300; 500] })),
        budget(
            json!({ "readsAgoMs": vec![0; 100], "heldForMs": far, "reservations": [{ "name": "x/1", "version": 1, "lostInMs": far }] }),
        ),
        state_with(
            &json!({ "savedAt": 1e300, "budgets": [{ "origin": AZURE, "api": "azure-language", "heldForMs": far }] }),
        ),
        state_with(&json!({ "jobs": [record(&job, &json!({ "nextInMs": far }))] })),
        state_with(
            &json!({ "jobs": [record(&job, &json!({ "sentAgoMs": -far, "inFlight": 77, "ageMs": -far }))] }),
        ),
        state_with(
            &json!({ "jobs": [record(&job, &json!({ "deadlineInMs": 1e300, "version": 1e300, "nextInMs": 1e300 }))] }),
        ),
        state_with(&json!({ "jobs": [record(&job, &json!({ "outcome": {} }))] })),
    ];
    for attack in &attacks {
        let mut scene = scene_after(read(attack), &job);
        let start = scene.now;
        scene.run(start + 11 * MINUTE);
        assert!(!scene.polls_of(&job).is_empty(), "never asked about after {attack}");
    }
}

#[test]
fn a_foreign_version_number_leaves_room_for_later_ones() {
    let job = azure_job(1);
    let state = read(&state_with(&json!({ "jobs": [record(&job, &json!({ "version": 1e300 }))] })));
    let taken = state.jobs[0].version;
    let scene = &mut scene_after(state, &job);
    let until = scene.now + 5 * MINUTE;
    scene.run(until);
    let now = scene.board.state(scene.now, scene.now).jobs[0].version;
    assert!(now > taken, "other tabs take the later account: {now} after {taken}");
}

#[test]
fn broken_records_are_left_out_and_the_others_are_read() {
    let job = azure_job(1);
    let good = record(&job, &json!({}));
    let broken = [
        json!(null),
        json!(5),
        json!({ "job": 5 }),
        record(
            &job,
            &json!({ "job": { "service": "s", "operation": "o", "id": "1", "url": "x".repeat(9_000) } }),
        ),
        record(&job, &json!({ "status": { "state": "pondering" } })),
    ];
    let mut jobs = broken.to_vec();
    jobs.push(good);
    let value = state_with(
        &json!({ "jobs": jobs, "budgets": [null, { "api": 7 }], "removed": [{}], "histories": [[]] }),
    );
    let (state, refused) = BoardState::read(&Thing::from(&value)).unwrap();
    assert_eq!((state.jobs.len(), &state.jobs[0].job), (1, &job));
    assert_eq!(refused.unwrap().code(), ErrorCode::InvalidArgument);
    assert!(state.budgets.is_empty() && state.removed.is_empty() && state.histories.is_empty());
    // The same in a message: one broken job of another tab does not hide the rest.
    let received = ChannelMessage::read(&Thing::from(
        &json!({ "kind": "changes", "from": "1", "leads": true, "state": value }),
    ));
    let Some(ChannelMessage::Changes { state: heard, leads: true, is_whole: false }) = received
    else {
        panic!("{received:?}")
    };
    assert_eq!(heard, state);
}

#[test]
fn broken_records_are_cleared_and_those_of_later_versions_stay() {
    let job = azure_job(1);
    let whole = state_with(&json!({ "jobs": [record(&job, &json!({}))] }));
    assert!(matches!(Stored::read(&Thing::from(&whole)), Stored::State(_)));
    let later = json!({ "version": 2, "jobs": "packed" });
    assert_eq!(Stored::read(&Thing::from(&later)), Stored::Later);
    for junk in [
        json!(null),
        json!("x"),
        json!({}),
        json!({ "version": 0 }),
        state_with(&json!({ "jobs": [null] })),
    ] {
        assert_eq!(Stored::read(&Thing::from(&junk)), Stored::Junk, "{junk}");
    }
}

#[test]
fn a_recursive_error_is_read_up_to_its_limit() {
    // A structured clone can hold this in a few hundred bytes. Expanded, it has 10^8 errors.
    let mut error = json!({ "code": "x", "message": "y" });
    for _ in 0..3 {
        error = json!({ "code": "x", "message": "y", "details": vec![error.clone(); 10], "innerError": error });
    }
    let status = json!({ "state": "failed", "serviceState": "failed", "errors": vec![error; 100] });
    let value =
        state_with(&json!({ "jobs": [record(&azure_job(1), &json!({ "status": status }))] }));
    let state = read(&value);
    fn count(errors: &[export_jobs::ServiceError]) -> usize {
        errors
            .iter()
            .map(|it| {
                1 + count(&it.details)
                    + it.inner_error.iter().map(|it| count(std::slice::from_ref(it))).sum::<usize>()
            })
            .sum()
    }
    assert_eq!(count(&state.jobs[0].status.as_ref().unwrap().errors), 200);
}

/// The names that the reader knows, and one that it does not.
const NAMES: [&str; 40] = [
    "version",
    "savedAt",
    "jobs",
    "budgets",
    "histories",
    "removed",
    "job",
    "service",
    "operation",
    "project",
    "id",
    "url",
    "status",
    "state",
    "serviceState",
    "percentComplete",
    "errors",
    "details",
    "innerError",
    "ageMs",
    "sentAgoMs",
    "nextInMs",
    "deadlineInMs",
    "inFlight",
    "readings",
    "outcome",
    "lastFailure",
    "code",
    "message",
    "origin",
    "api",
    "readsAgoMs",
    "submissionsAgoMs",
    "heldForMs",
    "reservations",
    "name",
    "lostInMs",
    "kind",
    "type",
    "other",
];

fn things() -> impl Strategy<Value = Thing> {
    let numbers = prop_oneof![
        any::<f64>(),
        prop::sample::select(vec![
            0.0,
            1.0,
            -1.0,
            1e15,
            1e300,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY
        ]),
    ];
    let texts = prop_oneof![
        ".{0,20}",
        prop::sample::select(vec![
            AZURE,
            "azure-language",
            "running",
            "succeeded",
            "timeout",
            "changes",
            "board",
            "turn",
            "grant"
        ])
        .prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![
        Just(Thing::Nothing),
        any::<bool>().prop_map(Thing::Flag),
        numbers.prop_map(Thing::Number),
        texts.prop_map(Thing::Text),
    ];
    leaf.prop_recursive(4, 64, 8, |inner| {
        let name = prop::sample::select(NAMES.to_vec()).prop_map(str::to_owned);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Thing::List),
            prop::collection::vec((name, inner), 0..12).prop_map(Thing::Object),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Whatever a state says of the limits and of a job, a job at the same origin is asked about
    /// within minutes, and the board's own state can be read again.
    #[test]
    fn a_job_is_polled_after_any_stored_state(
        budget in things(), changes in prop::collection::vec((prop::sample::select(NAMES.to_vec()), things()), 0..6),
    ) {
        let job = azure_job(1);
        let mut members = match Thing::from(&record(&job, &json!({}))) {
            Thing::Object(members) => members,
            other => panic!("{other:?}"),
        };
        for (name, value) in changes {
            members.insert(0, (name.to_owned(), value));
        }
        let mut limits = vec![
            ("origin".to_owned(), Thing::Text(AZURE.to_owned())),
            ("api".to_owned(), Thing::Text("azure-language".to_owned())),
        ];
        if let Thing::Object(members) = budget {
            limits.extend(members);
        }
        let value = Thing::Object(vec![
            ("version".to_owned(), Thing::Number(1.0)),
            ("jobs".to_owned(), Thing::List(vec![Thing::Object(members)])),
            ("budgets".to_owned(), Thing::List(vec![Thing::Object(limits)])),
        ]);
        let (read, _) = BoardState::read(&value).unwrap();
        let other = azure_job(2);
        let mut scene = scene_after(read, &other);
        let until = scene.now + 11 * MINUTE;
        scene.run(until);
        prop_assert!(!scene.polls_of(&other).is_empty());
        prop_assert!(scene.times(What::Poll).len() < 1_200);
    }

    /// Any value is read as a state or a message, or is refused, without a panic.
    #[test]
    fn any_value_is_read(value in things()) {
        let _ = BoardState::read(&value);
        let _ = Stored::read(&value);
        let _ = BoardMessage::read(&value);
        if let Some(ChannelMessage::Changes { state, .. }) = ChannelMessage::read(&value) {
            scene_after(state, &azure_job(1));
        }
    }
}
