//! Saves the result of a job: its bytes go to a target while they arrive.

use std::rc::Rc;

use super::saved_part::{ContentRange, SavedPart, strong_etag};
use crate::files::is_end;
use crate::service::{Pace, Service};
use crate::text::digits;
use crate::{
    Arrival, Download, Error, ErrorCode, Job, JobStatus, Layout, Request, Response, Result,
    ResultFile, plain,
};

plain! {
    readable
    /// The tasks of a save besides writing, and what happens to the stream at the end.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct SaveOptions {
        /// Computes the SHA-256 of the file.
        pub sha256: Option<bool>,
        /// Reads the file as an exported project.
        pub project: Option<bool>,
        /// Leaves the stream open when everything is written.
        pub prevent_close: Option<bool>,
        /// Leaves the stream open after a failure.
        pub prevent_abort: Option<bool>,
    }
}

plain! {
    /// A file that was saved.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SavedFile {
        /// The size in bytes.
        pub size: u64,
        /// A file name that is valid in every file system.
        pub suggested_name: String,
        /// The media type, such as `application/json` or `application/zip`.
        pub content_type: String,
        /// The SHA-256 of the file in hexadecimal, with `sha256: true`.
        pub sha256: Option<String>,
    }
}

/// The next request.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveRequest {
    /// The job's status, for a new URL of the file. [`Save::renewed`] takes the answer.
    Status(Request),
    /// The file, or the rest of it. [`Save::opened`] takes the beginning of the answer.
    File(Request),
}

/// Decides how a file is written to a target that takes bytes in order. Performs no I/O.
///
/// A driver moves the bytes in these steps:
///
/// 1. It sends [`Save::request`], and gives the head of the answer to [`Save::opened`].
/// 2. It writes the body as the [`SavedPart`] says, gives each piece to [`Save::arrival`], and reports
///    with [`Save::written`] how many bytes the target has.
/// 3. When the body has ended, [`Save::closed`] checks that the file is complete.
/// 4. After any failure, [`Save::retry_in`] says when to start again with the first step.
///
/// Only the beginning and the end of a long file are checked. [`Download`] checks the whole file.
pub struct Save {
    download: Download,
    file: Option<ResultFile>,
    /// The number of bytes that the target has.
    written: u64,
    /// The highest number of bytes that the target ever had.
    furthest: u64,
    total: Option<u64>,
    /// The `ETag` of the version that the written bytes come from. `None` if the rest cannot be
    /// requested.
    etag: Option<String>,
    end: End,
    is_part_requested: bool,
    is_answered: bool,
    /// The number of requests for the rest that got no answer.
    unanswered: u32,
    renewal: Renewal,
}

/// The way to check, at the end of a file, that it is complete.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// The file must end with the directory of a ZIP file.
    Directory,
    /// The file must end with the closing brace of a JSON object, whose pieces were read.
    Brace,
    /// The file was already checked, or its format has no end to check.
    Any,
}

/// The renewal of the file's URL after a refusal. It happens once, until more of the file has
/// arrived.
enum Renewal {
    Unused,
    /// The status must be read next, because of this failure.
    Due(Error),
    Used,
}

const NOT_THE_REST: &str = "it is not the rest of the file that was requested";

/// The number of bytes with which an attempt counts as progress. Without a minimum, a download of a
/// few bytes per request could go on for ever.
const PROGRESS_BYTES: u64 = 65_536;

impl Save {
    /// The number of bytes that [`Save::opened`] needs from the beginning of a file, unless the
    /// file is shorter.
    pub const HEAD_BYTES: usize = 16_384;
    /// The number of bytes that [`Save::closed`] needs from the end of a file, unless the file is
    /// shorter.
    pub const TAIL_BYTES: usize = crate::files::LONGEST_END;

    /// Creates a save of the result of a job that succeeded.
    ///
    /// # Errors
    /// As for [`Download::new`].
    pub fn new(
        service: Rc<dyn Service>,
        job: &Job,
        status: &JobStatus,
        mut pace: Pace,
    ) -> Result<Self> {
        // After a broken connection, a wait as long as that between two polls would be too long.
        pace.interval_ms = pace.interval_ms.min(1_000);
        Ok(Self {
            download: Download::new(service, job, status, pace)?,
            file: None,
            written: 0,
            furthest: 0,
            total: None,
            etag: None,
            end: End::Any,
            is_part_requested: false,
            is_answered: false,
            unanswered: 0,
            renewal: Renewal::Unused,
        })
    }

