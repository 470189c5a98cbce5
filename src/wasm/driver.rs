//! The driver of every state machine of the core. It keeps the contract of [`Machine`].

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use crate::{Machine, Moment};

use super::timer::{Timer, moment, now};

/// The one timer of a driver.
#[derive(Default)]
pub(super) struct DriverTimer {
    /// When it rings.
    timer: RefCell<Option<(u64, Timer)>>,
    is_driving: Cell<bool>,
}

impl DriverTimer {
    /// Stops the timer.
    pub(super) fn stop(&self) {
        drop(self.timer.take());
    }

    /// Returns whether the timer is right for a machine that is due at this time. One that rings too
    /// early is set anew then, which is less work than now and again.
    fn serves(&self, due: Option<u64>) -> bool {
        let rings_before = |(at, _): &(u64, Timer)| due.is_some_and(|due| *at <= due);
        self.timer.borrow().as_ref().map_or(due.is_none(), rings_before)
    }

    fn set(&self, timer: Option<(u64, Timer)>) {
        let old = self.timer.replace(timer);
        drop(old);
    }
}

/// A machine, and what the platform does for it.
pub(super) trait Drive: Sized + 'static {
    /// The machine that is driven.
    type Machine: Machine + ?Sized;

    /// True if the timer keeps the driver alive. Otherwise its owner has to.
    const IS_KEPT_BY_TIMER: bool = true;

    /// Returns the machine. It is borrowed only while it is called: what JavaScript is called for
    /// may call back.
    fn machine(&self) -> &RefCell<Self::Machine>;

    /// Returns the driver's timer.
    fn timer(&self) -> &DriverTimer;

    /// Carries out one action.
    fn carry_out(self: &Rc<Self>, action: <Self::Machine as Machine>::Action);

    /// Called when no action is left.
    fn after(self: &Rc<Self>) {}

    /// Returns whether nothing more is done, whatever the machine says.
    fn is_over(&self) -> bool {
        false
    }

    /// Returns the time, on the clock that the machine knows.
    fn now(&self) -> u64 {
        now()
    }

    /// Returns the moment of an event that happens now.
    fn moment(&self) -> Moment {
        moment(self.now())
    }

    /// Reports the time.
    fn handle_timeout(&self) {
        let at = self.moment();
        self.machine().borrow_mut().handle_timeout(at);
    }

    /// Carries out what the machine asks for, and sets the timer. To be called after each change.
    fn drive(self: &Rc<Self>) {
        // A change to the machine on the way is carried out by the loop that is running.
        if self.timer().is_driving.replace(true) {
            return;
        }
        while !self.is_over() {
            let action = self.machine().borrow_mut().poll_action();
            match action {
                Some(action) => self.carry_out(action),
                None => break,
            }
        }
        self.timer().is_driving.set(false);
        if !self.is_over() {
            self.after();
        }
        self.set_timer();
    }

    /// Sets the timer for when the machine is due again.
    fn set_timer(self: &Rc<Self>) {
        let due = if self.is_over() { None } else { self.machine().borrow_mut().timeout() };
        if self.timer().serves(due) {
            return;
        }
        let set = due.map(|at| {
            let (owner, weak) = (Self::IS_KEPT_BY_TIMER.then(|| self.clone()), Rc::downgrade(self));
            let timer = Timer::start(at.saturating_sub(self.now()), move || {
                let _ = &owner;
                let Some(driver) = Weak::upgrade(&weak) else { return };
                driver.timer().stop();
                driver.handle_timeout();
                driver.drive();
            });
            (at, timer)
        });
        self.timer().set(set);
    }
}
