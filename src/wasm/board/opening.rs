//! Opens and closes a board.

use std::rc::{Rc, Weak};

use js_sys::Math;

use crate::board::Board;
use crate::tabs::Tab;

use super::arrivals::pass_on;
use super::link::Link;
use super::options::BoardOptions;
use super::page_events::{PageEvents, is_hidden};
use super::session::BoardSession;
use crate::wasm::platform::timer::{Clock, moment};
use crate::wasm::values::error::Failure;

/// Opens a board with these options.
pub(super) fn open(options: BoardOptions) -> Rc<BoardSession> {
    let contracts = options.clients.iter().map(|client| client.service.clone()).collect();
    let mut board = Board::new(contracts);
    for (origin, limits) in options.limits {
        board.set_limits(origin, limits);
    }
    let clock = Clock::new();
    let mut tab = Tab::new(board, options.transport.timeout_ms, is_hidden(), moment(clock.now()));
    tab.set_history_limits(options.history);
    let tag = ["export-jobs/", options.name.as_deref().unwrap_or_default()].concat();
    let session = BoardSession::new(tab, options.clients, options.transport, clock, tag);
    let session = Rc::new(session);
    let weak = Rc::downgrade(&session);
    let events = PageEvents::listen(move |event| {
        if let Some(session) = weak.upgrade() {
            session.page_event(event);
        }
    });
    session.events.replace(Some(events));
    if let Some(name) = options.name {
        // Distinguishes the boards of several tabs.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 2^53")]
        let id = (Math::random() * 9e15) as u64;
        let weak = Rc::downgrade(&session);
        let report = move |event: String, number, value| pass_on(&weak, &event, number, &value);
        let link = Link::new(&name, &id.to_string(), report);
        let platform = link.platform();
        session.link.replace(Some(link));
        session.with(|tab, at| tab.share(id, platform, at));
    }
    if let Some(state) = options.state {
        session.with(|tab, at| tab.restore(state, at));
    }
    session
}

/// Ends all activity of a board in this tab.
pub(super) fn close(session: &Rc<BoardSession>) {
    if session.is_closed() {
        return;
    }
    session.with(Tab::close);
    drop(session.events.take());
    let outcomes = session.outcomes.take();
    for awaited in outcomes {
        let error = session.tab.borrow().board().closed_job(awaited.key);
        awaited.settler.settle(Err(Failure::from(error).into()));
    }
    for pending in session.iterators.take().iter().filter_map(Weak::upgrade) {
        pending.end();
    }
    session.listeners.clear();
    session.settle_ready();
    session.hold_on();
}
