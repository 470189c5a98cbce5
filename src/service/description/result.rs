//! The place of the result of a job.

use crate::plain::Rule;
use crate::{plain, words};

use super::reader::Mistakes;
use super::{Place, Verbatim};
use crate::json::Value;
use crate::plain::{MemberType, ReadMember};

words! {
    /// The way to get a new URL of the result.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ResultRenewal {
        /// The status is read again.
        Status = "status",
    }
}

plain! {
    readable
    /// Pages of a result that the service divides.
    #[derive(Clone, Debug, PartialEq)]
    pub struct PagesDescription {
        /// The place where a page names the next one: its URL, or a value for the query parameter `query`.
        pub next: Vec<Place>,
        /// The query parameter of the next page's request that gets the value. Without it, the value is the
        /// URL of the next page.
        pub query: Option<String>,
    }
}

plain! {
    readable
    /// The place of the result of a job: in the status itself (`inline`), or in files.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct ResultDescription {
        /// The URLs of the files. The first place that has any is used. A pointer with `*` names several.
        pub files: Vec<Place> = Rule::EMPTY_IS_ABSENT,
        /// The names of the files, one for each URL. The name of a file is `{name}` in the template `name`.
        pub names: Vec<Place> = Rule::EMPTY_IS_ABSENT,
        /// The member of the status that is the result itself: a text as it is, and anything else as JSON.
        /// The pointer `""` is the whole body.
        pub inline: Vec<Place> = Rule::EMPTY_IS_ABSENT,
        /// The URL of one more request, which is sent once the job has succeeded. Its answer has the files or the
        /// inline result. Until then the job is reported as running. If no place has a value, the status itself has the
        /// files or the result.
        pub via: Vec<Place> = Rule::EMPTY_IS_ABSENT,
        /// The credential of requests for files. `same`, the default, sends the credential, and allows only the
        /// endpoint's own origin. `none` sends no credential, and allows any `https:` URL; such a URL is never stored.
        /// A place with a boolean decides for each answer: `{ "body": "/requiresAccessToken" }`.
        pub credential: Option<Verbatim> = Rule::NONE.typescript("\"same\" | \"none\" | Place"),
        /// Headers of the requests for files.
        pub headers: Vec<(String, String)> = Rule::EMPTY_IS_ABSENT,
        /// `status`: the URLs of files soon expire, so the status is read again before a download.
        pub renew: Option<ResultRenewal> = Rule::NONE.in_full(),
        /// The pages of a file, if the service divides it. Each page becomes a file of its own.
        pub pages: Option<PagesDescription>,
        /// The media type of the files, if their answers do not have one.
        pub content_type: Option<String>,
        /// The name of the file, as a template: `{project}.zip`. It may have `{id}`, `{operation}`,
        /// `{project}`, `{name}`, the parameters in the job's path, and one further parameter, which the
        /// job keeps as its `project`.
        pub name: Option<String>,
    }
}

/// The credential of requests for files.
pub(crate) enum FilesCredential {
    /// It is sent, and only to the endpoint's own origin.
    Same,
    /// It is not sent.
    None,
    /// The answer decides, with a boolean at this place.
    Place(Place),
}

impl ResultDescription {
    /// Returns the credential of requests for files.
    pub(crate) fn files_credential(&self) -> FilesCredential {
        match self.credential.as_ref().map(|it| it.0.as_str()) {
            None | Some("\"same\"") => FilesCredential::Same,
            Some("\"none\"") => FilesCredential::None,
            Some(json) => {
                let value = Value::parse(json.as_bytes()).unwrap_or(Value::Null);
                let plain = Mistakes::default().read(Place::KIND, 0, &value);
                FilesCredential::Place(Place::from_plain(plain))
            }
        }
    }
}
