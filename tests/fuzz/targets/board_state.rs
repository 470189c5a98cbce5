//! Any value, as the state of a board and as a message of another tab. What is read stays within
//! its limits, and a board that loads it polls its jobs within minutes.
#![no_main]

use std::rc::Rc;

use arbitrary::{Arbitrary, Unstructured};
use export_jobs::board::{
    AddOptions, Board, BoardAction, BoardMessage, BoardState, Foreign, Stored,
};
use export_jobs::service::{AzureLanguage, Family, Operation};
use export_jobs::tabs::ChannelMessage;
use export_jobs::{Machine, Moment, Response};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 43] = [
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
    "counts",
    "refusal",
    "leads",
    "isWhole",
];
const ORIGIN: &str = "https://contoso.cognitiveservices.azure.com";
const TEXTS: [&str; 12] = [
    ORIGIN,
    "azure-language",
    "azure-language/analyze-text",
    "export",
    "running",
    "succeeded",
    "cancelled",
    "timeout",
    "changes",
    "board",
    "turn",
    "https://contoso.cognitiveservices.azure.com/language/authoring/analyze-text/projects/Inbox/export/jobs/1?api-version=2023-04-01",
];

/// The values of a structured clone that the reader distinguishes.
#[derive(Clone, Debug)]
enum Thing {
    Nothing,
    Flag(bool),
    Number(f64),
    Text(String),
    List(Vec<Thing>),
    Object(Vec<(&'static str, Thing)>),
}

impl Thing {
    fn any(bytes: &mut Unstructured<'_>, depth: u32) -> arbitrary::Result<Self> {
        Ok(match bytes.int_in_range(0..=if depth == 0 { 5 } else { 8 })? {
            0 => Self::Nothing,
            1 => Self::Flag(bytes.arbitrary()?),
            2 => Self::Number(bytes.arbitrary()?),
            3 => Self::Number(*bytes.choose(&[0.0, 1.0, 1e15, 1e300, -1.0])?),
            4 => Self::Text((*bytes.choose(&TEXTS)?).to_owned()),
            5 => Self::Text(bytes.arbitrary()?),
            6 => {
                let count = bytes.int_in_range(0..=6)?;
                Self::List(
                    (0..count).map(|_| Self::any(bytes, depth - 1)).collect::<Result<_, _>>()?,
                )
            }
            _ => {
                let count = bytes.int_in_range(0..=10)?;
                let member = |_| Ok((*bytes.choose(&NAMES)?, Self::any(bytes, depth - 1)?));
                Self::Object((0..count).map(member).collect::<Result<_, _>>()?)
            }
        })
    }
}

#[derive(Debug)]
struct Anything(Thing);

impl<'a> Arbitrary<'a> for Anything {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        Thing::any(bytes, 6).map(Self)
    }
}

impl Foreign for Thing {
    fn member(&self, name: &str) -> Option<Self> {
        let Self::Object(members) = self else { return None };
        let found = members.iter().find(|(one, _)| *one == name)?;
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

fn check(state: &BoardState) {
    const DAYS: u64 = 100 * 86_400_000;
    for record in &state.jobs {
        assert!(
            record.next_in_ms <= 600_000 && record.deadline_in_ms <= DAYS && record.age_ms <= DAYS
        );
        assert!(record.version <= 1 << 30);
        assert!(
            record
                .status
                .iter()
                .all(|it| it.percent_complete.is_none_or(|it| (0.0..=100.0).contains(&it)))
        );
    }
    for budget in &state.budgets {
        assert!(budget.held_for_ms <= 300_000);
        assert!(budget.reads_ago_ms.iter().all(|ago| *ago <= DAYS));
    }
}

/// Checks that a job is polled if it is added after a state was loaded.
fn expect_a_poll(state: BoardState) {
    let client = Rc::new(AzureLanguage::new(ORIGIN, Family::AnalyzeText, None).unwrap());
    let job = client.job(Operation::Export, "Own", "own").unwrap();
    let mut board = Board::new(vec![client]);
    let start = 1_700_000_000_000;
    let mut now = start;
    board.merge(state, now, now);
    let key = board.add(job, &AddOptions::default(), now).unwrap();
    let answer = Response {
        status: 200,
        headers: [("content-type", "application/json")].into_iter().collect(),
        body: br#"{"status":"running"}"#.to_vec().into(),
        received_at_ms: 0,
    };
    loop {
        while let Some(action) = board.poll_action() {
            if let BoardAction::Send { key: one, flight, .. } = action {
                if one == key {
                    return;
                }
                board.handle_response(one, flight, Ok(answer.clone()), Moment::at(now));
            }
        }
        let at = board.timeout().expect("a job waits");
        now = now.max(at);
        assert!(now - start <= 660_000, "nothing for eleven minutes");
        board.handle_timeout(Moment::at(now));
    }
}

fuzz_target!(|value: Anything| {
    let Anything(value) = value;
    let _ = BoardMessage::read(&value);
    let _ = Stored::read(&value);
    if let Some(ChannelMessage::Changes { state, .. }) = ChannelMessage::read(&value) {
        check(&state);
    }
    // Most values have no version. The following ones do.
    let mut members = vec![("version", Thing::Number(1.0))];
    if let Thing::Object(own) = value {
        members.extend(own);
    }
    let (state, _) = BoardState::read(&Thing::Object(members)).unwrap();
    check(&state);
    expect_a_poll(state);
});
