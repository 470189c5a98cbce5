//! The jobs of a board that have ended: their history, their results, and news of them.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::job_board::JobBoard;
use super::options::read_filter;
use crate::wasm::values::error::Thrown;

#[wasm_bindgen]
impl JobBoard {
    /// Resolves with the jobs that have ended, newest first: those on the board, and those that were removed from it
    /// after their end. The browser keeps them for all tabs of a board with a name, for as long as the option `history`
    /// says. They contain no secrets, and no result URLs that are secrets.
    ///
    /// Throws `invalidArgument` when the filter is wrong. Rejects with `closed` when the board is closed.
    ///
    /// @example
    /// ```js
    /// const failed = await board.history({ states: ["failed"], limit: 10 });
    /// ```
    #[wasm_bindgen(unchecked_return_type = "Promise<BoardJob[]>")]
    pub fn history(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "BoardHistoryFilter")] filter: &JsValue,
    ) -> Thrown<Promise> {
        Ok(self.session.history(read_filter(filter)?))
    }

    /// Downloads the result of a job that succeeded, on the board or from the history. This can be repeated as long as
    /// the service keeps the result. It reads the status again, for a fresh result URL.
    ///
    /// Throws `invalidArgument` when it is not a job of any client. Rejects as `JobPoller.result` does, with
    /// `expired` when the service no longer keeps the result.
    #[wasm_bindgen(unchecked_return_type = "Promise<JobResult>")]
    pub fn result(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Job | BoardJob | string")] job: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ResultOptions")] options: &JsValue,
    ) -> Thrown<Promise> {
        let (poller, url) = self.session.poller(self.read_job(job)?)?;
        let download = poller.result(options)?;
        Ok(self.session.note_size(url, download))
    }

    /// Removes a job from the board and from the history, in all tabs. The job continues at the service.
    pub fn forget(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Job | BoardJob | string")] job: &JsValue,
    ) -> Thrown<()> {
        let key = self.key(job)?;
        let url = match key {
            Some(key) => self.session.url_of(key),
            None => self.read_job(job)?.url,
        };
        self.session.with(|tab, at| tab.forget(key, &url, at));
        Ok(())
    }

    /// Reports jobs that ended while the user did not look: with notifications, if the page wants them and the user
    /// permits them, on the badge of the app, and in the title of the page. When the user comes back, `onNews` is
    /// called with the jobs that have ended, in one tab only. A later call replaces an earlier one. Returns the
    /// function that stops it.
    ///
    /// The user is asked for permission for notifications only within a click or another gesture: call it there with
    /// `notifications: true`. Without a gesture, notifications are shown only if they were permitted before. Features
    /// that the platform does not have are left out.
    ///
    /// Throws `invalidArgument` when an option is wrong.
    ///
    /// @example
    /// ```js
    /// button.onclick = () => board.notify({ notifications: true, onNews: ({ text }) => toast(text) });
    /// ```
    #[wasm_bindgen(unchecked_return_type = "() => void")]
    pub fn notify(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "BoardNotifyOptions")] options: &JsValue,
    ) -> Thrown<JsValue> {
        Ok(self.session.notify(options)?)
    }
}
