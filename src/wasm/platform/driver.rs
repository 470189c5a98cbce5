//! The driver of every state machine of the core. It keeps the contract of [`Machine`].

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use crate::{Machine, Moment};

use super::timer::{Timer, moment, now};

/// The one timer of a driver.
#[derive(Default)]
pub(crate) struct DriverTimer {
    /// The time at which it fires, and the timer.
    timer: RefCell<Option<(u64, Timer)>>,
    is_driving: Cell<bool>,
}

impl DriverTimer {
    /// Stops the timer.
    pub(crate) fn stop(&self) {
        drop(self.timer.take());
    }

    /// Returns whether the timer can stay for a machine that is due at this time. A timer that fires too early is set
    /// again then, which is less work than to set it at each change.
    fn serves(&self, due: Option<u64>) -> bool {
        let rings_before = |(at, _): &(u64, Timer)| due.is_some_and(|due| *at <= due);
        self.timer.borrow().as_ref().map_or(due.is_none(), rings_before)
    }

    fn set(&self, timer: Option<(u64, Timer)>) {
        let old = self.timer.replace(timer);
        drop(old);
    }
}

/// A machine, and the platform's implementation of its actions.
pub(crate) trait Drive: Sized + 'static {
    /// The machine that is driven.
    type Machine: Machine + ?Sized;

    /// True if the timer keeps the driver alive. Otherwise its owner has to.
    const IS_KEPT_BY_TIMER: bool = true;

    /// Returns the machine. It is borrowed only during a call of the machine, because calls into
    /// JavaScript may call back.
    fn machine(&self) -> &RefCell<Self::Machine>;

    /// Returns the driver's timer.
    fn timer(&self) -> &DriverTimer;

    /// Carries out one action.
    fn carry_out(self: &Rc<Self>, action: <Self::Machine as Machine>::Action);

    /// Called when no action is left.
    fn after(self: &Rc<Self>) {}

    /// Returns whether the driver has ended, even if the machine has further actions.
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

    /// Carries out the machine's actions, and sets the timer. Must be called after each change.
    fn drive(self: &Rc<Self>) {
        // If the machine changes during the loop, the running loop carries out the new actions.
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
