//! The results of a board's jobs.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::{Error, Job, Result};

use super::session::BoardSession;
use crate::wasm::clients::client::Client;
use crate::wasm::jobs::job_poller::JobPoller;
use crate::wasm::jobs::poll_options::PollOptions;
use crate::wasm::values::fields::get;

impl BoardSession {
    /// Creates a poller for a job, with the first client that accepts it. Returns the poller and
    /// the job's URL.
    pub(super) fn poller(&self, job: Job) -> Result<(JobPoller, String)> {
        let known = |client: &Rc<Client>| {
            Some((client.clone(), client.service.validate(job.clone()).ok()?))
        };
        let Some((client, job)) = self.clients.iter().find_map(known) else {
            return Err(
                Error::invalid_argument("No client of the board knows this job.").with_job(&job)
            );
        };
        let (pace, url) = (client.service.pace(), job.url.clone());
        let transport = self.transport.clone();
        let options = PollOptions { transport, pace, signal: None, on_progress: None };
        Ok((JobPoller::new(client, job, options), url))
    }

    /// Records the size of the result that was downloaded for the job at a URL. Settles as the
    /// download does.
    pub(super) fn note_size(self: &Rc<Self>, url: String, download: Promise) -> Promise {
        let session = self.clone();
        future_to_promise(async move {
            let downloaded = JsFuture::from(download).await?;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size")]
            if let Some(size) = get(&downloaded, "size").as_f64() {
                session.with(|tab, at| tab.note_result(&url, size as u64, at));
            }
            Ok(downloaded)
        })
    }
}
