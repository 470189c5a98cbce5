//! Jobs and changes as JavaScript sees them.

use js_sys::Object;
use wasm_bindgen::JsValue;

use crate::board::{Change, JobKey};

use super::super::error::{Failure, number};
use super::super::fields::set;
use super::super::output::to_js;
use super::session::BoardSession;

impl BoardSession {
    pub(super) fn change_to_js(&self, change: &Change) -> JsValue {
        let object = Object::new();
        set(&object, "type", &change.kind.as_str().into());
        match &change.url {
            Some(url) => set(&object, "url", &url.as_str().into()),
            None => {
                let url =
                    self.tab.borrow().board().job(change.key, 0).map(|job| job.job.url.clone());
                set(&object, "url", &url.unwrap_or_default().into());
                set(&object, "job", &self.job_to_js(change.key));
            }
        }
        object.into()
    }

    /// A job as JavaScript sees it; `undefined` when it is not there.
    pub(super) fn job_to_js(&self, key: JobKey) -> JsValue {
        let now = self.clock.now();
        let tab = self.tab.borrow();
        let Some(job) = tab.board().job(key, now) else { return JsValue::UNDEFINED };
        let object = Object::new();
        set(&object, "job", &to_js(job.job));
        if let Some(status) = job.status {
            set(&object, "status", &to_js(status));
        }
        set(&object, "isDone", &job.outcome.is_some().into());
        if let Some(Err(error)) = job.outcome {
            set(&object, "error", &Failure::from(error.clone()).into());
        }
        if let Some(error) = job.last_failure {
            set(&object, "lastFailure", &Failure::from(error.clone()).into());
        }
        set(&object, "ageMs", &number(job.age_ms).into());
        if let Some(ms) = job.next_poll_in_ms {
            set(&object, "nextPollInMs", &number(ms).into());
        }
        if let Some(ms) = job.remaining_ms {
            set(&object, "remainingMs", &number(ms).into());
        }
        set(&object, "isPolling", &job.is_polling.into());
        set(&object, "isFocused", &job.is_focused.into());
        set(&object, "readings", &number(job.readings.into()).into());
        object.into()
    }
}
