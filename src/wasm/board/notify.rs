//! Reports jobs to the user that ended while the user did not look.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::Result;
use crate::board::JobKey;
use crate::tabs::Telling;

use super::notifier::BoardNotifier;
use super::session::BoardSession;
use crate::wasm::platform::driver::Drive;
use crate::wasm::values::fields::Fields;
use crate::wasm::values::output::to_js;

#[wasm_bindgen(module = "/src/entry/members.js")]
extern "C" {
    #[wasm_bindgen(js_name = copiedOptions)]
    fn copied_options(options: &JsValue) -> JsValue;
}

impl BoardSession {
    /// Starts to report news, and replaces an earlier call. Returns the function that stops it.
    ///
    /// # Errors
    /// `invalidArgument` when an option is wrong.
    pub(super) fn notify(self: &Rc<Self>, options: &JsValue) -> Result<JsValue> {
        let fields = Fields::of("options", options);
        fields.only(&["notifications", "badge", "title", "icon", "text", "onNews"]);
        for name in ["notifications", "badge", "title"] {
            fields.boolean(name);
        }
        fields.text("icon");
        for name in ["text", "onNews"] {
            fields.function(name);
        }
        fields.end()?;
        let options = if fields.is_object { options.clone() } else { js_sys::Object::new().into() };
        let notifier = BoardNotifier::new(&self.tag, &copied_options(&options));
        let before = self.notifier.replace(Some(notifier.clone()));
        drop(before);
        self.with(|tab, at| tab.notify(true, at));
        let session = Rc::downgrade(self);
        let stop = move || {
            if let Some(session) = session.upgrade() {
                session.stop_notifying(&notifier);
            }
        };
        Ok(Closure::<dyn Fn()>::new(stop).into_js_value())
    }

    /// Stops a notifier, unless another one took its place.
    fn stop_notifying(self: &Rc<Self>, notifier: &BoardNotifier) {
        let is_current = self
            .notifier
            .borrow()
            .as_ref()
            .is_some_and(|current| js_sys::Object::is(current, notifier));
        if is_current {
            self.with(|tab, at| tab.notify(false, at));
            drop(self.notifier.take());
        }
    }

    /// Shows news.
    pub(super) fn show_news(&self, telling: Telling, jobs: &[JobKey]) {
        let Some(notifier) = self.notifier.borrow().clone() else { return };
        let news = to_js(&self.tab.borrow().board().news(jobs, self.moment()));
        let is_told = telling == Telling::Person;
        notifier.count(if is_told { 0 } else { jobs.len() });
        match telling {
            Telling::Count => {}
            Telling::Notification => notifier.notify(&news),
            Telling::Person => notifier.tell(&news),
        }
    }
}
