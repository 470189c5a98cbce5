//! What a tab that does not poll wants of the one that does: a turn for a submission, which it then
//! sends itself, since the request with its body is its own; and to have a job cancelled.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use crate::board::{AddOptions, JobKey, SubmissionId};
use crate::{Error, ErrorCode, Result};

use super::super::error::number;
use super::super::fields::get;
use super::session::{BoardSession, gone};
use super::sharing::{Sharing, throttled};

/// Numbers of submissions in tabs that do not poll begin here, far from those of the board.
const FIRST: SubmissionId = 1 << 31;

/// Turns that were asked for.
#[derive(Default)]
pub(super) struct Turns {
    /// By this tab, of the one that polls.
    asked: Vec<Asked>,
    /// By others, of this tab.
    others: Vec<Other>,
    last: SubmissionId,
}

struct Asked {
    id: SubmissionId,
    client: usize,
    url: String,
    in_ms: u64,
    granted: bool,
}

struct Other {
    id: SubmissionId,
    tab: String,
    their_id: f64,
}

impl Turns {
    pub(super) fn ask(
        &mut self,
        sharing: &Sharing,
        client: usize,
        url: &str,
        in_ms: u64,
    ) -> SubmissionId {
        self.last = self.last.wrapping_add(1);
        let id = FIRST.wrapping_add(self.last);
        let asked = Asked { id, client, url: url.to_owned(), in_ms, granted: false };
        asked.post(sharing);
        self.asked.push(asked);
        id
    }

    /// This tab polls now. What it asked for comes to its own queue; another leader's turns are
    /// gone with it, and their tabs ask again when they hear of this one.
    pub(super) fn lead(sharing: &Rc<Sharing>, session: &Rc<BoardSession>) {
        let asked = std::mem::take(&mut sharing.turns.borrow_mut().asked);
        for turn in asked.into_iter().filter(|turn| !turn.granted) {
            session.requeue(turn.id, turn.client, &turn.url, turn.in_ms);
        }
        for key in session.unanswered_cancels() {
            if let Err(error) = session.with(|board, now| board.cancel(key, now)) {
                session.settle_cancel(key, Err(error));
            }
        }
        sharing.post("lead", &[]);
    }

    pub(super) fn ask_to_cancel(sharing: &Sharing, session: &BoardSession, key: JobKey) {
        let url = session.board.borrow().job(key, 0).map(|job| job.job.url.clone());
        sharing.post("cancel", &[("url", url.unwrap_or_default().into())]);
    }

    pub(super) fn tell_cancel(
        &self,
        sharing: &Sharing,
        session: &BoardSession,
        key: JobKey,
        outcome: &Result<()>,
    ) {
        let url = session.board.borrow().job(key, 0).map(|job| job.job.url.clone());
        let refusal = outcome.as_ref().err().map(|error| error.message().into());
        sharing.post(
            "cancelled",
            &[("url", url.unwrap_or_default().into()), ("refusal", refusal.unwrap_or_default())],
        );
    }

    pub(super) fn grant(&self, sharing: &Sharing, id: SubmissionId) -> bool {
        let Some(other) = self.others.iter().find(|other| other.id == id) else { return false };
        sharing
            .post("granted", &[("to", other.tab.as_str().into()), ("id", other.their_id.into())]);
        true
    }

    pub(super) fn over(&mut self, sharing: &Sharing, id: SubmissionId) {
        if let Some(at) = self.others.iter().position(|other| other.id == id) {
            let other = self.others.swap_remove(at);
            sharing.post("over", &[("to", other.tab.into()), ("id", other.their_id.into())]);
        }
        self.asked.retain(|asked| asked.id != id);
    }