    /// Returns the request to send.
    ///
    /// # Errors
    /// `foreignOrigin` if the job's URL is on another origin.
    pub fn request(&mut self) -> Result<SaveRequest> {
        if let Renewal::Due(_) = self.renewal {
            return self.download.status_request().map(SaveRequest::Status);
        }
        let mut request = self.download.request().clone();
        let rest = self.etag.as_deref().filter(|_| self.written > 0);
        self.is_part_requested = rest.is_some();
        self.is_answered = false;
        if let Some(etag) = rest {
            request.headers.set("Range", text!("bytes={}-", digits(self.written)));
            request.headers.set("If-Range", etag);
        }
        Ok(SaveRequest::File(request))
    }

    /// Takes the URL of the file from a new status.
    ///
    /// # Errors
    /// The failure that the answer means; or the failure of the file, if its URL has not changed.
    pub fn renewed(&mut self, response: &Response) -> Result<()> {
        let is_other = self.download.renew(response)?;
        match std::mem::replace(&mut self.renewal, Renewal::Used) {
            Renewal::Due(refusal) if !is_other => Err(refusal),
            _ => Ok(()),
        }
    }

    /// Checks the head of an answer, and says where its body goes. `response.body` is the beginning of the body: all of
    /// it if `is_whole`. `can_rewind` says whether the target can be written again from its first byte.
    ///
    /// # Errors
    /// The failure that the answer means.
    pub fn opened(
        &mut self,
        mut response: Response,
        is_whole: bool,
        can_rewind: bool,
    ) -> Result<SavedPart> {
        self.is_answered = true;
        self.unanswered = 0;
        if self.is_part_requested && matches!(response.status, 206 | 416) {
            return self.continued(&response);
        }
        let etag = strong_etag(&response).map(str::to_owned);
        let total = response.announced();
        let layout = if is_whole {
            Layout::of(&response.body)
        } else {
            // This header counts bytes that have not arrived yet.
            response.headers.remove("content-length");
            Layout::of_start(&response.body)
        };
        let file = self.download.check(&response, &layout)?;
        // The answer is the same version from its first byte. The bytes that the target has are not
        // written again.
        let skip =
            if self.written > 0 && etag.is_some() && etag == self.etag { self.written } else { 0 };
        if skip == 0 && !self.can_begin(can_rewind) {
            self.etag = None;
            return Err(response.unreadable(NOT_THE_REST));
        }
        self.file = Some(file);
        (self.etag, self.total) = (etag, total);
        if skip > 0 {
            return Ok(SavedPart { is_anew: false, skip, total });
        }
        self.end = match layout.is_object() {
            _ if is_whole => End::Any,
            true => End::Brace,
            false if response.body.starts_with(b"PK") => End::Directory,
            false => End::Any,
        };
        self.download.arrival().begin_after(layout);
        Ok(SavedPart { is_anew: true, skip, total })
    }

    /// Checks that an answer is the rest of the file.
    fn continued(&mut self, response: &Response) -> Result<SavedPart> {
        let sent = response.headers.get("content-range");
        let of_rest = |total: Option<u64>| total.map(|total| total.saturating_sub(self.written));
        let fits = |total: Option<u64>| {
            let both = total.zip(self.total);
            both.is_none_or(|(total, known)| total == known).then(|| total.or(self.total))
        };
        let part = match (response.status, sent.and_then(ContentRange::read)) {
            (206, Some(ContentRange { start: Some(start), total })) if start == self.written => {
                fits(total).map(|total| (total, 0))
            }
            // A browser hides the header across origins.
            (206, None) if sent.is_none() && self.total.is_some() => {
                (of_rest(self.total) == response.announced()).then_some((self.total, 0))
            }
            // Nothing is left to send. The body is an error.
            (416, Some(ContentRange { start: None, total })) if total == Some(self.written) => {
                fits(total).map(|total| (total, u64::MAX))
            }
            _ => None,
        };
        // A service may ignore `If-Range`, so the version is compared here too.
        let is_same = response.headers.get("etag") == self.etag.as_deref();
        let Some((total, skip)) = part.filter(|_| is_same && !response.is_encoded()) else {
            self.etag = None;
            return Err(response.unreadable(NOT_THE_REST));
        };
        self.total = total;
        Ok(SavedPart { is_anew: false, skip, total })
    }

