//! The jobs of a board that have ended: their history, their results, and news of them.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::super::error::Thrown;
use super::job_board::JobBoard;
use super::options::read_filter;

#[wasm_bindgen]
impl JobBoard {
    /// Resolves with the jobs that have ended, newest first: those on the board, and those that were
    /// removed from it after their end. The browser keeps them for all tabs of a board with a name, for as
    /// long as the option `history` says. They hold no secrets and no result URL that is one.
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

    /// Downloads the result of a job that ended well, as often as the service keeps it: of a job on the
    /// board, or of one from the history. It reads the status anew for a fresh result URL.
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

    /// Removes a job from the board and from the history, in all tabs. The job goes on at the service.
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

    /// Tells people of jobs that ended while they did not look: with notifications, if the page wants them and
    /// the user permits them, on the badge of the app, and in the title of the page. Who is back is told what
    /// ended meanwhile (`onNews`), once for all tabs. A later call replaces an earlier one. Returns the function
    /// that stops it.
    ///
    /// Permission for notifications is asked for only within a click or another gesture: call it there with
    /// `notifications: true`. Without a gesture, nobody is asked, and notifications are shown if they were
    /// permitted before. What the platform lacks is left out.
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
