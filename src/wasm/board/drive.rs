//! The actions of a tab on this platform.

use std::cell::RefCell;
use std::rc::Rc;

use crate::board::ChangeKind;
use crate::tabs::{Action, Tab};

use super::session::BoardSession;
use crate::wasm::platform::driver::{Drive, DriverTimer};

impl Drive for BoardSession {
    type Machine = Tab;

    /// The timer does not keep a board alive that the page has dropped. A pending promise does.
    const IS_KEPT_BY_TIMER: bool = false;

    fn machine(&self) -> &RefCell<Tab> {
        &self.tab
    }

    fn timer(&self) -> &DriverTimer {
        &self.timer
    }

    fn carry_out(self: &Rc<Self>, action: Action) {
        match action {
            Action::Send { flight, client, request } => self.poll(flight, client, request),
            Action::Depart { flight } => self.let_poll_leave(flight),
            Action::Abort { flight } => self.abort_poll(flight),
            Action::Submit { id } => self.send_submission(id),
            Action::Cancel { key, client, request } => self.send_cancel(key, client, request),
            Action::Submitted { id, outcome } => self.settle_submission(id, outcome),
            Action::CancelAnswered { key, outcome } => self.settle_cancel(key, &outcome),
            Action::Changed(change) => {
                if matches!(change.kind, ChangeKind::Ended | ChangeKind::Removed) {
                    self.settle_outcomes(change.key);
                }
                self.tell(&change);
            }
            Action::News { telling, jobs } => self.show_news(telling, &jobs),
            Action::Ready => self.settle_ready(),
            Action::History { waiter, outcome } => self.settle_history(waiter, outcome),
            Action::Stored { waiter, outcome } => self.settle_stored(waiter, outcome),
            platform => self.ask_platform(platform),
        }
    }

    fn after(self: &Rc<Self>) {
        self.hold_on();
    }

    fn now(&self) -> u64 {
        self.clock.now()
    }
}

impl BoardSession {
    /// Requests an action from the platform. A board without a name requests nothing.
    fn ask_platform(&self, action: Action) {
        let link = self.link.borrow();
        let Some(link) = link.as_ref() else { return };
        match action {
            Action::Load(number) => link.js.load(number),
            Action::LoadEnded(number) => link.js.load_ended(number),
            Action::Save(number, batch) => link.save(number, &batch),
            Action::Join => {
                let (is_open, at) = (link.js.join().is_ok(), self.moment());
                self.tab.borrow_mut().handle_joined(is_open, at);
            }
            Action::Leave => link.js.leave(),
            Action::RequestLock { steal } => link.js.request_lock(steal),
            Action::ReleaseLock => link.js.release_lock(),
            Action::LookAtLock(number) => link.js.look_at_lock(number),
            Action::ListTabs => link.js.list_tabs(),
            Action::Post(message) => link.post(&message),
            _ => {}
        }
    }
}