    /// Returns the media type and the name of the file, once its beginning has arrived.
    pub fn file(&self) -> Option<&ResultFile> {
        self.file.as_ref()
    }

    /// Records how many bytes the target has.
    pub fn written(&mut self, bytes: u64) {
        self.written = bytes;
        if self.total.is_some_and(|total| total < bytes) {
            // The header counted encoded bytes, so the rest of the file is not at this offset.
            (self.total, self.etag) = (None, None);
        }
        if bytes >= self.furthest.saturating_add(PROGRESS_BYTES) {
            self.furthest = bytes;
            self.renewal = Renewal::Unused;
            self.download.forget_failures();
        }
    }

    /// Returns the reader for the pieces that the target gets, if it is needed to see whether the file is complete.
    pub fn arrival(&self) -> Option<Arrival> {
        (self.end == End::Brace).then(|| self.download.arrival())
    }

    /// Returns whether all bytes have arrived, as far as the service says how many there are.
    pub fn has_all(&self) -> bool {
        self.total == Some(self.written)
    }

    /// Checks the end of the file. `tail` is its last bytes.
    ///
    /// # Errors
    /// `unreadableResponse` if the file is not complete.
    pub fn closed(&mut self, tail: &[u8]) -> Result<()> {
        let response = Response {
            status: 200,
            headers: Default::default(),
            body: Vec::new(),
            received_at_ms: 0,
        };
        if let Some(total) = self.total.filter(|total| *total > self.written) {
            return Err(response.cut_off(self.written, total));
        }
        let is_right = match self.end {
            End::Directory => is_end(tail, self.written),
            End::Brace => self.download.arrival().is_complete(),
            End::Any => true,
        };
        if is_right {
            return Ok(());
        }
        if self.total.is_some() {
            // All bytes have arrived, so the end is wrong and not missing.
            self.etag = None;
        }
        Err(response.unreadable("the file is cut off"))
    }

    /// Returns the file that was saved.
    pub fn saved(&self, sha256: Option<String>) -> SavedFile {
        let ResultFile { content_type, suggested_name } = self.file.clone().unwrap_or_default();
        SavedFile { size: self.written, suggested_name, content_type, sha256 }
    }

    /// Returns the error of a target that rejects the file.
    pub fn not_taken(&self) -> Error {
        let message = text!(
            "The target rejected the file after {} bytes. The error's cause says why. The job \
             has succeeded: save its result again, into another target.",
            digits(self.written)
        );
        Error::new(ErrorCode::NotStored, message)
    }

    /// Returns the error of a save that missed its deadline.
    pub fn late(&self, timeout_ms: u64) -> Error {
        self.download.late(timeout_ms)
    }

    /// Returns whether the file can be written from its first byte.
    fn can_begin(&self, can_rewind: bool) -> bool {
        can_rewind || self.written == 0
    }

    /// Returns how many milliseconds to wait before the next request.
    ///
    /// # Errors
    /// The given error, with its job, if another request would not help.
    pub fn retry_in(&mut self, error: Error, can_rewind: bool, jitter: f64) -> Result<u64> {
        if let Renewal::Due(refusal) = &self.renewal {
            // The status, too, says that the job no longer exists.
            let is_gone = matches!(error.code(), ErrorCode::NotFound | ErrorCode::Expired);
            let error = if is_gone { refusal.clone() } else { error };
            return self.download.retry_in(error, jitter);
        }
        let is_refused =
            matches!(error.code(), ErrorCode::Forbidden | ErrorCode::NotFound | ErrorCode::Expired);
        if is_refused && matches!(self.renewal, Renewal::Unused) {
            self.renewal = Renewal::Due(error.with_job(self.download.job()));
            return Ok(0);
        }
        if self.is_part_requested && !self.is_answered {
            // CORS may refuse the headers of the request.
            self.unanswered = self.unanswered.saturating_add(1);
            if self.unanswered > 1 && can_rewind {
                self.etag = None;
            }
        }
        if error.is_transient() && self.etag.is_none() && !self.can_begin(can_rewind) {
            let message = text!(
                "{} The target has {} bytes of the file. The service does not send the rest alone, and \
                 this stream cannot be restarted: save into a new one, or into a file.",
                error.message(),
                digits(self.written)
            );
            return Err(error.with_message(message).with_job(self.download.job()));
        }
        self.download.retry_in(error, jitter)
    }
}
