//! Imports and updates of sources from files (2025-05-15-preview): bodies of `multipart/form-data`.

use crate::error::one_of;
use crate::http::multipart::{Part, form};
use crate::json::list_of_objects;
use crate::plain::Rule;
use crate::{Error, Request, Result, plain};

use super::api_version::{SINCE_MAY_2025, versions_of};
use super::{Arguments, AzureLanguage, Operation};

/// The default media type of a file.
const BYTES: &str = "application/octet-stream";

/// A file to upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadFile {
    /// The name of the file, without a path. The operations of an update use it.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
    /// The media type. The default is `application/octet-stream`.
    pub content_type: Option<String>,
}

// (`UpdateSourceFromFileOperationRecord`)
plain! {
    readable
    /// The change to one file.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct FileOperation {
        /// The operation: add, replace or delete.
        pub operation: String = Rule::NONE.typescript("UpdateOperation"),
        /// The name of one of the files, unless the operation is `delete`.
        pub file_name: String,
        /// The name for people.
        pub display_name: Option<String> as "fileDisplayName",
        /// True if the service reads the file again.
        pub refresh: Option<bool>,
    }
}

impl AzureLanguage {
    /// Imports a question answering project from files, as a job. The job has the operation
    /// [`Operation::Import`].
    ///
    /// # Errors
    /// `invalidArgument` when the family or the api-version has no such import (naming the versions
    /// that have it), when there is no file, two files have the same name, or a name or media type
    /// cannot be sent.
    pub fn import_from_files_request(
        &self,
        project: &str,
        files: &[UploadFile],
        asset_kind: Option<&str>,
    ) -> Result<Request> {
        self.require_uploads("importFromFiles")?;
        let mut arguments = Arguments::of_project(project);
        if let Some(kind) = asset_kind {
            arguments = arguments.parameter("assetKind", kind);
        }
        self.upload(Operation::Import, &arguments, files, None)
    }

    /// Adds, replaces and deletes file sources of a question answering project, as a job. The job
    /// has the operation [`Operation::UpdateSources`].
    ///
    /// # Errors
    /// As for [`AzureLanguage::import_from_files_request`], and when there is no operation, or an
    /// operation that adds or replaces a file names a file that is not given.
    pub fn update_sources_from_files_request(
        &self,
        project: &str,
        files: &[UploadFile],
        operations: &[FileOperation],
    ) -> Result<Request> {
        self.require_uploads("updateSourcesFromFiles")?;
        if operations.is_empty() {
            return Err(Error::invalid_argument("Give at least one file operation."));
        }
        for FileOperation { operation, file_name, .. } in operations {
            const OPERATIONS: [&str; 3] = ["add", "delete", "replace"];
            if !OPERATIONS.contains(&operation.as_str()) {
                return Err(Error::invalid_argument(format!(
                    "\"{operation}\" is not a file operation: give one of {}.",
                    one_of(OPERATIONS)
                )));
            }
            if operation != "delete" && !files.iter().any(|file| file.name == *file_name) {
                return Err(Error::invalid_argument(format!(
                    "A file operation should {operation} \"{file_name}\", which is not among the \
                     files."
                )));
            }
        }
        let json = list_of_objects(operations, |it, out| {
            out.text("operation", &it.operation);
            out.option("fileDisplayName", it.display_name.as_deref());
            out.text("fileName", &it.file_name);
            out.flag("refresh", it.refresh);
        });
        let arguments = Arguments::of_project(project);
        self.upload(Operation::UpdateSources, &arguments, files, Some(&json))
    }

    fn upload(
        &self,
        operation: Operation,
        arguments: &Arguments,
        files: &[UploadFile],
        operations: Option<&str>,
    ) -> Result<Request> {
        check(files)?;
        let mut request = self.bare_request(operation, arguments)?;
        let mut parts = Vec::new();
        for file in files {
            parts.push(Part {
                name: "files",
                file_name: Some(&file.name),
                content_type: file.content_type.as_deref().unwrap_or(BYTES),
                bytes: &file.bytes,
            });
        }
        if let Some(json) = operations {
            parts.push(Part {
                name: "fileOperations",
                file_name: None,
                content_type: "application/json",
                bytes: json.as_bytes(),
            });
        }
        let (content_type, body) = form(&parts);
        request.headers.set("Content-Type", content_type);
        request.body = Some(body);
        Ok(self.connection.authorize(request))
    }

    /// Refuses families and versions without uploads.
    fn require_uploads(&self, name: &str) -> Result<()> {
        self.require(Operation::UpdateSources)?;
        if self.api_version.generation(self.family) & SINCE_MAY_2025 != 0 {
            return Ok(());
        }
        Err(Error::invalid_argument(format!(
            "API version {} of {} has no {name}. These have: {}.",
            self.api_version.as_str(),
            self.family.as_str(),
            one_of(versions_of(SINCE_MAY_2025, self.family))
        )))
    }
}

/// Returns the api-versions of question answering in which an operation takes files.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn versions_with_files(operation: Operation) -> u8 {
    match operation {
        Operation::Import | Operation::UpdateSources => SINCE_MAY_2025,
        _ => 0,
    }
}

fn check(files: &[UploadFile]) -> Result<()> {
    if files.is_empty() {
        return Err(Error::invalid_argument("Give at least one file."));
    }
    for (at, UploadFile { name, content_type, .. }) in files.iter().enumerate() {
        if name.is_empty() {
            return Err(Error::invalid_argument(format!("The name of file {at} is empty.")));
        }
        if files.iter().take(at).any(|other| other.name == *name) {
            return Err(Error::invalid_argument(format!(
                "Two files have the name \"{name}\", by which the service tells sources apart."
            )));
        }
        if content_type.as_deref().is_some_and(|it| !is_media_type(it)) {
            return Err(Error::invalid_argument(format!(
                "The media type of file \"{name}\" is not one such as \"application/pdf\"."
            )));
        }
    }
    Ok(())
}

/// Returns whether a text has the form of a media type: type and subtype are tokens (RFC 9110,
/// 8.3.1), and the parameters have visible characters.
fn is_media_type(text: &str) -> bool {
    let token = |text: &str| {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        !text.is_empty() && text.bytes().all(fits)
    };
    let essence = text.split(';').next().unwrap_or_default().trim_ascii_end();
    let is_typed = essence.split_once('/').is_some_and(|(one, other)| token(one) && token(other));
    is_typed && text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}