    pub(super) fn hear(
        sharing: &Rc<Sharing>,
        session: &Rc<BoardSession>,
        kind: &str,
        from: &str,
        data: &JsValue,
    ) {
        let text = |name: &str| get(data, name).as_string().unwrap_or_default();
        let amount = |name: &str| get(data, name).as_f64().unwrap_or_default();
        let to_me = || text("to") == sharing.id();
        match kind {
            // To whoever polls.
            "turn" if sharing.polls() => {
                let deadline = session.now().saturating_add(whole(amount("inMs")));
                let client = usize::try_from(whole(amount("client"))).unwrap_or(usize::MAX);
                let now = session.now();
                let id = session.board.borrow_mut().submit(client, &text("url"), deadline, now);
                let other = Other { id, tab: from.to_owned(), their_id: amount("id") };
                sharing.turns.borrow_mut().others.push(other);
            }
            "used" if sharing.polls() => {
                let id = sharing.turns.borrow().mine(from, amount("id"));
                let Some(id) = id else { return };
                let refused = get(data, "throttled").is_truthy();
                let outcome = if refused { throttled() } else { gone() };
                session.with(|board, now| {
                    board.submitted(id, Err(outcome), &AddOptions::default(), now);
                });
            }
            "cancel" if sharing.polls() => {
                let key = session.board.borrow().key(&text("url"));
                if let Some(key) = key {
                    let taken = session.with(|board, now| board.cancel(key, now));
                    if taken.is_err() {
                        sharing.turns.borrow().tell_cancel(sharing, session, key, &taken);
                    }
                }
            }
            "focus" if sharing.polls() => {
                let key = session.board.borrow().key(&text("url"));
                session.with(|board, now| board.focus(key, now));
            }
            // From whoever polls.
            "lead" => {
                let turns = sharing.turns.borrow();
                turns.asked.iter().filter(|it| !it.granted).for_each(|it| it.post(sharing));
                for key in session.unanswered_cancels() {
                    Self::ask_to_cancel(sharing, session, key);
                }
            }
            "granted" if to_me() => Self::use_turn(sharing, session, small(amount("id"))),
            "cancelled" => {
                let key = session.board.borrow().key(&text("url"));
                let refusal = get(data, "refusal").as_string();
                let outcome = refusal
                    .map_or(Ok(()), |message| Err(Error::new(ErrorCode::HttpError, message)));
                if let Some(key) = key {
                    session.settle_cancel(key, outcome);
                }
            }
            "paused" => {
                let paused = get(data, "paused").is_truthy();
                session.with(|board, now| if paused { board.pause() } else { board.resume(now) });
            }
            "over" if to_me() => session.overdue_turn(small(amount("id"))),
            _ => {}
        }
    }

    fn mine(&self, from: &str, their_id: f64) -> Option<SubmissionId> {
        let other = self.others.iter().find(|it| it.tab == from && it.their_id == their_id);
        other.map(|other| other.id)
    }

    /// Sends a submission whose turn has come.
    fn use_turn(sharing: &Rc<Sharing>, session: &Rc<BoardSession>, id: SubmissionId) {
        let mut turns = sharing.turns.borrow_mut();
        let Some(asked) = turns.asked.iter_mut().find(|asked| asked.id == id) else { return };
        // A leader that was slow and its successor may both grant it.
        if std::mem::replace(&mut asked.granted, true) {
            return;
        }
        drop(turns);
        let Some((client, call, controller)) = session.departing(id) else {
            return sharing.used(id, false);
        };
        let (sharing, session) = (sharing.clone(), session.clone());
        spawn_local(async move {
            let outcome = session.exchange_submission(&client, &call, &controller).await;
            let throttled = matches!(&outcome, Err(error) if error.code() == ErrorCode::Throttled);
            sharing.used(id, throttled);
            if throttled {
                // The one that polls has it in its queue again.
                let mut turns = sharing.turns.borrow_mut();
                if let Some(asked) = turns.asked.iter_mut().find(|asked| asked.id == id) {
                    asked.granted = false;
                }
                return;
            }
            session.finish_submission(id, outcome);
        });
    }
}

impl Asked {
    fn post(&self, sharing: &Sharing) {
        sharing.post(
            "turn",
            &[
                ("id", number(self.id.into()).into()),
                ("client", number(self.client as u64).into()),
                ("url", self.url.as_str().into()),
                ("inMs", number(self.in_ms).into()),
            ],
        );
    }
}

impl Sharing {
    fn used(&self, id: SubmissionId, throttled: bool) {
        self.post("used", &[("id", number(id.into()).into()), ("throttled", throttled.into())]);
    }
}

fn whole(value: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    let whole = value as u64;
    whole
}

fn small(value: f64) -> u32 {
    u32::try_from(whole(value)).unwrap_or(u32::MAX)
}
